"""Forms of goal tables as other places print them: whole bodies, policies, transfers, lists of
projects, two blocks side by side, years below one head.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.values import read_target
from tests.interpret.grids import table
from tests.interpret.targets.builders import targets

THREE = ["一级指标", "二级指标", "三级指标"]


def _read(rows: list[list[str]]) -> list[PerformanceTarget]:
    return targets([table(*(" | ".join(row) for row in rows))])


def test_the_year_stands_right_of_the_whole_period() -> None:
    found = _read(
        [
            ["项目名称", "照明改造项目", "", "", "", "", ""],
            [*THREE, "指标值", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "更换路灯", "≥1500盏", "数量指标", "更换路灯", "≥500盏"],
        ]
    )
    assert [(row.level1, row.level2, row.target) for row in found] == [
        ("产出指标", "数量指标", Decimal(500))
    ]


def test_one_block_with_like_heads_stays_one() -> None:
    found = _read(
        [[*THREE, "指标值", "权重"], ["产出指标", "数量指标", "更换路灯", "≥500盏", "10"]]
    )
    assert [(row.target, row.weight) for row in found] == [(Decimal(500), Decimal(10))]


def test_of_several_years_below_one_head_the_target_is_this_years() -> None:
    found = _read(
        [
            [*THREE, "指标值", "", "", "绩效标准"],
            ["", "", "", "前年", "上年", "预计当年实现", ""],
            ["产出指标", "数量指标", "更换路灯", "400盏", "450盏", "500盏", "计划标准"],
        ]
    )
    assert [(row.target, row.previous_value) for row in found] == [(Decimal(500), "450盏")]


def test_money_with_its_label_in_one_cell_is_the_budget() -> None:
    found = _read(
        [
            ["部门名称", "青石市测试局", "", "", ""],
            ["年度预算申请（万元）", "资金总额：900.00", "", "", ""],
            ["", "按收入性质分：900.00", "", "按支出性质分：900.00", ""],
            ["", "其中：一般公共预算：900.00", "", "其中：基本支出：600.00", ""],
            [*THREE, "指标值", "备注"],
            ["产出指标", "数量指标", "培训次数", "≥3次", ""],
        ]
    )
    assert [row.budget_yuan for row in found] == [Decimal(9_000_000)]


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("900", 9_000_000),
        ("900元", 900),
        ("900万元", 9_000_000),
        ("0.00", 0),
        ("0.09亿元", 9_000_000),
        ("待定", None),
    ],
)
def test_money_beside_its_label_has_its_own_unit_or_the_forms(
    printed: str, yuan: int | None
) -> None:
    found = _read(
        [
            ["部门名称", "青石市测试局", "", "", ""],
            ["年度预算申请（万元）", f"资金总额：{printed}", "", "", ""],
            [*THREE, "指标值", "备注"],
            ["产出指标", "数量指标", "培训次数", "≥3次", ""],
        ]
    )
    assert [row.budget_yuan for row in found] == [yuan]


def test_years_of_which_none_is_this_one_leave_the_target_where_it_was() -> None:
    heads = [["", "", "", "前年", "去年", ""]]
    row = ["产出指标", "数量指标", "更换路灯", "≥400盏", "450盏", "计划标准"]
    found = _read([[*THREE, "指标值", "", "绩效标准"], *heads, row])
    assert [one.target for one in found if one.indicator == "更换路灯"] == [Decimal(400)]


def test_last_year_by_its_other_name_is_the_year_before() -> None:
    heads = ["", "", "", "去年", "预计当年实现", ""]
    row = ["产出指标", "数量指标", "更换路灯", "450盏", "500盏", "计划标准"]
    found = _read([[*THREE, "指标值", "", "绩效标准"], heads, row])
    assert [(one.target, one.previous_value) for one in found] == [(Decimal(500), "450盏")]


def test_a_line_that_names_project_and_goal_above_its_indicators_is_no_indicator() -> None:
    heads = ["项目名称", "绩效目标", *THREE, "指标性质", "指标值", "度量单位"]
    found = _read(
        [
            heads,
            ["照明改造项目", "更换路灯。", "", "", "", "", "", ""],
            ["", "", "产出指标", "", "", "", "", ""],
            ["", "", "", "数量指标", "", "", "", ""],
            ["", "", "", "", "更换路灯", ">=", "500", "盏"],
            ["宣传项目", "做好宣传。", "", "", "", "", "", ""],
            ["", "", "产出指标", "", "", "", "", ""],
            ["", "", "", "数量指标", "", "", "", ""],
            ["", "", "", "", "宣传次数", ">=", "3", "次"],
        ]
    )
    assert [(row.subject, row.indicator, row.target) for row in found] == [
        ("照明改造项目", "更换路灯", Decimal(500)),
        ("宣传项目", "宣传次数", Decimal(3)),
    ]


SPELLINGS = [
    ("完成率100%", "=", "100", "%"),
    ("完善率95%以上", ">=", "95", "%"),
    ("较上年下降5%以上", ">=", "5", "%"),
    ("差错率1%以下", "<=", "1", "%"),
    ("》90%", ">=", "90", "%"),
    ("满意度》90%", ">=", "90", "%"),
    ("编印《年鉴》100册", "qualitative", None, None),  # a title, no bound
    ("订阅《人民日报》20份", "qualitative", None, None),
    ("约6类", "=", "6", "类"),
    ("300人左右", "=", "300", "人"),
    ("2026年10月-12月", "by_date", None, None),
    ("上涨5%-10%", "qualitative", None, None),
    ("每年节约2次至3次", "qualitative", None, None),
    ("对9户企业进行检查", "qualitative", None, None),
]


@pytest.mark.parametrize(("printed", "operator", "number", "unit"), SPELLINGS)
def test_bounds_behind_words_and_behind_figures(
    printed: str, operator: str, number: str | None, unit: str | None
) -> None:
    found = read_target(printed)
    assert found is not None
    wanted = (operator, Decimal(number) if number else None, unit)
    assert (found.operator, found.number, found.unit) == wanted
