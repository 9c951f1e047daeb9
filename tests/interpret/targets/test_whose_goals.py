"""Whose goals a table holds, and with what money: titles above forms, lists of tasks, columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.captions import read_target_caption
from budgetflow.readers.document import Block
from tests.interpret.documents import lines, table
from tests.interpret.grids import table as grid
from tests.interpret.targets.builders import targets


def subjects(found: list[PerformanceTarget]) -> list[tuple[str | None, Decimal | None]]:
    return list(dict.fromkeys((t.subject, t.budget_yuan) for t in found))


@pytest.mark.parametrize(
    ("title", "whole", "name"),
    [
        ("房屋修缮经费项目绩效目标表", False, "房屋修缮经费"),
        ("3.房屋修缮经费项目绩效目标表", False, "房屋修缮经费"),
        ("附件2-1：甲局2026年房屋修缮经费项目支出绩效目标申报表", False, "房屋修缮经费"),
        ("项目支出绩效目标表（房屋修缮经费）", False, "房屋修缮经费"),
        ("2026年项目绩效目标表——房屋修缮经费", False, "房屋修缮经费"),
        ("某市级2022年病媒生物防制项目绩效自评表", False, "病媒生物防制"),
        ("部门整体支出绩效目标表", True, None),
        ("甲局2026年部门整体支出绩效目标申报表", True, None),
        ("2026年部门专项业务经费重点项目绩效目标表", False, None),
        ("2026年度市级项目支出绩效目标公开表", False, None),
    ],
)
def test_titles_of_goal_tables(title: str, whole: bool, name: str | None) -> None:
    caption = read_target_caption(title, "甲局")
    assert caption is not None
    assert (caption.whole, caption.name) == (whole, name)


@pytest.mark.parametrize(
    "line",
    ["部门收支总表", "按照要求填报了绩效目标表，并全部公开。", "预算绩效管理工作开展情况"],
)
def test_other_lines_are_no_titles_of_goal_tables(line: str) -> None:
    assert read_target_caption(line, "甲局") is None


FORM = (
    "专项资金情况（万元） | 资金总额： | {total} | <",
    "^ | 财政拨款： | {total} | <",
    "项目实施期目标 | {goal} | < | <",
    "一级指标 | 二级指标 | 三级指标 | 目标值",
    "产出指标 | 数量指标 | 完成率 | ≥90%",
)


def form(total: str, goal: str) -> Block:
    return grid(*(line.format(total=total, goal=goal) for line in FORM))


def test_each_form_under_its_own_title_has_name_goal_and_money() -> None:
    found = targets(
        [
            *lines("场地租赁费用项目绩效目标表"),
            form("175.09", "保障场地。"),
            *lines("房屋修缮经费项目绩效目标表"),
            form("28.50", "修缮房屋。"),
        ]
    )
    assert [(t.subject, t.goal, t.budget_yuan) for t in found] == [
        ("场地租赁费用", "保障场地。", Decimal("1750900.00")),
        ("房屋修缮经费", "修缮房屋。", Decimal("285000.00")),
    ]


def test_the_same_title_on_the_next_page_goes_on_with_the_form() -> None:
    title = "房屋修缮经费项目绩效目标表"
    more = table(
        ["一级指标", "二级指标", "三级指标", "目标值"],
        ["效益指标", "社会效益指标", "改善率", "≥95%"],
        page=2,
    )
    found = targets([*lines(title), form("28.50", "修缮。")], [*lines(title), more])
    assert subjects(found) == [("房屋修缮经费", Decimal("285000.00"))]
    assert len(found) == 2


def test_a_form_that_prints_its_name_is_called_so_whatever_its_title_says() -> None:
    named = grid(
        "项目名称 | 办公楼维修 | < | <", *(one.format(total="5", goal="修。") for one in FORM)
    )
    found = targets([*lines("2026年项目绩效目标表"), named])
    assert subjects(found) == [("办公楼维修", Decimal("50000.00"))]


def test_a_name_beside_its_label_in_one_cell_or_line() -> None:
    rows = [one.format(total="5", goal="修。") for one in FORM]
    found = targets(
        [
            *lines("项目支出绩效目标表", "项目名称：办公楼维修"),
            grid(*rows),
            grid("专项（项目）名称 伯乐奖 | < | < | <", *rows),
        ]
    )
    assert subjects(found) == [
        ("办公楼维修", Decimal("50000.00")),
        ("伯乐奖", Decimal("50000.00")),
    ]


TASKS = (
    "部门（单位）名称 | < | 甲局 | < | <",
    "年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | <",
    "^ | ^ | ^ | 总额 | 财政拨款",
    "^ | 机关运转 | 保障运行 | 600.00 | 600.00",
    "^ | 业务保障 | 保障业务 | 300.00 | 250.00",
)
INDICATORS = (
    "年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
    "^ | 产出指标 | 数量指标 | 册数 | ≥7册",
)


@pytest.mark.parametrize(
    "whole",
    [
        ("^ | 金额合计 | < | 900.00 | 850.00",),
        ("^ | 合计 | < | 900.00 | 850.00",),
        (),
    ],
)
def test_the_sum_of_all_tasks_is_the_bodys_budget(whole: tuple[str, ...]) -> None:
    goal = "年度总体目标 | 做好工作。 | < | < | <"
    found = targets([*lines("部门整体支出绩效目标表"), grid(*TASKS, *whole, goal, *INDICATORS)])
    (target,) = found
    assert (target.subject, target.goal) == ("department", "做好工作。")
    assert (target.budget_yuan, target.budget_fiscal_yuan) == (
        Decimal("9000000.00"),
        Decimal("8500000.00"),
    )


def test_tasks_whose_indicators_follow_on_the_next_page() -> None:
    first = grid(*TASKS, "年度总体目标 | 目标1：做好工作。 | < | < | <")
    second = grid("  | 目标2：做得更好。 | < | < | <", *INDICATORS)
    found = targets([*lines("部门整体支出绩效目标表"), first], [second])
    (target,) = found
    assert (target.subject, target.budget_yuan) == ("department", Decimal("9000000.00"))
    assert target.goal == "目标1：做好工作。目标2：做得更好。"


def test_the_years_money_goes_before_that_of_the_whole_period() -> None:
    rows = (
        "项目名称 | 甲项目 | < | <",
        "资金金额（万元） | 实施期资金总额： | 900 | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 册数 | ≥7册",
    )
    assert subjects(targets([grid(*rows)])) == [("甲项目", Decimal("9000000.00"))]
    both = (*rows[:2], "资金金额（万元） | 年度资金总额： | 300 | <", *rows[2:])
    assert subjects(targets([grid(*both)])) == [("甲项目", Decimal("3000000.00"))]


def test_several_bodies_in_one_list_each_have_their_own_goal_and_money() -> None:
    found = targets(
        [
            *lines("2026年部门整体支出绩效目标表", "单位：万元"),
            grid(
                "单位名称 | 年度预算申请 | 整体绩效目标 | 部门整体支出年度绩效目标 | < | < | <",
                "^ | 资金总额 | ^ | 一级指标 | 三级指标 | 指标值类型 | 指标值",
                "甲局 | 900.00 | 做好。 | 成本指标 | 控制数 | ≤ | 900",
                "甲中心 | 80.00 | 服务好。 | 产出指标 | 次数 | ≥ | 8",
            ),
        ]
    )
    assert [(t.subject, t.goal, t.budget_yuan, t.operator, t.target) for t in found] == [
        ("department", "做好。", Decimal("9000000.00"), "<=", Decimal(900)),
        ("department", "服务好。", Decimal("800000.00"), ">=", Decimal(8)),
    ]


@pytest.mark.parametrize("header", ["指标值类型", "指标方向", "指标性质", "符号", "指标值符号"])
def test_a_column_of_signs_is_no_target_wherever_it_stands(header: str) -> None:
    rows = (
        "项目名称 | 资金总额 | 绩效目标 | 一级指标 | 三级指标 | 指标值 | 度量单位 | "
        f"{header} | 备注",
        "合计 | 3.00 |  |  |  |  |  |  | ",
        "甲项目 | 3.00 | 做好。 | 成本指标 | 控制率 | 100 | % | ≤ | 20",
        " |  |  | 产出指标 | 次数 | 10 | 次 | ≥ | 30",
    )
    found = targets([grid(*rows)])
    assert [(t.subject, t.operator, t.target, t.target_unit, t.weight) for t in found] == [
        ("甲项目", "<=", Decimal(100), "%", Decimal(20)),
        ("甲项目", ">=", Decimal(10), "次", Decimal(30)),
    ]


def test_remarks_in_words_are_no_weights() -> None:
    rows = (
        "项目名称 | 甲项目 | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注",
        "产出指标 | 数量指标 | 人数 | ≥5人 | 2025",
        "产出指标 | 质量指标 | 合格率 | ≥95% | 见附件",
    )
    assert [t.weight for t in targets([grid(*rows)])] == [None, None]


def test_sums_of_points_headers_again_and_blank_lines_are_no_indicators() -> None:
    rows = (
        "项目名称 | 甲项目 | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值",
        "产出指标 | 数量指标 | 人数 | ≥5人 | 60",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值",
        "满意度指标 | 服务对象 | 满意率 | ≥95% | 40",
        " | 服务对象 | 指标2： |  | ",
        "总分 | < | < | < | 100",
        "总 分 |  |  |  | 100",
        "合计 |  |  |  | 100",
    )
    found = targets([grid(*rows)])
    assert [(t.level1, t.indicator) for t in found] == [
        ("产出指标", "人数"),
        ("满意度指标", "满意率"),
    ]


def test_units_in_the_name_of_the_indicator() -> None:
    rows = (
        "项目名称 | 甲项目 | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "成本指标 | 经济成本 | 印制成本（万元） | ≤198",
        "成本指标 | 经济成本 | 外勤标准（元/人/天） | 35",
        "产出指标 | 质量指标 | 合格率（%） | ≥95",
        "产出指标 | 数量指标 | 培训（市级） | ≥5",
        "产出指标 | 数量指标 | 检查（次） | ≥5家",
    )
    assert [t.target_unit for t in targets([grid(*rows)])] == ["万元", "元/人/天", "%", None, "家"]


def test_goals_below_the_heads_of_what_was_planned_and_reached() -> None:
    rows = (
        "项目名称 | 甲项目 | < | <",
        "年度总体目标完成情况 | 预期目标（年初设定） | 实际完成情况 | <",
        "^ | 印制三册。 | 印制了两册。 | <",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值",
        "产出指标 | 数量指标 | 册数 | ≥3册",
    )
    (target,) = targets([grid(*rows)])
    assert target.goal == "印制三册。"


def test_a_blank_header_before_the_second_level_is_the_first() -> None:
    (found,) = targets(
        [
            grid(
                "部门（单位）名称 | 甲局 | < | <",
                " | 二级指标 | 指标内容 | 指标值",
                "产出指标 | 数量指标 | 工资支付率 | 100%",
            )
        ]
    )
    assert (found.level1, found.level2) == ("产出指标", "数量指标")


def test_a_level_cut_by_a_page_break_takes_its_word_from_the_next_page() -> None:
    first = grid(
        "一级指标 | 二级指标 | 指标内容 | 指标值",
        " | 数量指标 | 检查次数 | 2次",
        "^ |  | 合格率 | 90%",
        "^ | ^ | 使用率 | 95%",
    )
    rest = grid("产出指标 | 质量指标 | 结案率 | 98%", "^ | 时效指标 | 及时率 | 100%", page=2)
    found = targets([first], [rest])
    assert [(one.level1, one.level2, one.indicator) for one in found] == [
        ("产出指标", "数量指标", "检查次数"),
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "质量指标", "使用率"),
        ("产出指标", "质量指标", "结案率"),
        ("产出指标", "时效指标", "及时率"),
    ]


def test_a_blank_level_inside_a_page_is_the_one_above() -> None:
    page = grid(
        "一级指标 | 二级指标 | 指标内容 | 指标值",
        "产出指标 | 数量指标 | 检查次数 | 2次",
        " |  | 会议次数 | 3次",
        " | 质量指标 | 合格率 | 95%",
    )
    rest = grid("效益指标 | 社会效益 | 知晓率 | 98%", page=2)
    found = targets([page], [rest])
    assert [one.level1 for one in found] == ["产出指标", "产出指标", "产出指标", "效益指标"]
    assert found[1].level2 == "数量指标"
