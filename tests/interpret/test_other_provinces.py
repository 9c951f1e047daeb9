"""Layouts of tables that other provinces print: what stands where, and what it must come out as."""

from __future__ import annotations

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


@pytest.mark.parametrize("heads", [("收入|", "支出|"), ("一、收入|", "二、支出|"), ()])
def test_a_summary_table_with_its_expenditure_below_its_revenue(heads: tuple[str, ...]) -> None:
    first, second = ([head] for head in heads) if heads else ([], [])
    found = read(
        "收支总表",
        "单位：万元",
        table(
            "项目|预算数",
            *first,
            "1、一般公共预算拨款收入|9.00",
            "2、事业收入|1.00",
            "收入总计|10.00",
            *second,
            "1、一般公共服务支出|10.00",
            "支出总计|10.00",
        ),
    )
    assert facts(found.amounts, "side", "item", "function_code") == [
        ("revenue", "revenue.general_public_budget", None),
        ("revenue", "revenue.business", None),
        ("revenue", "revenue.total", None),
        ("expenditure", None, "201"),
        ("expenditure", "expenditure.total", None),
    ]


def test_units_named_by_their_codes_alone_are_no_totals() -> None:
    found = read(
        "预算02表 收入总表",
        "金额单位：万元",
        table(
            "单位编码|合计|本年收入|上年结转结余",
            "015|9.00|8.00|1.00",
            "015001|5.00|5.00|",
            "015002|4.00|3.00|1.00",
            "|9.00|8.00|1.00",
        ),
    )
    assert facts(
        [amount for amount in found.amounts if amount.measure == "total"],
        "row_label",
        "unit_name",
        "item",
        "row_role",
        "row_path",
    ) == [
        ("015", "015", "unit", "item", []),
        ("015001", "015001", "unit", "item", ["015"]),
        ("015002", "015002", "unit", "item", ["015"]),
        ("", None, "revenue.total", "total", []),
    ]


def test_numbers_before_units_are_no_classes() -> None:
    found = read(
        "部门收入总表",
        "单位：万元",
        table(
            "部门（单位）|合计|财政拨款",
            "合计|10.00|10.00",
            "201-某市某局|10.00|10.00",
            "201001-某市某局本级|6.00|6.00",
            "201002-某市某局中心|4.00|4.00",
        ),
    )
    assert facts(found.amounts[::2], "function_code", "unit_name", "row_path") == [
        (None, None, []),
        (None, "201-某市某局", []),
        (None, "201001-某市某局本级", ["201-某市某局"]),
        (None, "201002-某市某局中心", ["201-某市某局"]),
    ]


def test_a_departments_number_in_the_column_of_codes_is_no_class() -> None:
    found = read(
        "部门支出总表",
        "单位：万元",
        table(
            "功能分类科目编码|单位名称（功能分类科目名称）|支出合计|基本支出|项目支出",
            "|合计|6.00|6.00|",
            "501|某市某局|6.00|6.00|",
            "501001|某市某局机关|6.00|6.00|",
            "2010301|行政运行|6.00|6.00|",
        ),
    )
    assert facts(
        found.amounts[::2], "row_label", "function_code", "government_economic_code", "unit_name"
    ) == [
        ("合计", None, None, None),
        ("某市某局", None, None, "某市某局"),
        ("某市某局机关", None, None, "某市某局机关"),
        ("行政运行", "2010301", None, None),
    ]


def test_a_code_in_brackets_behind_its_name() -> None:
    found = read(
        "支出总表",
        "单位：万元",
        table(
            "科目名称（编码）|合计|基本支出",
            "一般公共服务支出（201）|6.00|6.00",
            "行政运行（2010301）|6.00|6.00",
        ),
    )
    assert facts(found.amounts[::2], "function_code", "row_path") == [
        ("201", []),
        ("2010301", ["一般公共服务支出（201）"]),
    ]


def test_a_subtotal_right_of_a_class_is_the_classs() -> None:
    found = read(
        "一般公共预算基本支出表",
        "单位：万元",
        table(
            "类级科目|款级科目|合计|人员经费",
            "工资福利支出|小计|5.00|5.00",
            "工资福利支出|基本工资|3.00|3.00",
            "工资福利支出|津贴补贴|2.00|2.00",
            "合计|<|5.00|5.00",
        ),
    )
    assert facts(found.amounts[::2], "economic_code", "row_role", "row_path") == [
        ("301", "subtotal", ["工资福利支出"]),
        ("30101", "item", ["工资福利支出"]),
        ("30102", "item", ["工资福利支出"]),
        (None, "total", []),
    ]


def test_money_that_is_no_appropriation_is_not_taken_for_it() -> None:
    found = read(
        "部门收入总表",
        "单位：万元",
        table("项目|预算数", "一、财政拨款收入|9.00", "二、非财政拨款收入|1.00", "总计|10.00"),
    )
    assert [amount.item for amount in found.amounts] == [
        "revenue.appropriation",
        "revenue.other_funds",
        "revenue.total",
    ]


def test_counts_of_journeys_and_cars_in_a_table_of_money_are_quantities() -> None:
    found = read(
        "财政拨款“三公”经费支出情况表",
        "单位：万元",
        table(
            "项目|行次|预算数|决算统计数",
            "一、“三公”经费支出|1|5.00|4.00",
            "（一）支出合计|2|5.00|4.00",
            "1.公务接待费|3|5.00|4.00",
            "（1）国内接待费|4|5.00|4.00",
            "（二）相关统计数|5|—|—",
            "1.公务用车保有量（辆）|6|—|5",
        ),
    )
    assert facts(
        [amount for amount in found.amounts if amount.measure == "final"], "item", "value_state"
    ) == [
        ("three_public_total", "value"),
        ("three_public_total", "value"),
        ("reception", "value"),
        ("detail", "value"),
        ("detail", "dash"),
        ("detail", "quantity"),
    ]


def test_a_list_of_economic_items_without_codes_and_classes_gets_them_inferred() -> None:
    found = read(
        "机关运行经费预算表",
        "单位：万元",
        table("项目|预算数", "合计|10.00", "办公费|3.00", "印刷费|1.00", "公务用车运行维护费|6.00"),
    )
    assert [amount.economic_code for amount in found.amounts] == [None, "30201", "30202", "30231"]


def test_the_governments_economic_classification_beside_the_departments_is_above_none_of_it() -> (
    None
):
    found = read(
        "一般公共预算基本支出表",
        "单位：万元",
        table(
            "政府预算支出经济分类|<|部门预算支出经济分类|<|合计|人员经费",
            "科目编码|科目名称|科目编码|科目名称|^|^",
            "501|机关工资福利支出|301|工资福利支出|5.00|5.00",
            "50101|工资奖金津补贴|30101|基本工资|5.00|5.00",
        ),
    )
    assert facts(
        found.amounts[::2], "row_label", "economic_code", "government_economic_code", "row_path"
    ) == [
        ("工资福利支出", "301", "501", []),
        ("基本工资", "30101", "50101", ["工资福利支出"]),
    ]


def test_columns_of_goods_works_and_services_and_of_what_was_carried_over() -> None:
    bought = read(
        "政府采购预算表",
        "单位：万元",
        table("采购项目|合计|货物类|工程类|服务类", "合计|8.00|5.00|1.00|2.00"),
    )
    assert [amount.measure for amount in bought.amounts] == ["total", "goods", "works", "services"]
    carried = read(
        "上年结转结余情况表",
        "单位：万元",
        table(
            "科目编码|科目名称|合计|财政拨款结转|<",
            "^|^|^|基本支出|项目支出",
            "201|一般公共服务支出|6.00|5.00|1.00",
        ),
    )
    assert [amount.measure for amount in carried.amounts] == [
        "total",
        "appropriation.basic",
        "appropriation.project",
    ]
