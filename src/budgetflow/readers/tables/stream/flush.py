"""Digits without marks (`26`, `71147`) that are amounts of a column, not codes, years or pages.

A figure with a comma or decimals shows by itself that it is one. In a column of whole numbers the
small ones have no comma, and some books print none at all: what vouches for them then is where they
end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetflow.readers.tables.stream.lines import FLUSH, LABEL_GAP, MONEY, Line, Piece

UNGROUPED = re.compile(r"-?\d{1,8}")
# Lines above and below in which figures vouch for digits under or over them.
NEIGHBOURS = 8
VOUCHING = 2
# Digits under each other that may be a column of amounts without any figure among them.
COLUMN_OF_DIGITS = 6


def mark_flush_numbers(lines: Sequence[Line]) -> None:
    """Mark digits that are figures of a column: they end where the figures near them end, or many
    that neither count nor are of one length end under each other.
    """
    alone = [(at, piece) for at, line in enumerate(lines) for piece in _digits_alone(line)]
    # Looked up by where they end: a page of thousands of digits would else cost their square.
    across = sorted(range(len(alone)), key=lambda k: alone[k][1].x1)
    ends = [alone[k][1].x1 for k in across]
    columns: dict[tuple[int, int], bool] = {}
    for at, piece in alone:
        reach = FLUSH * piece.runs[0].size
        first = bisect_left(ends, piece.x1 - reach)
        last = bisect_right(ends, piece.x1 + reach)
        if (first, last) not in columns:
            below = [alone[k][1].text for k in sorted(across[first:last])]
            columns[first, last] = _vary(below)
        piece.whole = piece.whole or columns[first, last] or _under_figures(lines, at, piece, reach)


def _digits_alone(line: Line) -> Iterator[Piece]:
    """Return the pieces of a line that are digits without marks, far behind what stands before
    them.
    """
    for before, piece in pairwise(line.pieces):
        if not UNGROUPED.fullmatch(piece.text):
            continue
        # Nearer ones belong to the words before them: the code of a label, a year, a count.
        if piece.x0 - before.x1 >= LABEL_GAP * piece.runs[0].size:
            yield piece


def _under_figures(lines: Sequence[Line], at: int, piece: Piece, reach: float) -> bool:
    """Check whether figures near a piece end where it ends."""
    near = [*lines[max(at - NEIGHBOURS, 0) : at], *lines[at + 1 : at + 1 + NEIGHBOURS]]
    flush = 0
    for line in near:
        for other in line.pieces:
            if MONEY.fullmatch(other.text) and abs(other.x1 - piece.x1) < reach:
                flush += 1
    return flush >= VOUCHING


def _vary(digits: Sequence[str]) -> bool:
    """Check whether whole numbers under each other are amounts: no page numbers, which rise, and
    no codes or years, which have as many digits each.
    """
    if len(digits) < COLUMN_OF_DIGITS:
        return False
    falls = sum(int(below) < int(above) for above, below in pairwise(digits))
    lengths = {len(text) for text in digits}
    # One fall may be the second part of a numbered list that begins at 1 again.
    return falls > 1 and len(lengths) > 1
