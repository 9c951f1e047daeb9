"""Every package the program runs on is on the bill, and installed by a hash in the lock file."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from importlib import metadata
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


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_no_path(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert "file:" not in lock
    assert "--index" not in lock


def test_the_locks_agree_and_only_the_developers_one_holds_test_tools() -> None:
    run, developers = (
        dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
        for text in [(ROOT / name).read_text(encoding="utf-8")]
    )
    assert run.items() <= developers.items()
    tools = {"pytest", "playwright", "camelot-py", "moto", "mypy", "ruff", "pdfplumber", "duckdb"}
    assert tools <= set(developers) - set(run)


def test_every_package_that_is_imported_is_a_declared_requirement() -> None:
    declared = {
        re.match(r"[A-Za-z0-9_.-]+", line)[0].lower().replace("_", "-")
        for line in metadata.requires("budgetflow") or []
    }
    providers = metadata.packages_distributions()
    paths = [*ROOT.glob("src/**/*.py"), *ROOT.glob("flows/*.py")]
    imported = {name for path in paths for name in imports(ast.parse(path.read_text("utf-8")))}
    outside = imported - set(sys.stdlib_module_names) - {"budgetflow"}
    assert {"numpy", "lxml"} <= outside
    # pydantic_core is one piece with pydantic, which names the exact version it needs
    missing = [
        name
        for name in sorted(outside - {"pydantic_core"})
        if not {one.lower().replace("_", "-") for one in providers[name]} & declared
    ]
    assert missing == []


def imports(module: ast.Module) -> set[str]:
    """Return the top-level names of all packages a module imports."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_the_bill_is_cyclonedx(sbom: ModuleType) -> None:
    bill = sbom.bill()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {"prefect", "pyarrow", "pypdfium2"} <= {part["name"] for part in bill["components"]}


def test_the_threat_model_names_files_that_exist() -> None:
    named = re.findall(
        r"`((?:src|flows|deploy|tests)/[\w./-]+|requirements(?:-dev)?\.lock)`",
        (ROOT / "SECURITY.md").read_text(encoding="utf-8"),
    )
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []
