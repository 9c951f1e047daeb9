"""Whatever a page holds, the tables are read without an error and no figure is made up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetflow.interpret.tables.read import understand_tables
from budgetflow.readers.document import Cell, Document, Page, Table, TextLine
from tests.interpret.grids import table
from tests.interpret.tables.builders import Someone, facts, read

WORDS = st.sampled_from(
    [
        "",
        "项目",
        "类",
        "款",
        "项",
        "合计",
        "基本支出",
        "财政拨款",
        "小计",
        "2080505",
        "05",
        "208",
        "一、教育支出",
        "其中：",
        "1",
        "※",
        "1.00",
        "2,000.00",
        "-",
        "三公",
        "公务接待费",
        "会议费",
        "2025年",
        "一级指标",
        "项目名称",
        "部门收支总表",
        "单位：万元",
        "甲中心",
        "工资福利支出",
        "0.00",
        "(1.00",
        "预算数（元）",
    ]
)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken or draw(st.integers(0, 9)) == 0:
                continue
            down, right = draw(st.integers(1, 2)), draw(st.integers(1, 3))
            taken.update((r + i, c + j) for i in range(down) for j in range(right))
            cells.append(Cell(r, c, draw(WORDS), down, right))
    edges = tuple(float(50 * edge) for edge in range(columns + 1)) if draw(st.booleans()) else ()
    return Table(cells, rows, columns, column_edges=edges)


LINES = st.sampled_from(
    [
        "部门收支总表",
        "“三公”经费支出表",
        "项目支出绩效目标表",
        "单位：万元",
        "部门：甲局",
        "表2",
        "目录",
        "无此项支出。",
        "一、情况",
        "- 1 -",
        "碎屑",
    ]
)


@settings(max_examples=150)
@given(st.lists(st.lists(st.one_of(LINES, grids()), max_size=4), min_size=1, max_size=4))
def test_odd_pages_are_read_without_an_error(pages: list[list[str | Table]]) -> None:
    document = Document("0" * 64, "odd.pdf", "application/pdf", 1, "test", "1")
    printed: list[str] = []
    for number, content in enumerate(pages, start=1):
        page = Page(number, width=595.0, height=842.0)
        for block in content:
            if isinstance(block, Table):
                block.page = number
                printed.extend(cell.text for cell in block.cells)
            page.blocks.append(TextLine(block, number) if isinstance(block, str) else block)
        document.pages.append(page)
    found = understand_tables(document, Someone())
    assert len({amount.amount_id for amount in found.amounts}) == len(found.amounts)
    assert len({row.table_id for row in found.tables}) == len(found.tables)
    for amount in found.amounts:
        assert amount.amount_printed in printed


def test_a_goal_table_with_a_row_narrower_than_its_header_is_read() -> None:
    found = read("项目支出绩效目标表", table("2080505"), table("预算数（元）|<"))
    assert [row.table_code for row in found.tables] == ["performance_targets"]


BODY = table("201|一般公共服务支出|300|200", "205|教育支出|300|200", page=1)
HEADER = "科目编码|科目名称|合计|基本支出"


def test_a_header_ruled_apart_from_its_rows_heads_them() -> None:
    found = read("支出总表", "单位：万元", table(HEADER), BODY)
    assert facts(found.amounts[:2], "function_code", "measure", "amount_yuan") == [
        ("201", "total", Decimal("3000000.00")),
        ("201", "basic", Decimal("2000000.00")),
    ]
    assert len(found.tables) == 1


def test_a_text_between_parts_a_header_from_other_rows() -> None:
    found = read("支出总表", "单位：万元", table(HEADER), "以下为其他资料，仅供参考。", BODY)
    assert len(found.tables) == 2


def test_a_grid_that_only_sets_a_caption_is_its_lines() -> None:
    frame = table("某市某局2026年部门预算|<", "支出总表|单位：元")
    found = read(frame, table(HEADER, "201|一般公共服务支出|300|200"))
    (row,) = found.tables
    assert (row.table_code, row.title_printed, row.unit_printed) == (
        "expenditure",
        "支出总表",
        "元",
    )


@pytest.mark.parametrize(
    "line",
    [
        "某市某局 2026年度|||单位：万元",
        "制表日期 二月|||单位：万元",
        "[101]某市某局|||（单位：万元）",
    ],
)
def test_the_line_of_the_unit_inside_a_grid_whatever_else_it_says(line: str) -> None:
    found = read("支出总表", table(line, HEADER, "201|一般公共服务支出|300|200"))
    assert facts(found.amounts, "measure", "amount_yuan") == [
        ("total", Decimal("3000000.00")),
        ("basic", Decimal("2000000.00")),
    ]


@pytest.mark.parametrize(
    ("head", "formulas"),
    [
        ("关系式", ["(1)", "(2)=(3)+(4)", "(3)", "(4)"]),
        ("计算公式", ["①", "②=③+④", "③", "④"]),
        ("公式", ["(1)", "(2)", "(3)", "(4)"]),
        ("勾稽关系", ["1", "2=3+4", "3", "4"]),
    ],
)
def test_how_lines_add_up_is_no_figure(head: str, formulas: list[str]) -> None:
    rows = [f"第{place}项|{text}|42.8|41.8" for place, text in enumerate(formulas, 1)]
    found = read(
        "地方政府债务余额情况表",
        "单位：亿元",
        table(f"项目|{head}|预算数|执行数", *rows),
        scope="government",
    )
    assert {amount.amount_printed for amount in found.amounts} == {"42.8", "41.8"}
    assert len(found.amounts) == 8
