"""One sheet's grid of texts -> its blocks: titles, notes and tables, as they stand below each other."""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.readers.document import Block, Cell, Table, TextLine
from budgetflow.readers.parts import column_letters

Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, from 0."""

_NOTE = 25  # characters; a lone text at the foot that is longer is a note, a shorter one may be a row without figures


@dataclass(frozen=True, slots=True)
class _Place:
    """A text in the sheet with the range it covers."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


def blocks_of_sheet(texts: list[list[str]], merged: list[Merged], name: str, number: int) -> list[Block]:
    """Give the blocks of a sheet in order.

    Rows of a single text above and below a grid are TextLines, the rest is a Table. Empty rows end a table only where a
    title (a single text) follows them. Empty rows are left out of tables, and so are empty columns at the edges.
    """
    rows = _places_by_row(texts, merged)
    out: list[Block] = []
    for part in _parts(rows):
        out += _part_blocks(part, name, number)
    return out


def _places_by_row(texts: list[list[str]], merged: list[Merged]) -> list[list[_Place]]:
    """Give each row's non-empty places; a merged range stands in its first row with its first text."""
    ranges = {(r0, c0): (r1, c1) for r0, c0, r1, c1 in merged}
    covered = {(r, c) for r0, c0, r1, c1 in merged for r in range(r0, min(r1, len(texts)) + 1) for c in range(c0, c1 + 1)} - set(ranges)
    return [
        [_Place(r, c, *ranges.get((r, c), (r, c)), text) for c, text in enumerate(row) if text and (r, c) not in covered]
        for r, row in enumerate(texts)
    ]


def _parts(rows: list[list[_Place]]) -> list[list[list[_Place]]]:
    """Cut the sheet where empty rows are followed by a single text; give the parts without their empty rows."""
    parts: list[list[list[_Place]]] = [[]]
    reach, gap = -1, False
    for r, row in enumerate(rows):
        if not row:
            gap = gap or r > reach
            continue
        if gap and len(row) == 1 and any(len(earlier) > 1 for earlier in parts[-1]):
            parts.append([])
        parts[-1].append(row)
        reach, gap = max(reach, *(place.last_row for place in row)), False
    return [part for part in parts if part]


def _part_blocks(part: list[list[_Place]], name: str, number: int) -> list[Block]:
    """Give a part's leading lines, its table, and its trailing lines."""
    width = max(place.last_column for row in part for place in row) + 1 - min(place.column for row in part for place in row)
    first = next((i for i, row in enumerate(part) if len(row) > 1 or row[0].last_row > row[0].row), len(part))
    last = len(part)
    while last > first and _is_note(part[last - 1], width):
        last -= 1
    out: list[Block] = [_line(row[0], name, number) for row in part[:first]]
    if first < last:
        out.append(_table(part[first:last], name, number))
    return out + [_line(row[0], name, number) for row in part[last:]]


def _is_note(row: list[_Place], width: int) -> bool:
    """Tell a note below a table from a row that has a label and no figures."""
    if len(row) != 1:
        return False
    spans = row[0].last_column - row[0].column + 1
    return len(row[0].text) > _NOTE or (spans > 1 and spans >= width / 2)


def _line(place: _Place, name: str, number: int) -> TextLine:
    return TextLine(text=place.text, page=number, locator=f"{name}!{column_letters(place.column)}{place.row + 1}", whole_paragraph=True)


def _table(rows: list[list[_Place]], name: str, number: int) -> Table:
    """Give the Table of consecutive rows, blank cells included."""
    kept = {row[0].row: index for index, row in enumerate(rows)}
    left = min(place.column for row in rows for place in row)
    columns = max(place.last_column for row in rows for place in row) + 1 - left
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row in rows:
        for place in row:
            covered = [kept[r] for r in range(place.row, place.last_row + 1) if r in kept]
            cell = Cell(covered[0], place.column - left, place.text, len(covered), place.last_column - place.column + 1, page=number)
            cell.locator = f"{name}!{column_letters(place.column)}{place.row + 1}"
            cells.append(cell)
            taken.update((r, c) for r in covered for c in range(cell.column, cell.column + cell.column_span))
    for printed, index in kept.items():
        blanks = (c for c in range(columns) if (index, c) not in taken)
        cells += [Cell(index, c, "", page=number, locator=f"{name}!{column_letters(left + c)}{printed + 1}") for c in blanks]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(cells=cells, rows=len(rows), columns=columns, page=number)
