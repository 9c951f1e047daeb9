"""What the tests of releases made on the one before begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetflow.lake.store import Lake


@pytest.fixture
def lake(begun: Path, tmp_path: Path) -> Lake:
    """Return the lake of a copy, `tmp_path`, of the folder that a module begins with (its own
    fixture `begun`: a lake and its first release), for one test to go on with.
    """
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return Lake(tmp_path / "lake")
