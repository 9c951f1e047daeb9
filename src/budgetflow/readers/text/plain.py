"""Plain text and Markdown: text renditions in which tables are lines of cells divided by tabs (or
pipes), amid prose.

Observed in real renditions: `<b>` and `**` for bold, `<p>` inside a cell, headings with `#`, list
items with `- `,
a table cut in two by a blank line where its page ended, contents lists whose page numbers follow a
tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from budgetflow.readers import encoding
from budgetflow.readers.common import clean, is_contents, new_document, table_of_rows
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Block, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.text.aligned import AlignedTable, aligned_tables

_VERSION = "1"
_MARKUP = re.compile(r"</?(?:b|strong|i|em|u|p|span|sup|sub|font)\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"<(b|strong)>.*</\1>|\*\*.+\*\*|#{1,6}\s.*", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(
    r"[-*+]\s+(?=\S)(?!\d+\s*-\s*$)"
)  # `- 1 -` is a printed page number, no list item
_STARS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_FIGURE = re.compile(r"[-+]?[\d,]+(\.\d+)?%?")
# Rulings of Markdown: under a header, or across the page.
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*|-{3,}|={3,}|\*{3,}")
# A line of a table drawn with the characters for boxes (U+2500 to U+257F) or `+---+---+`.
_BOX_RULE = re.compile(r"(?=.*[─━═+\-]{2})[\s─━═│┃║|+=\-┌-╋╒-╬]+")
_BOX_WALLS = str.maketrans("│┃║｜", "||||")
_WALLS = frozenset("|│┃║｜")

_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file and what divides its cells."""

    number: int
    text: str
    divider: str | None

    @property
    def cells(self) -> list[str]:
        """Return its texts, cell by cell."""
        if self.divider != "|":
            return [_plain(part) for part in self.text.split("\t")]
        text = self.text.strip().translate(_BOX_WALLS)
        # A bar at either end borders the table and begins no cell; `\|` is a bar that is text.
        inner = text.removeprefix("|").removesuffix("|")
        parts = re.split(r"(?<!\\)\|", inner)
        return [_plain(part.replace("\\|", "|")) for part in parts]


def read_text(data: bytes, file_name: str) -> Document:
    """Return the Document of a plain text or Markdown file: one page without a size, each block
    with its line as locator.

    Consecutive lines of the same divider are one Table; a blank line or a line without the divider
    ends it.
    Raises UnreadableDocument where the bytes are no text in any known encoding.
    """
    decoded = encoding.decode(data)
    if decoded is None:
        raise UnreadableDocument(
            f"{file_name}: the characters are in no encoding we know; save the text as UTF-8 and "
            f"try again"
        )
    document = new_document(data, file_name, media_types.TEXT, "text", _VERSION)
    document.pages.append(Page(number=1, blocks=blocks_of_text(decoded[0])))
    return document


def blocks_of_text(text: str, first: int = 1) -> list[Block]:
    """Return the lines and tables of a text; `first` is the number of its first line."""
    # Not splitlines(): it also cuts at form feeds and other characters that end no line here.
    texts = re.split(r"\r\n|\r|\n", text)
    lines = [_line(number, line) for number, line in enumerate(texts, start=first)]
    return _blocks(lines)


def _line(number: int, text: str) -> _Line:
    """Find what divides a line's cells: tabs between two texts or at an end, or the pipes of a
    Markdown table, or walls drawn with characters; a drawn ruling is a line without a cell.
    """
    stripped = text.strip().translate(_BOX_WALLS)
    if _BOX_RULE.fullmatch(stripped) and not _RULE.fullmatch(stripped):
        return _Line(number, "", "|")
    begins = stripped.startswith("|")
    # One bar amid a line is a sign of its prose; two, or one at the beginning, part cells.
    walls = stripped.count("|") - begins - stripped.endswith("|")
    if walls > 0 and (begins or walls > 1):
        return _Line(number, text.strip(), "|")
    divider = "\t" if "\t" in text else None
    return _Line(number, text, divider)


def _blocks(lines: list[_Line]) -> list[Block]:
    """Put runs of divided lines together as tables, every other line with text as a TextLine."""
    out: list[Block] = []
    runs = groupby(lines, key=lambda line: line.divider)
    for divider, alike in runs:
        run = list(alike)
        out += _run_blocks(run) if divider else _undivided(run)
    return out


def _undivided(run: list[_Line]) -> list[Block]:
    """Return the blocks of lines that no character divides: their text, and the tables that blanks
    alone set out.
    """
    tables: dict[int, AlignedTable] = {}
    for found in aligned_tables([(line.number, line.text) for line in run]):
        tables.update(dict.fromkeys(found.lines, found))
    out: list[Block] = []
    for place, line in enumerate(run):
        table = tables.get(place)
        if table is None:
            block = _text_line(line)
            if block is not None:
                out.append(block)
        elif place == min(table.lines):
            # The table stands where its first line does; its others are in it.
            out.append(table.table)
    return out


def _run_blocks(run: list[_Line]) -> list[Block]:
    """Return a run's Table, or its lines where the tabs only indent or lead to page numbers."""
    rows = [(line, line.cells) for line in run if not _is_rule_of_bars(line)]
    if not _is_table(rows):
        return _printed_lines(_text_line(line) for line, _ in rows)
    texts = [[cell for cell in cells if cell] for _, cells in rows]
    if _says_lines(texts):
        return _printed_lines(
            _text_line(line, " ".join(filter(None, cells))) for line, cells in rows
        )
    grid = [cells for _, cells in rows]
    return [table_of_rows(grid, lambda row, _column: f"L{rows[row][0].number}")]


def _is_table(rows: list[tuple[_Line, list[str]]]) -> bool:
    """Check whether lines with their cells are rows of a table: bars part the entries of a menu
    too, so a row of bars begins with one, or all rows have as many cells.
    """
    barred = [line for line, _ in rows if line.divider == "|"]
    if all(line.text[:1] in _WALLS for line in barred):
        return True
    widths = {len(cells) for _, cells in rows}
    return len(rows) >= _LEAST_ROWS and len(widths) == 1


def _printed_lines(lines: Iterable[TextLine | None]) -> list[Block]:
    """Return lines of text without those that print nothing."""
    return [line for line in lines if line is not None]


def _is_rule_of_bars(line: _Line) -> bool:
    """Check whether a line of bars only rules off the rows."""
    if line.divider != "|":
        return False
    return not line.text or bool(_RULE.fullmatch(line.text.strip()))


def _says_lines(texts: list[list[str]]) -> bool:
    """Check whether the dividers of lines only indent them or lead to page numbers."""
    if is_contents(texts):
        return True
    if all(len(cells) <= 1 for cells in texts):
        return True
    return len(texts) == 1 and _is_heading(texts[0])


def _is_heading(texts: list[str]) -> bool:
    """Return True for a line such as `编制单位：某局 <tab> 单位：万元` that stands by itself, False
    for the only row of a table.
    """
    if len(texts) != 2:
        return False
    # A single row with a figure is the only row of its table, whose header is a line above.
    return not any(_FIGURE.fullmatch(text) for text in texts)


def _text_line(line: _Line, text: str | None = None) -> TextLine | None:
    """Return a line outside tables without its markup, or None where nothing is printed."""
    raw = line.text.strip()
    if _RULE.fullmatch(raw):
        return None
    if text is None:
        unheaded = _HEADING.sub("", raw, count=1)
        text = _plain(_BULLET.sub("", unheaded, count=1))
    if text:
        return TextLine(text=text, locator=f"L{line.number}", bold=bool(_BOLD.fullmatch(raw)))
    return None


def _plain(text: str) -> str:
    """Take known markup out of a text; a `<` that is a sign (`<=17万元`, `<办法>`) stays."""
    unstarred = _STARS.sub(r"\1", text)
    broken = _BREAK.sub("\n", unstarred)
    return clean(_MARKUP.sub("", broken))
