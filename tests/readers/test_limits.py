"""The limits of reading hold inside their block, and the settings fill them."""

from __future__ import annotations

from pathlib import Path

import budgetflow
from budgetflow.jobs.from_settings import limits_of
from budgetflow.readers.limits import Limits, current, in_force
from budgetflow.settings import Settings


def test_limits_hold_inside_their_block_alone() -> None:
    with in_force(Limits(pages=1)):
        with in_force(Limits(pages=2)):
            assert current().pages == 2
        assert current().pages == 1
    assert current() == Limits()


def test_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(
        home=tmp_path, read_pages=1, read_expansion_mb=2, read_seconds=3, read_memory_mb=4
    )
    assert limits_of(settings) == Limits(seconds=3, memory_mb=4, pages=1, expansion_mb=2)
    assert limits_of(Settings(home=tmp_path)) == Limits()


def test_readers_know_no_settings() -> None:
    readers = Path(budgetflow.__file__).parent / "readers"
    users = [path for path in readers.rglob("*.py") if "budgetflow.settings" in path.read_text()]
    assert users == []
