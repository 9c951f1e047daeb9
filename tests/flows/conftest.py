"""One Prefect server for all tests of flows: starting it takes half a minute, so they share it (and
a worker of xdist).
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from pathlib import Path

import pytest

from budgetflow.flows.engine.prefect_settings import prepare
from budgetflow.sample.site.pages import Served, sample_articles, site
from budgetflow.settings import Settings
from tests.builders.prefect_database import put_database_of

# Prefect reads its settings when it is imported, so this must stand before any test module of this
# folder imports it.
_HOME = Path(tempfile.mkdtemp(prefix="budgetflow-prefect-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
prepare(Settings(home=_HOME))


def pytest_sessionfinish() -> None:
    """Let the embedded server say goodbye to a console that pytest has closed by then."""
    logging.raiseExceptions = False


@pytest.hookimpl(tryfirst=True)  # a test has one group: the first that is named
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what needs the server on one worker."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "prefect_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("prefect"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def prefect_server() -> None:
    """Have the embedded server up; the first flow starts it and it ends with the process."""
    from prefect import flow

    put_database_of(_HOME)

    @flow(name="warm-up")
    def warm_up() -> None:
        """Start the server."""

    warm_up()


@pytest.fixture(scope="session")
def sample_pages() -> dict[str, Served]:
    """Give the sample site, rendered once; tests copy it before they change it."""
    return site(sample_articles())
