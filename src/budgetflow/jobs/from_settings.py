"""What the jobs take from the settings: places and limits."""

from __future__ import annotations

import os
from pathlib import Path

from budgetflow.readers.limits import Limits
from budgetflow.releases.resources import Effort
from budgetflow.settings import Settings


def gate_pages(settings: Settings) -> Path:
    """Return the folder of the last gate's Data Docs and of its result."""
    return Path(settings.store("state")) / "gate"


def limits_of(settings: Settings) -> Limits:
    """Return what reading one document may cost."""
    return Limits(
        seconds=settings.read_seconds,
        memory_mb=settings.read_memory_mb,
        pages=settings.read_pages,
        expansion_mb=settings.read_expansion_mb,
    )


def effort_of(settings: Settings) -> Effort:
    """Return what making a release may use."""
    room = Path(settings.store("state"), "releases")
    return Effort(settings.release_rows, settings.workers or os.cpu_count() or 1, room)
