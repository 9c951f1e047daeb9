"""What `docs/sources.md` promises is what the code has: every method, every kind of failure, no
other.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from budgetflow.crawl.http.response import FailureKind
from budgetflow.sources.lint import faults
from budgetflow.sources.load import load_sources
from budgetflow.sources.methods import METHODS

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
FOUND_IN_A_NIGHT = {"no_entries", "images_only", "no_file", "unreadable", "silent"}
"""Kinds that no fetch gives: the visit and the announcement say them."""


def table(heading: str) -> set[str]:
    rows = DOCS.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_every_method_is_told_of() -> None:
    assert table("method") == set(METHODS)


def test_every_failure_is_told_of() -> None:
    assert table("failure") == set(get_args(FailureKind)) | FOUND_IN_A_NIGHT


def test_every_form_shown_is_in_order(tmp_path: Path) -> None:
    forms = re.findall(r"^```yaml\n(.*?)^```", DOCS, re.DOTALL | re.MULTILINE)
    assert len(forms) >= 2
    for form in forms:
        (tmp_path / "form.yaml").write_text(form, encoding="utf-8")
        assert faults(load_sources(tmp_path / "form.yaml")) == []
