"""Grids of performance tables: their cells' text, and the signs of forms and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable

from budgetflow.interpret.targets.columns import form_field, header_fields
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.readers.document import Cell

_MARKUP = re.compile(r"</?[a-z]+/?>", re.IGNORECASE)
_LEVEL = re.compile(r"(?:产出|效益|满意度|成本|管理|履职)\S{0,6}指标")
_SIGN = re.compile(r"[≥≤＝=><]|定性")
Row = list[Cell | None]


def cell_text(cell: Cell | None) -> str:
    """Return a cell's text on one line, without markup that a form left in it."""
    if cell:
        return tidy(_MARKUP.sub("", cell.text))
    return ""


def distinct_cells(row: Row) -> list[tuple[int, Cell]]:
    """Return the cells of a row, each once, with the column it starts in."""
    out: list[tuple[int, Cell]] = []
    for column, cell in enumerate(row):
        if cell is not None and (not out or out[-1][1] is not cell):
            out.append((column, cell))
    return out


def holds_indicators(cells: Iterable[Cell]) -> bool:
    """Check whether cells hold levels of indicators and signs of targets, which rows of a form and
    other tables never do.
    """
    texts = [squeeze(cell.text) for cell in cells]
    return any(_LEVEL.match(text) for text in texts) and any(_SIGN.match(text) for text in texts)


def is_side_label(cell: Cell | None, row: list[tuple[int, Cell]]) -> bool:
    """Check whether a cell names the block it stands beside, over rows above and below this one;
    such a cell heads no column.
    """
    number = max(one.row for _, one in row)
    return cell is not None and cell.row < number < cell.row + cell.row_span - 1


def is_form(rows: list[Row]) -> bool:
    """Check whether a grid is a project's form whose indicators only follow on the next page."""
    words = "".join(cell_text(cell) for row in rows for _, cell in distinct_cells(row))
    for row in rows[:2]:
        first = [cell_text(cell) for _, cell in distinct_cells(row) if cell_text(cell)]
        if first and form_field(first[0]) == "subject" and len(first) <= 4:
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
    asked = {form_field(cell_text(cell)) for row in rows for _, cell in distinct_cells(row)[:2]}
    return bool(asked & {"goal", "whole_goal", "long_goal", "subject", "body"})
