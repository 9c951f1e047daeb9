"""What a sheet prints above its pages: titles and units that no cell holds."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.spreadsheet.page_header import header_lines

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
