"""A printed document's tables as a workbook, one sheet a table, with merged header cells. Same
facts, same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from budgetflow.sample.paper.printed import PrintedDocument, PrintedTable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_STAMP = (2026, 1, 1, 0, 0, 0)
"""One date for every member and property, so that rendering twice gives one file."""


def render_xlsx(document: PrintedDocument) -> bytes:
    """Give the workbook's bytes; figures are stored as text, as most published workbooks have
    them.
    """
    from openpyxl import Workbook  # noqa: PLC0415  (an extra, needed only where samples are made)

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(document.tables(), start=1):
        _sheet(book.create_sheet(f"{number:02d}{table.title}"[:31].replace("/", "")), table)
    moment = datetime(*_STAMP)
    book.properties.created = moment
    book.properties.creator = "sample"
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue())


def _sheet(sheet: Worksheet, table: PrintedTable) -> None:
    """Write title, maker and unit lines, the header with its merges, and the rows."""
    width = len(table.columns)
    put = sheet.cell
    put(1, 1, f"{table.number} {table.title}".strip())
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    put(2, 1, table.maker)
    put(2, width, table.unit)
    line = 3
    if table.table_code != "performance_targets":
        for row in table.header():
            for cell in row:
                put(line + cell.row, cell.column + 1, cell.text)
                if cell.row_span > 1 or cell.column_span > 1:
                    sheet.merge_cells(
                        start_row=line + cell.row,
                        start_column=cell.column + 1,
                        end_row=line + cell.row + cell.row_span - 1,
                        end_column=cell.column + cell.column_span,
                    )
        line += len(table.header())
        if table.number_row:
            for column, text in enumerate(table.number_row, start=1):
                put(line, column, text)
            line += 1
    for printed in table.rows:
        for column, text in enumerate(printed.cells, start=1):
            if text:
                put(line, column, text)
        line += 1
    if table.note:
        put(line, 1, table.note)


def _settled(data: bytes) -> bytes:
    """Pack the workbook again with fixed dates: openpyxl writes the time of saving into members and
    properties.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            body = source.read(name)
            if name == "docProps/core.xml":
                start, end = body.index(b"<dcterms:modified"), body.index(b"</dcterms:modified>")
                body = body[: body.index(b">", start) + 1] + b"2026-01-01T00:00:00Z" + body[end:]
            target.writestr(zipfile.ZipInfo(name, _STAMP), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
