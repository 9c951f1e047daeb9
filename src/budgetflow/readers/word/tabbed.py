"""Tables that a Word file sets out with tabs: following paragraphs of equally many texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from budgetflow.readers.common import is_contents, table_of_rows
from budgetflow.readers.document import Block, TextLine

_FIGURE = re.compile(r"[-−(（]?\d[\d,，]*(?:[.．]\d+)?[)）]?%?")
_LEAST_ROWS = 2
# Texts of a row, blank ones too; of two the second may be the page of an entry of the contents.
_LEAST_TEXTS = 3


def with_tab_tables(blocks: list[Block], cells: Mapping[int, list[str]]) -> list[Block]:
    """Return the blocks with each run of lines that tabs set out as a table in their place.

    `cells` holds what tabs part in a line, by the line's `id`; other lines have no entry. A run is
    a table where half of its rows hold a figure of their own.
    """
    out: list[Block] = []
    # By the number of texts: rows of one table have equally many tabs, lines of prose have not.
    run: list[TextLine] = []
    for block in blocks:
        texts = cells.get(id(block), [])
        if run and len(texts) != len(cells[id(run[0])]):
            out += _table_or_lines(run, cells)
            run = []
        if isinstance(block, TextLine) and len(texts) >= _LEAST_TEXTS and any(texts):
            run.append(block)
        else:
            out += _table_or_lines(run, cells)
            run = []
            out.append(block)
    return out + _table_or_lines(run, cells)


def _table_or_lines(run: list[TextLine], cells: Mapping[int, list[str]]) -> list[Block]:
    rows = [cells[id(line)] for line in run]
    with_figures = 0
    for row in rows:
        with_figures += any(map(_FIGURE.fullmatch, row))
    # Half of them: the header has no figure, and a heading within the table has none either.
    if len(rows) < _LEAST_ROWS or 2 * with_figures < len(rows):
        return list(run)
    entries = [[text for text in row if text] for row in rows]
    if is_contents(entries):
        return list(run)
    return [table_of_rows(rows, lambda row, _: run[row].locator)]
