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
    if _is_form(last.caption.title):
        return not _starts_form(part.rows) and (untitled or _repeats_header(last, part))
    ways = (_repeats_header, stands_beside, _heads, _goes_on_in_header)
    if any(goes_on(last, part) for goes_on in ways):
        return True
    next_page = _is_untitled_on_next_page(last, part)
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
    is_body = part.between == "nothing" and not part.header and bool(part.rows)
    return is_header and is_body and last.columns == part.table.columns


def _goes_on_in_header(last: Segment, part: Part) -> bool:
    """Check whether a page break fell into a header: the page before ends with heads alone, and the
    next one goes on within the same borders.
    """
    if last.body or not last.header or not part.header or part.caption.any():
        return False
    page = part.table.page
    next_page = bool(last.pages) and page == last.pages[-1] + 1
    whole_grid = part.between == "nothing" and len(part.rows) > part.height
    return next_page and whole_grid and same_borders(last.edges, part.table.column_edges)


def stands_beside(last: Segment, part: Part) -> bool:
    """Check whether a page holds the right half of a sheet whose left half is the page before: same
    rows at the same heights, other headers.
    """
    next_page = len(last.pages) == 1 and part.table.page == last.pages[0] + 1
    if (
        not next_page
        or part.caption.title
        or len(part.rows) != len(last.rows)
        or part.height != len(last.header)
        or not part.header
    ):
        return False
    if has_same_words(part.header, last.header):
        return False
    tops = [(_top(left), _top(right)) for left, right in zip(last.rows, part.rows, strict=True)]
    return all(
        left is not None and right is not None and abs(left - right) <= _SAME_HEIGHT
        for left, right in tops
    )


def _top(row: Row) -> float | None:
    return max(
        (cell.box.top for cell in row if cell is not None and cell.box is not None), default=None
    )


def _append_beside(segment: Segment, part: Part) -> None:
    rows = [[*left, *right] for left, right in zip(segment.rows, part.rows, strict=True)]
    segment.header, segment.body = rows[: part.height], rows[part.height :]
    segment.columns += part.table.columns
    segment.edges = ()


def _append_header(segment: Segment, part: Part) -> None:
    """Add the rest of a header, and the rows below it."""
    rest = part.header
    whole = mend_header(segment.header[-1], rest[0])
    if whole is not None:
        segment.header[-1], rest = whole, rest[1:]
    segment.header.extend(rest)
    segment.body.extend(part.rows[part.height :])


def _is_another(last: Caption, caption: Caption) -> bool:
    """Check whether a caption names another table than the last: its title, its number, or whose it
    is.
    """
    if caption.title is not None:
        if last.title is None or normalise_title(caption.title) != normalise_title(last.title):
            return True
        if (
            caption.publisher
            and last.publisher
            and squeeze(caption.publisher) != squeeze(last.publisher)
        ):
            return True
    return bool(caption.number and last.number and caption.number != last.number)


def _is_form(title: str | None) -> bool:
    return title is not None and "绩效" in title


def _starts_form(rows: list[Row]) -> bool:
    first = next((row for row in rows if not is_blank(row)), None)
    return (
        first is not None
        and len(filled_cells(first)) <= 6
        and bool(_FORM_START.match(squeeze(filled_cells(first)[0].text)))
    )


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
    if places is None or places == list(range(part.table.columns)):
        segment.columns = max(segment.columns, part.table.columns)
    else:
        body = [put_in_places(row, places, segment.columns) for row in body]
    whole = (
        mend_cut(segment.body[-1], body[0], segment.body)
        if segment.body and body and len(segment.body[-1]) == len(body[0])
        else None
    )
    if whole is not None:
        segment.body[-1], body = whole, body[1:]
    segment.body.extend(body)
    _add_grid(segment, part)


def _add_grid(segment: Segment, part: Part) -> None:
    segment.grids.append(part.place)
    page = part.table.page
    if page is not None and page not in segment.pages:
        segment.pages.append(page)


def table_words(segment: Segment) -> str:
    """Return all words of a table's first rows, for telling what kind of table it is."""
    return "".join("".join(row_words(row)) for row in segment.rows[:25])
