"""Where figures stand that have no box on a page: cells of a sheet, of a table in a web page or a
Word file, or lines of a text.

Each sheet, table or text is shown as a grid of its own, with the letters of its columns and the
numbers of its rows or lines,
so that a reader finds the cell again in the file. A long one is parted over several views.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgetflow.releases.site.grids import Figure

# Figures a view shows, so that it stays under 200 kB.
FIGURES = 500
_CELL = re.compile(r"(.*)!([A-Z]+)(\d+)")
_TABLE = re.compile(r"T(\d+)")
_PARAGRAPH = re.compile(r"P(\d+)")
_LINE = re.compile(r"L(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: of which sheet, table or text, and where in it."""

    part: str
    """The sheet's name, `T3` for the third table, empty for a text."""
    is_sheet: bool
    row: int
    column: str
    """Its letters; empty in a text, which has lines alone."""


@dataclass(slots=True)
class Cells:
    """One view: some rows of a sheet, table or text, with the figures in them."""

    document_id: str
    name: str
    """The view's own name, without folder and ending: `1a2b3c4d-c1`."""
    zh: str
    en: str
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[int, str, dict[str, list[tuple[Figure, str]]]]] = field(default_factory=list)
    """Number, label and, by column, the figures with the page that lists each."""


def place_of(locator: str | None, page: int | None) -> Place | None:
    """Read a locator; None where it says no cell and no line. A sheet has a number, and it stands
    where pages do.
    """
    cell = _CELL.fullmatch(locator or "")
    if cell is not None:
        return Place(
            cell[1], page is not None or _TABLE.fullmatch(cell[1]) is None, int(cell[3]), cell[2]
        )
    line = _LINE.fullmatch(locator or "")
    if line is None:
        return None
    return Place("", False, int(line[1]), "")


def place_words(locator: str | None, page: int | None) -> tuple[str, str]:
    """Return in both languages where something stands: the cell of a sheet or table, the line, the
    paragraph, or the page.
    """
    place = place_of(locator, page)
    paragraph = _PARAGRAPH.fullmatch(locator or "")
    if place is not None and place.column:
        zh, en = _words(place.part, place.is_sheet)
        return f"{zh} {place.column}{place.row}", f"{en}, cell {place.column}{place.row}"
    if place is not None:
        return f"第{place.row}行", f"line {place.row}"
    if paragraph is not None:
        return f"第{paragraph[1]}段", f"paragraph {paragraph[1]}"
    if page:
        return (f"第{page}页", f"page {page}")
    return ("", "")


def cells_of(figures: Sequence[tuple[Figure, str]]) -> list[Cells]:
    """Return the views of all figures that have a place and no box, in the order they are printed;
    each comes with the page that lists it.
    """
    parts: dict[tuple[str, str, bool], dict[int, list[tuple[Place, Figure, str]]]] = {}
    for figure, back in figures:
        place = place_of(figure.locator, figure.page) if figure.box is None else None
        if place is not None:
            rows = parts.setdefault((figure.document_id, place.part, place.is_sheet), {})
            rows.setdefault(place.row, []).append((place, figure, back))
    views: list[Cells] = []
    numbers: dict[str, int] = {}
    for (document_id, part, is_sheet), rows in parts.items():
        for some in _pieces(sorted(rows.items())):
            number = numbers[document_id] = numbers.get(document_id, 0) + 1
            views.append(
                _view(
                    Cells(document_id, f"{document_id[:8]}-c{number}", *_words(part, is_sheet)),
                    some,
                )
            )
    return views


def addresses_of(views: Iterable[Cells]) -> dict[str, str]:
    """Return, by a figure's anchor, the name of the view it stands in."""
    return {
        figure.anchor: view.name
        for view in views
        for _, _, cells in view.rows
        for held in cells.values()
        for figure, _ in held
    }


def _pieces(
    rows: list[tuple[int, list[tuple[Place, Figure, str]]]],
) -> Iterator[list[tuple[int, list[tuple[Place, Figure, str]]]]]:
    held: list[tuple[int, list[tuple[Place, Figure, str]]]] = []
    figures = 0
    for row in rows:
        if held and figures + len(row[1]) > FIGURES:
            yield held
            held = []
            figures = 0
        held.append(row)
        figures += len(row[1])
    yield held


def _view(view: Cells, rows: list[tuple[int, list[tuple[Place, Figure, str]]]]) -> Cells:
    view.columns = sorted(
        {place.column for _, held in rows for place, _, _ in held},
        key=lambda letters: (len(letters), letters),
    )
    for number, held in rows:
        cells: dict[str, list[tuple[Figure, str]]] = {}
        for place, figure, back in held:
            cells.setdefault(place.column, []).append((figure, back))
        view.rows.append(
            (number, next((figure.label for _, figure, _ in held if figure.label), ""), cells)
        )
    return view


def _words(part: str, is_sheet: bool) -> tuple[str, str]:
    """Name a sheet, table or text in both languages."""
    if is_sheet:
        return f"工作表“{part}”", f"sheet “{part}”"
    table = _TABLE.fullmatch(part)
    if table:
        return (f"第{table[1]}个表格", f"table {table[1]}")
    return ("正文各行", "lines of the text")
