"""How findings speak: money as the document prints it, what to do, and identifiers that no wording
changes.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.checks.model.messages import money_in
from budgetflow.checks.remedies import advice
from tests.checks.example_disclosures import budget, final_accounts


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("15118900", "万元", "1,511.89 万元"),
        ("15118900", "单位：万元", "1,511.89 万元"),
        ("15118900", "元", "15,118,900 元"),
        ("15118900.5", None, "15,118,900.50 元"),
        ("-30000", "万元", "-3 万元"),
        ("3000", "万元", "0.30 万元"),
        ("655740.25", "万元", "65.574025 万元"),
        ("20800000000", "亿元", "208 亿元"),
        ("0.00", "万元", "0 万元"),
    ],
)
def test_money_is_said_in_the_documents_unit_with_thousands_marks(
    value: str, unit: str | None, said: str
) -> None:
    assert money_in(unit)(Decimal(value)) == said


def test_a_broken_sum_tells_both_sides_and_the_gap() -> None:
    (finding,) = (
        budget().change("summary", "revenue.total", "amount", "1,100.00").check().findings("B01")
    )
    assert finding.message_zh.endswith("：1,100 万元 对 100 万元，相差 1,000 万元")
    assert finding.message_en.endswith(": 1,100 万元 against 100 万元, difference 1,000 万元")


def test_a_percentage_is_told_once() -> None:
    book = budget()
    book.say(
        "expenditure.project",
        amount="905.65",
        change="118.05",
        change_percent=Decimal("13.03"),
        direction="increase",
    )
    (finding,) = book.check().findings("B31")
    assert (
        "118.05 万元 / last year's 787.60 万元 = 14.99%, the text says 13.03%" in finding.message_en
    )
    assert "against" not in finding.message_en and "相差" not in finding.message_zh


def test_weights_are_no_money() -> None:
    book = budget()
    book.rows.performance_targets[0].weight = Decimal(55)
    (finding,) = book.check().findings("P04")
    assert finding.message_en.endswith(": 105 against 100, difference 5")


def test_the_same_slip_in_another_unit_has_the_same_identifier() -> None:
    """Identifiers are published: they are made of yuan, however the message says it."""
    found = []
    for unit in ("万元", "元"):
        book = budget()
        statement = book.say(
            "government_fund.total", amount="0.00", change="1421.25", direction="increase"
        )
        statement.unit_printed = unit
        found += book.check().findings("B31")
    assert len({finding.finding_id for finding in found}) == 1
    assert [finding.message_en.rsplit(" by ")[-1] for finding in found] == [
        "1,421.25 万元",
        "14,212,500 元",
    ]


def test_what_to_do_depends_on_whose_slip_it_is() -> None:
    error = (
        budget().change("summary", "revenue.total", "amount", "110.00").check().findings("B01")[0]
    )
    assert "更正" in advice(error)[0] and "correct it" in advice(error)[1]
    rounding = (
        budget().change("expenditure", "2080505", "total", "20.01").check().findings("B09")[0]
    )
    assert advice(rounding)[1] == "rounding, nothing to do"
    conditional = (
        budget()
        .change("general_budget_basic_expenditure", "30217", "total", "5.00")
        .check()
        .findings("B24")[0]
    )
    assert "it must hold where: the basic table holds only a part" in advice(conditional)[1]
    missing = final_accounts()
    missing.rows.tables.pop()
    missing.rows.tables.pop()
    assert "add what is missing" in advice(missing.check().findings("F26")[0])[1]
    doubtful = budget().change("expenditure", "2080505", "total", "23.00")
    doubtful.cell("expenditure", "2080505", "total").confidence = 0.6
    assert "budgetflow show" in advice(doubtful.check().findings("B09")[0])[0]
