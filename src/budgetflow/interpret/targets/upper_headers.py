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
        # Words merged from above that end in this row are heads; blank ones may be of any form.
        ending = []
        for _, cell in cells:
            last = cell.row + cell.row_span - 1
            if cell_text(cell) and cell.row < number == last:
                ending.append(cell)
        if not ending:
            continue
        if header_fields([cell_text(cell) for _, cell in cells]) is not None:
            highest = min(cell.row for cell in ending)
            out.update(range(highest, number))
    return out


def _own_texts(cells: list[tuple[int, Cell]], number: int) -> dict[int, str]:
    """Return the squeezed texts by column of the cells that begin in a row."""
    texts: dict[int, str] = {}
    for column, cell in cells:
        text = squeeze(cell_text(cell))
        if cell.row == number and text:
            texts[column] = text
    return texts


def year_columns(
    cells: list[tuple[int, Cell]], columns: dict[int, Field] | None
) -> dict[int, Field] | None:
    """Return the columns with the target where the row below the header names this year's (前年,
    上年, 预计当年实现 under 指标值), None where the row is no such line.
    """
    if columns is None:
        return None
    heads = _own_texts(cells, max(cell.row for _, cell in cells))
    if not _are_years(list(heads.values())):
        return None  # other heads stand there too, or the goal stands in none of these years
    replaced = ("target", "previous_value")
    out = {
        column: field
        for column, field in columns.items()
        if column not in heads and field not in replaced
    }
    for column, text in heads.items():
        if _OF_THE_YEAR.match(text):
            out[column] = "target"
        elif text.startswith(("上年", "去年")):
            out[column] = "previous_value"
    return out


def _are_years(heads: list[str]) -> bool:
    """Check whether heads are all years, two at least, and one of them this year."""
    of_year = [text for text in heads if _OF_THE_YEAR.match(text)]
    if not of_year or len(heads) < 2:
        return False
    before = [text for text in heads if _BEFORE.match(text) and text not in of_year]
    return len(of_year) + len(before) == len(heads)
