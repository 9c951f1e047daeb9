"""Targets in lists of projects, in tables with columns of their own, and beside money."""

from __future__ import annotations

from decimal import Decimal

from budgetflow.interpret.targets.values import read_target
from budgetflow.readers.document import Cell, Table
from tests.interpret.documents import table
from tests.interpret.targets.builders import targets


def test_a_list_of_projects_with_sign_and_unit_in_their_own_columns() -> None:
    head = [
        "项目名称",
        "项目总额",
        "绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标性质",
        "本年绩效指标值",
        "绩效度量单位",
    ]
    found = targets(
        [
            table(
                head,
                [
                    "01-评审",
                    "839.000000",
                    "完成任务",
                    "产出指标",
                    "质量指标",
                    "合格率",
                    "≥",
                    "98",
                    "%",
                ],
                ["", "", "", "", "数量指标", "评审数", "≥", "420", "个"],
                [
                    "02-培训",
                    "5.000000",
                    "完成培训",
                    "效益指标",
                    "社会效益指标",
                    "能力",
                    "定性",
                    "优",
                    "",
                ],
            )
        ]
    )
    assert [(t.subject, t.level1, t.indicator, t.operator, t.target_unit) for t in found] == [
        ("01-评审", "产出指标", "合格率", ">=", "%"),
        ("01-评审", "产出指标", "评审数", ">=", "个"),
        ("02-培训", "效益指标", "能力", "qualitative", None),
    ]
    assert found[1].budget_yuan == Decimal("8390000.00")


def test_a_list_of_projects_with_goals_in_words() -> None:
    one = table(
        ["项目", "预算数（单位：万元）", "绩效目标"],
        ["甲项目", "8,000.00", "解决待遇问题。"],
        ["乙项目", "1,200.00", "落实好生活"],
    )
    two = table(["", "", "待遇。"], ["丙项目", "5.00", "建设队伍。"], page=2)
    found = targets([one], [two])
    assert [(t.subject, t.budget_yuan, t.goal, t.indicator) for t in found] == [
        ("甲项目", Decimal("80000000.00"), "解决待遇问题。", None),
        ("乙项目", Decimal("12000000.00"), "落实好生活待遇。", None),
        ("丙项目", Decimal("50000.00"), "建设队伍。", None),
    ]


def test_indicators_under_a_label_that_spans_the_next_page() -> None:
    one = table(
        ["部门名称", "某局", "", "", "", ""],
        ["", "任务名称", "绩效指标", "绩效指标性质", "绩效指标值", "绩效度量单位"],
        ["整体绩效目标", "采购", "产出指标数量指标机构数", "≥", "150", "个"],
    )
    between = table(["收入", "1.00"], page=2)
    two = table(
        ["整体绩效目标", "采购", "效益指标社会效益指标作用", "定性", "高", ""],
        ["整体绩效目标", "国库", "产出指标质量指标率", "＝", "100", "%"],
        page=3,
    )
    found = targets([one], [between], [two])
    assert [(t.level1, t.level2, t.indicator, t.operator, t.target) for t in found] == [
        ("产出指标", "数量指标", "机构数", ">=", Decimal(150)),
        ("效益指标", "社会效益指标", "作用", "qualitative", None),
        ("产出指标", "质量指标", "率", "=", Decimal(100)),
    ]


def test_an_amount_that_begins_like_a_year_is_no_date() -> None:
    target = read_target("≤2149.09万元")
    assert target is not None
    assert (target.operator, target.number, target.unit) == ("<=", Decimal("2149.09"), "万元")
    for day in ("2025-12-31", "2025.12", "2025/6/30前"):
        dated = read_target(day)
        assert dated is not None
        assert dated.operator == "by_date"


def test_a_goal_below_its_label_and_money_below_its_heads() -> None:
    found = targets(
        [
            table(
                ["部门名称", "甲局", "", "", ""],
                ["总体资金情况（万元）", "预算支出总额", "财政拨款", "", "其他资金"],
                ["", "", "合计", "基本支出", "合计"],
                ["", "300.50", "292.50", "200.00", "8.00"],
                ["总体目标", "中长期目标", "年度目标", "", ""],
                ["", "三年建成。", "今年开工。", "", ""],
                ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
                ["", "产出指标", "数量指标", "份数", "≥2份"],
            )
        ]
    )
    (target,) = found
    assert (target.subject, target.goal, target.indicator) == ("department", "今年开工。", "份数")
    assert (target.budget_yuan, target.budget_fiscal_yuan, target.budget_other_yuan) == (
        Decimal("3005000.00"),
        Decimal("2925000.00"),
        Decimal("80000.00"),
    )


def test_money_below_its_heads_beside_a_merged_label() -> None:
    cells = [
        Cell(0, 0, "部门名称"), Cell(0, 1, "甲局", column_span=3),
        Cell(1, 0, "总体资金情况（万元）", row_span=3), Cell(1, 1, "预算支出总额", row_span=2),
        Cell(1, 2, "财政拨款", column_span=2),
        Cell(2, 2, "合计"), Cell(2, 3, "基本支出"),
        Cell(3, 1, "300.50"), Cell(3, 2, "292.50"), Cell(3, 3, "200.00"),
        Cell(4, 0, "一级指标"), Cell(4, 1, "二级指标"), Cell(4, 2, "三级指标"), Cell(4, 3,
        "指标值"),
        Cell(5, 0, "产出指标"), Cell(5, 1, "数量指标"), Cell(5, 2, "份数"), Cell(5, 3, "≥2份"),
    ]  # fmt: skip
    (target,) = targets([Table(cells, 6, 4)])
    assert (target.budget_yuan, target.budget_fiscal_yuan) == (
        Decimal("3005000.00"),
        Decimal("2925000.00"),
    )


def test_the_years_money_beside_that_of_the_whole_project() -> None:
    cells = [
        Cell(0, 0, "项目名称"), Cell(0, 1, "甲项目", column_span=4),
        Cell(1, 0, "项目资金（元）", row_span=3), Cell(1, 1, "项目资金总额"), Cell(1, 2, "900.00"),
        Cell(1, 3, "年度资金申请总额"), Cell(1, 4, "410.00"),
        Cell(2, 1, "其中：财政资金", row_span=2), Cell(2, 2, "900.00", row_span=2), Cell(2, 3,
        "其中：当年财政拨款"), Cell(2, 4, "400.00"),
        Cell(3, 3, "上年结转资金"), Cell(3, 4, "10.00"),
        Cell(4, 1, "一级指标"), Cell(4, 2, "二级指标"), Cell(4, 3, "三级指标"), Cell(4, 4,
        "年度(/项目)指标值"),
        Cell(5, 1, "产出指标"), Cell(5, 2, "数量指标"), Cell(5, 3, "份数"), Cell(5, 4, "≥2份"),
    ]  # fmt: skip
    (target,) = targets([Table(cells, 6, 5)])
    assert (target.budget_yuan, target.budget_fiscal_yuan) == (Decimal("410.00"), Decimal("400.00"))


def test_a_label_beside_all_rows_is_no_column_of_goals() -> None:
    side = Cell(1, 0, "整体绩效目标", row_span=4)
    cells = [
        Cell(0, 0, "部门名称"), Cell(0, 1, "甲局", column_span=5),
        side, Cell(1, 1, "整体绩效目标"), Cell(1, 2, "加快建设。", column_span=4),
        Cell(2, 1, "活动"), Cell(2, 2, "绩效指标"), Cell(2, 3, "指标性质"), Cell(2, 4, "指标值"),
        Cell(2, 5, "度量单位"),
        Cell(3, 1, "预报"), Cell(3, 2, "产出指标数量指标服务人数"), Cell(3, 3, "≥"), Cell(3, 4,
        "200"), Cell(3, 5, "人"),
        Cell(4, 1, "预报"), Cell(4, 2, "产出指标质量指标合格率"), Cell(4, 3, "≥"), Cell(4, 4, "98"),
        Cell(4, 5, "%"),
    ]  # fmt: skip
    found = targets([Table(cells, 5, 6)])
    assert [(t.subject, t.goal, t.level2, t.target) for t in found] == [
        ("department", "加快建设。", "数量指标", Decimal(200)),
        ("department", "加快建设。", "质量指标", Decimal(98)),
    ]


def test_a_self_evaluation_gives_the_target_and_not_what_was_reached() -> None:
    found = targets(
        [
            table(
                ["项目名称", "甲项目", "", "", "", "", ""],
                ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
                ["", "年度资金总额", "100.00", "90.00", "88.00", "10", "9.8"],
                ["", "其中：财政拨款", "100.00", "90.00", "88.00", "", ""],
                ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
                ["产出指标", "数量指标", "培训人数", "≥100人", "120人", "20", "20"],
                ["", "质量指标", "合格率", "≥95%", "97%", "20", "20"],
            )
        ]
    )
    assert [(t.subject, t.budget_yuan, t.indicator, t.target, t.weight) for t in found] == [
        ("甲项目", Decimal("1000000.00"), "培训人数", Decimal(100), Decimal(20)),
        ("甲项目", Decimal("1000000.00"), "合格率", Decimal(95), Decimal(20)),
    ]


def test_properties_units_and_earlier_values_in_their_own_columns() -> None:
    head = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "历史参考值",
        "指标值",
        "度量单位",
        "权重",
        "评（扣）分标准",
    ]
    (target,) = targets(
        [
            table(
                ["项目名称", "甲项目", *[""] * 7],
                head,
                ["产出指标", "数量指标", "件数", "≥", "80", "100", "件", "20", "少一件扣1分"],
            )
        ]
    )
    assert (target.operator, target.target, target.target_unit, target.previous_value,
    target.weight, target.scoring_rule) == (
        ">=", Decimal(100), "件", "80", Decimal(20), "少一件扣1分",
    )  # fmt: skip


def test_a_name_and_goal_cut_by_a_page_break_are_one_project() -> None:
    one = table(
        ["项目名称", "预算金额（万元）", "年度绩效目标", "指标值"],
        ["水务业务管", "950.00", "一是严格约", ""],
    )
    two = table(["理", "", "束用水。", ""], ["准备金", "15.00", "安排好资金。", ""], page=2)
    found = targets([one], [two])
    assert [(t.subject, t.budget_yuan, t.goal) for t in found] == [
        ("水务业务管理", Decimal("9500000.00"), "一是严格约束用水。"),
        ("准备金", Decimal("150000.00"), "安排好资金。"),
    ]


def test_tables_of_money_are_left_alone() -> None:
    assert targets([table(["项目", "预算数"], ["一、财政拨款", "1,203.50"])]) == []
