"""Which table it is: empty, announced, unknown, of a government, of goals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


@pytest.mark.parametrize(
    ("notes", "state"),
    [
        (["某局2026年没有使用政府性基金预算拨款安排的支出，本表为空表。"], "declared_empty"),
        ([], "empty"),
        (["第三部分 情况说明", "无"], "empty"),
    ],
)
def test_an_empty_table_says_why(notes: list[str], state: str) -> None:
    found = read(
        "政府性基金预算支出情况表",
        "单位：万元",
        table("科目编码|科目名称|合计|基本支出|项目支出", "|合计|||"),
        *notes,
    )
    assert [(row.table_code, row.state) for row in found.tables] == [
        ("government_fund_expenditure", state)
    ]
    assert found.amounts == []


def test_a_table_announced_that_never_comes_is_a_row() -> None:
    revenue = table("科目编码|科目名称|合计|事业收入", "205|教育支出|1.00|1.00")
    found = read(
        "目录",
        "一、部门收支总表........3",
        "二、部门收入总表........4",
        "部门收入总表",
        "单位：万元",
        revenue,
    )
    assert [(row.table_code, row.state) for row in found.tables] == [
        ("revenue", "filled"),
        ("summary", "announced_missing"),
    ]


def test_an_unknown_title_is_kept_as_other_with_a_finding() -> None:
    found = read("人员情况一览表", "单位：万元", table("项目|金额|年度", "甲|1.00|2026"))
    assert found.tables[0].table_code == "other"
    assert found.amounts[0].amount_yuan == Decimal("10000.00")
    assert [finding.check_id for finding in found.findings] == ["unknown_table_title"]


def test_an_unknown_header_is_unmapped_and_said() -> None:
    found = read(
        "部门支出总表",
        "单位：万元",
        table("科目编码|科目名称|合计|基本支出|甲乙丙丁", "205|教育支出|3.00|1.00|2.00"),
    )
    assert [a.measure for a in found.amounts] == ["total", "basic", "unmapped"]
    assert found.amounts[2].column_label == "甲乙丙丁"
    assert [finding.check_id for finding in found.findings] == ["unmapped_header"]


def test_figures_of_a_table_without_a_unit_of_money_are_quantities() -> None:
    found = read("单位基本情况", table("单位名称|经费性质|在职人数", "某局|财政核拨|15"))
    assert [(a.value_state, a.amount_yuan) for a in found.amounts] == [("quantity", None)]


def test_goals_are_a_table_apart_but_their_money_is_kept() -> None:
    goals = table(
        "项目名称|某项目|<|<|<",
        "项目资金（万元）|年度资金总额|1,960.35|其中：财政拨款|1,930.00",
        "一级指标|二级指标|三级指标|指标值|分值",
        "产出指标|数量指标|场次|≥5.5|10",
    )
    found = read("项目支出绩效目标表", goals)
    assert [(row.table_code, len(found.performance)) for row in found.tables] == [
        ("performance_targets", 1)
    ]
    assert facts(found.amounts, "row_label", "amount_yuan") == [
        ("年度资金总额", Decimal("19603500.00")),
        ("其中：财政拨款", Decimal("19300000.00")),
    ]


def test_two_forms_of_goals_under_one_title_are_two() -> None:
    form = ["项目名称|甲|<", "一级指标|三级指标|指标值", "产出指标|场次|≥5"]
    found = read(
        pages=[
            ["项目支出绩效目标表", table(*form)],
            ["项目支出绩效目标表", table(*form)],
            [table("效益指标|好评|≥90%")],
        ]
    )
    assert [one.rows for one in found.tables] == [3, 4]
    assert [one.grids for one in found.performance] == [((1, 1),), ((2, 1), (3, 0))]


def test_money_merged_over_the_columns_of_a_form_is_named_by_its_line() -> None:
    found = read(
        "表10 部门整体支出绩效目标表",
        "单位：元",
        table(
            "项目名称|重点业务保障经费|<|<|<",
            "项目资金|年度资金总额|<|6,511,460.74|<",
            "^|其中：财政拨款|<|6,511,460.74|<",
            "一级指标|二级指标|三级指标|指标值|备注",
            "产出指标|数量指标|业务培训次数|≥4次|",
        ),
    )
    assert [amount.row_label for amount in found.amounts] == ["年度资金总额", "其中：财政拨款"]
