"""What the jobs take from the settings: places and limits."""

from __future__ import annotations

from pathlib import Path

from budgetflow.readers.sandbox.pool import Limits
from budgetflow.settings import Settings


def gate_pages(settings: Settings) -> Path:
    """Return the folder of the last gate's Data Docs and of its result."""
    return Path(settings.store("state")) / "gate"


def limits_of(settings: Settings) -> Limits:
    """Return the time and the memory that reading one document may take."""
    return Limits(seconds=settings.read_seconds, memory_mb=settings.read_memory_mb)
