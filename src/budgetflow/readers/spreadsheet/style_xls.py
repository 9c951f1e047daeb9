"""The look of the sheets of an XLS (and ET) workbook: number formats, hidden rows and columns.

[MS-XLS] 2.4: the workbook stream is a row of records (kind, length, content), first those of the
whole workbook, then
those of each sheet, which start where the workbook's BoundSheet records say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from budgetflow.readers.containers import ole
from budgetflow.readers.spreadsheet.number_format import BUILT_IN
from budgetflow.readers.spreadsheet.style import (
    GENERAL,
    POINTS_OF_A_LEVEL,
    WHOLE_SHEET,
    SheetLook,
    Shown,
)

_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _MUL_RK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_SHARED_TEXT, _LEVELS = 0x00FD, 0x0F
_ROW, _COLUMNS, _WINDOW = 0x0208, 0x007D, 0x023E
_SHOWS_ZEROS = 0x10
_WINDOW_OF_BOOK, _OLE_SIZE = 0x003D, 0x00DE
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01


def looks_of_xls(data: bytes) -> list[SheetLook]:
    """Return the look of every sheet, in the order of the workbook; an empty list where the stream
    is damaged or older than 1997.
    """
    book = ole.read_stream(data, "Workbook")
    if book is None:
        return []
    sheets: list[int] = []
    own: dict[int, str] = {}
    cell_formats: list[int] = []
    indents: list[float] = []
    try:
        for kind, content in _records(book, 0):
            if kind == _BOUND_SHEET:
                sheets.append(struct.unpack_from("<I", content)[0])
            elif kind == _FORMAT:
                own[struct.unpack_from("<H", content)[0]] = _string(content[2:])
            elif kind == _XF:
                cell_formats.append(struct.unpack_from("<H", content, 2)[0])
                indents.append((content[8] & _LEVELS) * POINTS_OF_A_LEVEL)
        codes = [own.get(number) or BUILT_IN.get(number) for number in cell_formats]
        return [
            _sheet(
                book,
                start,
                [None if code is None or code.lower() in GENERAL else code for code in codes],
                indents,
            )
            for start in sheets
        ]
    except (struct.error, IndexError):
        return []


def shown_of_xls(data: bytes) -> Shown:
    """Return what an embedded workbook shows: the open sheet, and the area its object frames.

    [MS-XLS] 2.4.345 (Window1) and 2.4.196 (OleObjectSize). Of a damaged one, the first sheet.
    """
    book = ole.read_stream(data, "Workbook")
    sheet, area = 0, None
    try:
        for kind, content in _records(book or b"", 0):
            if kind == _WINDOW_OF_BOOK:
                sheet = struct.unpack_from("<H", content, 10)[0]
            elif kind == _OLE_SIZE:
                first_row, last_row, first, last = struct.unpack_from("<2H2B", content, 2)
                area = (first_row, first, last_row, last)
    except struct.error:
        return Shown()
    return Shown(sheet, area)


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Return the records from a place up to the end of the part that begins there; parts inside it
    (charts) are passed over.
    """
    depth = 0
    while start + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, start)
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[start + 4 : start + 4 + length]
        start += 4 + length


def _string(content: bytes) -> str:
    """Return a string of 16-bit length and a flag that tells one byte a character from two."""
    length, flags = struct.unpack_from("<HB", content)
    if flags & 1:
        return content[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return content[3 : 3 + length].decode("latin-1")


def _sheet(book: bytes, start: int, codes: list[str | None], indents: list[float]) -> SheetLook:
    """Return the look of one sheet; formats only of cells that hold a number, indents of texts."""
    look = SheetLook()

    def put(row: int, column: int, cell_format: int) -> None:
        code = codes[cell_format] if cell_format < len(codes) else None
        if code is not None:
            look.formats[row, column] = code

    for kind, content in _records(book, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            put(*struct.unpack_from("<3H", content))
        elif kind == _SHARED_TEXT:
            text_row, text_column, cell_format = struct.unpack_from("<3H", content)
            if cell_format < len(indents) and indents[cell_format]:
                look.indents[text_row, text_column] = indents[cell_format]
        elif kind == _MUL_RK:
            row, first = struct.unpack_from("<2H", content)
            for index in range((len(content) - 6) // 6):
                put(row, first + index, struct.unpack_from("<H", content, 4 + 6 * index)[0])
        elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & _ROW_HIDDEN:
            look.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", content, 8)[0] & _COLUMN_HIDDEN:
            look.hide_columns(*struct.unpack_from("<2H", content))
        elif kind == _WINDOW and not struct.unpack_from("<H", content)[0] & _SHOWS_ZEROS:
            look.zeros_hidden.append(WHOLE_SHEET)
    return look
