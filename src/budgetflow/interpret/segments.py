"""From the pages of a Document to its tables: captions found, parts on following pages joined, the rest left as prose.

A reader gives one grid a page and lines around it. Here a grid's caption is looked up among the lines above it (and in its
own first rows), and a grid without a title of its own, or with the same title again, goes on with the table before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from budgetflow.interpret.captions import Caption, heading_words, is_contents_line, is_furniture, is_prose, read_caption
from budgetflow.interpret.headers import header_height
from budgetflow.interpret.rowgrid import Row, filled_cells, has_same_words, is_blank, row_words
from budgetflow.interpret.titles import normalise_title
from budgetflow.interpret.wording import squeeze
from budgetflow.readers.document import Document, Table, TextLine

_CAPTION_REACH = 12
"""Lines above a grid that may belong to its caption; the longest caption seen has number, title, year, publisher, unit and a note."""
_EDGE_SLACK = 8.0
"""Points by which column borders of one table may differ from page to page."""


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

    @property
    def rows(self) -> list[Row]:
        """Give header and body rows."""
        return [*self.header, *self.body]


@dataclass(slots=True)
class Segments:
    """What a document was taken apart into."""

    tables: list[Segment] = field(default_factory=list)
    prose: list[TextLine] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    """Titles of tables in the contents list."""


class _Builder:
    """Goes through the blocks in reading order."""

    def __init__(self, running: frozenset[str]) -> None:
        self.out = Segments()
        self._running = running
        self._lines: list[TextLine] = []

    def line(self, line: TextLine) -> None:
        self._lines.append(line)

    def table(self, table: Table) -> None:
        rows: list[Row] = list(table.grid())
        inner, rows = _caption_rows(rows)
        if not any(not is_blank(row) for row in rows):
            if inner.any():
                self._lines.append(TextLine(inner.title or "", table.page))
            return
        caption, heading, between = self._take_caption(inner)
        height = header_height(rows)
        last = self.out.tables[-1] if self.out.tables else None
        if last is not None and not between and _continues(last, caption, table, rows[:height]):
            _append(last, table, rows, height)
        else:
            self.out.tables.append(_begin(caption, heading, table, rows, height))

    def finish(self) -> Segments:
        self._release(self._lines)
        return self.out

    def _take_caption(self, inner: Caption) -> tuple[Caption, str | None, bool]:
        """Read the lines above as a caption; give it, the nearest heading, and whether prose stands between the tables."""
        caption = inner
        used: set[int] = set()
        heading = None
        for place in range(len(self._lines) - 1, max(-1, len(self._lines) - 1 - _CAPTION_REACH), -1):
            text = self._lines[place].text
            if self._is_furniture(text):
                used.add(place)
                continue
            found = None if is_contents_line(text) else read_caption(text)
            if found is not None and not (found.title and caption.title and normalise_title(found.title) != normalise_title(caption.title)):
                caption.fill_from(found)
                used.add(place)
                continue
            if found is not None or is_prose(text):
                break
            if caption.title is None and heading is None:
                heading = heading_words(text)
            elif heading is not None:
                break
        rest = [line for place, line in enumerate(self._lines) if place not in used]
        between = any(not self._is_furniture(line.text) for line in rest)
        self._release(rest)
        self._lines = []
        return caption, heading, between

    def _is_furniture(self, text: str) -> bool:
        return is_furniture(text) or _without_digits(text) in self._running

    def _release(self, lines: list[TextLine]) -> None:
        for line in lines:
            if self.out.tables and len(self.out.tables[-1].notes) < 4 and not self._is_furniture(line.text):
                self.out.tables[-1].notes.append(line)
            if not is_furniture(line.text):
                self.out.prose.append(line)


def find_segments(document: Document) -> Segments:
    """Take a document apart into joined tables and prose. Linear in the number of blocks and cells."""
    builder = _Builder(_running_lines(document))
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, Table):
                builder.table(block)
            else:
                builder.line(block)
    return builder.finish()


def _without_digits(text: str) -> str:
    return "".join(char for char in squeeze(text) if not char.isdigit())


def _running_lines(document: Document) -> frozenset[str]:
    """Give the first and last lines that stand on many pages (running headers), captions of repeated tables apart."""
    if len(document.pages) < 4:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in document.pages:
        lines = [block for block in page.blocks if isinstance(block, TextLine) and not is_furniture(block.text)]
        seen.update({_without_digits(line.text) for line in [*lines[:2], *lines[-1:]] if read_caption(line.text) is None})
    return frozenset(text for text, count in seen.items() if count >= max(4, len(document.pages) // 3))


def _caption_rows(rows: list[Row]) -> tuple[Caption, list[Row]]:
    """Take title, number, unit and publisher rows off the top of a grid (they share the grid in many spreadsheets)."""
    caption = Caption()
    for index, row in enumerate(rows[:8]):
        cells = filled_cells(row)
        if not cells:
            continue
        found = [read_caption(cell.text) for cell in cells]
        if len(cells) > 4 or any(one is None for one in found):
            return caption, rows[index:] if caption.any() else rows
        for one in found:
            if one is not None:
                caption.fill_from(one)
    return caption, [] if caption.any() and len(rows) <= 8 else rows


def _begin(caption: Caption, heading: str | None, table: Table, rows: list[Row], height: int) -> Segment:
    segment = Segment(caption, heading if caption.title is None else None, rows[:height], rows[height:], table.columns, [], table.column_edges)
    _add_page(segment, table)
    return segment


def _add_page(segment: Segment, table: Table) -> None:
    if table.page is not None and table.page not in segment.pages:
        segment.pages.append(table.page)


def _continues(last: Segment, caption: Caption, table: Table, header: list[Row]) -> bool:
    """Tell whether a grid goes on with the table before it.

    It must not have another title, number or publisher. With the same header it goes on; without a title it goes on where
    the columns agree and what looks like a header is no more than one row of labels without figures.
    """
    if caption.title is not None:
        if last.caption.title is None or normalise_title(caption.title) != normalise_title(last.caption.title):
            return False
        if caption.publisher and last.caption.publisher and squeeze(caption.publisher) != squeeze(last.caption.publisher):
            return False
    if caption.number and last.caption.number and caption.number != last.caption.number:
        return False
    if header and last.header and has_same_words(header, last.header):
        return True
    if header and last.header and (len(header) > 1 or caption.title is not None or not _is_next_page(last, table)):
        return False
    return _same_columns(last, table)


def _is_next_page(last: Segment, table: Table) -> bool:
    return bool(last.pages) and table.page is not None and table.page != last.pages[-1]


def _same_columns(last: Segment, table: Table) -> bool:
    if last.edges and table.column_edges:
        return _column_map(last.edges, table.column_edges) is not None
    return last.columns == table.columns


def _column_map(first: tuple[float, ...], other: tuple[float, ...]) -> list[int] | None:
    """Give, for each column of a later part, its column in the first; None where the borders tell of another table."""
    width = first[-1] - first[0]
    if abs((other[-1] - other[0]) - width) > max(_EDGE_SLACK * 3, width * 0.06):
        return None
    shift = other[0] - first[0]
    starts = [edge - shift for edge in other[:-1]]
    out: list[int] = []
    for start in starts:
        nearest = min(range(len(first) - 1), key=lambda column: abs(first[column] - start))
        out.append(nearest)
    far = sum(abs(first[column] - start) > _EDGE_SLACK for column, start in zip(out, starts, strict=True))
    if len(set(out)) != len(out) or far > len(out) // 4:
        return None if len(first) != len(other) else list(range(len(other) - 1))
    return out


def _append(segment: Segment, table: Table, rows: list[Row], height: int) -> None:
    """Add a part's body rows below; a header that only repeats the first is dropped."""
    header, body = rows[:height], rows[height:]
    if not segment.header:
        segment.header = header
    elif header and not has_same_words(header, segment.header):
        body = rows  # a first row of labels without figures is no header
    places = _column_map(segment.edges, table.column_edges) if segment.edges and table.column_edges else None
    if table.columns != segment.columns and places is not None and len(places) == table.columns:
        body = [_moved(row, places, segment.columns) for row in body]
    elif table.columns > segment.columns:
        segment.columns = table.columns
    segment.body.extend(body)
    _add_page(segment, table)


def _moved(row: Row, places: list[int], columns: int) -> Row:
    """Put a row of a part with fewer or more columns into the columns of the first part; a merged cell covers all between."""
    out: Row = [None] * columns
    for column, cell in enumerate(row[: len(places)]):
        last = places[column + 1] if column + 1 < len(places) and row[column + 1] is cell else places[column] + 1
        for place in range(places[column], max(last, places[column] + 1)):
            out[place] = cell
    return out


def table_words(segment: Segment) -> str:
    """Give all words of a table's first rows, for telling what kind of table it is."""
    return "".join("".join(row_words(row)) for row in segment.rows[:25])
