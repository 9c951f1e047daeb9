"""From the pages of a Document to its tables: captions found, parts on following pages joined.

A reader gives one grid a page and lines around it. Here a grid's caption is looked up among the
lines above it (and in its
own first rows), and a grid without a title of its own, or with the same title again, goes on with
the table before it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from budgetflow.interpret.tables.headers.rows import header_height
from budgetflow.interpret.tables.headers.terms import is_header_word
from budgetflow.interpret.tables.segments.captions import (
    Caption,
    heading_words,
    is_crumb,
    is_form_line,
    is_furniture,
    is_prose,
    may_be_one_title,
    read_caption,
)
from budgetflow.interpret.tables.segments.continuation import (
    Between,
    Part,
    Segment,
    append,
    begin,
    continues,
)
from budgetflow.interpret.tables.segments.titles import (
    is_bare_title,
    names_table,
    normalise_title,
)
from budgetflow.interpret.text.contents import is_contents_line
from budgetflow.interpret.text.grid_rows import Row, filled_cells, is_blank
from budgetflow.interpret.text.money import is_figure
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.unit_line import find_unit
from budgetflow.readers.document import Cell, Document, GridPlace, Table, TextLine

# Lines above a grid that may belong to its caption; the longest caption seen has number, title,
# year, publisher, unit and a note.
_CAPTION_REACH = 12

# Rows of a grid that sets a caption: number, title, publisher and unit.
_ROWS_OF_CAPTION = 4
# Rows below a header of which one has a figure.
_ROWS_OF_PROOF = 3
# Different texts in one row of a grid that may still be its caption (a sheet set in parts beside
# each other repeats them).
_CAPTION_CELLS = 4


@dataclass(slots=True)
class Segments:
    """What a document was taken apart into."""

    tables: list[Segment] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    """Titles of tables in the contents list."""


@dataclass(frozen=True, slots=True)
class _LongTitle:
    """A title over several lines, and where these stand among the lines above a table."""

    caption: Caption
    places: range


class _Builder:
    """Goes through the blocks in reading order."""

    def __init__(self, running: frozenset[str], sheets: dict[int, str]) -> None:
        self.out = Segments()
        self._running = running
        self._sheets = sheets
        """Names of sheets that name a table, by page; the first table on it takes its name."""
        self._lines: list[TextLine] = []
        self._above: set[str] = set()
        """Lines above the last grid that are no caption; repeated above the next, they are no
        text between the two."""

    def line(self, line: TextLine) -> None:
        self._lines.append(line)

    def table(self, table: Table, place: GridPlace) -> None:
        for rows in _tables_within(list(table.grid())):
            self._grid(table, rows, place)

    def _grid(self, table: Table, grid: list[Row], place: GridPlace) -> None:
        if _frames_caption(grid):
            self._lines += [TextLine(text, table.page) for text in _texts_of(grid)]
            return
        inner, rows = _caption_rows(grid)
        if all(map(is_blank, rows)):
            # A title drawn as a grid of its own is a line above the next table.
            if inner.any():
                self._lines.append(TextLine(inner.title or "", table.page))
            return
        caption, heading, between = self._take_caption(inner, table.page)
        sheet = self._sheets.pop(table.page or 0, None)
        if sheet and caption.title is None and heading is None:
            heading = sheet
        part = Part(table, caption, rows, header_height(rows), place, between)
        tables = self.out.tables
        if tables and continues(tables[-1], part):
            append(tables[-1], part)
        else:
            tables.append(begin(part, heading))

    def finish(self) -> Segments:
        self._release(self._lines)
        return self.out

    def _take_caption(
        self, inner: Caption, page: int | None
    ) -> tuple[Caption, str | None, Between]:
        """Read the lines above as a caption; give it, the nearest heading, and what else stands
        between the tables.
        """
        caption = inner
        used: set[int] = set()
        heading = None
        lowest = max(0, len(self._lines) - _CAPTION_REACH)
        for place in range(len(self._lines) - 1, lowest - 1, -1):
            text = self._lines[place].text
            if self._is_furniture(text):
                used.add(place)
                continue
            if place in used:
                continue
            found, places = self._caption_at(place)
            if found is not None:
                nearer_title = found.title and heading and is_bare_title(heading)
                if nearer_title or _names_other_table(found, caption):
                    # The title above a title is the document's, or the table's before.
                    break
                caption.fill_from(found)
                used.update(places)
            elif is_form_line(text):
                used.add(place)
            elif is_prose(text) or heading is not None:
                break
            elif caption.title is None:
                heading = heading_words(text)
        rest = self._lines_but(used)
        between = self._what_stands_between(rest, page)
        self._above = {squeeze(line.text) for line in rest if line.page == page}
        self._release(rest)
        self._lines = []
        return caption, heading, between

    def _lines_but(self, used: set[int]) -> list[TextLine]:
        """Return the lines above that are no part of the caption."""
        return [line for place, line in enumerate(self._lines) if place not in used]

    def _caption_at(self, place: int) -> tuple[Caption | None, range]:
        """Return what a line says of the table below it, with the lines that say it: a title may
        take several.
        """
        text = self._lines[place].text
        if is_contents_line(text):
            found = None
        else:
            found = read_caption(text)
        over_lines = self._title_over_lines(place, found)
        if over_lines is not None:
            return over_lines.caption, over_lines.places
        return found, range(place, place + 1)

    def _what_stands_between(self, rest: list[TextLine], page: int | None) -> Between:
        """Return what the lines that no caption took are: text, pieces of cells, or nothing new."""
        strangers = []
        for line in rest:
            if not self._is_furniture(line.text) and squeeze(line.text) not in self._above:
                strangers.append(line)
        if not strangers:
            return "nothing"
        # Pieces stand at the foot of the page before; above a grid on its own page a line is text.
        crumbs = all(line.page != page and is_crumb(line.text) for line in strangers)
        if crumbs:
            return "crumbs"
        return "text"

    def _title_over_lines(self, last: int, alone: Caption | None) -> _LongTitle | None:
        """Read the line at a place, with one or two before it, as one title cut by the width of
        its page; None where it is none. `alone` is what the line says by itself.
        """
        for size in (2, 3):
            lines = self._lines[max(0, last - size + 1) : last + 1]
            if len(lines) < size or len({line.page for line in lines}) > 1:
                return None
            texts = [line.text.strip() for line in lines]
            if any(map(self._is_furniture, texts)) or not may_be_one_title(texts, alone):
                continue
            found = read_caption("".join(texts))
            if found is not None and found.title:
                return _LongTitle(found, range(last - size + 1, last + 1))
        return None

    def _is_furniture(self, text: str) -> bool:
        return is_furniture(text) or _without_digits(text) in self._running

    def _release(self, lines: list[TextLine]) -> None:
        if not self.out.tables:
            return
        notes = self.out.tables[-1].notes
        for line in lines:
            # Four: notes are right below their table, what comes later is about something else.
            if len(notes) < 4 and not self._is_furniture(line.text):
                notes.append(line)


def find_segments(document: Document) -> Segments:
    """Take a document apart into joined tables. Linear in the number of blocks and
    cells.
    """
    named: dict[int, str] = {}
    for page in document.pages:
        # Sheet1 and 附件2 say nothing; a standard title on the tab may be the only one.
        if page.name and names_table(page.name):
            named[page.number] = page.name
    builder = _Builder(_running_lines(document), named)
    for place, block in document.placed_blocks():
        if isinstance(block, Table):
            builder.table(block, place)
        else:
            builder.line(block)
    return builder.finish()


def _names_other_table(found: Caption, caption: Caption) -> bool:
    """Check whether a line's title is another than the caption's already is."""
    if not found.title or not caption.title:
        return False
    # Without number and year: the two are often on one of the lines only.
    words = normalise_title(found.title)
    return words != normalise_title(caption.title)


def _without_digits(text: str) -> str:
    return "".join(char for char in squeeze(text) if not char.isdigit())


def _running_lines(document: Document) -> frozenset[str]:
    """Return the first and last lines that stand on many pages (running headers), captions of
    repeated tables apart.
    """
    if len(document.pages) < 4:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in document.pages:
        texts = (block for block in page.blocks if isinstance(block, TextLine))
        lines = [line for line in texts if not is_furniture(line.text)]
        # Two above and one below: a header may name the body and the paper, a footer the page.
        outer = [*lines[:2], *lines[-1:]]
        words = {_without_digits(line.text) for line in outer if read_caption(line.text) is None}
        seen.update(words)
    # A third: chapters of a book have headers of their own.
    enough = max(4, len(document.pages) // 3)
    return frozenset(text for text, count in seen.items() if count >= enough)


def _frames_caption(grid: list[Row]) -> bool:
    """Check whether a grid only sets the caption of the next table: few rows, each of one text or
    of captions, none of them a figure, and one of them the unit of money.
    """
    cells = [cell for row in grid for cell in filled_cells(row)]
    if len(grid) > _ROWS_OF_CAPTION or not cells:
        return False
    if any(is_figure(cell.text) for cell in cells):
        return False
    for row in grid:
        texts = [cell.text for cell in filled_cells(row)]
        if len(texts) > 1 and not all(map(read_caption, texts)):
            return False  # the heads of columns
    return any(read_caption(cell.text) and find_unit(cell.text) for cell in cells)


def _texts_of(grid: list[Row]) -> list[str]:
    return [cell.text for row in grid for cell in filled_cells(row)]


def _tables_within(rows: list[Row]) -> list[list[Row]]:
    """Part a grid where another table begins inside it: a title of its own, then a header over
    figures. What stands below has the unit of its own title.
    """
    starts = [0]
    for place in range(1, len(rows)):
        if _begins_table(rows, place):
            starts.append(place)
    return [rows[start:end] for start, end in pairwise([*starts, len(rows)])]


def _begins_table(rows: list[Row], place: int) -> bool:
    """Check whether the caption of another table begins in a row: its number (附表7) or its title,
    with a title among them and a header over figures below.
    """
    if not _captions(rows[place]) or _captions(rows[place - 1]):
        return False  # no caption, a further line of one, or of a list of tables
    if not _announces_table(rows[place : place + _ROWS_OF_CAPTION]):
        return False
    _, rest = _caption_rows(rows[place:])
    height = header_height(rest)
    below = rest[height : height + _ROWS_OF_PROOF]
    # The first cell is a label or a line's number.
    beside_labels = [cell for row in below for cell in filled_cells(row)[1:]]
    return height > 0 and any(is_figure(cell.text) for cell in beside_labels)


def _announces_table(rows: list[Row]) -> bool:
    """Check whether the rows of a caption, up to the first row of anything else, hold a title."""
    for row in rows:
        found = _captions(row)
        if not found:
            return False
        # Forms of goals hold captions of their own parts (年度绩效目标), and are one form.
        if any(one.title and "绩效" not in one.title for one in found):
            return True
    return False


def _is_unit_row(cells: list[Cell]) -> bool:
    """Check whether the row of a grid is the line of its unit, whatever it says besides: a body
    without a label, a date. Heads of columns and figures stand on no such line.
    """
    *others, last = [cell.text for cell in cells]
    if not others or not (find_unit(last) and read_caption(last)):
        return False
    return not any(is_figure(text) or is_header_word(text) for text in others)


def _captions(row: Row) -> list[Caption]:
    """Return what the cells of a row say as captions; nothing where one of them says something
    else.
    """
    cells = filled_cells(row)
    if len({squeeze(cell.text) for cell in cells}) > _CAPTION_CELLS:
        return []
    found: list[Caption] = []
    for cell in cells:
        one = read_caption(cell.text)
        if one is None:
            return []
        found.append(one)
    return found


def _caption_rows(rows: list[Row]) -> tuple[Caption, list[Row]]:
    """Take title, number, unit and publisher rows off the top of a grid (they share the grid in
    many spreadsheets).
    """
    caption = Caption()
    for index, row in enumerate(rows[:8]):
        cells = filled_cells(row)
        if not cells:
            continue
        texts = {squeeze(cell.text) for cell in cells}
        found: list[Caption | None] = []
        # More texts than a caption has are heads of columns, and need not be read as captions.
        if len(texts) <= _CAPTION_CELLS:
            found = [read_caption(cell.text) for cell in cells]
        is_caption = bool(found) and (all(found) or _is_unit_row(cells))
        if not is_caption:
            return caption, rows[index:] if caption.any() else rows
        for one in found:
            if one is not None:
                caption.fill_from(one)
    return caption, [] if caption.any() and len(rows) <= 8 else rows
