"""What a part takes from its whole, what a change is said of, and which year a figure is of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import DecidedStatement, Statement
from tests.interpret.statements.readings import read


def _changes(found: list[Statement]) -> list[tuple[str, str | None]]:
    return [(s.topic, None if s.change_yuan is None else f"{s.change_yuan:f}") for s in found]


def test_a_change_behind_parts_set_apart_by_semicolons_is_the_wholes() -> None:
    text = "支出预算300万元，其中基本支出200万元，占66.67%；项目支出100万元，占33.33%。"
    found = read(f"{text}2026年预算比2025年预算增加20万元，增长7.14%。")
    assert _changes(found) == [
        ("expenditure.total", "200000.00"),
        ("expenditure.basic", None),
        ("expenditure.project", None),
    ]
    assert found[0].change_percent == Decimal("7.14")


def test_a_change_right_behind_a_part_is_the_parts() -> None:
    found = read("支出预算300万元，其中：基本支出200万元，比上年增加20万元；项目支出100万元。")
    assert _changes(found) == [
        ("expenditure.total", None),
        ("expenditure.basic", "200000.00"),
        ("expenditure.project", None),
    ]


def test_behind_a_semicolon_only_parts_that_come_to_the_whole_leave_a_bare_change_to_it() -> None:
    whole, *parts = read(
        "支出预算300万元，其中：基本支出200万元，项目支出100万元；比上年增加20万元。"
    )
    assert whole.change_yuan == Decimal("200000.00")
    assert [part.change_yuan for part in parts] == [None, None]
    whole, *parts = read(
        "支出预算300万元，其中：基本支出200万元，项目支出50万元；比上年增加20万元。"
    )
    assert [whole.change_yuan, *(part.change_yuan for part in parts)] == [
        None,
        None,
        Decimal("200000.00"),
    ]


@pytest.mark.parametrize(
    ("side", "topic"),
    [("收入", "revenue.general_public_budget"), ("支出", "general_public_budget.total")],
)
def test_a_part_takes_the_side_of_its_whole(side: str, topic: str) -> None:
    other = {"收入": "支出", "支出": "收入"}[side]
    text = f"当年预算{other}8万元，其中：事业单位5万元；"
    text += f"当年预算{side}9万元，其中：一般公共预算拨款8万元。"
    assert read(text)[-1].topic == topic


@pytest.mark.parametrize(
    ("heading", "text", "topics"),
    [
        (
            "一、机关运行经费情况说明",
            "机关运行经费预算50万元，其中主要支出为办公费20万元，其他商品和服务支出5万元。",
            ["operating_expenses", "operating_expenses.item", "operating_expenses.item"],
        ),
        (
            "（六）一般公共预算基本支出情况说明（详见表6）",
            "一般公共预算基本支出70万元，其中：\n人员支出58万元。\n日常公用支出12万元。",
            [
                "general_public_budget.basic",
                "general_public_budget.personnel",
                "general_public_budget.operating",
            ],
        ),
        (
            "七、政府性基金预算财政拨款收入支出决算情况说明",
            "收入决算5万元，支出决算6万元。",
            ["revenue.government_fund", "government_fund.total"],
        ),
        (
            "二、项目支出情况说明",
            "项目支出预算90万元，临聘人员经费30万元，人员经费20万元。",
            ["expenditure.project", "expenditure.item", "expenditure.personnel"],
        ),
    ],
)
def test_kind_and_fund_come_from_the_whole_or_the_heading(
    heading: str, text: str, topics: list[str]
) -> None:
    assert [s.topic for s in read(text, heading)] == topics


def test_head_counts_have_parts_too() -> None:
    found = read(
        "人员编制138人，其中：行政编制110人、事业编制28人；实有人员130人，其中行政120人、事业10人。",
        "二、部门人员情况",
    )
    assert [(s.topic, s.quantity) for s in found][-2:] == [
        ("staff.total.administrative", Decimal(120)),
        ("staff.total.institution", Decimal(10)),
    ]


@pytest.mark.parametrize(
    "base", ["2025年预算数为9.5万元", "上年预算为9.5万元", "2025年“三公”经费预算9.5万元"]
)
def test_another_years_figure_is_a_base_and_takes_no_change(base: str) -> None:
    text = f"2026年“三公”经费预算数为8万元，{base}，和2025年相比预算减少1.5万元。"
    now, before = read(text, "一、“三公”经费")
    assert (now.topic, now.change_yuan) == ("three_public.total", Decimal("-15000.00"))
    assert (before.topic, before.change_yuan) == ("three_public.total.previous_year", None)


@pytest.mark.parametrize("text", ["上年结转1万元", "2025年结转资金1万元"])
def test_what_was_carried_over_is_this_years(text: str) -> None:
    assert [s.topic for s in read(f"{text}。", "二、收入预算情况说明")] == ["revenue.carryover"]


def test_what_is_carried_forward_is_no_revenue() -> None:
    (found,) = read("年末结转和结余3万元。", "一、收入决算情况说明", stage="final_accounts")
    assert found.topic == "expenditure.carried_forward"


@pytest.mark.parametrize(
    ("said", "yuan", "percent"),
    [
        ("比预算数增加7.00万元，增长7.78%", "70000.00", "7.78"),
        ("决算数较预算数减少5.91万元", "-59100.00", None),
        ("决算数大于预算数1万元", "10000.00", None),
        ("超年初预算1万元", "10000.00", None),
    ],
)
def test_a_difference_against_the_budget_is_no_change_between_years(
    said: str, yuan: str, percent: str | None
) -> None:
    (found,) = read(
        f"机关运行经费支出97万元，{said}。", "二、机关运行经费", stage="final_accounts", year=2024
    )
    assert (found.budget_change_yuan, found.change_yuan, found.direction) == (
        Decimal(yuan),
        None,
        "none",
    )
    assert found.budget_change_percent == (Decimal(percent) if percent else None)


def test_a_change_against_last_year_is_no_difference_against_the_budget() -> None:
    (found,) = read("机关运行经费支出97万元，比上年增加7万元。", "二、机关运行经费")
    assert (found.change_yuan, found.budget_change_yuan) == (Decimal("70000.00"), None)


def test_the_budget_of_the_whole_year_and_its_final_figure() -> None:
    budget, final = read(
        "1.公务接待费。全年预算为10万元，支出决算为9万元，完成预算的90%。",
        "九、“三公”经费支出决算情况说明",
        stage="final_accounts",
    )
    assert (budget.topic, final.topic) == (
        "three_public.reception.initial_budget",
        "three_public.reception",
    )
    assert final.quantity == Decimal(90)


def test_an_evaluation_is_performance_of_the_project_whatever_it_is_called() -> None:
    budget, spent = read(
        "设备采购项目绩效自评综述：全年预算数1120万元，执行数1100万元，完成预算的98.2%。"
        "采血总量比去年同期增加0.91%。发现的问题及原因：无。",
        "（三）绩效自评结果",
        stage="final_accounts",
    )
    assert (budget.topic, spent.topic) == (
        "performance.projects.initial_budget",
        "performance.projects",
    )
    assert (budget.subject_printed, spent.subject_printed) == ("设备采购项目", "设备采购项目")
    assert (spent.change_percent, spent.reason, spent.quantity) == (None, None, Decimal("98.2"))


def test_aims_bounds_averages_and_captions_are_no_statements() -> None:
    for text in (
        "全年争取投资总额不少于10.4亿元，其中：投资处不少于5亿元。",
        "公务用车平均每辆2.70万元。",
        "部门收支总表万元",
    ):
        assert read(text) == []


def test_reasons_are_verbatim() -> None:
    reason = "一是压缩接待费、培训费；二是（含退费2万元）节约"
    text = f"“三公”经费预算8万元，比上年减少1万元，原因是：{reason}。"
    (found,) = read(text, "一、“三公”经费")
    assert found.reason == reason


def test_statements_know_their_order_and_their_rules() -> None:
    found = read("收入预算9万元，其中：一般公共预算拨款8万元，比上年增加1万元。\n支出预算9万元。")
    assert [s.position for s in found] == [1, 2, 3]
    part = found[1]
    assert isinstance(part, DecidedStatement)
    assert part.rules == ("own words", "part of a whole", "change of the statement before")
