"""Whole tables of government books, and the rows that must come out of them."""

from __future__ import annotations

from tests.interpret.grids import table
from tests.interpret.tables.builders import read


def test_tables_of_a_government_are_read_in_its_own_words() -> None:
    found = read(
        "2026年市本级一般公共预算支出表（按功能分类）",
        "单位：万元",
        table("科目编码|科目名称|合计", "205|教育支出|3.00"),
        scope="government",
    )
    assert [(row.table_code, row.coverage) for row in found.tables] == [
        ("general_budget_expenditure_detail", "own_level")
    ]


def test_a_rate_of_a_governments_table_is_no_money() -> None:
    found = read(
        "2026年全市一般公共预算收入执行情况表",
        "单位：万元",
        table(
            "项目|预算数|执行数|占预算%|增长%",
            "一、税收收入|1,000|1,052|105.20|5.2",
            "二、非税收入|500|480|96|-4",
        ),
        scope="government",
    )
    rates = [a for a in found.amounts if "percent" in a.measure]
    assert {a.measure for a in rates} == {"percent_of_budget", "change_percent"}
    assert {(a.value_state, a.amount_yuan) for a in rates} == {("quantity", None)}
    assert len(rates) == 4


def test_groups_over_their_members_are_a_header_whatever_their_words() -> None:
    found = read(
        "2025年政府债务限额和余额情况表",
        "单位：万元",
        table(
            "地区|2025年债务限额|<|2025年末债务余额|<",
            "^|一般债务|专项债务|一般债务|专项债务",
            "公式|A|B|C|D",
            "东城|1,100|1,300|900|1,200",
            "西城|2,100|2,300|1,900|2,200",
        ),
        scope="government",
    )
    assert [a.measure for a in found.amounts if a.row_label == "东城"] == [
        "limit.general",
        "limit.special",
        "balance.general",
        "balance.special",
    ]


def test_a_budget_without_a_unit_line_has_that_of_the_table_before_and_debt_has_not() -> None:
    rows = table("项目|2025年执行数", "一、利润收入|1,920", "收入总计|1,920")
    found = read(
        pages=[
            ["2025年全市一般公共预算收入执行情况表", "单位：万元", rows],
            ["2025年全市国有资本经营预算收入执行情况表", rows],
            ["2025年全市政府一般债务余额情况表", rows],
        ],
        scope="government",
    )
    assert [row.unit_printed for row in found.tables] == ["万元", "万元", None]


def unread(*rows: str) -> list[str]:
    found = read("2026年全市一般公共预算收入表", "单位：万元", table(*rows), scope="government")
    return [f.message_en for f in found.findings if f.check_id == "unread_column"]


def test_what_stands_under_a_header_and_is_no_amount_is_counted_and_named() -> None:
    told = unread(
        "项目|2026年预算数|2026年安排/预计|备注",
        "一、税收收入|1,000|约两千|",
        "二、非税收入|500|300|见说明",
        "收入合计|1,500|2,300|",
    )
    assert told == [
        "column 2026年安排/预计: 1 cells were not read as amounts, such as 约两千",
    ]


def test_figures_among_remarks_are_named_and_codes_and_numbers_of_lines_are_not() -> None:
    told = unread(
        "序号|科目编码|项目|2026年预算数|备注",
        "101|10101|增值税|1,000|其中返还",
        "102|10104|企业所得税|500|1,234.50",
        "103|10106|个人所得税|300|同口径",
    )
    assert [message.partition(":")[0] for message in told] == ["column 备注"]


def test_a_table_read_whole_says_nothing() -> None:
    assert unread("项目|2026年预算数|增长%", "一、税收收入|1,000|-", "二、非税收入|500|3.2") == []
