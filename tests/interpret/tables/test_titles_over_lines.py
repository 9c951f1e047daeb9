"""Titles cut by the width of a page, alone and repeated on each page of their table."""

from __future__ import annotations

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import read

FIRST = table(
    "功能科目编码|功能科目名称|合计", "201|一般公共服务支出|300.50", "20106|财政事务|300.50"
)
SECOND = table("功能科目编码|功能科目名称|合计", "208|社会保障和就业支出|12.25")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (
            ["2021年部门综合预算一般公共预算支出明细表（按支出功能分类科", "目-不含上年结转）"],
            "2021年部门综合预算一般公共预算支出明细表（按支出功能分类科目-不含上年结转）",
        ),
        (
            ["2021年部门综合预算一般公共预算支出明细表", "（按支出功能分类科目-不含上年结转）"],
            "2021年部门综合预算一般公共预算支出明细表（按支出功能分类科目-不含上年结转）",
        ),
        (
            ["2024年省级一般公共预算税收返还和转移支", "付分市县决算表"],
            "2024年省级一般公共预算税收返还和转移支付分市县决算表",
        ),
        (
            ["2025年济南市及市级地方政府债务限额余额", "及还本付息", "情况表"],
            "2025年济南市及市级地方政府债务限额余额及还本付息情况表",
        ),
        (
            ["1-5 2026年州本级一般公共预算政府预算经济分类", "表（基本支出）"],
            "2026年州本级一般公共预算政府预算经济分类表(基本支出)",
        ),
        (
            ["5-6某州地方政府债券发行及还本", "付息情况表"],
            "某州地方政府债券发行及还本付息情况表",
        ),
        (
            ["2023年省级一般公共预算“三公”经费、会议费、", "培训费、机关运行经费预算表"],
            "2023年省级一般公共预算“三公”经费、会议费、培训费、机关运行经费预算表",
        ),
        (
            ["2021年部门综合预算一般公共预算拨款“三公”经费及", "会议费、培训费支出预算表"],
            "2021年部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表",
        ),
    ],
)
def test_one_title_and_one_table_over_two_pages(above: list[str], title: str) -> None:
    pages = [["表5", *above, "单位：元", FIRST], ["表5", *above, "单位：元", SECOND]]
    found = read(pages=pages)
    assert [(row.title_printed, row.pages) for row in found.tables] == [(title, [1, 2])]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["第二部分 2026年部门预算表", "收支总表"], "收支总表"),
        (["一、2026年收支总体情况", "收支总表"], "收支总表"),
        (["2026年部门预算已经批复，情况如下。", "收支总表"], "收支总表"),
        (["项目支出绩效目标表", "（2026年度）"], "项目支出绩效目标表"),
        (["表1", "收支总表"], "收支总表"),
    ],
)
def test_a_line_that_is_no_part_of_the_title_below_it(above: list[str], title: str) -> None:
    found = read(pages=[[*above, "单位：元", FIRST]])
    assert [row.title_printed for row in found.tables] == [title]


def test_a_line_repeated_above_each_part_stands_between_no_two() -> None:
    above = ["甲市民政局部门预算（汇总）", "支出总表", "单位：元"]
    assert len(read(pages=[[*above, FIRST], [*above, SECOND]]).tables) == 1


def test_a_new_line_between_two_tables_parts_them() -> None:
    one, two = ["甲区", "支出总表", "单位：元"], ["乙区的情况另表", "支出总表", "单位：元"]
    assert len(read(pages=[[*one, FIRST], [*two, SECOND]]).tables) == 2
