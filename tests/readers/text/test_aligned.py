"""Tables of plain text that only blanks, bars or drawn walls part; prose and menus are none."""

from __future__ import annotations

import pytest

from budgetflow.jobs.document import read_and_understand
from tests.readers.text.builders import lines, read, tables

HEAD = "甲县财政局2025年部门预算\n部门支出总体情况表\n单位：万元\n"
ROWS = [
    ["科目编码", "科目名称", "合计"],
    ["201", "一般公共服务支出", "300.50"],
    ["20106", "财政事务", "300.50"],
    ["2010601", "行政运行", "300.50"],
]
BLANKS = """\
科目编码   科目名称             合计
201        一般公共服务支出   300.50
20106      财政事务           300.50
2010601    行政运行           300.50
"""
WALLS = """\
┌────┬────┬────┐
│科目编码│科目名称│合计│
├────┼────┼────┤
│201│一般公共服务支出│300.50│
├────┼────┼────┤
│20106│财政事务│300.50│
├────┼────┼────┤
│2010601│行政运行│300.50│
└────┴────┴────┘
"""
PLUS = """\
+------+------+------+
| 科目编码 | 科目名称 | 合计 |
+------+------+------+
| 201 | 一般公共服务支出 | 300.50 |
| 20106 | 财政事务 | 300.50 |
| 2010601 | 行政运行 | 300.50 |
+------+------+------+
"""
BARS = "\n".join("|".join(row) for row in ROWS)


@pytest.mark.parametrize("text", [BLANKS, WALLS, PLUS, BARS])
def test_rows_however_they_are_set_out(text: str) -> None:
    document = read(HEAD + text)
    assert tables(document) == [ROWS]
    assert lines(document) == HEAD.split()


@pytest.mark.parametrize("text", [BLANKS, WALLS, PLUS, BARS])
def test_the_figures_are_published(text: str) -> None:
    rows = read_and_understand((HEAD + text).encode(), "a.txt")
    found = [(amount.function_code, str(amount.amount_yuan)) for amount in rows.amounts]
    assert found == [(row[0], "3005000.00") for row in ROWS[1:]]


def test_a_cell_knows_its_line_and_a_blank_cell_stays_blank() -> None:
    text = "项目    合计   基本\n甲      1.50   1.50\n乙      2.50\n丙      3.50   3.50\n"
    (table,) = read(text).pages[0].blocks
    found = {(cell.text, cell.locator) for cell in table.cells if cell.row == 2}  # type: ignore[union-attr]
    assert found == {("乙", "L3"), ("2.50", "L3"), ("", "L3")}


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 政务公开 | 部门预算\n",
        "首页|公开\n新闻|通知|公告\n",
        "2025年收入预算300.50万元，  支出预算300.50万元。\n比上年增加20.00万元，  增长7.1%。\n",
        "一、收入\n    300.50万元\n",
    ],
)
def test_menus_and_prose_are_lines(text: str) -> None:
    assert tables(read(text)) == []


@pytest.mark.parametrize("line", ["首页 │ 政务 │ 信箱", "甲｜乙｜丙"])
def test_walls_that_part_no_table_stay_as_printed(line: str) -> None:
    assert lines(read(f"{line}\n")) == [line]


@pytest.mark.parametrize("line", ["-" * 5_000 + "x", "项目" + "\u3000" * 20_000 + "年"])
def test_a_long_line_of_one_sign_is_read_in_a_moment(line: str) -> None:
    """An expression that tries every cut of such a line took minutes for it."""
    assert len(read(f"{line}\n").pages[0].blocks) == 1
