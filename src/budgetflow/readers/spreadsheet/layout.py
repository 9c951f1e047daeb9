"""One sheet's grid of texts -> its blocks: titles, notes and tables, as they stand below each
other.
"""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.readers.common import column_letters
from budgetflow.readers.document import Block, Cell, Table, TextLine
from budgetflow.readers.spreadsheet.style import SheetLook

# First row, first column, last row, last column of a merged range, from 0.
Merged = tuple[int, int, int, int]

# characters; a lone text at the foot that is longer is a note, a shorter one may be a row without
# figures
_NOTE = 25


@dataclass(frozen=True, slots=True)
class _Place:
    """A text in the sheet with the range it covers."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


def blocks_of_sheet(
    texts: list[list[str]], merged: list[Merged], look: SheetLook, name: str, number: int
) -> list[Block]:
    """Return the blocks of a sheet in order.

    Rows of a single text above and below a grid are TextLines, the rest is a Table. Empty rows end
    a table only where a
    title (a single text) follows them. Empty rows are left out of tables, and so are empty columns
    at the edges, and
    rows and columns that the sheet hides.
    """
    sheet = _Sheet(name, number, look)
    rows = _places_by_row(texts, merged, look)
    blocks: list[Block] = []
    for part in _parts(rows):
        blocks += _part_blocks(part, sheet)
    return blocks


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every block of a sheet needs to say where it stands."""

    name: str
    number: int
    look: SheetLook

    def locator(self, row: int, column: int) -> str:
        """Name a cell, as `Sheet!D14`."""
        letters = column_letters(column)
        return f"{self.name}!{letters}{row + 1}"


def _places_by_row(
    texts: list[list[str]], merged: list[Merged], look: SheetLook
) -> dict[int, list[_Place]]:
    """Return each shown row's non-empty places; a merged range stands where its first shown cell
    is, with its first text.
    """
    ranges = {(r0, c0): (r1, c1) for r0, c0, r1, c1 in merged}
    # Programs leave texts below a range that was merged over them; a sheet shows the first only.
    covered = _covered(merged, len(texts)) - set(ranges)
    shown = set(range(len(texts))) - look.hidden_rows
    rows: dict[int, list[_Place]] = {r: [] for r in sorted(shown)}
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if not text or (r, c) in covered:
                continue
            last_row, last_column = ranges.get((r, c), (r, c))
            # A range whose first rows are hidden shows its text in the first row that is not.
            shown_rows = (y for y in range(r, last_row + 1) if y in rows)
            shown_columns = (x for x in range(c, last_column + 1) if x not in look.hidden_columns)
            y = next(shown_rows, None)
            x = next(shown_columns, None)
            if y is not None and x is not None:
                rows[y].append(_Place(y, x, last_row, last_column, text))
    return {r: sorted(row, key=lambda place: place.column) for r, row in rows.items()}


def _covered(merged: list[Merged], rows: int) -> set[tuple[int, int]]:
    """Return the places of merged ranges; a range may reach far below the last row with text."""
    places: set[tuple[int, int]] = set()
    for r0, c0, r1, c1 in merged:
        last = min(r1, rows)
        columns = range(c0, c1 + 1)
        for r in range(r0, last + 1):
            places.update((r, c) for c in columns)
    return places


def _parts(rows: dict[int, list[_Place]]) -> list[list[list[_Place]]]:
    """Cut the sheet where empty rows are followed by a single text; give the parts without their
    empty rows.
    """
    parts: list[list[list[_Place]]] = [[]]
    reach = -1
    gap = False
    for r, row in rows.items():
        if not row:
            gap = gap or r > reach
            continue
        # A title begins another part only where a grid stands above; titles below titles belong
        # together.
        is_title = gap and len(row) == 1
        if is_title and any(len(earlier) > 1 for earlier in parts[-1]):
            parts.append([])
        parts[-1].append(row)
        reach = max(reach, *(place.last_row for place in row))
        gap = False
    return [part for part in parts if part]


def _part_blocks(part: list[list[_Place]], sheet: _Sheet) -> list[Block]:
    """Return a part's leading lines, its table, and its trailing lines."""
    places = [place for row in part for place in row]
    right = max(place.last_column for place in places)
    left = min(place.column for place in places)
    # The table begins with a row of several texts, or a text that reaches over several rows.
    first = len(part)
    for number, row in enumerate(part):
        if len(row) > 1 or row[0].last_row > row[0].row:
            first = number
            break
    width = right + 1 - left
    last = len(part)
    while last > first and _is_note(part[last - 1], width):
        last -= 1
    out: list[Block] = [_line(row[0], sheet) for row in part[:first]]
    if first < last:
        out.append(_table(part[first:last], sheet))
    return out + [_line(row[0], sheet) for row in part[last:]]


def _is_note(row: list[_Place], width: int) -> bool:
    """Return True for a note below a table, False for a row that has a label and no figures."""
    if len(row) != 1:
        return False
    place = row[0]
    if len(place.text) > _NOTE:
        return True
    spans = place.last_column - place.column + 1
    return spans > 1 and spans >= width / 2


def _line(place: _Place, sheet: _Sheet) -> TextLine:
    return TextLine(
        text=place.text,
        page=sheet.number,
        locator=sheet.locator(place.row, place.column),
        whole_paragraph=True,
    )


def _table(rows: list[list[_Place]], sheet: _Sheet) -> Table:
    """Return the Table of consecutive rows, blank cells included."""
    kept = {row[0].row: index for index, row in enumerate(rows)}
    places = [place for row in rows for place in row]
    columns = _shown_columns(places, sheet.look)
    shown = {c: index for index, c in enumerate(columns)}
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for place in places:
        # Rows that are empty or hidden are not kept, so a range may cover fewer rows than it spans.
        down = [kept[r] for r in range(place.row, place.last_row + 1) if r in kept]
        across = [shown[c] for c in range(place.column, place.last_column + 1) if c in shown]
        cells.append(_cell(place, down, across, sheet))
        taken.update((r, c) for r in down for c in across)
    for printed, row_index in kept.items():
        for c, index in shown.items():
            if (row_index, index) not in taken:
                locator = sheet.locator(printed, c)
                cells.append(Cell(row_index, index, "", page=sheet.number, locator=locator))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(cells=cells, rows=len(rows), columns=len(shown), page=sheet.number)


def _shown_columns(places: list[_Place], look: SheetLook) -> list[int]:
    """Return the columns of the sheet that some places reach over, without those it hides."""
    left = min(place.column for place in places)
    right = max(place.last_column for place in places)
    return [c for c in range(left, right + 1) if c not in look.hidden_columns]


def _cell(place: _Place, down: list[int], across: list[int], sheet: _Sheet) -> Cell:
    """Return the cell of a place, which takes the rows `down` and the columns `across`."""
    at = (place.row, place.column)
    return Cell(
        down[0],
        across[0],
        place.text,
        len(down),
        len(across),
        page=sheet.number,
        locator=sheet.locator(*at),
        confidence=float(at not in sheet.look.undecided),
        indent=sheet.look.indents.get(at, 0.0),
    )
