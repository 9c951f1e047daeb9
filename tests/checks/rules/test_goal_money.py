"""Money of goals against the list of projects, rates of execution, and shares of small firms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import PerformanceTarget
from tests.checks.builders import Book, in_yuan
from tests.checks.example_disclosures import budget, total
from tests.checks.spoiled import with_rates


def with_project(name: str, line: str, *goals: str) -> Book:
    """Return a budget with a project of so much money in the list, and goals for so much."""
    book = budget()
    book.table(
        "project_expenditure",
        "项目支出表",
        (
            (None, None, None, "item", name, {"total": line}),
            (None, None, None, "item", "另一个信息化项目", {"total": "5.00"}),
            total(None, None, "合计", total="30.00"),
        ),
    )
    for number, money in enumerate(goals):
        target = PerformanceTarget(
            f"t{number}", book.id, f"goals{number}", name, *([None] * 10), None
        )
        target.budget_yuan = in_yuan(money)
        book.rows.performance_targets.append(target)
    return book


@pytest.mark.parametrize(
    ("name", "goals", "told"),
    [
        ("既有住宅加装电梯经费", ("25.00",), 0),
        ("既有住宅加装电梯经费", ("27.00",), 1),
        ("既有住宅加装电梯经费", ("25.00", "27.00"), 0),
        ("会议费", ("27.00",), 0),
    ],
    ids=["the same", "another", "of two years", "a name many units have"],
)
def test_goals_are_set_for_the_money_of_their_project(
    name: str, goals: tuple[str, ...], told: int
) -> None:
    found = with_project(name, "25.00", *goals).check().findings("B26")
    of_lines = [one for one in found if "the money of its goals" in one.message_en]
    assert [one.verdict for one in of_lines] == ["open"] * told


@pytest.mark.parametrize(
    ("rate", "told"),
    [("75.00%", 0), ("75%", 0), ("0.00%", 1), ("57.00%", 1), ("好", 0)],
)
def test_a_rate_of_execution_is_of_the_amounts_beside_it(rate: str, told: int) -> None:
    found = with_rates(rate).check().findings("P08")
    assert [one.verdict for one in found] == ["open"] * told
    for one in found:
        assert "9 万元 / 12 万元 = 75.00%" in one.message_en and one.evidence


def test_a_rate_above_100_is_told_as_100() -> None:
    book = with_rates("100%")
    book.rows.amounts[-2].amount_yuan = in_yuan("13.00")
    assert book.check().state("P08") == "not_applicable"


@pytest.mark.parametrize(
    ("small", "micro", "told"),
    [("90.84", "9.16", 1), ("90.84", "60.02", 0), ("100", "60.02", 0)],
)
def test_shares_of_firms_some_of_which_are_the_others_do_not_add_up_to_100(
    small: str, micro: str, told: int
) -> None:
    book = budget()
    for topic, share in (("reserved_sme", small), ("reserved_micro", micro)):
        book.say(f"procurement.{topic}", share_percent=Decimal(share), section="采购")
    found = book.check().findings("P01")
    of_firms = [one for one in found if "micro firms" in one.message_en]
    assert [one.verdict for one in of_firms] == ["open"] * told
