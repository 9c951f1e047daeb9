"""What prose says of the three public expenses: changes and shares of the items."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.builders import Book, in_yuan
from tests.checks.example_disclosures import budget

SECTION = "“三公”经费"
ITEMS = (("overseas_travel", "10.00"), ("vehicles", "25.00"), ("reception", "15.00"))


def changes(*changed: str, whole: str = "50.00") -> Book:
    """Give a budget whose prose says the total and its items with their changes; `0` is flat."""
    book = budget()
    for (topic, amount), change in zip((("total", whole), *ITEMS), changed, strict=True):
        flat = change == "0"
        words = "持平" if flat else f"增加{change.lstrip('-')}万元"
        statement = book.say(
            f"three_public.{topic}",
            amount=amount,
            section=SECTION,
            text=f"{topic}{amount}万元，比上年{words}，原因是…",
        )
        statement.direction = "flat" if flat else "increase"
        statement.change_yuan = None if flat else in_yuan(change)
    return book


@pytest.mark.parametrize(
    ("book", "verdicts"),
    [
        (changes("6.00", "1.00", "5.00", "0"), set()),
        (changes("6.00", "1.00", "7.00", "0"), {"publisher_error"}),
        (changes("6.00", "1.00", "7.00", "0", whole="60.00"), set()),  # an item is not said
    ],
)
def test_the_change_of_the_total_is_that_of_its_items(book: Book, verdicts: set[str]) -> None:
    found = {f.verdict for f in book.check().findings("B31") if "change of three" in f.message_en}
    assert found == verdicts


def test_a_change_that_its_sentence_does_not_hold_accuses_nobody() -> None:
    book = changes("6.00", "1.00", "5.00", "0")
    for statement in book.rows.statements:
        if statement.topic == "three_public.vehicles":
            statement.change_yuan = in_yuan("7.00")
    found = [f for f in book.check().findings("B31") if "change of three" in f.message_en]
    assert found and "publisher_error" not in {f.verdict for f in found}


def shares(*percent: str) -> Book:
    """Give a budget whose 三公 table prints 50.00 and whose prose says the items' shares."""
    book = budget()
    for item, amount in (("three_public_total", "50.00"), *ITEMS):
        book.change("three_public_expenses", item, "amount", amount)
    for (topic, amount), share in zip(ITEMS, percent, strict=True):
        statement = book.say(
            f"three_public.{topic}",
            amount=amount,
            section=SECTION,
            text=f"{topic}支出{amount}万元，占“三公”经费的{share}%",
        )
        statement.share_percent = Decimal(share)
    return book


@pytest.mark.parametrize(
    ("percent", "named"),
    [
        (("20.00", "50.00", "30.00"), 0),
        (("20.00", "41.00", "39.00"), 2),  # of no whole at all
        (("10.00", "25.00", "15.00"), 0),  # all of 100.00, meetings and training counted in
    ],
)
def test_shares_of_the_items_are_of_one_whole(percent: tuple[str, ...], named: int) -> None:
    found = [
        f
        for f in shares(*percent).check().findings("P01")
        if "three public expenses" in f.message_en
    ]
    assert [f.verdict for f in found] == ["publisher_error"] * named


@pytest.mark.parametrize(("parts_share", "named"), [("50.00", 0), ("47.00", 1)])
def test_a_share_of_something_larger_is_not_one_of_the_figure_itself(
    parts_share: str, named: int
) -> None:
    book = budget()
    said = [("general_public_budget.total", "80.00", "97.62"), ("function", "40.00", parts_share)]
    said += [("function", "20.00", "25.00"), ("function", "20.00", "25.00")]
    for topic, amount, share in said:
        text = f"支出{amount}万元，占{share}%"
        book.say(topic, amount=amount, section="说明", text=text).share_percent = Decimal(share)
    found = [f.verdict for f in book.check().findings("P01") if "share" in f.message_en]
    assert found == ["publisher_error"] * named


def test_a_figure_said_of_two_codes_is_a_slip_where_it_is_the_others() -> None:
    for second, named in (
        ("机关事业单位职业年金缴费支出20.00万元", True),
        ("支出20.00万元", False),
    ):
        book = budget()
        for code, text in (
            ("2080505", "机关事业单位基本养老保险缴费支出20.00万元"),
            ("2080506", second),
        ):
            book.say("function", function_code=code, amount="20.00", text=text, section="说明")
        found = {f.verdict for f in book.check().findings("B29") if "2080506" in f.message_en}
        assert ("publisher_error" in found) == named
