"""What all workbooks share: text that runs nothing, formats, and the same bytes each time."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

# Money in yuan, with a separator every three digits.
MONEY = "#,##0.00"
COUNT = "#,##0"
DAY = "yyyy-mm-dd"
# The number of the paper size (ECMA-376, 18.3.1.63).
_A4 = 9
HEADING = PatternFill("solid", fgColor="DDE6F0")
# Named in every font: a font without a name is shown in whatever a program has for that.
TYPEFACE = "Calibri"
BOLD = Font(name=TYPEFACE, size=11, bold=True)
# One date for every member and property, so that writing twice gives one file.
_STAMP = (2026, 1, 1, 0, 0, 0)
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_END = b"</sheetData>"
# XML 1.0 has no control characters but tab and line breaks; Excel calls such a file damaged.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What Excel takes in one cell.
_MOST_CHARACTERS = 32_767


def plain_text(text: str) -> str:
    """Return what a cell can hold of a text."""
    return _CONTROL.sub("", text)[:_MOST_CHARACTERS]


def put_text(cell: Any, text: str) -> None:
    """Make a cell text whatever it begins with: `=` runs nothing."""
    plain = plain_text(text)
    if not plain:
        return
    cell.value = plain
    # openpyxl takes any text that begins with = for a formula unless told what it is.
    cell.data_type = "s"
    cell.number_format = "@"


def link_to(cell: Any, place: str) -> None:
    """Let a cell lead to another one of the workbook: `'name of sheet'!A1`."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)


def text_cell(sheet: Any, text: str, *, heading: bool = False, wrap: bool = False) -> Any:
    """Return a cell of a sheet written row by row, as `put_text` makes it."""
    cell = WriteOnlyCell(sheet)
    put_text(cell, text)
    if heading:
        cell.font, cell.fill = BOLD, HEADING
    if heading or wrap:
        cell.alignment = Alignment(vertical="center" if heading else "top", wrap_text=True)
    return cell


def value_cell(sheet: Any, value: Any) -> Any:
    """Return a cell for a value of a dataset; a code stays text, so that 00 does not become 0."""
    if value is None:
        return None
    if isinstance(value, bool | str):
        return text_cell(sheet, str(value))
    if isinstance(value, list):
        return text_cell(sheet, "；".join(str(part) for part in value))
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, Decimal):
        cell.number_format = MONEY
    if isinstance(value, date):
        cell.number_format = DAY
    return cell


def width_of(texts: Iterable[str], least: float = 8, most: float = 60) -> float:
    """Return the width of a column that shows these texts; a Chinese character takes two places."""
    longest = max((places(text) for text in texts), default=0)
    return min(max(longest + 2.0, least), most)


def places(text: str) -> int:
    """Return how many places of a fixed font a text takes."""
    return sum(map(_places_of, text))


@cache
def _places_of(character: str) -> int:
    """Return how many places a character takes: the same few thousand come again and again."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def print_on_landscape(sheet: Any, repeated: str) -> None:
    """Set a sheet to print on landscape A4, as wide as the page, with the heading rows repeated."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    # As wide as one page, and as many pages down (0) as the rows take.
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = repeated
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&P / &N"


def bytes_of(book: Workbook, rows: Mapping[str, bytes] | None = None) -> bytes:
    """Return a workbook's bytes with fixed dates. `rows` are added to its sheets: XML by the number
    of the sheet in the file, as "1".
    """
    out = io.BytesIO()
    book.save(out)
    return with_fixed_dates(out.getvalue(), rows)


def with_fixed_dates(data: bytes, rows: Mapping[str, bytes] | None = None) -> bytes:
    """Pack a workbook again: openpyxl writes the time of saving into members and properties.
    `rows` are as for `bytes_of`.
    """
    rows = rows or {}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        # [Content_Types].xml first: some programs know the file's kind by its first member only.
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            body = source.read(name)
            if name == "docProps/core.xml":
                body = _undated(body)
            sheet = _SHEET.fullmatch(name)
            if sheet is not None and sheet[1] in rows:
                body = body.replace(_END, rows[sheet[1]] + _END)
            target.writestr(zipfile.ZipInfo(name, _STAMP), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _undated(properties: bytes) -> bytes:
    """Return a workbook's properties with one date for when it was made and changed."""
    for tag in (b"created", b"modified"):
        start = properties.index(b"<dcterms:" + tag)
        end = properties.index(b"</dcterms:" + tag + b">")
        begun = properties.index(b">", start) + 1
        properties = properties[:begun] + b"2026-01-01T00:00:00Z" + properties[end:]
    return properties
