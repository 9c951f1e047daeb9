"""Every package the program runs on is on the bill, and installed by a hash in the lock file."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "deploy" / "sbom.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["sbom"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_every_package_is_locked_by_hashes(sbom: ModuleType) -> None:
    assert [part.name for part in sbom.components() if not part.hashes] == []


def test_the_lock_names_no_host_and_no_path() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "file:" not in lock
    assert "--index" not in lock


def test_the_bill_is_cyclonedx(sbom: ModuleType) -> None:
    bill = sbom.bill()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {"prefect", "pyarrow", "pypdfium2"} <= {part["name"] for part in bill["components"]}


def test_the_threat_model_names_files_that_exist() -> None:
    import re

    named = re.findall(
        r"`((?:src|flows|deploy|tests)/[\w./-]+|requirements\.lock)`",
        (ROOT / "SECURITY.md").read_text(encoding="utf-8"),
    )
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []
