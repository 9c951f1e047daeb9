"""Fixtures of the tests of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.disclosures import disclosure, unreadable
from tests.releases.changes.builders import A, History


@pytest.fixture
def history(tmp_path: Path) -> History:
    """A history that begins with a release of three disclosures."""
    made = History(tmp_path)
    for understanding in (
        disclosure(figures=A, content="v1"),
        disclosure("天山区教育局", figures=A),
        unreadable(),
    ):
        made.lake.replace(understanding, "1")
    made.release()
    return made
