"""Explanations of differences between a sentence and a table, and inside a sentence: each has a
case in which it applies and one in which the publisher is named all the same.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import budget

PLAIN = "一般公共预算拨款支出97.13万元"


def told(book: Book, check_id: str = "B29") -> set[str | None]:
    return {f.explanation for f in book.check().findings(check_id) if f.verdict != "rounding"}


def said(text: str, amount: str = "97.13", **values: object) -> Book:
    book = budget()
    given = {"subject_printed": "一般公共预算拨款支出", "amount": amount, "text": text} | values
    book.say("general_public_budget.total", **given)
    return book


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        (PLAIN, None),
        ("一般公共预算拨款支出如上", "no_quotation"),
        ("一般公共预算拨款支出全年预算为97.13万元，支出决算为95.00万元", "another_pairing"),
        ("一般公共预算拨款支出全年预算为97.13万元，支出决算为96.00万元", None),
        ("2025年一般公共预算拨款支出97.13万元", "another_year"),
        ("2026年一般公共预算拨款支出97.13万元", None),
        ("比上年一般公共预算拨款支出97.13万元", "another_year"),
        ("一般公共预算拨款支出（97.13万元）减少2.13万元", "base_of_change"),
        ("一般公共预算拨款支出97.13万元，减少7.13万元", None),
        ("支出共计，其中：一般公共预算拨款支出97.13万元", "part_of_whole"),
    ],
)
def test_a_sentence_is_tried_with_every_other_pairing(text: str, explanation: str | None) -> None:
    assert told(said(text)) == {explanation}


@pytest.mark.parametrize(
    ("subject", "explanation"),
    [
        ("政府采购预算", None),
        ("一般公共预算拨款政府采购", "part_of_whole"),
        ("其他采购", "part_of_whole"),
    ],
)
def test_a_part_is_told_by_what_its_name_has_more(subject: str, explanation: str | None) -> None:
    book = budget()
    for statement in book.rows.statements:
        if statement.topic == "procurement.total":
            statement.amount_yuan, statement.amount_printed = Decimal(0), "0"
            statement.subject_printed, statement.text = subject, f"{subject}0万元"
    assert told(book) == {explanation}


def test_a_figure_that_a_sum_of_the_tables_lacks_may_be_a_lost_row() -> None:
    for drop, explanation in ((True, "lost_beside_it"), (False, None)):
        book = budget()
        book.say("function", function_code="2101501", amount="25.07", text="行政运行25.07万元")
        if drop:
            for code in ("210", "21015"):
                for table in ("expenditure", "general_budget_expenditure"):
                    cell = book.cell(table, code, "basic")
                    cell.amount_yuan = (cell.amount_yuan or Decimal(0)) + Decimal(250700)
        assert explanation in told(book)


def shares(text: str, share: str, *more: tuple[str, str, str]) -> Book:
    book = budget()
    book.say("revenue.total", amount="1463.33", section="收入预算")
    book.say(
        "revenue.general_public_budget",
        amount="1434.25",
        share_percent=Decimal("98.01"),
        section="收入预算",
    )
    for topic, amount, percent in more:
        book.say(topic, amount=amount, share_percent=Decimal(percent), section="收入预算")
    book.say(
        "revenue.carryover",
        amount="29.08",
        share_percent=Decimal(share),
        section="收入预算",
        text=text,
    )
    return book


@pytest.mark.parametrize(
    ("text", "share", "explanation"),
    [
        ("上年结转29.08万元，占2.99%", "2.99", None),
        ("上年结转29.08万元，占授予中小企业合同金额的2.99%", "2.99", "named_whole"),
        ("上年结转29.08万元，占收入预算的2.99%", "2.99", None),
        ("结转资金972.58万元，上年结转29.08万元，占2.99%", "2.99", "another_whole"),
        ("上年结转29.08万元，占1.99%，增长2.77%", "2.77", "another_percentage"),
    ],
)
def test_a_share_is_tried_with_every_other_whole(
    text: str, share: str, explanation: str | None
) -> None:
    assert told(shares(text, share), "P01") == {explanation}


def test_shares_of_the_parts_together_are_no_shares_of_the_debt_limit() -> None:
    """50.74 and 21.38 make 70.4 % and 29.6 % of themselves; the passage begins with the limit."""
    book = budget()
    book.say("debt.total", amount="197.88", section="债务")
    for topic, amount, share in (
        ("debt.general", "50.74", "70.4"),
        ("debt.special", "21.38", "29.6"),
        ("debt.other", "98.94", "50"),
        ("debt.more", "49.47", "25"),
    ):
        book.say(topic, amount=amount, share_percent=Decimal(share), section="债务")
    assert "publisher_error" not in book.check().verdicts("P01")


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("公用经费134.00万元，比上年增加13.40万元，增长21.11%", None),
        ("公用经费134.00万元，上年63.48万元，增加13.40万元，增长21.11%", "another_base"),
        (
            "公用经费134.00万元，比上年增加13.40万元，增长21.11%，其中增长11.11%",
            "another_percentage",
        ),
    ],
)
def test_a_change_is_tried_with_every_other_base(text: str, explanation: str | None) -> None:
    book = budget()
    book.rows.statements.clear()
    book.say(
        "expenditure.operating",
        amount="134.00",
        change="13.40",
        change_percent=Decimal("21.11"),
        direction="increase",
        text=text,
    )
    assert told(book, "B31") == {explanation}
