"""Levels whose merged cell a page break cuts: its word stands in the part on the next page.

`产出指标` over twenty rows is printed once, in the middle of its cell; where that middle falls on
the next page, the part above the break is a blank cell that reaches the foot of its grid.
"""

from __future__ import annotations

from collections.abc import Mapping

from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.columns import Field
from budgetflow.interpret.targets.grid_signs import Row, cell_text

_LEVELS: tuple[Field, ...] = ("level1", "level2")


class CutLevels:
    """Remembers blank cells at the foot of a grid until the next page tells their word."""

    def __init__(self) -> None:
        """Begin with nothing cut."""
        self._since: dict[Field, int] = {}

    def note(
        self, columns: Mapping[int, Field], row: Row, indicators: int, rows_of_grid: int
    ) -> None:
        """Note the levels whose blank cell begins in this row and reaches the foot of the grid;
        `indicators` is the number of indicators before the row.
        """
        # Cells merged from above have smaller numbers: the largest is the row's own.
        number = max((cell.row for cell in row if cell is not None), default=0)
        for column, field in columns.items():
            if field not in _LEVELS or column >= len(row):
                continue
            cell = row[column]
            if cell is None or cell.row != number:
                continue
            # A blank cell of one row is a level left out, which no page break has cut.
            reaches_foot = cell.row + cell.row_span >= rows_of_grid
            if cell.row_span > 1 and reaches_foot and not cell_text(cell):
                self._since[field] = indicators

    def fill(self, values: Mapping[Field, str], out: list[PerformanceTarget]) -> None:
        """Write the words of the next page's first row into the indicators beside cut cells."""
        for field, start in self._since.items():
            if field not in values:
                continue
            for row in out[start:]:
                if field == "level1":
                    row.level1 = values[field]
                else:
                    row.level2 = values[field]
        # Also where the next page prints no level: a word farther down is of other indicators.
        self._since.clear()

    def clear(self) -> None:
        """Forget what was cut: another table begins."""
        self._since.clear()
