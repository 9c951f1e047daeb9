"""Rows written as XML are the cells that openpyxl would have written."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from budgetflow.releases.formats.sheet_rows import SheetRows
from budgetflow.releases.formats.xlsx import bytes_of, value_cell

VALUES = [
    "教育局",
    "=1+1",
    " 前后有空格 ",
    'a<b & "c" > d',
    "两行\n文字",
    "bell\x07",
    "",
    "00",
    True,
    7,
    Decimal("1234.50"),
    Decimal("-0.10"),
    date(2026, 11, 22),
    date(1999, 1, 1),
    ["一", "二"],
    [],
    None,
]


def written(by_openpyxl: bool) -> Any:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.append(["heading"])
    rows = [[value, "next"] for value in VALUES]
    told = {}
    if by_openpyxl:
        for row in rows:
            sheet.append([value_cell(sheet, value) for value in row])
    else:
        told = {"1": SheetRows(sheet, 2).xml(rows, 2)}
    return load_workbook(io.BytesIO(bytes_of(book, told))).worksheets[0]


@pytest.mark.parametrize("at", range(len(VALUES)), ids=[repr(value) for value in VALUES])
def test_a_cell_is_read_back_as_openpyxl_wrote_it(at: int) -> None:
    ours, theirs = (written(by).cell(at + 2, 1) for by in (False, True))
    assert (ours.value, ours.data_type, ours.number_format) == (
        (theirs.value, theirs.data_type, theirs.number_format)
        if theirs.value is not None
        else (None, ours.data_type, ours.number_format)
    )


def test_cells_behind_an_empty_one_keep_their_place() -> None:
    sheet = written(by_openpyxl=False)
    assert [sheet.cell(row + 2, 2).value for row in range(len(VALUES))] == ["next"] * len(VALUES)
