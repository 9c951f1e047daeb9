"""HTML tables as grids: where a cell with spans stands."""

from __future__ import annotations

from lxml import html

from budgetflow.readers.common import clean
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.text.html_text import is_hidden, lines_of
from budgetflow.readers.text.markup_table import Grid, GridCell

_MOST_COLUMNS = 1000  # the HTML standard's own limit of colspan
_MOST_PLACES = 500_000  # grid places of one table; the largest real one seen has under 40,000


def grid_of_table(table: html.HtmlElement) -> Grid:
    """Lay a table's rows out by the HTML standard's rules; raises UnreadableDocument for a table of
    absurd size.
    """
    grid = Grid(presentational=(table.get("role") or "").lower() in ("presentation", "none"))
    grid.frames_a_grid = any(_looks_like_grid(inner) for inner in table.iterdescendants("table"))
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for r, (row, group_end) in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while (r, column) in taken:
                column += 1
            height = min(_span(element, "rowspan", group_end - r), group_end - r)
            width = min(_span(element, "colspan", 1), _MOST_COLUMNS)
            width = next((w for w in range(1, width) if (r, column + w) in taken), width)
            if len(taken) + height * width > _MOST_PLACES:
                raise UnreadableDocument(
                    f"a table claims more than {_MOST_PLACES:,} places; it is damaged or hostile,"
                    f" open it in a browser"
                )
            taken.update((r + y, column + x) for y in range(height) for x in range(width))
            grid.cells.append(GridCell(r, column, height, width, clean(lines_of(element))))
            grid.columns = max(grid.columns, column + width)
            column += width
    grid.rows = len(rows)
    return grid


def _rows(table: html.HtmlElement) -> list[tuple[html.HtmlElement, int]]:
    """Give the shown rows in printed order (foot last), each with the end of its row group, which
    no rowspan leaves.
    """
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
    rows = [
        sum(1 for cell in row.iterchildren("td", "th") if clean(lines_of(cell)))
        for row, _ in _rows(table)
    ]
    return sum(count >= 2 for count in rows) >= 2
