"""A printed document's tables as a workbook, one sheet a table, with merged header cells. Same
facts, same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from budgetflow.sample.paper.printed import PrintedDocument, PrintedTable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def render_xlsx(document: PrintedDocument) -> bytes:
    """Return the workbook's bytes; figures are stored as text, as most published workbooks have
    them.
    """
    from openpyxl import Workbook  # noqa: PLC0415  (an extra, needed only where samples are made)

    from budgetflow.releases.formats.xlsx import with_fixed_dates  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(document.tables(), start=1):
        # 31 characters, and no slash: what Excel allows as a sheet's name.
        _sheet(book.create_sheet(f"{number:02d}{table.title}"[:31].replace("/", "")), table)
    # Else the library writes its own name and version.
    book.properties.creator = "sample"
    out = io.BytesIO()
    book.save(out)
    # The library writes the moment of saving, which would make other bytes every time.
    return with_fixed_dates(out.getvalue())


def _sheet(sheet: Worksheet, table: PrintedTable) -> None:
    """Write title, maker and unit lines, the header with its merges, and the rows."""
    width = len(table.columns)
    put = sheet.cell
    put(1, 1, f"{table.number} {table.title}".strip())
    # The title spans the whole table, as publishers centre it.
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
            # Blank cells are left out, as an office program leaves them.
            if text:
                put(line, column, text)
        line += 1
    if table.note:
        put(line, 1, table.note)
