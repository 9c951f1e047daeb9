"""Tables of plain text whose cells only blanks part, as in print of a typewriter: each character
has its place on the line, so that the search for tables without rulings finds the columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budgetflow.readers.common import clean
from budgetflow.readers.document import Table
from budgetflow.readers.tables.glyphs import Glyph
from budgetflow.readers.tables.runs import Run
from budgetflow.readers.tables.stream.table import find_aligned

# Points of a Latin letter, of the print and of a line: a type of 10 points, whatever it was.
_NARROW, _HEIGHT, _LINE = 5.0, 10.0, 14.0
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{2,}|\u3000[ \u3000]*)(?=\S)")
_FIGURE_ALONE = re.compile(r"(?:^|[ \u3000]{2,}|\u3000)[-−]?\d[\d,]*(?:\.\d+)?(?=[ \u3000]|$)")
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table, and the places (from 0) of the lines it was made of."""

    table: Table
    lines: frozenset[int]


def aligned_tables(lines: Sequence[tuple[int, str]]) -> list[AlignedTable]:
    """Return the tables among following lines, each line with its number in the file.

    Lines that lack wide gaps and figures cost nothing. A cell's locator is its line (`L14`).
    """
    rows = [text for _, text in lines if _GAP.search(text) and _FIGURE_ALONE.search(text)]
    if len(rows) < _LEAST_ROWS:
        return []
    runs: list[Run] = []
    for place, (_, text) in enumerate(lines):
        runs += _runs(place, text)
    tables, left = find_aligned(runs, 1)
    # A line of prose beside a table stands at its height and is not part of it.
    outside = {_place_at(run.middle) for run in left}
    out = []
    for table in tables:
        assert table.box is not None  # the search gives every table one
        first = _place_at(table.box.top + _HEIGHT / 2)
        last = _place_at(table.box.bottom)
        inside = frozenset(range(first, last + 1)) - outside
        out.append(AlignedTable(_located(table, [number for number, _ in lines]), inside))
    return out


def _runs(place: int, text: str) -> list[Run]:
    """Return the words of one line at their places."""
    top = place * _LINE
    x = 0.0
    runs = list[Run]()
    glyphs = list[Glyph]()
    for number, char in enumerate(text.expandtabs()):
        # As a screen of fixed width sets it: a Chinese character is as wide as two digits.
        width = 2 * _NARROW if unicodedata.east_asian_width(char) in "WF" else _NARROW
        if not char.isspace():
            glyphs.append(Glyph(char, x, top, x + width, top + _HEIGHT, place, number))
        elif glyphs:
            runs.append(Run(glyphs))
            glyphs = []
        x += width
    if glyphs:
        return [*runs, Run(glyphs)]
    return runs


def _place_at(y: float) -> int:
    """Return the place of the line whose print is nearest above or at a height."""
    place = int(y // _LINE)
    # A table's box may begin a little above its first line.
    return max(place, 0)


def _located(table: Table, numbers: Sequence[int]) -> Table:
    """Return a table with the lines of the file in place of the points of its page."""
    cells = []
    for cell in table.cells:
        assert cell.box is not None
        middle = (cell.box.top + cell.box.bottom) / 2
        place = min(_place_at(middle), len(numbers) - 1)
        locator = f"L{numbers[place]}"
        cells.append(replace(cell, text=clean(cell.text), page=None, box=None, locator=locator))
    return Table(cells, table.rows, table.columns, ruled=False)
