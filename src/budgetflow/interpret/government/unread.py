"""What stands under the headers of a government's table and was not taken as a figure.

Nothing falls through: a column of figures that was taken for codes, numbers of lines or remarks is
counted and named, and so is a cell of a column of figures that holds something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budgetflow.interpret.tables.columns.layout import Layout
from budgetflow.interpret.tables.headers.terms import COUNTER_HEADER, clean_header
from budgetflow.interpret.tables.rows.figures import TableFigure
from budgetflow.interpret.text.codes import code_kind
from budgetflow.interpret.text.grid_rows import Row
from budgetflow.interpret.text.money import is_figure, looks_like_money

_DASHES = re.compile(r"[-—–－―/\\]*")
_MARK = re.compile(r"[.。·]")
_NO_AMOUNTS = re.compile(r"编码|代码|编号|序号|时间|日期|年月|年度$|文号|级次|行次")
# Digits of a whole number that may be an amount; fewer number lines.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """One column with cells that are no amounts of the table."""

    header: str
    cells: int
    example: str


def unread_columns(layout: Layout, figures: Iterable[TableFigure]) -> Iterator[Unread]:
    """Return the columns with something that was not taken as a figure, left to right."""
    taken = {id(figure.cell) for figure in figures}
    values = {column.index for block in layout.blocks for column in block.values}
    codes = _columns_of_codes(layout)
    found: dict[int, list[str]] = defaultdict(list)
    for _, row in layout.body:
        for index, text in _texts_left(row, taken):
            if index in codes or _DASHES.fullmatch(text) or _MARK.fullmatch(text):
                continue
            if index in values or _may_be_amount(text):
                found[index].append(text)
    for index, texts in sorted(found.items()):
        header = " / ".join(layout.reading.paths[index])
        if index in values or not _heads_no_amounts(header):
            yield Unread(header or f"第{index + 1}列", len(texts), texts[0].replace("\n", " ")[:40])


def _columns_of_codes(layout: Layout) -> set[int]:
    labels = [column for block in layout.blocks for column in block.labels]
    return {column.index for column in labels if column.kind == "code"}


def _texts_left(row: Row, taken: set[int]) -> Iterator[tuple[int, str]]:
    """Return the column and the text of each cell that is no figure; a cell over several columns is
    none of a column, one over several rows is empty below its first.
    """
    previous = None
    for index, cell in enumerate(row):
        again = cell is previous
        previous = cell
        if cell is None or cell.column_span > 1 or id(cell) in taken:
            continue
        text = "" if again else cell.text.strip()
        yield index, text


def _may_be_amount(text: str) -> bool:
    """Check whether a cell outside the columns of figures holds what may be money."""
    if code_kind(text) is not None:
        return False
    # Short whole numbers are years, ordinals and counts more often than amounts.
    return looks_like_money(text) or (is_figure(text) and len(text) >= _SHORTEST)


def _heads_no_amounts(header: str) -> bool:
    plain = clean_header(header.rsplit(" / ", 1)[-1])
    return bool(_NO_AMOUNTS.search(plain) or COUNTER_HEADER.match(plain))
