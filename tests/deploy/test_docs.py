"""The operator's page knows every kind of failure that a crawl may report, and names settings that
exist.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from budgetflow.crawl.http.response import FailureKind
from budgetflow.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "kind", [*get_args(FailureKind), "no_entries", "images_only", "no_file", "unreadable"]
)
def test_every_kind_of_failure_is_explained(kind: str) -> None:
    assert f"`{kind}`" in OPERATING


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_setting_named_exists(page: Path) -> None:
    named = set(re.findall(r"BUDGETFLOW_[A-Z_]+[A-Z]", page.read_text(encoding="utf-8")))
    assert named <= {f"BUDGETFLOW_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_file_named_exists(page: Path) -> None:
    named = set(
        re.findall(
            r"`((?:deploy|flows|benchmarks|docs|src)/[\w./-]+\.\w+)`",
            page.read_text(encoding="utf-8"),
        )
    )
    assert [name for name in sorted(named) if not (DOCS.parent / name).exists()] == []
