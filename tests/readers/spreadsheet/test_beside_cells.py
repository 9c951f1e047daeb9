"""What a sheet prints above its pages: titles and units that no cell holds."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import TextLine
from budgetflow.readers.spreadsheet.beside_cells import header_lines

ROWS = (
    ("科目编码", "科目名称", "合计"),
    ("201", "一般公共服务支出", 300.5),
    ("20106", "财政事务", 300.5),
)


def workbook(centre: str, right: str, *above: str) -> bytes:
    book = Workbook()
    for row in (*((text,) for text in above), *ROWS):
        book.active.append(row)
    book.active.oddHeader.center.text, book.active.oddHeader.right.text = centre, right
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('&C&"宋体,加粗"&16甲县财政局2025年部门预算\n&"宋体"&10支出总表&R单位：万元', None),
        ("甲县财政局2025年部门预算\n支出总表&R单位：万元", None),
        ("&R单位：万元&C&K01+000甲县财政局2025年部门预算\n支出总表", None),
        ("&C第 &P 页，共 &N 页&R&D", []),
        ("&L&G&C&A", ["表3"]),
        ("&CR&&D", ["R&D"]),
        ("", []),
    ],
)
def test_the_lines_of_a_header(code: str, lines: list[str] | None) -> None:
    whole = ["甲县财政局2025年部门预算", "支出总表", "单位：万元"]
    assert header_lines(code, "表3") == (whole if lines is None else lines)


def test_title_and_unit_of_a_header_hold_for_the_sheet() -> None:
    data = workbook("甲县财政局2025年部门预算\n部门支出总体情况表", "单位：万元")
    rows = read_and_understand(data, "a.xlsx")
    (disclosure,) = rows.disclosures
    assert (disclosure.publisher, disclosure.fiscal_year) == ("甲县财政局", 2025)
    assert [str(amount.amount_yuan) for amount in rows.amounts] == ["3005000.00"] * 2


def test_a_header_that_repeats_a_cell_is_printed_once() -> None:
    title = "甲县财政局2025年部门预算"
    rows = read_and_understand(workbook(title, "单位：万元", title, "部门支出总体情况表"), "a.xlsx")
    assert rows.disclosures[0].title == title
    assert [str(amount.amount_yuan) for amount in rows.amounts] == ["3005000.00"] * 2


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_boxes(data: bytes, *boxes: tuple[int, str, str]) -> bytes:
    """A workbook with text boxes over its sheet: the row each begins in, its text, what it says of
    itself.
    """
    shapes = "".join(
        f"<x:oneCellAnchor><x:from><x:col>0</x:col><x:row>{row}</x:row></x:from><x:sp><x:nvSpPr>"
        f'<x:cNvPr id="2" name="a"{more}/></x:nvSpPr><x:txBody><a:p><a:r><a:t>{text[:2]}</a:t>'
        f"</a:r><a:r><a:t>{text[2:]}</a:t></a:r></a:p><a:p/></x:txBody></x:sp></x:oneCellAnchor>"
        for row, text, more in boxes
    )
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    drawing = f'<x:wsDr xmlns:x="{DRAWING}" xmlns:a="{space}">{shapes}</x:wsDr>'
    target = f'Type="{RELATION}/drawing" Target="../drawings/drawing1.xml"'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<r:Relationships xmlns:r="{package}"><r:Relationship Id="rId1" {target}/>'
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as container:
        container.writestr("xl/drawings/drawing1.xml", drawing)
        container.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"{relations}</r:Relationships>")
    return out.getvalue()


def test_text_boxes_stand_where_they_are_drawn() -> None:
    data = with_boxes(
        workbook("", ""),
        (40, "注：本表为预算数", ""),
        (0, "部门支出总体情况表", ""),
        (0, "旧表", ' hidden="1"'),
        (0, "科目编码", ""),  # in a cell too
    )
    (page,) = read_document(data, "a.xlsx").pages
    said = [block.text if isinstance(block, TextLine) else "table" for block in page.blocks]
    assert said == ["部门支出总体情况表", "table", "注：本表为预算数"]
    lower = with_boxes(workbook("", "", "", ""), (0, "单位：万元", ""))
    (page,) = read_document(lower, "a.xlsx").pages
    assert [type(block).__name__ for block in page.blocks] == ["TextLine", "Table"]
