"""What a diff adds up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What a diff adds up to."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Rows by (dataset, change, cause); a changed row counts once under each cause of its values.
    """
    disclosures: dict[str, set[str]] = field(default_factory=dict)
    """The disclosures that each cause touched."""
    unsplit: set[str] = field(default_factory=set)
    """Disclosures that publisher and program changed at once and whose old bytes could not be read
    anew.
    """
