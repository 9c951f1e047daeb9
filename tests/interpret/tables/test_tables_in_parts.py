"""Tables in parts: sheets cut side by side, blocks of their own, notes and captions among the
rows.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.readers.document import Box, Table
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_a_sheet_cut_into_pages_side_by_side_is_one_table() -> None:
    left = table("合计|本年收入|<", "^|小计|一般公共预算资金", "12.00|10.00|10.00")
    right = table("上年结转结余|<", "小计|一般公共预算资金", "2.00|2.00")
    for half in (left, right):
        for cell in half.cells:
            cell.box = Box(0.0, 100.0 + 20 * cell.row, 50.0, 120.0 + 20 * cell.row)
    found = read(pages=[["预算02表 收入总表", "单位：万元", left], [right]])
    assert [(row.table_code, row.pages, row.columns) for row in found.tables] == [
        ("revenue", [1, 2], 5)
    ]
    assert facts(found.amounts, "measure", "amount_printed", "page")[2:] == [
        ("current_year.general_public_budget", "10.00", 1),
        ("carryover", "2.00", 2),
        ("carryover.general_public_budget", "2.00", 2),
    ]


def test_a_goal_that_speaks_of_funds_is_no_header_of_money() -> None:
    found = read(
        "表十 部门整体绩效目标表",
        table(
            "部门名称|某市某局|<|<",
            "年度目标|消费品零售总额稳中向好，争取上级资金和财政投入，"
            "保障重点项目预算资金及时拨付到位。|<|<",
            "绩效指标|指标性质|指标值|指标权重",
            "建成商业服务圈|≥|63|10",
            "办理事项数量|≥|60000|15",
        ),
    )
    assert [row.table_code for row in found.tables] == ["performance_targets"]
    assert found.amounts == []


def test_entries_of_a_form_do_not_part_a_title_from_its_table() -> None:
    found = read(
        "表五 一般公共预算支出表",
        "编制日期：2026年1月20日",
        "负责人：甲 制表人：乙",
        "单位：元",
        table("科目编码|科目名称|合计|基本支出|项目支出", "208|社会保障和就业支出|3.00|2.00|1.00"),
    )
    assert [
        (row.table_code, row.number_printed, row.title_printed, row.unit_printed)
        for row in found.tables
    ] == [("general_budget_expenditure", "表五", "一般公共预算支出表", "元")]


@pytest.mark.parametrize(
    "note",
    [
        "注：此表为空。",
        "备注：本部门2026年无政府性基金预算，故本表为空。",
        "说明：本单位没有使用政府性基金预算拨款安排的支出。",
    ],
)
def test_a_note_that_declares_a_table_empty(note: str) -> None:
    found = read(
        "政府性基金预算支出表",
        "单位：万元",
        table("科目编码|科目名称|合计|基本支出|项目支出", "||||"),
        note,
    )
    assert [row.state for row in found.tables] == ["declared_empty"]


def test_a_title_repeated_over_parts_of_a_sheet_beside_each_other() -> None:
    found = read(
        table(
            "甲市债务投向情况表|<|甲市债务投向情况表|<|甲市债务投向情况表|<",
            "表五|单位：万元|表五|单位：万元|表五|单位：万元",
            "项目|2025年执行数|项目|2025年执行数|项目|2025年执行数",
            "一、基础设施|5.0|一、基础设施|3.0|一、基础设施|2.0",
        )
    )
    assert [(row.number_printed, row.unit_printed) for row in found.tables] == [("表五", "万元")]
    assert {a.value_state for a in found.amounts} == {"value"}


def test_a_note_over_the_whole_width_is_in_no_column() -> None:
    found = read(
        "收入支出决算总表",
        "单位：元",
        table(
            "收入|<|<|支出|<|<",
            "项目|行次|决算数|项目|行次|决算数",
            "一、财政拨款收入|1|5.00|一、教育支出|31|4.00",
            "总计|2|5.00|总计|32|5.00",
            "注：本表反映年度总收支。|<|<|<|<|<",
        ),
    )
    assert [a.amount_printed for a in found.amounts] == ["5.00", "4.00", "5.00", "5.00"]


def test_a_sum_whose_label_and_figure_stand_in_blocks_of_their_own() -> None:
    found = read(
        "一般公共预算财政拨款基本支出决算明细表",
        "单位：元",
        table(
            "科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数",
            "301|工资福利支出|6.00|302|商品和服务支出|2.00|310|资本性支出|1.00",
            "30101|基本工资|6.00|30201|办公费|2.00|31002|办公设备购置|1.00",
            "人员经费合计||6.00|公用经费合计|||||3.00",
        ),
    )
    assert facts(found.amounts[-2:], "row_label", "item", "amount_printed") == [
        ("人员经费合计", "expenditure.personnel", "6.00"),
        ("公用经费合计", "expenditure.operating", "3.00"),
    ]


def test_a_column_under_nothing_but_its_group_is_blank() -> None:
    found = read(
        "部门收支总体情况表",
        "单位：万元",
        table(
            "收入|<|支出|<|<",
            "项目|预算数|项目|预算数|",
            "一、财政拨款收入|8.00|一、教育支出|8.00|",
            "收入总计|8.00|支出总计|8.00|",
        ),
    )
    assert {a.measure for a in found.amounts} == {"amount"}


def test_units_and_projects_under_one_header_are_told_by_their_names() -> None:
    found = read(
        "部门预算项目支出及其他支出预算表",
        "单位：万元",
        table(
            "支出项目类别（资金使用单位）|总计|财政拨款",
            "合计|7.00|7.00",
            "甲市信访局|7.00|7.00",
            "物业管理费|7.00|7.00",
        ),
    )
    assert facts(found.amounts[2::2], "unit_name", "project_name", "item") == [
        ("甲市信访局", None, "unit"),
        (None, "物业管理费", "project"),
    ]


@pytest.mark.parametrize(("scope", "announced"), [("department", 1), ("government", 0)])
def test_a_government_s_contents_list_announces_no_department_s_table(
    scope: str, announced: int
) -> None:
    contents = ["目录", "表1 一般公共预算收支总表", "表2 “三公”经费支出决算表"]
    grid = table("项目|决算数", "一、税收收入|300.50")
    found = read(pages=[[*contents], ["表1 一般公共预算收支总表", "单位：万元", grid]], scope=scope)
    states = [row.state for row in found.tables]
    assert states.count("announced_missing") == announced


CUT_HEADER = (
    table("科目|<|本年支出|<|<", "编码|名称|一般公共预算财政|政府性基金|国有资本"),
    table("||拨款||经营", "栏次||1|2|3", "合计||7.00|5.00|2.00"),
    ["general_public_budget", "government_fund", "state_capital"],
)
CUT_BETWEEN_ROWS = (
    table("科目|<|本年支出|<|<", "编码|名称|^|<|<"),
    table("||合计|基本支出|项目支出", "合计||7.00|5.00|2.00"),
    ["total", "basic", "project"],
)


@pytest.mark.parametrize(("upper", "lower", "measures"), [CUT_HEADER, CUT_BETWEEN_ROWS])
def test_a_header_cut_by_the_end_of_the_page_is_one_header(
    upper: Table, lower: Table, measures: list[str]
) -> None:
    for part in (upper, lower):
        part.column_edges = (10.0, 60.0, 120.0, 200.0, 280.0, 360.0)
    caption = ["公开04表 财政拨款支出决算表", "单位：元"]
    found = read(pages=[[*caption, upper], [lower]])
    assert [row.pages for row in found.tables] == [[1, 2]]
    assert [amount.measure.split(".")[-1] for amount in found.amounts] == measures
    lower.column_edges = (10.0, 140.0, 190.0, 350.0, 540.0, 760.0)
    assert [row.pages for row in read(pages=[[*caption, upper], [lower]]).tables] == [[1], [2]]


@pytest.mark.parametrize("words", ["续表", "（续）", "续上表", "接上页", "续表2", "附表5（续）"])
def test_a_line_that_says_a_table_goes_on_names_no_other(words: str) -> None:
    head = "科目名称|合计|基本支出|项目支出"
    found = read(
        pages=[
            ["附表5 一般公共预算支出表", "单位：元", table(head, "行政运行|3.00|2.00|1.00")],
            [words, table(head, "事业运行|5.00|4.00|1.00")],
        ]
    )
    assert [(row.table_code, row.pages) for row in found.tables] == [
        ("general_budget_expenditure", [1, 2])
    ]
    assert [amount.amount_yuan for amount in found.amounts] == [3, 2, 1, 5, 4, 1]


@pytest.mark.parametrize(
    "caption",
    [
        ("附表2|<|<", "某市某局支出总表|<|<", "||单位：元"),
        ("附表2||", "某市某局支出总表|<|<", "单位：元|<|<"),
        ("某市某局支出总表|<|<", "单位：元|<|<"),
    ],
    ids=["number, title, unit", "number beside blanks", "title, unit"],
)
def test_tables_below_each_other_in_one_grid_are_parted_at_their_captions(
    caption: tuple[str, ...],
) -> None:
    first = ("附表1|<|<", "某市某局收入总表|<|<", "单位：万元|<|<", "项目|预算数|完成数")
    found = read(
        table(*first, "收入合计|9.00|8.00", *caption, "项目|预算数|完成数", "支出合计|7.00|6.00")
    )
    assert [(one.table_code, one.unit_printed) for one in found.tables] == [
        ("revenue", "万元"),
        ("expenditure", "元"),
    ]
    assert facts(found.amounts, "row_label", "amount_yuan") == [
        ("收入合计", Decimal("90000.00")),
        ("收入合计", Decimal("80000.00")),
        ("支出合计", Decimal("7.00")),
        ("支出合计", Decimal("6.00")),
    ]


def test_a_list_of_tables_in_a_grid_begins_no_table() -> None:
    found = read(
        table(
            "支出总表|<|<",
            "单位：万元|<|<",
            "项目|预算数|完成数",
            "支出合计|7.00|6.00",
            "附表1|收入总表|",
            "附表2|支出总表|",
        )
    )
    assert [one.table_code for one in found.tables] == ["expenditure"]
