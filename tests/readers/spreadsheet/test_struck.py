"""Cells crossed out: what they hold is shown not to hold."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table as SheetTable

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


def texts_of(book: Workbook) -> list[str]:
    out = io.BytesIO()
    book.save(out)
    (page,) = read_sheet(out.getvalue(), "a.xlsx").pages
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    return [cell.text for cell in table.cells]


@pytest.mark.parametrize(
    ("letters", "behind", "is_seen"),
    [
        ("FFFFFF", None, False),
        ("FFFFFF", "FFFFFF", False),
        ("DDEBF7", "DDEBF7", False),
        ("FFFFFF", "1F4E78", True),
        ("FF0000", None, True),
        ("000000", None, True),
    ],
)
def test_letters_of_the_colour_behind_them(letters: str, behind: str | None, is_seen: bool) -> None:
    book = Workbook()
    for row in (("科目", "合计"), ("教育支出", 300.5), ("卫生支出", 9.99)):
        book.active.append(row)
    for cell in book.active[3]:
        cell.font = Font(color=letters)
        if behind:
            cell.fill = PatternFill("solid", fgColor=behind)
    shown = ["卫生支出", "9.99"] if is_seen else []
    assert texts_of(book) == ["科目", "合计", "教育支出", "300.5", *shown]


def test_white_letters_in_the_coloured_band_of_a_table_object_are_seen() -> None:
    book = Workbook()
    for row in (("科目", "合计"), ("教育支出", 300.5)):
        book.active.append(row)
    for cell in book.active[1]:
        cell.font = Font(color="FFFFFF")
    assert texts_of(book) == ["教育支出", "300.5"]
    book.active.add_table(SheetTable(displayName="T1", ref="A1:B2"))
    assert texts_of(book) == ["科目", "合计", "教育支出", "300.5"]


def test_a_part_of_a_cell_that_is_crossed_out_or_white() -> None:
    book = Workbook()
    gone, red = InlineFont(strike=True), InlineFont(color="FFFF0000")
    white = InlineFont(color="FFFFFFFF")
    for text in (
        CellRichText(TextBlock(gone, "9.99"), TextBlock(InlineFont(), "300.50")),
        CellRichText(TextBlock(white, "9"), TextBlock(red, "300.50")),
        CellRichText(TextBlock(InlineFont(strike=False), "300"), ".50"),
    ):
        book.active.append(("教育支出", text))
    assert texts_of(book)[1::2] == ["300.50", "300.50", "300.50"]
