"""Fixtures every test may use: the repository's root and the real documents beside it."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary, parse_files, write_datasets
from budgetflow.settings import Settings
from tests.builders.kept import forget_old
from tests.builders.real import rows_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

LONGEST = ("real documents", "prefect", "faults/test_faults", "browser", "faults/test_object_store")
"""Groups that keep one worker busy for minutes (30 November: 160 to 600 s beside other work). One
that begins last is waited for alone, and pytest-xdist would begin with the groups of most tests.
"""

# A test of rules is no test of speed, least of all on a machine that runs others beside it.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_report_header() -> str:
    """Say at the top of a run whether the real documents are here, so that a green run without them
    is no surprise.
    """
    if SHARED.is_dir():
        return "real documents: ../shared is here"
    return "real documents: NOT HERE (../shared is missing): tests marked corpus are skipped"


def pytest_sessionstart() -> None:
    """Throw away what earlier code read from the real documents."""
    forget_old()


@pytest.hookimpl(tryfirst=True)  # pytest-xdist writes the groups into the names of tests here too
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the real documents where they are missing, with a line that says so, keep
    tests that share a fixture on one worker (two workers would make it twice), and begin with what
    takes longest.
    """
    for item in items:
        if item.get_closest_marker("corpus") and not SHARED.is_dir():
            item.add_marker(
                pytest.mark.skip(reason="the real documents (../shared) are not beside the project")
            )
        if not item.get_closest_marker("xdist_group") and _shares_a_fixture(item):
            item.add_marker(pytest.mark.xdist_group(_module_of(item)))
    items.sort(key=_place)


def _module_of(item: pytest.Item) -> str:
    """Return a test's module below this folder: `crawl/test_run`, for `gate` has a test_run too."""
    return item.path.relative_to(Path(__file__).parent).with_suffix("").as_posix()


def _place(item: pytest.Item) -> int:
    """Return where in the run a test begins: long groups in their order, then what is slow or reads
    real documents, then the rest.
    """
    group = item.get_closest_marker("xdist_group")
    if group is not None and group.args[0] in LONGEST:
        return LONGEST.index(group.args[0])
    long = item.get_closest_marker("slow") or item.get_closest_marker("corpus")
    return len(LONGEST) if long else len(LONGEST) + 1


def _shares_a_fixture(item: pytest.Item) -> bool:
    """Check whether a test uses a fixture that is made once for its module or folder."""
    manager = item.session._fixturemanager
    return any(
        fixture.scope in ("module", "package")
        for name in getattr(item, "fixturenames", ())
        for fixture in manager.getfixturedefs(name, item) or ()
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents."""
    if not SHARED.is_dir():
        pytest.skip("the real documents (../shared) are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def parsed(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Understanding, ParseSummary, Path]:
    """Parse the text renditions and all PDFs, as `budgetflow parse` does; a file is read by one
    worker for all.
    """
    out = tmp_path_factory.mktemp("parsed")
    rows, summary = parse_files(
        [shared / "seeds", shared / "corpus" / "pdf"],
        Settings(),
        lambda path, part: None,
        read=rows_of,
    )
    write_datasets(rows, out, "parquet")
    return rows, summary, out


@pytest.fixture(scope="session")
def further(shared: Path) -> Understanding:
    """Parse the real documents beside those of `parsed`."""
    folders = [shared / "corpus" / name for name in ("pdf-2", "office", "government")]
    return parse_files(folders, Settings(), lambda path, part: None, read=rows_of)[0]
