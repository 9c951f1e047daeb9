"""The look of an XLSX workbook's sheets: number formats, hidden rows and columns.

ECMA-376 part 1, 18.3 (sheets) and 18.8 (styles): a cell names a cell format, which names a number
format.
"""

from __future__ import annotations

import io
import posixpath
from typing import Any

from lxml import etree

from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.spreadsheet.number_format import BUILT_IN
from budgetflow.readers.spreadsheet.style import GENERAL, SheetLook

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def looks_of_xlsx(data: bytes, file_name: str) -> list[SheetLook]:
    """Give the look of every sheet, in the order of the workbook; an empty list where the sheets
    cannot be found.

    What is damaged here costs the look of figures only, so it is not an error.
    """
    try:
        container = SafeZip(data, file_name)
        codes = _codes(container.xml("xl/styles.xml"))
        return [_sheet(container, name, codes) for name in _sheet_parts(container)]
    except (UnreadableDocument, etree.LxmlError, ValueError):
        return []


def _codes(styles: Any) -> list[str | None]:
    """Give the format code of every cell format (`cellXfs`), None for general."""
    if styles is None:
        return []
    own = {
        node.get("numFmtId"): node.get("formatCode") or ""
        for node in styles.iterfind("{*}numFmts/{*}numFmt")
    }
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
        targets.get(
            node.get(_RELATION)
            or node.get("{http://purl.oclc.org/ooxml/officeDocument/relationships}id"),
            "",
        )
        for node in book.iterfind("{*}sheets/{*}sheet")
    ]
    return [
        part.lstrip("/") if part.startswith("/") else posixpath.normpath(posixpath.join("xl", part))
        for part in parts
    ]


def _sheet(container: SafeZip, name: str, codes: list[str | None]) -> SheetLook:
    """Give the look of one sheet; formats only of cells that hold a number."""
    stored = container.find(name)
    look = SheetLook()
    if stored is None:
        return look
    row = column = -1
    tags = ("{*}col", "{*}row", "{*}c")
    source = io.BytesIO(container.read(stored))
    for event, node in etree.iterparse(
        source,
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        recover=True,
    ):
        name = node.tag.rsplit("}", 1)[-1]
        if event == "end":
            if name == "row":
                node.clear()
        elif name == "col":
            if _is_true(node.get("hidden")):
                look.hide_columns(_count(node.get("min"), 1) - 1, _count(node.get("max"), 0) - 1)
        elif name == "row":
            row, column = _count(node.get("r"), row + 2) - 1, -1
            if _is_true(node.get("hidden")):
                look.hidden_rows.add(row)
        else:
            column = _column(node.get("r"), column)
            style = _count(node.get("s"), 0)
            code = codes[style] if style < len(codes) else None
            if code is not None and node.get("t") in (None, "n"):
                look.formats[row, column] = code
    return look


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise


def _column(reference: str | None, previous: int) -> int:
    """Give a cell's column from its reference (`D14`); without one it stands beside the
    previous.
    """
    if not reference:
        return previous + 1
    column = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        column = column * 26 + ord(character) - ord("A") + 1
    return column - 1
