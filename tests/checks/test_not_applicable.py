"""Every check has a case in which it holds and, once what it compares is taken away and all else
stays, has nothing to compare.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from budgetflow.checks.catalogue.all import CHECKS
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, final_accounts
from tests.checks.rules.builders import without
from tests.checks.spoiled import (
    Make,
    change,
    pure_budget,
    with_fund,
    with_goal_money,
    with_items_named,
    with_rates,
)

Taken = Callable[[Book], object]


def lacks(*codes: str) -> Taken:
    """Take tables away."""
    return lambda book: without(book, *codes)


def drops(table_code: str, *rows: str) -> Taken:
    """Take rows of a table away."""
    return lambda book: [book.drop(table_code, row) for row in rows]


def unsaid(*topics: str, but_for: str = "") -> Taken:
    """Take the sentences away whose topics begin so."""

    def take(book: Book) -> None:
        book.rows.statements = [
            s
            for s in book.rows.statements
            if not s.topic.startswith(topics) or (but_for and s.topic.startswith(but_for))
        ]

    return take


def unsaid_with(column: str) -> Taken:
    """Take the sentences away that have a value in that column."""

    def take(book: Book) -> None:
        book.rows.statements = [s for s in book.rows.statements if getattr(s, column) is None]

    return take


def all_of(*taken: Taken) -> Taken:
    """Take several things away."""
    return lambda book: [take(book) for take in taken]


def everything(book: Book) -> None:
    """Take all away that has words in it."""
    book.rows.tables.clear()
    book.rows.amounts.clear()
    book.rows.statements.clear()
    book.rows.disclosures[0].title = None


def everything_said(book: Book) -> None:
    """Take titles, headings, sentences and projects away."""
    everything(book)
    book.rows.projects.clear()


BASIC, GENERAL, THREE = (
    "general_budget_basic_expenditure",
    "general_budget_expenditure",
    "three_public_expenses",
)
FUND, CAPITAL, APPROPRIATION = (
    "government_fund_expenditure",
    "state_capital_expenditure",
    "appropriation_summary",
)
LACKS: list[tuple[str, Make, Taken]] = [
    ("B01", budget, lacks("summary")),
    ("B02", budget, drops("summary", "revenue.current_year", "expenditure.current_year")),
    ("B03", budget, drops("summary", "revenue.current_year")),
    ("B04", budget, drops("summary", "208", "210")),
    ("B05", budget, lacks("revenue")),
    ("B06", budget, lacks("expenditure")),
    ("B07", budget, lacks("revenue")),
    ("B08", budget, lacks("expenditure")),
    ("B09", budget, lacks("expenditure")),
    ("B10", budget, drops("expenditure", "2101103")),
    ("B11", budget, lacks(APPROPRIATION)),
    ("B12", budget, drops(APPROPRIATION, "revenue.total")),
    ("B13", budget, lacks("summary")),
    ("B14", budget, lacks("revenue")),
    ("B15", budget, lacks(GENERAL)),
    ("B16", budget, lacks(GENERAL)),
    ("B17", budget, lacks(GENERAL)),
    ("B18", budget, lacks(GENERAL, "general_budget_project_expenditure")),
    ("B19", budget, lacks(BASIC)),
    ("B20", budget, lacks(BASIC)),
    ("B21", budget, lacks(BASIC)),
    ("B22", pure_budget, change("expenditure", "expenditure.total", "total", "120.00")),
    ("B23", budget, lacks(THREE)),
    ("B24", budget, drops(BASIC, "30217")),
    ("B25", budget, lacks("operating_expenses")),
    ("B26", budget, lacks("general_budget_project_expenditure")),
    ("B27", budget, all_of(lacks("government_procurement"), unsaid("procurement.total"))),
    ("B28", budget, lacks(FUND, CAPITAL)),
    ("B29", budget, unsaid("revenue", "expenditure", "function", "procurement")),
    ("B30", budget, unsaid("three_public")),
    ("B31", budget, unsaid_with("change_yuan")),
    ("B32", budget, all_of(lacks(GENERAL, "expenditure"), unsaid("function"))),
    ("B33", budget, lacks("summary", "revenue", "expenditure", APPROPRIATION, GENERAL, BASIC)),
    ("B34", budget, everything),
    ("F01", final_accounts, drops("summary", "revenue.current_year")),
    ("F02", final_accounts, drops("summary", "expenditure.current_year")),
    ("F03", final_accounts, lacks("summary")),
    ("F04", final_accounts, drops("summary", "revenue.current_year", "208", "210")),
    ("F05", final_accounts, lacks("revenue")),
    ("F06", final_accounts, lacks("expenditure")),
    ("F07", final_accounts, lacks("revenue")),
    ("F08", final_accounts, lacks("expenditure")),
    ("F09", final_accounts, lacks(APPROPRIATION)),
    ("F10", final_accounts, lacks("revenue")),
    ("F11", final_accounts, lacks(APPROPRIATION)),
    ("F12", final_accounts, lacks(GENERAL)),
    ("F13", final_accounts, lacks(GENERAL)),
    ("F14", final_accounts, lacks(BASIC)),
    ("F15", final_accounts, lacks(BASIC)),
    ("F16", final_accounts, lacks(BASIC)),
    ("F17", final_accounts, lacks(THREE)),
    ("F18", final_accounts, lacks(THREE)),
    ("F19", with_fund(FUND), lacks(FUND)),
    ("F20", with_fund(CAPITAL), lacks(CAPITAL)),
    ("F21", final_accounts, lacks(FUND, CAPITAL)),
    ("F22", final_accounts, unsaid("", but_for="function")),
    ("F23", final_accounts, unsaid("function")),
    ("F25", final_accounts, lacks(GENERAL)),
    ("F26", final_accounts, everything),
    ("P01", budget, unsaid_with("share_percent")),
    ("P02", final_accounts, unsaid_with("change_yuan")),
    ("P03", budget, lambda book: book.rows.projects[0].allocations.pop()),
    ("P04", budget, lambda book: setattr(book.rows.performance_targets[0], "weight", None)),
    ("P06", with_items_named, lacks(BASIC)),
    ("P07", budget, everything_said),
    ("P05", with_goal_money, lacks("performance_targets")),
    ("P08", with_rates, lacks("performance_targets")),
]
FROM_HISTORY = {"F24"}


@pytest.mark.parametrize(("check_id", "make", "take"), LACKS, ids=[one[0] for one in LACKS])
def test_check_holds_and_then_has_nothing_to_compare(
    check_id: str, make: Make, take: Taken
) -> None:
    assert make().check().state(check_id) == "pass"
    poorer = make()
    take(poorer)
    poorer.check()
    assert poorer.state(check_id) == "not_applicable"
    assert poorer.findings(check_id) == []
    assert [
        result.evidence_count for result in poorer.rows.check_results if result.check_id == check_id
    ] == [0]


def test_without_an_earlier_disclosure_there_is_nothing_to_compare_with() -> None:
    assert final_accounts().check([budget()]).state("F24") == "pass"
    assert final_accounts().check().state("F24") == "not_applicable"


def test_every_check_has_a_case_in_which_it_has_nothing_to_compare() -> None:
    # those of whole governments have theirs in rules/government
    own = {check.id for check in CHECKS if not check.government}
    assert own == {check_id for check_id, _, _ in LACKS} | FROM_HISTORY


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_of_the_other_stage_is_no_pass(check: object) -> None:
    book = (final_accounts() if check.kind == "budget" else budget()).check()  # type: ignore[attr-defined]
    assert (book.state(check.id) == "not_applicable") or check.kind == "both"  # type: ignore[attr-defined]
