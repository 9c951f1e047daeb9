"""How far a label stands in, in every format that can say it."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Alignment

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Table
from budgetflow.readers.tables.glyphs import Glyph
from budgetflow.readers.tables.runs import Run, indent_of


def labels(data: bytes, name: str) -> dict[str, float | None]:
    """Return the indent of each label in the first column."""
    return {
        cell.text: cell.indent
        for page in read_document(data, name).pages
        for block in page.blocks
        if isinstance(block, Table)
        for cell in block.cells
        if cell.column == 0
    }


def test_a_workbook_tells_indents_by_spaces_and_by_alignment() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    lines = [["项目", "金额"], ["某市某局", 6], ["  办公楼维修", 2], ["　　宣传", 3], ["培训", 1]]
    for line in lines:
        sheet.append(line)
    sheet["A5"].alignment = Alignment(indent=2)
    out = io.BytesIO()
    book.save(out)
    assert labels(out.getvalue(), "a.xlsx") == {
        "项目": 0.0,
        "某市某局": 0.0,
        "办公楼维修": 10.0,
        "宣传": 20.0,
        "培训": 20.0,
    }


def test_a_page_tells_indents_by_spaces_that_print_and_by_style() -> None:
    page = """<html><meta charset=utf-8><body><table>
    <tr><td>项目</td><td>金额</td></tr>
    <tr><td>
        某市某局</td><td>6.00</td></tr>
    <tr><td>&nbsp;&nbsp;办公楼维修</td><td>2.00</td></tr>
    <tr><td><p style="text-indent:2em">宣传</p></td><td>3.00</td></tr>
    <tr><td style="padding-left: 16px"><span>　培训</span></td><td>1.00</td></tr>
    </table></body></html>"""
    assert labels(page.encode(), "a.html") == {
        "项目": 0.0,
        "某市某局": 0.0,
        "办公楼维修": 10.0,
        "宣传": 20.0,
        "培训": 22.0,
    }


def line(text: str, x: float, top: float) -> Run:
    """Return a run of characters ten points wide."""
    places = enumerate(text)
    return Run([Glyph(c, x + 10 * n, top, x + 10 * n + 10, top + 10, 0, n) for n, c in places])


def test_on_a_page_the_first_line_of_a_cell_tells_its_indent() -> None:
    assert indent_of([line("安全体验", 125, 20), line("中心", 102, 32)], 100) == 25
    assert indent_of([line("  维修", 105, 20)], 100) == 25
    assert indent_of([line("  ", 105, 20)], 100) is None
    assert indent_of([], 100) is None


def test_print_without_a_height_has_an_indent() -> None:
    flat = Run([Glyph("3", 12.0, 5.0, 17.0, 5.0, 1, 1)])
    assert indent_of([flat], 10.0) == 2.0
