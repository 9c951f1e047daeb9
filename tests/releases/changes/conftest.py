"""Fixtures of the tests of changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders.disclosures import disclosure, unreadable
from tests.releases.changes.builders import A, History


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a history that begins with a release of three disclosures."""
    folder: Path = tmp_path_factory.mktemp("first")
    made = History(folder)
    for understanding in (
        disclosure(figures=A, content="v1"),
        disclosure("天山区教育局", figures=A),
        unreadable(),
    ):
        made.lake.replace(understanding, "1")
    made.release()
    return folder


@pytest.fixture
def history(first: Path, tmp_path: Path) -> History:
    """Return a copy of that history, for one test to go on with."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return History(tmp_path)
