"""What was planned against what came of it: rates of completion, overspending, and money that
targets are set for.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from tests.checks.builders import Book, in_yuan
from tests.checks.example_disclosures import budget, final_accounts


@pytest.mark.parametrize(
    ("planned", "rate", "told"),
    [("0.00", "100", 1), ("0.00", "0", 1), ("0.00", None, 0), ("5.00", "100", 0)],
)
def test_a_budget_of_nothing_has_no_rate_of_completion(
    planned: str, rate: str | None, told: int
) -> None:
    book = final_accounts()
    book.say("function.initial_budget", function_code="2080505", amount=planned, section="具体情况")
    rated = {"quantity": Decimal(rate), "quantity_unit": "% of budget"} if rate else {}
    book.say("function", function_code="2080505", amount="20.00", section="具体情况", **rated)
    found = [
        finding
        for finding in book.check().findings("F23")
        if "initial budget is 0" in finding.message_en
    ]
    assert [finding.verdict for finding in found] == ["open"] * told
    assert all(f"{rate}%" in finding.message_zh for finding in found)


def test_a_rate_of_nothing_is_told_from_the_text_itself() -> None:
    text = """某市某局2024年度部门决算
五、一般公共预算财政拨款支出决算情况说明
1.一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为0万元，支出决算为5.00万元，完成年初预算的100%。
2.一般公共服务支出（类）财政事务（款）信息化建设（项）。年初预算为3.00万元，支出决算为6.00万元，完成年初预算的200%。
"""
    rows = settle([read_and_understand(text.encode(), "a.txt")])
    assert [f.message_zh.split("（")[0] for f in rows.findings if f.check_id == "F23"] == [
        "年初预算为 0，文中却写完成年初预算的 100%"
    ]


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("调整预算的98.21%", 0),
        ("年初预算的110%", 0),
        ("调整后预算的50%", 1),
        ("年初预算的110%，完成调整预算的98.21%", 0),
    ],
)
def test_a_rate_is_compared_with_the_changed_budget_only_where_it_names_it(
    rate: str, told: int
) -> None:
    text = f"""某市某局2024年度部门决算
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出年初预算数为500.00万元，调整预算数为560.00万元，决算数为550.00万元，完成{rate}。
"""
    rows = settle([read_and_understand(text.encode(), "a.txt")])
    assert len([f for f in rows.findings if f.check_id == "F23"]) == told


@pytest.mark.parametrize(
    ("budget_said", "rate", "told"),
    [
        ("年初预算数为500.00万元", "调整预算的98.21%", 0),
        ("年初预算数为500.00万元", "全年预算的98.21%", 0),
        ("年初预算数为0.00万元", "调整预算的98.21%", 0),
        ("年初预算数为500.00万元", "预算的98.21%", 1),
        ("年初预算数为500.00万元", "年初预算的98.21%，完成调整预算的98.21%", 1),
        ("预算数为500.00万元", "调整预算的98.21%", 0),
        ("全年预算数为560.00万元", "全年预算的98.21%", 0),
        ("全年预算数为500.00万元", "全年预算的98.21%", 1),
    ],
)
def test_a_rate_of_another_budget_is_not_compared_with_the_one_at_the_start(
    budget_said: str, rate: str, told: int
) -> None:
    text = f"""某市某局2024年度部门决算
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出{budget_said}，决算数为550.00万元，完成{rate}。
"""
    rows = settle([read_and_understand(text.encode(), "a.txt")])
    assert len([f for f in rows.findings if f.check_id == "F23"]) == told


OVERSPENT = ("three_public_expenses", "reception", "final", "4.00")


def overspent() -> Book:
    """Give final accounts in which 1 more than planned went into receptions, and 1 less into
    vehicles.
    """
    book = final_accounts().change(*OVERSPENT)
    return book.change("three_public_expenses", "three_public_total", "final", "9.00")


def test_overspending_is_to_be_explained_and_convicts_nobody() -> None:
    (finding,) = overspent().check().findings("F17")
    assert (finding.verdict, finding.severity) == ("open", "warning")
    assert (finding.left, finding.right) == (in_yuan("4.00"), in_yuan("3.00"))


@pytest.mark.parametrize("topic", ["three_public.reception", "three_public.total"])
def test_overspending_that_the_text_explains_is_none(topic: str) -> None:
    book = overspent()
    book.say(topic, amount="9.00", against_budget="above", reason="外事活动增加")
    assert book.check().findings("F17") == []


def test_overspending_does_not_make_a_tables_other_sums_doubtful() -> None:
    book = final_accounts()
    for row, spent in (
        ("overseas_travel", "2.00"),
        ("vehicles", "6.00"),
        ("vehicle_operation", "6.00"),
        ("reception", "4.00"),
    ):
        book.change("three_public_expenses", row, "final", spent)
    book.change("three_public_expenses", "three_public_total", "final", "13.00")
    broken = [finding for finding in book.check().findings("F17") if "<=" not in finding.message_en]
    assert {finding.verdict for finding in broken} == {
        "publisher_error"
    }  # the budget column shows the rows read right


def with_targets(*budgets: tuple[str, str]) -> Book:
    """Give a budget of 30 万元 for projects, with targets for projects of these names and
    budgets.
    """
    book = budget()
    book.rows.performance_targets.clear()
    book.weigh(*["10"] * len(budgets))
    for target, (name, amount) in zip(book.rows.performance_targets, budgets, strict=True):
        target.subject, target.budget_yuan, target.weight = name, in_yuan(amount), None
    return book


@pytest.mark.parametrize(
    ("budgets", "told"),
    [
        ((("甲项目", "20.00"), ("乙项目", "10.00")), 0),
        ((("甲项目", "20.00"), ("甲项目", "20.00"), ("乙项目", "10.00")), 0),
        ((("甲项目", "20.00"), ("乙项目", "15.00")), 1),
        ((("department", "100.00"),), 0),
        ((("department", "60.00"),), 1),
        ((("甲项目", "20.00"), ("甲项目", "40.00")), 0),
    ],
    ids=[
        "within",
        "two indicators of one project",
        "above",
        "the department's own",
        "the department's own without its special funds",
        "budgets of two years",
    ],
)
def test_money_with_targets_is_within_project_expenditure(
    budgets: tuple[tuple[str, str], ...], told: int
) -> None:
    found = with_targets(*budgets).check().findings("B26")
    assert [(finding.verdict, finding.severity) for finding in found] == [("open", "info")] * told
