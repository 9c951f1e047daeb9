"""Grids of performance tables: their cells' text, and the signs of forms and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from budgetflow.interpret.targets.columns import form_field, header_fields
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.readers.document import Cell

# Forms filled in by a web system print the markup of its line breaks.
_MARKUP = re.compile(r"</?[a-z]+/?>", re.IGNORECASE)
_LEVEL = re.compile(r"(?:产出|效益|满意度|成本|管理|履职)\S{0,6}指标")
# Publishers print the sign of a target as one character, full width, or as the word for none.
_SIGN = re.compile(r"[≥≤＝=><]|定性")
Row = list[Cell | None]


def cell_text(cell: Cell | None) -> str:
    """Return a cell's text on one line, without markup that a form left in it."""
    if cell:
        return _without_markup(cell.text)
    return ""


# Every row of a grid is asked several times what its cells say.
@lru_cache(maxsize=8192)
def _without_markup(text: str) -> str:
    return tidy(_MARKUP.sub("", text))


def distinct_cells(row: Row) -> list[tuple[int, Cell]]:
    """Return the cells of a row, each once, with the column it starts in."""
    out: list[tuple[int, Cell]] = []
    last: Cell | None = None
    for column, cell in enumerate(row):
        # A hole does not end a merged cell: the same cell behind it is still the one before.
        if cell is not None and cell is not last:
            out.append((column, cell))
            last = cell
    return out


def holds_indicators(cells: Iterable[Cell]) -> bool:
    """Check whether cells hold levels of indicators and signs of targets, which rows of a form and
    other tables never do.
    """
    texts = [squeeze(cell.text) for cell in cells]
    # Both: a form names 产出指标 in a sentence of its goal, and signs stand in other tables.
    has_level = any(_LEVEL.match(text) for text in texts)
    return has_level and any(_SIGN.match(text) for text in texts)


def is_side_label(cell: Cell | None, row: list[tuple[int, Cell]]) -> bool:
    """Check whether a cell names the block it stands beside, over rows above and below this one;
    such a cell heads no column.
    """
    if cell is None:
        return False
    number = max(one.row for _, one in row)
    last = cell.row + cell.row_span - 1
    # A head of two lines ends in this row; the label of a block goes on below it.
    return cell.row < number < last


def is_form(rows: list[Row]) -> bool:
    """Check whether a grid is a project's form whose indicators only follow on the next page."""
    words = "".join(cell_text(cell) for row in rows for _, cell in distinct_cells(row))
    for row in rows[:2]:
        texts = [cell_text(cell) for _, cell in distinct_cells(row)]
        printed = [text for text in texts if text]
        # Two pairs of label and answer at most; a list of projects has more columns.
        if not printed or len(printed) > 4:
            continue
        if form_field(printed[0]) == "subject":
            return len(rows) <= 2 or re.search(r"资金|财政拨款", words) is not None
    return False


def lists_goals(rows: list[Row]) -> bool:
    """Check whether a grid lists projects with their money and goals in words, without
    indicators.
    """
    return any(
        header_fields([cell_text(cell) for _, cell in distinct_cells(row)]) for row in rows[:2]
    )


def names_goals(rows: list[Row]) -> bool:
    """Check whether a grid under the title of a table of goals has the labels of a form, though its
    indicators follow on the next page.
    """
    asked = set()
    for row in rows:
        # The first is often the name of a block over several rows; then the second is the label.
        for _, cell in distinct_cells(row)[:2]:
            asked.add(form_field(cell_text(cell)))
    return bool(asked & {"goal", "whole_goal", "long_goal", "subject", "body"})
