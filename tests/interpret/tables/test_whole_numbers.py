"""Figures without decimals and commas are figures; codes, line numbers and pages are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_whole_numbers_left_of_a_rate_are_money_and_the_rate_is_none() -> None:
    found = read(
        "一般公共预算支出执行情况表",
        "单位：万元",
        table(
            "预算科目|调整后预算数|2026年快报数|完成调整预算%",
            "教育支出|22613|17519|77.5",
            "卫生健康支出|40413|36648|90.7",
        ),
        scope="government",
    )
    assert facts(found.amounts, "row_label", "measure", "amount_yuan") == [
        ("教育支出", "adjusted_budget", Decimal("226130000.00")),
        ("教育支出", "execution", Decimal("175190000.00")),
        ("教育支出", "percent_of_adjusted_budget", None),
        ("卫生健康支出", "adjusted_budget", Decimal("404130000.00")),
        ("卫生健康支出", "execution", Decimal("366480000.00")),
        ("卫生健康支出", "percent_of_adjusted_budget", None),
    ]


@pytest.mark.parametrize("head", ["执行率", "完成进度%", "增长率", "占比"])
def test_a_rate_is_never_money(head: str) -> None:
    found = read("支出执行情况表", "单位：万元", table(f"科目|支出数|{head}", "教育支出|175|77"))
    assert facts(found.amounts, "amount_printed", "amount_yuan") == [
        ("175", Decimal("1750000.00")),
        ("77", None),
    ]


def test_columns_of_whole_yuan_without_a_known_head_are_no_codes() -> None:
    found = read(
        "“三公”经费支出预算表",
        "单位：元",
        table(
            "单位编码|单位名称|合计|因公出国（境）费|公务接待费|公务用车|<|会议费",
            "^|^|^|^|^|购置费|运行费|^",
            "|合计|551800|0|30400|0|373550|147850",
            "245001|某市某局|460000|0|10000|0|320000|130000",
            "245002|某市某中心|91800|0|20400|0|53550|17850",
        ),
    )
    assert len(found.amounts) == 18
    assert facts(found.amounts[-2:], "row_label", "item", "amount_yuan") == [
        ("某市某中心", "vehicle_operation", Decimal("53550.00")),
        ("某市某中心", "meetings", Decimal("17850.00")),
    ]


def test_codes_without_a_head_left_of_names_stay_codes() -> None:
    found = read(
        "部门支出总体情况表",
        "单位：万元",
        table(
            "科目|<|合计|基本支出|项目支出",
            "208|社会保障和就业支出|730|700|30",
            "20805|养老支出|730|700|30",
        ),
    )
    assert facts(found.amounts[::3], "function_code", "row_label", "amount_printed") == [
        ("208", "社会保障和就业支出", "730"),
        ("20805", "养老支出", "730"),
    ]


def test_a_total_in_a_whole_number_is_no_header() -> None:
    found = read("机关运行经费支出表", "单位：万元", table("项目|预算数", "合计|88", "办公费|88"))
    assert facts(found.amounts, "row_label", "amount_yuan") == [
        ("合计", Decimal("880000.00")),
        ("办公费", Decimal("880000.00")),
    ]


def test_a_first_row_over_columns_of_figures_is_the_header_whatever_it_says() -> None:
    found = read(
        "债务限额情况表",
        "单位：万元",
        table(
            "项目|公式|本地区|本级",
            "一、上年限额|A=B+C|42800|42800",
            "其中:一般债务|B|3600|3600",
            "专项债务|C|39200|39200",
        ),
        scope="government",
    )
    assert facts(found.amounts[::2], "row_label", "column_label") == [
        ("一、上年限额", "本地区"),
        ("其中:一般债务", "本地区"),
        ("专项债务", "本地区"),
    ]


def test_a_list_of_tables_with_their_pages_is_no_table() -> None:
    found = read(
        table(
            "1|部门收支总体情况表|3",
            "2|部门收入总体情况表|4",
            "3|部门支出总体情况表|5",
            "4|财政拨款收支总表|5",
        )
    )
    assert (found.tables, found.amounts) == ([], [])


@pytest.mark.parametrize(
    ("head", "measure"),
    [
        ("上年实户资金余额", "other_carryover"),
        ("上年余额", "carryover"),
        ("上年结转", "carryover"),
        ("上年预算数", "previous_year"),
        ("用事业基金弥补收支差额", "use_of_surplus"),
    ],
)
def test_money_brought_in_is_not_the_figure_of_the_year_before(head: str, measure: str) -> None:
    found = read(
        "部门收入总体情况表",
        "单位：万元",
        table(f"单位名称|合计|一般公共预算拨款|{head}", "某市某局|9.00|6.00|3.00"),
    )
    assert found.amounts[2].measure == measure


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("本单位无政府性基金预算支出，故本表为空。", "declared_empty"),
        ("无线电频率管理及安全保障支出", "empty"),
        ("2150508 无线电及信息通信监管支出", "empty"),
        ("无障碍设施改造经费预算", "empty"),
    ],
)
def test_words_that_begin_with_nothing_declare_nothing(words: str, state: str) -> None:
    found = read(
        "政府性基金预算支出情况表", "单位：万元", table("科目名称|合计|基本支出", f"{words}||")
    )
    assert [row.state for row in found.tables] == [state]


def test_a_table_that_begins_inside_a_grid_has_the_unit_of_its_own_title() -> None:
    found = read(
        "部门支出总体情况表",
        "单位：万元",
        table(
            "科目编码|科目名称|合计|基本支出",
            "213|农林水支出|1,200.00|800.00",
            "政府采购支出预算表（单位：元）|<|<|<",
            "采购项目|<|合计|货物",
            "办公设备|<|50,000.00|50,000.00",
        ),
    )
    assert [(row.table_code, row.unit_printed) for row in found.tables] == [
        ("expenditure", "万元"),
        ("government_procurement", "元"),
    ]
    assert facts(found.amounts[::2], "row_label", "amount_yuan") == [
        ("农林水支出", Decimal("12000000.00")),
        ("办公设备", Decimal("50000.00")),
    ]


def test_a_row_named_like_a_table_begins_none() -> None:
    found = read(
        "公开情况统计表",
        "单位：万元",
        table("项目|金额", "部门收支总体情况表|5.00", "政府采购支出预算表|6.00"),
    )
    assert [a.row_label for a in found.amounts] == ["部门收支总体情况表", "政府采购支出预算表"]


def test_a_table_inside_a_form_of_goals_gives_its_money_and_no_score_as_money() -> None:
    found = read(
        "部门整体支出绩效目标表",
        table(
            "部门名称|<|某市某局|<|<|<",
            "年度主要任务|任务名称|预算金额（万元）|<|<|分值",
            "^|^|总额|财政拨款|其他资金|^",
            "^|民政事务|3386|3,386.00|0|0.58",
            "^|金额合计|3386|3,386.00|0|10",
            "年度总体目标|<|目标1：保障基本生活。|<|<|<",
            "数量指标|<|走访10户|<|<|12",
        ),
    )
    assert [row.table_code for row in found.tables] == ["performance_targets"]
    assert facts(found.amounts, "row_label", "amount_printed", "amount_yuan", "column_label") == [
        ("民政事务", "3386", Decimal("33860000.00"), "预算金额(万元) / 总额"),
        ("民政事务", "3,386.00", Decimal("33860000.00"), "预算金额(万元) / 财政拨款"),
        ("民政事务", "0", Decimal("0.00"), "预算金额(万元) / 其他资金"),
        ("民政事务", "0.58", None, "分值"),
        ("金额合计", "3386", Decimal("33860000.00"), "预算金额(万元) / 总额"),
        ("金额合计", "3,386.00", Decimal("33860000.00"), "预算金额(万元) / 财政拨款"),
        ("金额合计", "0", Decimal("0.00"), "预算金额(万元) / 其他资金"),
        ("金额合计", "10", None, "分值"),
    ]


def test_capital_construction_within_projects_is_told_by_its_head() -> None:
    found = read(
        "财政拨款支出决算表",
        "单位：万元",
        table(
            "科目名称|本年支出|<|<",
            "^|合计|项目支出|<",
            "^|^|小计|其中：基本建设资金支出",
            "教育支出|9.00|6.00|2.00",
        ),
    )
    assert [a.measure for a in found.amounts] == [
        "total",
        "project",
        "project.capital_construction",
    ]
