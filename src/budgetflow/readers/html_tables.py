"""HTML tables as grids: which are data and which only lay out a page, and where a cell with spans stands."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import html

from budgetflow.readers.document import Cell, Table, UnreadableDocument
from budgetflow.readers.html_text import is_hidden, lines_of
from budgetflow.readers.parts import clean, column_letters

_MOST_COLUMNS = 1000  # the HTML standard's own limit of colspan
_MOST_PLACES = 2_000_000  # grid places of one table; the largest real one seen has under 40,000
_PROSE = 400  # characters; a cell longer than this in a table of hardly any cells is an article, not a figure


@dataclass(frozen=True, slots=True)
class _GridCell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str


class Grid:
    """The cells of one table element, without those of the tables inside it."""

    def __init__(self, table: html.HtmlElement) -> None:
        """Lay the rows out by the HTML standard's rules; raises UnreadableDocument for a table of absurd size."""
        self.table = table
        self.rows = 0
        self.columns = 0
        self.cells: list[_GridCell] = []
        taken: set[tuple[int, int]] = set()
        rows = list(_rows(table))
        for r, (row, group_end) in enumerate(rows):
            column = 0
            for element in row.iterchildren("td", "th"):
                while (r, column) in taken:
                    column += 1
                height = min(_span(element, "rowspan", group_end - r), group_end - r)
                width = min(_span(element, "colspan", 1), _MOST_COLUMNS)
                width = next((w for w in range(1, width) if (r, column + w) in taken), width)
                if len(taken) + height * width > _MOST_PLACES:
                    raise UnreadableDocument(f"a table claims more than {_MOST_PLACES:,} places; it is damaged or hostile, open it in a browser")
                taken.update((r + y, column + x) for y in range(height) for x in range(width))
                self.cells.append(_GridCell(r, column, height, width, clean(lines_of(element))))
                self.columns = max(self.columns, column + width)
                column += width
        self.rows = len(rows)


def is_data_table(grid: Grid) -> bool:
    """Tell a table of data from one that only lays out the page.

    Layout is: one row or one column, a grid inside a cell, long prose in a table of few cells, or being said to be so.
    """
    if (grid.table.get("role") or "").lower() in ("presentation", "none") or grid.rows < 2 or grid.columns < 2:
        return False
    filled = [cell for cell in grid.cells if cell.text]
    if len({cell.column for cell in filled}) < 2 or len({cell.row for cell in filled}) < 2:
        return False
    if any(_looks_like_grid(inner) for inner in grid.table.iterdescendants("table")):
        return False
    return not (len(filled) < 8 and any(len(cell.text) > _PROSE for cell in filled))


def table_of_grid(grid: Grid, number: int) -> Table | None:
    """Give the Table of a grid, the `number`-th of its page; rows without any text are left out, None where all are."""
    kept = sorted({r for cell in grid.cells if cell.text for r in range(cell.row, cell.row + cell.row_span)})
    place = {row: index for index, row in enumerate(kept)}
    cells = []
    for cell in grid.cells:
        covered = [place[r] for r in range(cell.row, cell.row + cell.row_span) if r in place]
        if covered:
            locator = f"T{number}!{column_letters(cell.column)}{cell.row + 1}"
            cells.append(Cell(covered[0], cell.column, cell.text, len(covered), cell.column_span, locator=locator))
    return Table(cells=cells, rows=len(kept), columns=grid.columns) if kept else None


def _rows(table: html.HtmlElement) -> list[tuple[html.HtmlElement, int]]:
    """Give the shown rows in printed order (foot last), each with the end of its row group, which no rowspan leaves."""
    groups: list[list[html.HtmlElement]] = [[]]
    feet: list[list[html.HtmlElement]] = []
    for child in table:
        if child.tag == "tr" and not is_hidden(child):
            groups[-1].append(child)
        elif child.tag in ("thead", "tbody", "tfoot") and not is_hidden(child):
            rows = [row for row in child.iterchildren("tr") if not is_hidden(row)]
            (feet if child.tag == "tfoot" else groups).append(rows)
            groups.append([])
    out: list[tuple[html.HtmlElement, int]] = []
    for group in [*groups, *feet]:
        end = len(out) + len(group)
        out += [(row, end) for row in group]
    return out


def _span(element: html.HtmlElement, name: str, whole: int) -> int:
    """Give a span as browsers read it: 0 reaches to the end of the group, nonsense is 1."""
    digits = (element.get(name) or "1").strip()[:6]
    if not digits.isdigit():
        return 1
    return int(digits) or max(whole, 1)


def _looks_like_grid(table: html.HtmlElement) -> bool:
    """Tell an inner table that has rows and columns of its own from one that only frames a text."""
    rows = [sum(1 for cell in row.iterchildren("td", "th") if clean(lines_of(cell))) for row, _ in _rows(table)]
    return sum(count >= 2 for count in rows) >= 2
