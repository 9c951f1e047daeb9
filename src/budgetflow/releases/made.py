"""A release that was made, for who acts on it."""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.versions import Version


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made."""

    version: Version
    path: str
    tally: Tally
