"""The standard tables of final accounts as the Ministry's forms print them, with their counted
lines and columns.
"""

from __future__ import annotations

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_the_lines_counted_on_both_sides_are_no_figures() -> None:
    found = read(
        "收入支出决算总表",
        "公开01表",
        "部门：某市某局  金额单位：万元",
        table(
            "收入|<|<|支出|<|<",
            "项目|行次|决算数|项目（按功能分类）|行次|决算数",
            "栏次||1|栏次||2",
            "一、一般公共预算财政拨款收入|1|10.00|一、一般公共服务支出|32|8.00",
            "二、政府性基金预算财政拨款收入|2||二、外交支出|33|",
            "本年收入合计|27|10.00|本年支出合计|58|8.00",
            "年初结转和结余|29||年末结转和结余|60|2.00",
            "总计|31|10.00|总计|62|10.00",
        ),
    )
    assert facts(found.amounts, "side", "function_code", "item", "measure", "amount_printed") == [
        ("revenue", None, "revenue.general_public_budget", "amount", "10.00"),
        ("expenditure", "201", None, "amount", "8.00"),
        ("revenue", None, "revenue.current_year", "amount", "10.00"),
        ("expenditure", None, "expenditure.current_year", "amount", "8.00"),
        ("expenditure", None, "expenditure.carried_forward", "amount", "2.00"),
        ("revenue", None, "revenue.total", "amount", "10.00"),
        ("expenditure", None, "expenditure.total", "amount", "10.00"),
    ]
    assert found.findings == []


def test_revenue_and_expenditure_of_the_year_in_one_row_are_told_apart() -> None:
    found = read(
        "政府性基金预算财政拨款收入支出决算表",
        "公开08表",
        "金额单位：万元",
        table(
            "项目|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余",
            "功能分类科目编码|科目名称|^|^|小计|基本支出|项目支出|^",
            "栏次|<|1|2|3|4|5|6",
            "合计|<|1.00|5.00|4.00|0.50|3.50|2.00",
            "212|城乡社区支出|1.00|5.00|4.00|0.50|3.50|2.00",
        ),
    )
    assert [(amount.measure, amount.amount_printed) for amount in found.amounts[:6]] == [
        ("opening_balance", "1.00"),
        ("revenue", "5.00"),
        ("total", "4.00"),
        ("basic", "0.50"),
        ("project", "3.50"),
        ("closing_balance", "2.00"),
    ]


def test_parts_of_the_years_revenue_and_expenditure_keep_their_side() -> None:
    found = read(
        "一般公共预算财政拨款收入支出决算表",
        "金额单位：元",
        table(
            "项目|<|本年收入|<|<|本年支出|<|<|<",
            "支出功能分类科目编码|科目名称|合计|基本支出|项目支出|合计|基本支出|<|项目支出",
            "^|^|^|^|^|^|小计|公用经费|^",
            "201|一般公共服务支出|8.00|6.00|2.00|7.00|5.00|1.00|2.00",
        ),
    )
    assert [amount.measure for amount in found.amounts] == [
        "revenue",
        "revenue.basic",
        "revenue.project",
        "total",
        "basic",
        "basic.operating",
        "project",
    ]
