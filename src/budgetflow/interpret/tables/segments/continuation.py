"""Which grids are one printed table, and putting their rows together: a table goes on over pages,
with or without its header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from budgetflow.interpret.tables.segments.captions import Caption
from budgetflow.interpret.tables.segments.column_alignment import (
    column_places,
    put_in_places,
    same_borders,
)
from budgetflow.interpret.tables.segments.page_breaks import mend_cut, mend_header
from budgetflow.interpret.tables.segments.titles import normalise_title
from budgetflow.interpret.text.grid_rows import (
    Row,
    filled_cells,
    has_same_words,
    is_blank,
    row_words,
)
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.readers.document import GridPlace, Table, TextLine

# Points by which rows of a sheet cut into pages side by side may differ in height above the page's
# foot.
_SAME_HEIGHT = 2.0

# What stands between two grids besides captions and page furniture: crumbs are pieces of cells
# that lost a border.
Between = Literal["nothing", "crumbs", "text"]

_FORM_START = re.compile(
    r"^[(]?(?:项目|预算单位|部门|单位|专项)(?:[(].*?[)])?(?:名称)?(?:[(].*[)])?[:：]?$|^(?:预算|"
    r"填报|实施|主管)(?:单位|部门)|^专项资金名称"
)


@dataclass(slots=True)
class Segment:
    """One printed table, joined over its pages."""

    caption: Caption
    heading: str | None = None
    """The nearest heading, where the table has no title of its own."""
    header: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    columns: int = 0
    pages: list[int] = field(default_factory=list)
    edges: tuple[float, ...] = ()
    notes: list[TextLine] = field(default_factory=list)
    """Lines that follow the table before anything else does."""
    grids: list[GridPlace] = field(default_factory=list)
    """Where the grids stand that it was joined from."""

    @property
    def rows(self) -> list[Row]:
        """Return header and body rows."""
        return [*self.header, *self.body]


@dataclass(slots=True)
class Part:
    """One page's grid, its caption rows taken off."""

    table: Table
    caption: Caption
    rows: list[Row]
    height: int
    """Rows that look like a header."""
    place: GridPlace
    between: Between = "nothing"

    @property
    def header(self) -> list[Row]:
        """Return the rows that look like a header."""
        return self.rows[: self.height]


def begin(part: Part, heading: str | None) -> Segment:
    """Start a table with its first part."""
    caption = part.caption
    table = part.table
    segment = Segment(
        caption,
        heading if caption.title is None else None,
        part.header,
        part.rows[part.height :],
        table.columns,
        [],
        table.column_edges,
    )
    _add_grid(segment, part)
    return segment


def continues(last: Segment, part: Part) -> bool:
    """Check whether a grid goes on with the table before it.

    It must not have another title, number or publisher. With the same header it goes on; without a
    title it goes on where
    the columns agree and what looks like a header is no more than one row of labels without
    figures. A form of performance
    targets goes on until the next form begins.
    """
    if part.between == "text" or _is_another(last.caption, part.caption):
        return False
    untitled = part.caption.title is None
    # Forms are told by their first row: their grids differ from page to page, in columns and heads.
    if _is_form(last.caption.title):
        return not _starts_form(part.rows) and (untitled or _repeats_header(last, part))
    ways = (_repeats_header, stands_beside, _heads, _goes_on_in_header)
    if any(goes_on(last, part) for goes_on in ways):
        return True
    next_page = _is_untitled_on_next_page(last, part)
    # A page may begin with a row of labels without figures, which looks like a header.
    may_be_labels = part.height <= 1 and next_page
    if part.header and last.header and not may_be_labels:
        return False
    if part.between == "crumbs":
        return next_page and same_borders(last.edges, part.table.column_edges)
    return column_places(last.edges, last.columns, part.table) is not None


def _is_untitled_on_next_page(last: Segment, part: Part) -> bool:
    """Check whether a grid without a title stands on a page behind the last one of a table."""
    page = part.table.page
    if part.caption.title is not None or page is None:
        return False
    return bool(last.pages) and page != last.pages[-1]


def _heads(last: Segment, part: Part) -> bool:
    """Check whether the table before is only the header of a grid: a header that is ruled over rows
    that are not gives two grids, whose borders need not agree.
    """
    is_header = bool(last.header) and not last.body
    if not is_header or last.columns != part.table.columns:
        return False
    return part.between == "nothing" and not part.header and bool(part.rows)


def _goes_on_in_header(last: Segment, part: Part) -> bool:
    """Check whether a page break fell into a header: the page before ends with heads alone, and the
    next one goes on within the same borders.
    """
    if last.body or not last.header or not part.header or part.caption.any():
        return False
    page = part.table.page
    next_page = bool(last.pages) and page == last.pages[-1] + 1
    has_rows = len(part.rows) > part.height
    if not next_page or not has_rows or part.between != "nothing":
        return False
    # The same borders, not columns that agree: two tables without figures must not become one.
    return same_borders(last.edges, part.table.column_edges)


def stands_beside(last: Segment, part: Part) -> bool:
    """Check whether a page holds the right half of a sheet whose left half is the page before: same
    rows at the same heights, other headers.
    """
    next_page = len(last.pages) == 1 and part.table.page == last.pages[0] + 1
    if not next_page or part.caption.title or not part.header:
        return False
    if len(part.rows) != len(last.rows) or part.height != len(last.header):
        return False
    # The same heads at the same heights are the next page of the table.
    if has_same_words(part.header, last.header):
        return False
    for left_row, right_row in zip(last.rows, part.rows, strict=True):
        left = _top(left_row)
        right = _top(right_row)
        if left is None or right is None or abs(left - right) > _SAME_HEIGHT:
            return False
    return True


def _top(row: Row) -> float | None:
    # The lowest: a cell merged from above begins in the row of another.
    boxes = (cell.box for cell in row if cell is not None)
    return max((box.top for box in boxes if box is not None), default=None)


def _append_beside(segment: Segment, part: Part) -> None:
    rows = []
    for left, right in zip(segment.rows, part.rows, strict=True):
        # Columns of the right half go on behind those of the left one.
        row = [*left, *right]
        rows.append(row)
    segment.header = rows[: part.height]
    segment.body = rows[part.height :]
    segment.columns += part.table.columns
    # Two pages' borders are no line of borders that a later page could be laid on.
    segment.edges = ()


def _append_header(segment: Segment, part: Part) -> None:
    """Add the rest of a header, and the rows below it."""
    rest = part.header
    whole = mend_header(segment.header[-1], rest[0])
    if whole is not None:
        segment.header[-1] = whole
        rest = rest[1:]
    segment.header.extend(rest)
    below = part.rows[part.height :]
    segment.body.extend(below)


def _is_another(last: Caption, caption: Caption) -> bool:
    """Check whether a caption names another table than the last: its title, its number, or whose it
    is.
    """
    if caption.title is not None:
        if last.title is None:
            return True
        if normalise_title(caption.title) != normalise_title(last.title):
            return True
        # A book of several units repeats each title; the unit's name alone tells them apart.
        publisher = squeeze(caption.publisher or "")
        publisher_before = squeeze(last.publisher or "")
        if publisher and publisher_before and publisher != publisher_before:
            return True
    return bool(caption.number and last.number and caption.number != last.number)


def _is_form(title: str | None) -> bool:
    return title is not None and "绩效" in title


def _starts_form(rows: list[Row]) -> bool:
    first = next((row for row in rows if not is_blank(row)), None)
    if first is None:
        return False
    cells = filled_cells(first)
    # Three labels with their answers; a header over indicators has more cells.
    if len(cells) > 6:
        return False
    return bool(_FORM_START.match(squeeze(cells[0].text)))


def _repeats_header(last: Segment, part: Part) -> bool:
    return bool(part.header and last.header) and has_same_words(part.header, last.header)


def append(segment: Segment, part: Part) -> None:
    """Add a part's body rows below; a header that only repeats the first is dropped. The right half
    of a sheet is added beside.
    """
    if stands_beside(segment, part):
        _append_beside(segment, part)
        _add_grid(segment, part)
        return
    if _goes_on_in_header(segment, part) and not _repeats_header(segment, part):
        _append_header(segment, part)
        _add_grid(segment, part)
        return
    header = part.header
    body = part.rows[part.height :]
    if not segment.header:
        segment.header = header
    elif header and not has_same_words(header, segment.header):
        body = part.rows  # a first row of labels without figures is no header
    places = column_places(segment.edges, segment.columns, part.table)
    columns = part.table.columns
    if places is None or places == list(range(columns)):
        segment.columns = max(segment.columns, columns)
    else:
        body = [put_in_places(row, places, segment.columns) for row in body]
    segment.body.extend(_mended(segment.body, body))
    _add_grid(segment, part)


def _mended(above: list[Row], body: list[Row]) -> list[Row]:
    """Return the rows of a part without a first row that ends the last one above, which takes it
    in.
    """
    if not above or not body:
        return body
    last = above[-1]
    first = body[0]
    # Rows of other widths have no cells below each other that could be pieces of one.
    if len(last) != len(first):
        return body
    whole = mend_cut(last, first, above)
    if whole is None:
        return body
    above[-1] = whole
    return body[1:]


def _add_grid(segment: Segment, part: Part) -> None:
    segment.grids.append(part.place)
    page = part.table.page
    pages = segment.pages
    if page is not None and page not in pages:
        pages.append(page)


def table_words(segment: Segment) -> str:
    """Return all words of a table's first rows, for telling what kind of table it is."""
    # A page's worth: forms name their columns below labels, money and goal.
    first_rows = segment.rows[:25]
    return "".join("".join(row_words(row)) for row in first_rows)
