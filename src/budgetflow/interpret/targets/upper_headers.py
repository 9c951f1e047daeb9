"""Headers of several lines: which rows are their upper lines, and years below 指标值."""

from __future__ import annotations

import re

from budgetflow.interpret.targets.columns import Field, header_fields
from budgetflow.interpret.targets.grid_signs import Row, cell_text, distinct_cells
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.readers.document import Cell

_OF_THE_YEAR = re.compile(
    r"^(?:预计)?(?:当年|本年度?|今年|年度)(?:预计)?(?:目标|实现|完成|指标)?值?$"
)
_BEFORE = re.compile(r"^(?:上年|前年|去年|上上年|前[一二三]年)(?:度)?(?:实际)?(?:完成|实现)?值?$")


def upper_headers(rows: list[Row]) -> set[int]:
    """Return the rows above a header that share a cell with it: the upper lines of a header of
    several lines, no form.
    """
    out: set[int] = set()
    for number, row in enumerate(rows):
        cells = distinct_cells(row)
        ending = [
            cell
            for _, cell in cells
            if cell_text(cell) and cell.row < number == cell.row + cell.row_span - 1
        ]
        if ending and header_fields([cell_text(cell) for _, cell in cells]) is not None:
            out.update(range(min(cell.row for cell in ending), number))
    return out


def year_columns(
    cells: list[tuple[int, Cell]], columns: dict[int, Field] | None
) -> dict[int, Field] | None:
    """Return the columns with the target where the row below the header names this year's (前年,
    上年, 预计当年实现 under 指标值), None where the row is no such line.
    """
    if columns is None:
        return None
    number = max(cell.row for _, cell in cells)
    heads = {column: squeeze(cell_text(cell)) for column, cell in cells if cell.row == number}
    heads = {column: text for column, text in heads.items() if text}
    known = [text for text in heads.values() if _OF_THE_YEAR.match(text) or _BEFORE.match(text)]
    if len(known) < 2 or len(known) != len(heads):
        return None
    if not any(_OF_THE_YEAR.match(text) for text in known):
        return None  # the goal stands in none of these years
    out = {
        column: field
        for column, field in columns.items()
        if column not in heads and field not in ("target", "previous_value")
    }
    for column, text in heads.items():
        if _OF_THE_YEAR.match(text):
            out[column] = "target"
        elif text.startswith(("上年", "去年")):
            out[column] = "previous_value"
    return out
