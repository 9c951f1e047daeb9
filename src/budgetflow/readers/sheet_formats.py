"""The number formats of an XLSX workbook's cells, which the value library does not give.

ECMA-376 part 1, 18.3 (sheets) and 18.8 (styles): a cell names a cell format, which names a number format.
"""

from __future__ import annotations

import io
import posixpath
from typing import Any

from lxml import etree

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.sheet_numbers import BUILT_IN
from budgetflow.readers.zipped import SafeZip

Formats = dict[tuple[int, int], str]
"""Number format by row and column from 0; cells of general format are not in it."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
GENERAL = ("general", "@", "", "g/通用格式")
"""Formats that say nothing of how a number looks."""


def formats_of_xlsx(data: bytes, file_name: str) -> list[Formats]:
    """Give the formats of every sheet, in the order of the workbook; an empty list where styles or sheets cannot be found.

    What is damaged here costs the look of figures only, so it is not an error.
    """
    try:
        container = SafeZip(data, file_name)
        codes = _codes(container.xml("xl/styles.xml"))
        return [_sheet(container, name, codes) for name in _sheet_parts(container)] if any(codes) else []
    except (UnreadableDocument, etree.LxmlError, ValueError):
        return []


def _codes(styles: Any) -> list[str | None]:
    """Give the format code of every cell format (`cellXfs`), None for general."""
    if styles is None:
        return []
    own = {node.get("numFmtId"): node.get("formatCode") or "" for node in styles.iterfind("{*}numFmts/{*}numFmt")}
    out: list[str | None] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        number = node.get("numFmtId") or "0"
        code = own.get(number) or (BUILT_IN.get(int(number)) if number.isdigit() else None)
        out.append(None if code is None or code.lower() in GENERAL else code)
    return out


def _sheet_parts(container: SafeZip) -> list[str]:
    """Give the name of each sheet's part, in the order of the workbook."""
    book, relations = container.xml("xl/workbook.xml"), container.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return []
    targets = {node.get("Id"): node.get("Target") or "" for node in relations}
    parts = [
        targets.get(node.get(_RELATION) or node.get("{http://purl.oclc.org/ooxml/officeDocument/relationships}id"), "")
        for node in book.iterfind("{*}sheets/{*}sheet")
    ]
    return [part.lstrip("/") if part.startswith("/") else posixpath.normpath(posixpath.join("xl", part)) for part in parts]


def _sheet(container: SafeZip, name: str, codes: list[str | None]) -> Formats:
    """Give the formats of one sheet's cells that hold a number."""
    stored = container.find(name)
    out: Formats = {}
    if stored is None:
        return out
    row = -1
    events = etree.iterparse(
        io.BytesIO(container.read(stored)), events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, no_network=True, recover=True
    )
    column = -1
    for event, node in events:
        if node.tag.endswith("}row"):
            if event == "start":
                number = node.get("r") or ""
                row, column = (int(number) - 1 if number.isdigit() else row + 1), -1
            else:
                node.clear()
        elif event == "start":
            column = _column(node.get("r"), column)
            style = node.get("s") or "0"
            code = codes[int(style)] if style.isdigit() and int(style) < len(codes) else None
            if code is not None and node.get("t") in (None, "n"):
                out[row, column] = code
    return out


def _column(reference: str | None, previous: int) -> int:
    """Give a cell's column from its reference (`D14`); without one it stands beside the previous."""
    if not reference:
        return previous + 1
    column = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        column = column * 26 + ord(character) - ord("A") + 1
    return column - 1
