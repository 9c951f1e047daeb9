"""Tables that the contents list announces; one that never comes is a row of `tables` too, for a
blank is not a zero.
"""

from __future__ import annotations

import re

from budgetflow.interpret.tables.segments.titles import (
    looks_like_title,
    normalise_title,
    split_number,
)
from budgetflow.interpret.text.contents import contents_of, without_printed_leaders
from budgetflow.interpret.text.grid_rows import Row, filled_cells
from budgetflow.interpret.text.money import looks_like_money
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.readers.document import Document

_BULLET = re.compile(r"^[-–—·•*#]+\s*")
_FEWEST_TITLES = 3


def lists_tables(rows: list[Row]) -> bool:
    """Check whether a grid is a contents list: nearly each of its rows names a table, and what
    stands beside the names are page numbers, no money.
    """
    filled = 0
    named = 0
    for row in rows:
        texts = [cell.text for cell in filled_cells(row)]
        # Whole numbers are pages; decimals and thousands commas are those of a real table.
        if any(map(looks_like_money, texts)):
            return False
        filled += bool(texts)
        named += any(looks_like_title(squeeze(text)) for text in texts)
    # Seven of ten: the chapters of text are on the list too.
    return named >= _FEWEST_TITLES and named * 10 >= filled * 7


def announced_titles(document: Document) -> list[tuple[str | None, str]]:
    """Return number and title of each table the contents list names, in its order; empty where
    there is no 目录.
    """
    out: list[tuple[str | None, str]] = []
    seen: set[str] = set()
    for line in contents_of(document).lines:
        words = without_printed_leaders(_BULLET.sub("", line.strip())).strip()
        # 关于…收支总表的说明 is a chapter of text about a table.
        if not looks_like_title(words) or "说明" in words:
            continue
        number, _ = split_number(words)
        title = strip_numbering(squeeze(words))
        key = normalise_title(title)
        # Some lists name each table twice: under the part of tables and under that of text.
        if key not in seen:
            seen.add(key)
            out.append((number, title))
    return out
