"""HTML tables as grids: where a cell with spans stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import html

from budgetflow.readers.common import clean
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.text.html_text import indent_of, is_gone, is_hidden, lines_of
from budgetflow.readers.text.markup_table import Grid, GridCell

_MOST_COLUMNS = 1000  # the HTML standard's own limit of colspan
_MOST_PLACES = 500_000  # grid places of one table; the largest real one seen has under 40,000


def grid_of_table(table: html.HtmlElement) -> Grid:
    """Lay a table's rows out by the HTML standard's rules; raises UnreadableDocument for a table of
    absurd size.
    """
    # ARIA: a page says by these roles that its table only lays it out.
    grid = Grid(presentational=(table.get("role") or "").lower() in ("presentation", "none"))
    grid.frames_a_grid = any(_looks_like_grid(inner) for inner in table.iterdescendants("table"))
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for r, (row, group_end) in enumerate(rows):
        column = 0
        # Cells that reach down from rows above push the row's own cells to the right.
        for element in row:
            while (r, column) in taken:
                column += 1
            rest = group_end - r
            height = min(_span(element, "rowspan", rest), rest)
            width = min(_span(element, "colspan", 1), _MOST_COLUMNS)
            # Browsers let cells lie on each other; a figure would hide another, so the width ends.
            free = (w for w in range(1, width) if (r, column + w) in taken)
            width = next(free, width)
            if len(taken) + height * width > _MOST_PLACES:
                raise UnreadableDocument(
                    f"a table claims more than {_MOST_PLACES:,} places; it is damaged or hostile,"
                    f" open it in a browser"
                )
            taken.update((r + y, column + x) for y in range(height) for x in range(width))
            text = clean(lines_of(element))
            indent = indent_of(element)
            grid.cells.append(GridCell(r, column, height, width, text, indent))
            grid.columns = max(grid.columns, column + width)
            column += width
    grid.rows = len(rows)
    return grid


def stray_parts(table: html.HtmlElement) -> list[tuple[str, html.HtmlElement | None]]:
    """Return what stands in a table outside its cells, which browsers show above the table.

    Texts come with None, elements with the empty text.
    """
    out: list[tuple[str, html.HtmlElement | None]] = []

    def take(parent: html.HtmlElement) -> None:
        out.append((parent.text or "", None))
        for child in parent:
            has_content = isinstance(child.tag, str) and child.tag not in _NO_CONTENT
            rows_inside = child.tag in _GROUPS or child.tag == "tr"
            if has_content and (rows_inside or _frames_rows(child)):
                take(child)
            elif has_content and child.tag not in _CELLS:
                out.append(("", child))
            out.append((child.tail or "", None))

    take(table)
    return [(text, element) for text, element in out if element is not None or text.strip()]


_CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot")
_NO_CONTENT = ("caption", "colgroup", "col", "script", "style", "template")


def _frames_rows(element: html.HtmlElement) -> bool:
    """Return whether an element that has no place in a table stands around rows or cells.

    A browser keeps the rows and cells where they are and drops what is around them
    (HTML standard, 13.2.6.4.9: a form inside a table is closed at once, anything else put above).
    """
    if element.tag in (*_NO_CONTENT, *_CELLS, "table"):
        return False
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in ("tr", *_CELLS, *_GROUPS) or _frames_rows(child):
            return True
    return False


@dataclass(slots=True)
class _Rows:
    """The rows of a table by row group, the foot's apart."""

    groups: list[list[list[html.HtmlElement]]] = field(default_factory=lambda: [[]])
    feet: list[list[list[html.HtmlElement]]] = field(default_factory=list)

    def take(self, parent: html.HtmlElement, foot: bool = False) -> None:
        """Take the rows, and the cells outside rows, below an element that is in a table."""
        if foot:
            groups = self.feet
        else:
            groups = self.groups
        # Cells without a row, one behind the other, are one row, as browsers put them into one.
        loose = False
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _CELLS:
                if not loose:
                    groups[-1].append([])
                if not is_gone(child):
                    groups[-1][-1].append(child)
            elif tag == "tr":
                if not is_hidden(child):
                    self._row(child, groups)
            elif tag in _GROUPS:
                if not is_hidden(child):
                    self._group(child, tag == "tfoot")
            elif tag and _frames_rows(child):
                self.take(child, foot)
            # What is no element (a comment) does not end such a row.
            loose = tag in _CELLS or (loose and not tag)

    def _group(self, group: html.HtmlElement, foot: bool) -> None:
        groups = self.groups
        if foot:
            groups = self.feet
        groups.append([])
        self.take(group, foot)
        # Rows behind the group are none of it: no rowspan reaches out of a group.
        self.groups.append([])

    def _row(self, row: html.HtmlElement, groups: list[list[list[html.HtmlElement]]]) -> None:
        """Take a row's cells; rows that stand inside it follow it."""
        cells: list[html.HtmlElement] = []
        groups[-1].append(cells)

        def take(parent: html.HtmlElement) -> None:
            for child in parent:
                if child.tag in _CELLS:
                    if not is_gone(child):
                        cells.append(child)
                elif child.tag == "tr":
                    if not is_hidden(child):
                        self._row(child, groups)
                elif isinstance(child.tag, str) and _frames_rows(child):
                    take(child)

        take(row)


def _rows(table: html.HtmlElement) -> list[tuple[list[html.HtmlElement], int]]:
    """Return the cells of the shown rows in printed order (foot last), each with the end of its row
    group, which no rowspan leaves.
    """
    found = _Rows()
    found.take(table)
    out: list[tuple[list[html.HtmlElement], int]] = []
    for group in [*found.groups, *found.feet]:
        end = len(out) + len(group)
        out += [(row, end) for row in group]
    return out


def _span(element: html.HtmlElement, name: str, whole: int) -> int:
    """Return a span as browsers read it: 0 reaches to the end of the group, nonsense is 1."""
    # Six digits hold any span; int() of thousands of them would take seconds.
    digits = (element.get(name) or "1").strip()[:6]
    if not digits.isdigit():
        return 1
    return int(digits) or max(whole, 1)


def _looks_like_grid(table: html.HtmlElement) -> bool:
    """Return True for an inner table that has rows and columns of its own, False for one that only
    frames a text.
    """
    with_columns = 0
    for row, _ in _rows(table):
        filled = sum(1 for cell in row if clean(lines_of(cell)))
        with_columns += filled >= 2
    return with_columns >= 2
