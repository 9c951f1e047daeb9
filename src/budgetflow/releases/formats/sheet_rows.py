"""Rows of a worksheet as XML (ECMA-376, 18.3.1): plain values alone, in the formats of a workbook.

openpyxl takes 25 microseconds a cell and makes an object of each. A release of 1,000,000 amounts
has 50,000 cells in its small workbooks, which change with every document. Headings, widths and
styles stay openpyxl's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from budgetflow.releases.formats.xlsx import plain_text, text_cell, value_cell

# Day 0 of Excel's calendar, as far as days after February 1900 go.
_DAY_ZERO = date(1899, 12, 30)
# What a text in XML cannot hold as it is, and blanks around it, which have to be kept.
_SPECIAL = re.compile(r"[\x00-\x1f&<>]|^\s|\s$")
# Characters of a text that is certainly not too long for a cell.
_SHORT = 10_000


class SheetRows:
    """Turns rows of values into the XML of one sheet's rows."""

    def __init__(self, sheet: Any, columns: int) -> None:
        """Take a sheet of a workbook, which gets the formats that values need."""
        self._letters = [get_column_letter(number) for number in range(1, columns + 1)]
        self._text = text_cell(sheet, "text").style_id
        self._money = value_cell(sheet, Decimal(1)).style_id
        self._day = value_cell(sheet, _DAY_ZERO).style_id

    def xml(self, rows: Iterable[Sequence[Any]], first: int) -> bytes:
        """Return the XML of rows, the first of them numbered so."""
        parts = []
        for number, row in enumerate(rows, start=first):
            cells = [
                self._cell(f"{letter}{number}", value)
                for letter, value in zip(self._letters, row, strict=True)
                if value is not None
            ]
            parts.append(f'<row r="{number}">{"".join(cells)}</row>')
        return "".join(parts).encode()

    def _cell(self, place: str, value: Any) -> str:
        if type(value) is str and not _SPECIAL.search(value) and 0 < len(value) < _SHORT:
            return f'<c r="{place}" s="{self._text}" t="inlineStr"><is><t>{value}</t></is></c>'
        if isinstance(value, bool | str):
            return self._of_text(place, str(value))
        if isinstance(value, list):
            return self._of_text(place, "；".join(map(str, value)))
        if isinstance(value, date):
            days = (value - _DAY_ZERO).days
            return f'<c r="{place}" s="{self._day}" t="n"><v>{days}</v></c>'
        style = f' s="{self._money}"' if isinstance(value, Decimal) else ""
        return f'<c r="{place}"{style} t="n"><v>{value}</v></c>'

    def _of_text(self, place: str, text: str) -> str:
        plain = plain_text(text)
        if not plain:
            return ""
        space = ' xml:space="preserve"' if plain != plain.strip() else ""
        told = f"<is><t{space}>{escape(plain)}</t></is>"
        return f'<c r="{place}" s="{self._text}" t="inlineStr">{told}</c>'
