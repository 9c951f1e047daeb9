"""Small parts every reader uses: the empty Document of some bytes, printed text made clean, rows of
texts as a Table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

from budgetflow.readers.document import Cell, Document, Table
from budgetflow.readers.radicals import normal_form

# Blanks of every width that fonts and office programs set; line ends are none of them.
_BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a\u202f\u3000]+")
# Marks that change nothing on paper (zero widths, soft hyphens, directions) and would keep equal
# labels apart.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
# Points that a space and a wide one stand for.
_NARROW, _WIDE = 5, 10

_LEAST_ENTRIES, _MOST_PARTS, _DIGITS_OF_A_PAGE = 3, 3, 3
# `第一部分`, `（二）`, `三、`, `1.2`. A bare digit is none: a row of a table may begin so.
_ENTRY_NUMBER = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}(?:部分|[章节])[、：:]?"
    r"|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]"
    r"|\d{1,2}(?:[.．]\d{1,2})+"
)

# Raised digits, as characters of their own: 300.50 with the mark of note 1 is not 300.501.
SUPERSCRIPTS = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")


def new_document(
    data: bytes, file_name: str, media_type: str, reader: str, version: str
) -> Document:
    """Return a Document without pages for `data`; its identity is the sha256 of the bytes, whatever
    the name says.
    """
    return Document(
        document_id=hashlib.sha256(data).hexdigest(),
        file_name=file_name,
        media_type=media_type,
        size=len(data),
        reader=reader,
        reader_version=version,
    )


def clean(text: str) -> str:
    """Return text as printed: NFC, ideographs for radicals, no invisible characters, blanks of any
    width as one space, none at the ends of lines.
    """
    text = normal_form(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _INVISIBLE.sub("", text).split("\n")
    printed = [_BLANKS.sub(" ", line).strip() for line in lines]
    return "\n".join(line for line in printed if line)


def leading_indent(text: str) -> float:
    """Return the points that the leading spaces of a cell's first line stand for: half a character
    of 10 points each, ideographic and em spaces a whole one.
    """
    leading = text[: len(text) - len(text.lstrip())]
    points = 0
    for char in leading:
        points += _WIDE if char in "\u3000\u2003" else _NARROW
    return float(points)


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Check for a contents list: at least three lines, each the number of its entry if it has one,
    a text and a page number, and the page numbers never fall. `rows` holds no blank texts.
    """
    if len(rows) < _LEAST_ENTRIES:
        return False
    for row in rows:
        # A row of two parts is an entry without a number: a name and its page.
        number_of_entry = row[0] if len(row) == _MOST_PARTS else "1."
        if len(row) not in (2, _MOST_PARTS) or not _ENTRY_NUMBER.fullmatch(number_of_entry):
            return False
        page = row[-1]
        is_page = page.isdecimal() and len(page) <= _DIGITS_OF_A_PAGE
        if not is_page or row[-2].isdecimal():
            return False
    pages = [int(row[-1]) for row in rows]
    return pages == sorted(pages)


def table_of_rows(rows: Sequence[Sequence[str]], locate: Callable[[int, int], str | None]) -> Table:
    """Return a Table without spans from rows of cell texts (already clean), padded to the widest
    row.

    `locate(row, column)`, both from 0, gives each cell's locator.
    """
    columns = max((len(row) for row in rows), default=0)
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        padded = [*row, *[""] * (columns - len(row))]
        for c, text in enumerate(padded):
            cells.append(Cell(r, c, text, locator=locate(r, c)))
    return Table(cells=cells, rows=len(rows), columns=columns)


def column_letters(column: int) -> str:
    """Return a column's name in a sheet (`A`, `Z`, `AA`) from its number from 0."""
    name = ""
    # Letters count from 1 and have no zero (Z is followed by AA), so one is taken off a step.
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(reference: str) -> int:
    """Return a column's number from 0 from its letters at the start of a reference (`D14`); -1
    where there are none.
    """
    column = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        column = column * 26 + ord(character) - ord("A") + 1
    return column - 1
