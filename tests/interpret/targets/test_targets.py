"""Performance tables: what each indicator is to reach, for which project, with what weight."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.interpret.targets.read import read_targets
from budgetflow.interpret.targets.values import read_target
from tests.builders.real import document_of, rows_of
from tests.interpret.documents import lines, table
from tests.interpret.targets.builders import WHO, form, targets


@pytest.mark.parametrize(
    ("printed", "operator", "number", "unit"),
    [
        (">=1900 人", ">=", "1900", "人"),
        ("≥5 家", ">=", "5", "家"),
        ("＞＝95%", ">=", "95", "%"),
        ("> =10.13 万人", ">=", "10.13", "万人"),
        ("》=3次", ">=", "3", "次"),
        ("不低于95%", ">=", "95", "%"),
        ("不少于2次", ">=", "2", "次"),
        ("90%以上", ">=", "90", "%"),
        ("<=132.33 万元", "<=", "132.33", "万元"),
        ("< =0.7 万元", "<=", "0.7", "万元"),
        ("≤1,204.5元/人/月", "<=", "1204.5", "元/人/月"),
        ("10件以内", "<=", "10", "件"),
        ("=100%", "=", "100", "%"),
        ("＝100.00(%)", "=", "100.00", "%"),
        ("12个月", "=", "12", "个月"),
        ("补贴对象生活改善度不低于80%", ">=", "80", "%"),
        ("开展不少于5次的普法活动", ">=", "5", "次"),
        ("宣传不少于100人，用品不少于200份", "qualitative", None, None),
        ("有效提升", "qualitative", None, None),
        ("90%-95%", "qualitative", None, None),
        ("≥1700㎡", ">=", "1700", "㎡"),
        ("≤14元/m2/月", "<=", "14", "元/m2/月"),
        ("≥30人（次）", ">=", "30", "人(次)"),
        ("各区新增≥0.1册件/人", ">=", "0.1", "册件/人"),
        ("质量达标率需＞95%", ">=", "95", "%"),
        ("1- 12月执行率≥95%", ">=", "95", "%"),
        ("全年累计断水时长≤24h", "<=", "24", "h"),
        ("≤资金下达后2日", "<=", "2", "日"),
        ("≥20场\n1-2次/月\n≥50人/场", "several", None, None),
        ("≥150次；112户", "several", None, None),
        ("2%，且≤2000万元/项目", "several", None, None),
        ("5条；48条", "several", None, None),
        ("2025 年 12 月 15 日", "by_date", None, None),
        ("2025年第一季度", "by_date", None, None),
        ("每季度结束后的 15 日内", "by_date", None, None),
        ("2026年9月25日前", "by_date", None, None),
        ("12月底前", "by_date", None, None),
    ],
)
def test_targets_in_every_spelling(
    printed: str, operator: str, number: str | None, unit: str | None
) -> None:
    target = read_target(printed)
    assert target is not None
    assert (target.operator, target.number, target.unit) == (
        operator,
        Decimal(number) if number else None,
        unit,
    )


@pytest.mark.parametrize(
    ("printed", "sign", "unit", "operator", "number"),
    [
        ("98", "≥", "%", ">=", "98"),
        ("12", "≤", "月", "<=", "12"),
        ("100", "＝", "%", "=", "100"),
        ("优", "定性", "", "qualitative", None),
        ("≥95", "定性", "%", ">=", "95"),
        ("≤95", "定量", "%", "<=", "95"),
        ("95", "定量指标", "%", "=", "95"),
        ("95", "正向指标", "（%）", ">=", "95"),
        ("3", "反向指标", "次", "<=", "3"),
        ("5", "大于或等于", "次", ">=", "5"),
        ("5", "小于等于", "次", "<=", "5"),
        ("≤2026年12月", "≤", "年", "by_date", None),
        ("2024.5", "≤", "万元", "<=", "2024.5"),
    ],
)
def test_operator_and_unit_in_cells_of_their_own(
    printed: str, sign: str, unit: str, operator: str, number: str | None
) -> None:
    target = read_target(printed, sign, unit)
    assert target is not None
    assert (target.operator, target.number) == (operator, Decimal(number) if number else None)


def test_a_blank_target_is_none() -> None:
    assert read_target(" ") is None


def test_a_form_and_its_indicators_with_levels_carried_down() -> None:
    found = targets(
        [
            table(
                *form("医疗救助", "151.33"),
                ["产出指标", "数量指标", "资助人数", ">=1900 人", "计划标准", "新增", "25"],
                ["", "质量指标", "救助比例", ">=70%", "计划标准", "新增", "5"],
                ["", "", "结算覆盖率", "=100%", "计划标准", "新增", "10"],
                ["效益指标", "社会效益指标", "减轻负担", "有效", "计划标准", "新增", "10"],
            )
        ]
    )
    assert [(t.level1, t.level2, t.indicator) for t in found] == [
        ("产出指标", "数量指标", "资助人数"),
        ("产出指标", "质量指标", "救助比例"),
        ("产出指标", "质量指标", "结算覆盖率"),
        ("效益指标", "社会效益指标", "减轻负担"),
    ]
    assert {
        (t.subject, t.budget_yuan, t.budget_fiscal_yuan, t.budget_other_yuan) for t in found
    } == {("医疗救助", Decimal("1513300.00"), Decimal("1513300.00"), Decimal("0.00"))}
    assert [t.weight for t in found] == [Decimal(25), Decimal(5), Decimal(10), Decimal(10)]
    assert found[0].previous_value == "新增"
    assert "甲乙丙" not in repr(found)


def test_forms_one_behind_the_other_each_have_their_own_goal() -> None:
    row = ["产出指标", "数量指标", "人数", ">=1人", "计划标准", "新增", "10"]
    found = targets([table(*form("甲项目", "1.00"), row, *form("乙项目", "2.00"), row)])
    assert [(t.subject, t.budget_yuan) for t in found] == [
        ("甲项目", Decimal("10000.00")),
        ("乙项目", Decimal("20000.00")),
    ]
    assert len({t.target_id for t in found}) == 2


def test_a_row_cut_by_a_page_break_is_whole_again() -> None:
    one = table(
        *form("甲项目", "1.00"),
        ["产出指标", "时效指标", "完成时间", "2025 年 12 月 15", "计划标准", "-", "2"],
    )
    two = table(
        ["", "", "", "日", "", "", ""],
        ["", "", "检查完成时间", "2025年12月20日", "计划标准", "-", "2"],
        page=2,
    )
    found = targets([one], [two])
    assert [(t.indicator, t.target_printed, t.operator) for t in found] == [
        ("完成时间", "2025 年 12 月 15日", "by_date"),
        ("检查完成时间", "2025年12月20日", "by_date"),
    ]


def test_a_row_that_lost_its_blank_first_cells_is_put_right_by_its_weight() -> None:
    found = targets(
        [
            table(
                *form("甲项目", "1.00"),
                ["产出指标", "时效指标", "上线时间", "2025年第一季度", "计划标准", "-", "2"],
                ["检查完成时间", "", "2025", "计划标准", "-", "4", ""],
                ["", "", "", "年12月15日", "", "", ""],
            )
        ]
    )
    assert (found[1].level1, found[1].level2, found[1].indicator) == (
        "产出指标",
        "时效指标",
        "检查完成时间",
    )
    assert (found[1].weight, found[1].target_printed) == (Decimal(4), "2025年12月15日")


def test_the_goals_of_the_whole_body() -> None:
    found = targets(
        [
            *lines("部门整体绩效目标表", "（2026年度）"),
            table(
                ["部门名称(盖章)", "甲局", "", "", "", ""],
                ["部门联系人", "甲乙丙", "联系电话", "13900000000", "", ""],
                ["年度绩效目标", "做好工作。", "", "", "", ""],
                ["一级指标", "二级指标", "三级指标", "指标值", "指标设定依据", "分值权重"],
                ["履职效能", "数量指标", "初审数", "≥5 家", "工作计划", "20"],
            ),
        ]
    )
    (target,) = found
    assert (target.subject, target.goal, target.level1, target.weight) == (
        "department",
        "做好工作。",
        "履职效能",
        Decimal(20),
    )
    assert "13900000000" not in repr(found)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "count", "operators"),
    [
        ("xinshiqu-2026.txt", 17, {">=": 7, "=": 5, "<=": 3, "qualitative": 2}),
        ("ganzhou-2026.txt", 0, {}),
        ("bayingol-2025.txt", 74, {}),
        ("xinjiang-2025.txt", 66, {}),
    ],
)
def test_the_indicators_of_the_text_renditions(
    shared: Path, name: str, count: int, operators: dict[str, int]
) -> None:
    found = rows_of(shared / "seeds" / name).performance_targets
    assert len(found) == count
    assert all(
        t.weight is not None and t.operator and t.level1 and t.subject and t.table_id for t in found
    )
    assert (
        sum((t.weight for t in found if t.weight and t.subject != "department"), Decimal(0)) % 10
        == 0
    )
    if operators:
        assert Counter(t.operator for t in found) == operators


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "projects", "indicators", "whole"),
    [
        ("chongqing-02", 3, 34, 100),
        ("chongqing-03", 3, 20, 100),
        ("chongqing-04", 4, 24, 100),
        ("swu-02", 26, 265, 90),
        ("swu-03", 24, 233, 90),
    ],
)
def test_the_weights_of_each_project_in_real_pdfs_add_up(
    shared: Path, name: str, projects: int, indicators: int, whole: int
) -> None:
    """The publisher gives each project 100 points, or 90 beside ten for spending; a row lost or
    read twice would show.
    """
    found = read_targets(document_of(shared / "corpus" / "pdf" / f"{name}.pdf"), WHO)
    points: dict[tuple[str | None, Decimal | None], Decimal] = {}
    for target in found:
        key = (target.subject, target.budget_yuan)
        points[key] = points.get(key, Decimal(0)) + (target.weight or 0)
    assert len(found) == indicators
    assert len(points) == projects
    assert set(points.values()) == {Decimal(whole)}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "indicators"), [("beijing-11", 159), ("beijing-13", 284), ("beijing-14", 289)]
)
def test_tables_over_many_pages_give_every_row_with_a_level_and_a_sign(
    shared: Path, name: str, indicators: int
) -> None:
    """The count is that of the printed rows that begin with a level and hold a sign, made without
    the reader.
    """
    found = [
        t
        for t in read_targets(document_of(shared / "corpus" / "pdf" / f"{name}.pdf"), WHO)
        if t.indicator
    ]
    assert len(found) == indicators
    assert all(t.level1 and t.operator and t.subject for t in found)


@pytest.mark.parametrize("label", ["合计", "总分", "总计"])
def test_the_points_of_all_indicators_are_no_money(label: str) -> None:
    whole = [
        ["部门名称", "甲局", "", ""],
        ["预算情况（元）", "资金总额", "9000000.00", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["成本指标", "经济成本", "印制成本", "≤198万元"],
        [label, "", "", "100"],
    ]
    (found,) = targets([*lines("部门整体绩效目标表"), table(*whole)])
    assert found.budget_yuan == Decimal("9000000.00")


def test_columns_of_sign_value_and_unit() -> None:
    rows = [
        ["项目名称", "大院维修", "", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "符号", "值", "单位"],
        ["成本指标", "经济成本", "控制数", "≤", "300", "万元"],
    ]
    (found,) = targets([*lines("项目支出绩效目标表"), table(*rows)])
    assert (found.operator, found.target, found.target_unit) == ("<=", Decimal(300), "万元")
