"""Whole tables as people print them, and the rows that must come out of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_a_two_sided_summary_table_has_items_on_both_sides() -> None:
    found = read(
        "表1",
        "部门收支总体情况表",
        "编制部门：某市某局    单位：万元",
        table(
            "收入|<|支出|<",
            "项目|预算数|功能分类|预算数",
            "一、本年收入|237.16|201 一般公共服务支出|",
            "1. 一般公共预算拨款|237.16|208 社会保障和就业支出|10.95",
            "其中：一般财力|200.00|210 卫生健康支出|227.60",
            "上级一般公共预算安排转移支付|37.16||",
            "二、上年结转结余|1.39||",
            "其中：一般公共预算拨款|1.39||",
            "收入总计|238.55|支出总计|238.55",
        ),
    )
    assert [
        (row.table_code, row.number_printed, row.unit_printed, row.state) for row in found.tables
    ] == [("summary", "表1", "万元", "filled")]
    assert facts(
        [a for a in found.amounts if a.side == "revenue"], "item", "amount_printed", "row_role"
    ) == [
        ("revenue.current_year", "237.16", "item"),
        ("revenue.general_public_budget", "237.16", "item"),
        ("revenue.own_resources", "200.00", "of_which"),
        ("revenue.general_transfer", "37.16", "of_which"),
        ("revenue.carryover", "1.39", "item"),
        ("revenue.carryover.general_public_budget", "1.39", "of_which"),
        ("revenue.total", "238.55", "total"),
    ]
    assert facts(
        [a for a in found.amounts if a.side == "expenditure"],
        "function_code",
        "item",
        "amount_yuan",
    ) == [
        ("208", None, Decimal("109500.00")),
        ("210", None, Decimal("2276000.00")),
        (None, "expenditure.total", Decimal("2385500.00")),
    ]


CODED = [
    pytest.param(
        [
            "类|款|项|科目名称|合计|基本支出|项目支出",
            "208|05|05|养老|7.30|7.30|",
            "210|13|01|救助|1.00||1.00",
        ],
        id="three columns in full",
    ),
    pytest.param(
        [
            "类|款|项|科目名称|合计|基本支出|项目支出",
            "208|||保障|7.30|7.30|",
            "|05||养老|7.30|7.30|",
            "||05|缴费|7.30|7.30|",
            "210|13|01|救助|1.00||1.00",
        ],
        id="own digits only",
    ),
    pytest.param(
        [
            "科目编码|科目名称|合计|基本支出|项目支出",
            "2080505|养老|7.30|7.30|",
            "2101301|救助|1.00||1.00",
        ],
        id="one column",
    ),
    pytest.param(
        ["功能科目|合计|基本支出|项目支出", "[2080505]养老|7.30|7.30|", "[2101301]救助|1.00||1.00"],
        id="in brackets",
    ),
    pytest.param(
        ["功能科目|合计|基本支出|项目支出", "2080505-养老|7.30|7.30|", "2101301-救助|1.00||1.00"],
        id="with a dash",
    ),
    pytest.param(
        ["功能科目|合计|基本支出|项目支出", "2080505 养老|7.30|7.30|", "2101301 救助|1.00||1.00"],
        id="with a blank",
    ),
    pytest.param(
        [
            "类|款|科目名称|合计|基本支出|项目支出",
            "208|05|05 养老|7.30|7.30|",
            "210|13|01 救助|1.00||1.00",
        ],
        id="slipped into the name",
    ),
]


@pytest.mark.parametrize("lines", CODED)
def test_codes_are_read_however_they_are_printed(lines: list[str]) -> None:
    found = read("部门支出总体情况表", "单位：万元", table(*lines))
    deepest = [a for a in found.amounts if a.function_code in ("2080505", "2101301")]
    assert facts(deepest, "function_code", "code_origin", "measure", "amount_printed") == [
        ("2080505", "printed", "total", "7.30"),
        ("2080505", "printed", "basic", "7.30"),
        ("2101301", "printed", "total", "1.00"),
        ("2101301", "printed", "project", "1.00"),
    ]


def test_three_classifications_stand_on_one_row() -> None:
    found = read(
        "预算03表 支出总表",
        "金额单位：万元",
        table(
            "支出功能分类科目|政府支出经济分类科目|部门支出经济分类科目|合计|基本支出|项目支出",
            "2010601-行政运行|50101-工资奖金津补贴|30101-基本工资|1,721.982000|1,721.982000|",
            "合 计|<|<|1,721.982000|1,721.982000|",
        ),
    )
    first = found.amounts[0]
    assert (first.function_code, first.government_economic_code, first.economic_code) == (
        "2010601",
        "50101",
        "30101",
    )
    assert first.row_label == "30101-基本工资"
    assert (
        facts(found.amounts[2:], "item", "row_role", "row_label")
        == [("expenditure.total", "total", "合计")] * 2
    )


def test_a_table_goes_on_over_pages_with_and_without_its_header() -> None:
    header = ["科目编码|科目名称|合计|基本支出|项目支出"]
    edges = (50.0, 100.0, 200.0, 300.0, 400.0, 500.0)
    found = read(
        pages=[
            [
                "支出预算总表",
                "单位：万元",
                table(*header, "208|社会保障和就业支出|10.00|10.00|", edges=edges),
                "- 1 -",
            ],
            [table("20805|养老|10.00|10.00|", edges=edges), "- 2 -"],
            [
                "支出预算总表",
                "单位：万元",
                table(*header, "2080505|缴费|10.00|10.00|", edges=edges),
                "- 3 -",
            ],
        ]
    )
    assert [(row.table_code, row.pages, row.rows) for row in found.tables] == [
        ("expenditure", [1, 2, 3], 4)
    ]
    assert [a.function_code for a in found.amounts if a.measure == "total"] == [
        "208",
        "20805",
        "2080505",
    ]


def test_the_same_table_of_another_unit_is_another_table() -> None:
    one = table("科目编码|科目名称|合计|基本支出|项目支出", "208|社会保障和就业支出|10.00|10.00|")
    two = table("科目编码|科目名称|合计|基本支出|项目支出", "208|社会保障和就业支出|20.00|20.00|")
    found = read(
        pages=[
            ["支出总表", "部门：甲局", "单位：万元", one],
            ["支出总表", "部门：乙中心", "单位：万元", two],
        ]
    )
    assert len(found.tables) == 2
    assert len({row.table_id for row in found.tables}) == 2


def test_title_and_unit_inside_the_grid_are_its_caption() -> None:
    found = read(
        table(
            "预算05表 一般公共预算支出表|<|<|<|<",
            "||||金额单位：元",
            "科目编码|科目名称|合计|基本支出|项目支出",
            "2010601|行政运行|500|500|",
        )
    )
    assert (found.tables[0].table_code, found.tables[0].unit_printed) == (
        "general_budget_expenditure",
        "元",
    )
    assert found.amounts[0].amount_yuan == Decimal("500.00")


def test_a_table_on_its_side_and_an_upright_one_give_the_same_items() -> None:
    sideways = read(
        "“三公”经费支出表",
        "单位：万元",
        table(
            "“三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费",
            "^|^|小计|公务用车购置费|公务用车运行费|^",
            "18.30|1.00|4.00|0.00|4.00|13.30",
        ),
    )
    upright = read(
        "“三公”经费支出表",
        "单位：万元",
        table(
            "项目|预算数",
            "“三公”经费合计|18.30",
            "1、因公出国（境）费用|1.00",
            "2、公务用车购置及运行费|4.00",
            "其中：（1）公务用车购置费|0.00",
            "（2）公务用车运行费|4.00",
            "3、公务接待费|13.30",
        ),
    )
    columns = ("item", "measure", "amount_printed")
    assert set(facts(sideways.amounts, *columns)) == set(facts(upright.amounts, *columns))
    assert ("vehicle_operation", "amount", "4.00") in facts(sideways.amounts, *columns)


def test_rows_by_year_give_the_year_to_the_measure() -> None:
    found = read(
        "财政拨款“三公”经费支出表",
        "单位：万元",
        table(
            "预算单位|年度|总计|<|公务接待费|<|因公出国（境）费用|<",
            "^|^|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算|一般公共预算|"
            "政府性基金预算",
            "某局|2025年|59.62|0.00|11.56|0.00|48.06|0.00",
            "|2026年|32.56|0.00|11.56|0.00|21.00|0.00",
            "|增减变化金额|-27.06|0.00|0.00|0.00|-27.06|0.00",
        ),
    )
    total = [
        a
        for a in found.amounts
        if a.item == "three_public_total" and a.measure.endswith("general_public_budget")
    ]
    assert facts(total, "measure", "amount_printed", "row_label") == [
        ("previous_year.general_public_budget", "59.62", "2025年"),
        ("current_year.general_public_budget", "32.56", "2026年"),
        ("change.general_public_budget", "-27.06", "增减变化金额"),
    ]


def test_the_form_of_final_accounts_shares_a_row_between_codes_and_total() -> None:
    found = read(
        "收入决算表",
        "单位：万元",
        table(
            "项目|<|<|<|本年收入合计|财政拨款收入|其他收入",
            "科目编码|<|<|科目名称|^|^|^",
            "类|款|项|合计|20.00|15.00|5.00",
            "201|06|01|行政运行|20.00|15.00|5.00",
        ),
    )
    assert facts(found.amounts, "row_role", "function_code", "measure", "amount_printed") == [
        ("total", None, "total", "20.00"),
        ("total", None, "appropriation", "15.00"),
        ("total", None, "other_revenue", "5.00"),
        ("item", "2010601", "total", "20.00"),
        ("item", "2010601", "appropriation", "15.00"),
        ("item", "2010601", "other_revenue", "5.00"),
    ]


def test_a_lost_header_column_is_put_back_and_the_other_reading_said() -> None:
    found = read(
        "部门收入总体情况表",
        "单位：万元",
        table(
            "编码|科目名称|总计|财政拨款|||财政专户|单位资金|财政拨款结转|",
            "|||小计|一般公共预算|政府性基金预算||||国有资本经营预算",
            "205|教育支出|12.00|10.00|10.00|||||2.00",
        ),
    )
    assert facts(found.amounts, "measure", "amount_printed") == [
        ("total", "12.00"),
        ("appropriation", "10.00"),
        ("general_public_budget", "10.00"),
        ("appropriation_carryover", "2.00"),
    ]
    assert [finding.check_id for finding in found.findings] == ["competing_header_readings"]


def test_headers_that_slipped_by_a_column_are_put_right_where_the_sums_close() -> None:
    found = read(
        "部门支出总体情况表",
        "单位：万元",
        table(
            "科目编码|科目名称||合计|基本支出|项目支出",
            "205|教育支出|3.00|1.00|2.00|",
            "208|社会保障和就业支出|5.00|4.00|1.00|",
            "|合计|8.00|5.00|3.00|",
        ),
    )
    assert [a.measure for a in found.amounts[:3]] == ["total", "basic", "project"]


def test_a_name_cut_by_a_page_break_is_whole() -> None:
    edges = (50.0, 200.0, 300.0, 400.0, 500.0)
    found = read(
        pages=[
            [
                "收支总表",
                "单位：万元",
                table(
                    "收入|<|支出|<",
                    "项目|金额|项目|金额",
                    "一、财政拨款|5.00|一、教育支出|3.00",
                    "||二、社会保障和就|2.00",
                    edges=edges,
                ),
            ],
            [table("||业支出|", "||三、卫生健康支出|1.00", edges=edges)],
        ]
    )
    assert facts(found.amounts[2:], "function_code", "row_label") == [
        ("208", "二、社会保障和就业支出"),
        ("210", "三、卫生健康支出"),
    ]


def test_economic_names_without_codes_get_one() -> None:
    found = read(
        "基本支出总表",
        "单位：万元",
        table(
            "支出项目类别|总计|一般公共预算",
            "工资福利支出|3.00|3.00",
            "基本工资|3.00|3.00",
            "商品和服务支出|1.00|1.00",
            "因公出国（境）费用|1.00|1.00",
        ),
    )
    assert [(a.economic_code, a.code_origin) for a in found.amounts if a.measure == "total"] == [
        ("301", "inferred"),
        ("30101", "inferred"),
        ("302", "inferred"),
        ("30212", "inferred"),
    ]


def test_identifiers_do_not_depend_on_the_rows_around() -> None:
    header = "科目编码|科目名称|合计|基本支出|项目支出"
    one = read("部门支出总表", "单位：万元", table(header, "205|教育支出|3.00|1.00|2.00"))
    more = read(
        "部门支出总表",
        "单位：万元",
        table(header, "201|一般公共服务支出|1.00|1.00|", "205|教育支出|4.00|2.00|2.00"),
    )
    assert {a.amount_id for a in one.amounts} <= {a.amount_id for a in more.amounts}
    assert len({a.amount_id for a in more.amounts}) == len(more.amounts)
