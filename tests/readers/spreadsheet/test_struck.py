"""Cells crossed out: what they hold is shown not to hold."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from budgetflow.readers.document import Table
from budgetflow.readers.spreadsheet.read import read_sheet


@pytest.mark.parametrize(("strike", "shown"), [(True, []), (False, ["旧科目", "9.99"])])
def test_a_row_in_crossed_out_letters(strike: bool, shown: list[str]) -> None:
    book = Workbook()
    for row in (("科目", "合计"), ("旧科目", 9.99), ("教育支出", 300.5)):
        book.active.append(row)
    for cell in book.active[2]:
        cell.font = Font(strike=strike)
    out = io.BytesIO()
    book.save(out)
    (page,) = read_sheet(out.getvalue(), "a.xlsx").pages
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["科目", "合计", *shown, "教育支出", "300.5"]
