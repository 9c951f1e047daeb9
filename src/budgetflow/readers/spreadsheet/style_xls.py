"""The look of the sheets of an XLS (and ET) workbook: number formats, letters and fills, hidden
rows and columns, page headers, formulas that nobody computed.

[MS-XLS] 2.4: the workbook stream is a row of records (kind, length, content), first those of the
whole workbook, then
those of each sheet, which start where the workbook's BoundSheet records say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from budgetflow.readers.containers import ole
from budgetflow.readers.spreadsheet.conditional import Effect
from budgetflow.readers.spreadsheet.number_format import BUILT_IN
from budgetflow.readers.spreadsheet.rules_xls import (
    FONT,
    PALETTE,
    RULE_RECORDS,
    Colours,
    RuleReading,
    effect_of_fill,
    effect_of_font,
)
from budgetflow.readers.spreadsheet.style import (
    GENERAL,
    POINTS_OF_A_LEVEL,
    WHOLE_SHEET,
    SheetLook,
    Shown,
)

_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _MUL_RK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_SHARED_TEXT, _LABEL, _HEADER, _NOT_CALCULATED = 0x00FD, 0x0204, 0x0014, 0x005E
_LEVELS, _NO_FONT = 0x0F, 4
# Flags of a formula: compute it always, compute it when the file is opened.
_CALCULATE = 0x03
# [MS-XLS] 2.5.133: a result that is no number ends so; its first byte says what it is.
_NO_NUMBER, _EMPTY_TEXT = b"\xff\xff", 3
_ROW, _COLUMNS, _WINDOW = 0x0208, 0x007D, 0x023E
_SHOWS_ZEROS = 0x10
_WINDOW_OF_BOOK, _OLE_SIZE = 0x003D, 0x00DE
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01


@dataclass(slots=True)
class _Book:
    """What the records before the first sheet say."""

    sheets: list[int] = field(default_factory=list)
    """Where the records of each sheet begin."""
    formats: dict[int, str] = field(default_factory=dict)
    """Number formats of the workbook's own, by number."""
    fonts: list[bytes] = field(default_factory=list)
    cell_formats: list[bytes] = field(default_factory=list)
    """XF records."""
    colours: Colours = field(default_factory=Colours)

    def take(self, kind: int, content: bytes) -> None:
        """Take one record."""
        # In the order of the file: a font is known by its number among the fonts.
        if kind == _BOUND_SHEET:
            self.sheets.append(struct.unpack_from("<I", content)[0])
        elif kind == _FORMAT:
            self.formats[struct.unpack_from("<H", content)[0]] = _string(content[2:])
        elif kind == _XF:
            self.cell_formats.append(content)
        elif kind == FONT:
            self.fonts.append(content)
        elif kind == PALETTE:
            self.colours.take_palette(content)

    def looks(self) -> list[_CellLook]:
        """Return the look of every cell format, in order."""
        fonts = [effect_of_font(content, self.colours) for content in self.fonts]
        # After all records: the palette may stand behind the formats that use it.
        return [self._look(content, fonts) for content in self.cell_formats]

    def _look(self, content: bytes, fonts: list[Effect]) -> _CellLook:
        font, number = struct.unpack_from("<2H", content)
        code = self.formats.get(number) or BUILT_IN.get(number)
        # Fonts are counted from 0, and no font has the number 4 ([MS-XLS] 2.5.129).
        place = font - (font > _NO_FONT)
        if place < len(fonts):
            letters = fonts[place]
        else:
            letters = Effect()
        return _CellLook(
            code=None if code is None or code.lower() in GENERAL else code,
            # A low nibble of one byte is the level of indentation (2.4.353); the rest are other
            # marks.
            indent=(content[8] & _LEVELS) * POINTS_OF_A_LEVEL,
            effect=effect_of_fill(content, self.colours).over(letters),
        )


@dataclass(frozen=True, slots=True)
class _CellLook:
    """What a cell format sets."""

    code: str | None = None
    """Number format, None for general."""
    indent: float = 0.0
    """Points."""
    effect: Effect = field(default_factory=Effect)


def looks_of_xls(data: bytes) -> list[SheetLook]:
    """Return the look of every sheet, in the order of the workbook; an empty list where the stream
    is damaged or older than 1997.
    """
    stream = ole.read_stream(data, "Workbook")
    if stream is None:
        return []
    book = _Book()
    try:
        for kind, content in _records(stream, 0):
            book.take(kind, content)
        looks = book.looks()
        # One list or none: with a sheet missing, looks would belong to the sheet before.
        return [_sheet(stream, start, book, looks) for start in book.sheets]
    except (struct.error, IndexError):
        return []


def shown_of_xls(data: bytes) -> Shown:
    """Return what an embedded workbook shows: the open sheet, and the area its object frames.

    [MS-XLS] 2.4.345 (Window1) and 2.4.196 (OleObjectSize). Of a damaged one, the first sheet.
    """
    book = ole.read_stream(data, "Workbook")
    sheet = 0
    area = None
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
    # The lowest bit: 16-bit characters; without it each byte is one of Latin 1.
    if flags & 1:
        end = 3 + 2 * length
        return content[3:end].decode("utf-16-le", "replace")
    end = 3 + length
    return content[3:end].decode("latin-1")


def _sheet(stream: bytes, start: int, book: _Book, looks: list[_CellLook]) -> SheetLook:
    """Return the look of the sheet whose records begin at `start`."""
    reading = _SheetReading(looks)
    rules = RuleReading(book.formats, book.colours, _string)
    for kind, content in _records(stream, start):
        if kind in RULE_RECORDS:
            rules.take(kind, content)
        else:
            reading.take(kind, content)
    reading.look.rules = rules.rules
    return reading.look


class _SheetReading:
    """Gathers the look of a sheet from its records; number formats only of cells that hold a
    number, indents of texts.
    """

    def __init__(self, looks: list[_CellLook]) -> None:
        self.look = SheetLook()
        self._looks = looks
        self._recalculate = False

    def take(self, kind: int, content: bytes) -> None:
        """Take one record that is no conditional rule. Raises struct.error where it is cut."""
        if kind in (_NUMBER, _RK, _FORMULA):
            self._figure(*struct.unpack_from("<3H", content))
            if kind == _FORMULA:
                self._formula(content)
        elif kind in (_SHARED_TEXT, _LABEL):
            self._text(*struct.unpack_from("<3H", content))
        # One record holds the numbers of several cells of a row beside each other.
        elif kind == _MUL_RK:
            row, first = struct.unpack_from("<2H", content)
            for index in range((len(content) - 6) // 6):
                style = struct.unpack_from("<H", content, 4 + 6 * index)[0]
                self._figure(row, first + index, style)
        elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & _ROW_HIDDEN:
            self.look.hidden_rows.add(struct.unpack_from("<H", content)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", content, 8)[0] & _COLUMN_HIDDEN:
            self.look.hide_columns(*struct.unpack_from("<2H", content))
        elif kind == _WINDOW and not struct.unpack_from("<H", content)[0] & _SHOWS_ZEROS:
            self.look.zeros_hidden.append(WHOLE_SHEET)
        elif kind == _HEADER and content:
            self.look.page_header = _string(content)
        elif kind == _NOT_CALCULATED:
            self._recalculate = True

    def _figure(self, row: int, column: int, style: int) -> None:
        code = self._effect(row, column, style).code
        if code is not None:
            self.look.formats[row, column] = code

    def _text(self, row: int, column: int, style: int) -> None:
        indent = self._effect(row, column, style).indent
        if indent:
            self.look.indents[row, column] = indent

    def _effect(self, row: int, column: int, style: int) -> _CellLook:
        """Note the colours of a cell; return all that its format sets."""
        if style < len(self._looks):
            look = self._looks[style]
        else:
            look = _CellLook()
        if look.effect != Effect():
            self.look.colours[row, column] = look.effect
        return look

    def _formula(self, content: bytes) -> None:
        """Note a formula whose result nobody computed.

        A program that only writes files leaves a zero and asks for it to be computed, or an empty
        text, which may also be a true result (`IF(A1=0,"",A1)`).
        """
        row, column = struct.unpack_from("<2H", content)
        result = content[6:14]
        flags = struct.unpack_from("<H", content, 14)[0]
        is_empty_text = result[6:] == _NO_NUMBER and result[0] == _EMPTY_TEXT
        asks = bool(flags & _CALCULATE)
        # Eight zero bytes are the number 0: asked to be computed, nobody has.
        if is_empty_text:
            self.look.empty_results.add((row, column))
        elif self._recalculate or (asks and result == bytes(8)):
            self.look.uncomputed.add((row, column))
