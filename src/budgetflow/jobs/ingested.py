"""What became of one announcement's files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Ingested:
    """What came of one announcement."""

    key: str
    source_id: str
    changed: bool = False
    """The lake holds other rows than before."""
    stored: int = 0
    """Documents whose rows are in the lake."""
    quarantined: int = 0
    """Disclosures held back."""
    failed: list[str] = field(default_factory=list)
    """Files that could not be read, checked or stored, with the reason."""
    findings: Counter[str] = field(default_factory=Counter)
    """Findings by severity."""
