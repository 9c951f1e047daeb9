"""How a sheet shows its cells, which the value library does not tell: number formats, hidden rows
and columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GENERAL = ("general", "@", "", "g/通用格式")
"""Formats that say nothing of how a number looks."""
MOST_COLUMNS = 16_384
"""Columns a sheet can have."""


@dataclass(slots=True)
class SheetLook:
    """The look of one sheet; rows and columns count from 0."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    """Number format by row and column; cells of general format are not in it."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def hide_columns(self, first: int, last: int) -> None:
        """Note a range of hidden columns."""
        self.hidden_columns.update(range(max(0, first), min(last, MOST_COLUMNS) + 1))
