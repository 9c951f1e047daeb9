"""Every check of the catalogue has a case in which it holds and one in which it fails."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetflow.checks.catalogue.all import CHECKS
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, final_accounts
from tests.checks.spoiled import (
    Make,
    change,
    change_rate,
    percent,
    pure_budget,
    relabel,
    restate,
    retitle,
    state_of,
    wan,
    with_fund,
    with_goal_money,
    with_items_named,
    with_rates,
)

SLIPS: list[tuple[str, Make, Callable[[Book], object]]] = [
    ("B01", budget, change("summary", "revenue.total", "amount", "110.00")),
    ("B02", budget, change("summary", "revenue.carryover", "amount", "7.00")),
    ("B03", budget, change("summary", "revenue.other", "amount", "8.00")),
    ("B04", budget, change("summary", "208", "amount", "36.00")),
    ("B05", budget, change("revenue", "revenue.total", "total", "98.00")),
    ("B06", budget, change("expenditure", "208", "total", "33.00")),
    ("B07", budget, change("revenue", "21011", "appropriation", "12.00")),
    ("B08", budget, change("expenditure", "2101501", "basic", "24.00")),
    ("B09", budget, change("expenditure", "2080505", "total", "23.00")),
    ("B10", budget, change("expenditure", "2101103", "total", "5.50")),
    (
        "B11",
        budget,
        change("appropriation_summary", "expenditure.total", "general_public_budget", "90.00"),
    ),
    ("B12", budget, change("appropriation_summary", "revenue.total", "amount", "120.00")),
    (
        "B13",
        budget,
        change("appropriation_summary", "revenue.general_public_budget", "amount", "88.00"),
    ),
    ("B14", budget, change("revenue", "revenue.total", "appropriation", "80.00")),
    ("B15", budget, change("general_budget_expenditure", "expenditure.total", "total", "99.00")),
    ("B16", budget, change("appropriation_summary", "210", "general_public_budget", "60.00")),
    ("B17", budget, change("general_budget_expenditure", "2101103", "total", "50.00")),
    ("B18", budget, change("general_budget_expenditure", "2101103", "total", "6.00")),
    ("B19", budget, change("general_budget_basic_expenditure", "30201", "total", "18.00")),
    ("B20", budget, change("general_budget_basic_expenditure", "303", "total", "5.00")),
    (
        "B21",
        budget,
        change("general_budget_basic_expenditure", "expenditure.total", "total", "75.00"),
    ),
    (
        "B22",
        pure_budget,
        change("general_budget_basic_expenditure", "expenditure.total", "total", "75.00"),
    ),
    ("B23", budget, change("three_public_expenses", "reception", "amount", "4.00")),
    ("B24", budget, change("general_budget_basic_expenditure", "30217", "total", "5.00")),
    ("B25", budget, change("operating_expenses", "合计", "amount", "28.00")),
    ("B26", budget, change("general_budget_project_expenditure", "合计", "total", "29.00")),
    ("B27", budget, change("government_procurement", "services", "amount", "2.50")),
    ("B27", budget, restate("procurement.reserved_sme", amount_yuan=wan("8.00"))),
    ("B28", budget, state_of("government_fund_expenditure", "empty")),
    ("B28", budget, state_of("general_budget_expenditure", "declared_empty")),
    ("B29", budget, restate("revenue.total", amount_yuan=wan("103.00"))),
    ("B29", budget, restate("function", amount_yuan=wan("21.00"))),
    ("B29", budget, restate("expenditure.project", amount_yuan=wan("35.00"))),
    ("B30", budget, restate("three_public.total", amount_yuan=wan("9.50"))),
    (
        "B30",
        budget,
        restate("three_public.total", reason=None),
    ),  # the only reason given in the book
    ("B31", budget, restate("expenditure.basic", change_percent=percent("14.29"))),
    ("B31", budget, restate("expenditure.basic", direction="flat")),
    ("B32", budget, relabel("expenditure", "208", "医疗卫生支出")),
    ("B32", budget, restate("function", subject_printed="住房公积金")),
    ("B33", budget, lambda book: book.rows.tables.pop()),
    ("B34", budget, retitle),
    ("B34", budget, restate("function", text="XX单位2026年预算")),
    ("F01", final_accounts, change("summary", "revenue.carryover", "amount", "3.00")),
    ("F02", final_accounts, change("summary", "expenditure.carried_forward", "amount", "3.00")),
    ("F03", final_accounts, change("summary", "revenue.total", "amount", "0.00")),
    ("F04", final_accounts, change("summary", "revenue.other", "amount", "8.00")),
    ("F05", final_accounts, change("revenue", "revenue.total", "total", "97.00")),
    ("F06", final_accounts, change("expenditure", "210", "total", "77.00")),
    ("F07", final_accounts, change("revenue", "2080505", "total", "22.00")),
    ("F08", final_accounts, change("expenditure", "2080505", "basic", "22.00")),
    (
        "F09",
        final_accounts,
        change("appropriation_summary", "expenditure.carried_forward", "total", "2.00"),
    ),
    ("F10", final_accounts, change("revenue", "revenue.total", "appropriation", "92.00")),
    (
        "F11",
        final_accounts,
        change("appropriation_summary", "revenue.general_public_budget", "amount", "92.00"),
    ),
    (
        "F12",
        final_accounts,
        change("general_budget_expenditure", "expenditure.total", "total", "92.00"),
    ),
    ("F13", final_accounts, change("general_budget_expenditure", "2101101", "total", "12.00")),
    (
        "F14",
        final_accounts,
        change("general_budget_basic_expenditure", "expenditure.total", "total", "73.00"),
    ),
    ("F15", final_accounts, change("expenditure", "expenditure.total", "basic", "60.00")),
    ("F16", final_accounts, change("general_budget_basic_expenditure", "302", "total", "28.00")),
    ("F17", final_accounts, change("three_public_expenses", "vehicles", "final", "6.00")),
    ("F18", final_accounts, change("general_budget_basic_expenditure", "30217", "total", "7.00")),
    (
        "F19",
        with_fund("government_fund_expenditure"),
        change("government_fund_expenditure", "229", "closing_balance", "3.00"),
    ),
    (
        "F20",
        with_fund("state_capital_expenditure"),
        change("state_capital_expenditure", "229", "closing_balance", "3.00"),
    ),
    ("F21", final_accounts, state_of("state_capital_expenditure", "empty")),
    ("F22", final_accounts, restate("expenditure.total", amount_yuan=wan("109.00"))),
    ("F23", final_accounts, restate("function", amount_yuan=wan("21.00"))),
    (
        "F25",
        final_accounts,
        change("general_budget_expenditure", "expenditure.total", "total", "150.00"),
    ),
    ("F26", final_accounts, relabel("expenditure", "208", "医疗卫生支出")),
    ("P01", budget, restate("revenue.other", share_percent=percent("6.00"))),
    ("P02", final_accounts, restate("expenditure.basic", change_percent=percent("14.29"))),
    (
        "P03",
        budget,
        lambda book: setattr(book.rows.projects[0].allocations[0], "amount_yuan", wan("25.00")),
    ),
    ("P05", with_goal_money, change("performance_targets", "其他资金", "amount", "8.00")),
    (
        "P06",
        with_items_named,
        restate(
            "general_public_budget.basic", text="包括基本工资、退休费、办公费、公务接待费、咨询费"
        ),
    ),
    ("P07", budget, restate("function", text="主要用于主要用于养老保险")),
    ("P08", with_rates, change_rate("0.00%")),
    (
        "P04",
        budget,
        lambda book: setattr(book.rows.performance_targets[0], "weight", percent("55")),
    ),
]
FROM_HISTORY = {"F24"}


@pytest.mark.parametrize(
    ("check_id", "make", "slip"),
    SLIPS,
    ids=[f"{one[0]}-{number}" for number, one in enumerate(SLIPS)],
)
def test_check_holds_and_then_fails(
    check_id: str, make: Make, slip: Callable[[Book], object]
) -> None:
    assert make().check().state(check_id) == "pass"
    spoilt = make()
    slip(spoilt)
    spoilt.check()
    assert spoilt.state(check_id) == "fail"
    finding = spoilt.findings(check_id)[0]
    assert finding.message_zh and finding.message_en and finding.verdict != "rounding"


def test_last_years_closing_balance_is_this_years_opening() -> None:
    before = final_accounts(2025)
    before.rows.statements.clear()
    assert final_accounts().check([before]).state("F24") == "pass"
    assert (
        final_accounts()
        .change("summary", "revenue.carryover", "amount", "2.50")
        .check([before])
        .state("F24")
        == "fail"
    )


def test_budget_figures_of_final_accounts_are_those_of_the_budget() -> None:
    assert final_accounts().check([budget()]).state("F24") == "pass"
    assert (
        final_accounts()
        .change("three_public_expenses", "reception", "budget", "3.50")
        .check([budget()])
        .state("F24")
        == "fail"
    )


def test_a_stated_change_agrees_with_last_years_disclosure() -> None:
    before = budget()
    before.rows.disclosures[0].fiscal_year = 2025
    for statement in before.rows.statements:
        statement.amount_yuan = (
            wan("60.00") if statement.topic == "expenditure.basic" else statement.amount_yuan
        )  # type: ignore[assignment]
    assert (
        budget().check([before]).state("B31") == "fail"
    )  # 三公: 10 implied by the text, 9 disclosed
    for statement in before.rows.statements:
        statement.amount_yuan = (
            wan("10.00") if statement.topic == "three_public.total" else statement.amount_yuan
        )  # type: ignore[assignment]
    assert budget().check([before]).state("B31") == "pass"


def test_every_check_has_a_case_in_which_it_fails() -> None:
    # those of whole governments have theirs in rules/government
    own = {check.id for check in CHECKS if not check.government}
    assert own == {check_id for check_id, _, _ in SLIPS} | FROM_HISTORY


def test_books_without_slips_raise_nothing() -> None:
    for book in (budget(), final_accounts()):
        assert book.check().findings() == []
        assert book.rows.disclosures[0].status == "accepted"


def test_nothing_to_compare_is_not_a_pass() -> None:
    book = Book()
    book.rows.disclosures[0].title = None
    book.check()
    assert {result.state for result in book.rows.check_results} == {"not_applicable"}
    assert {result.evidence_count for result in book.rows.check_results} == {0}


def test_checks_run_again_give_the_same_rows() -> None:
    book = budget().change("summary", "revenue.total", "amount", "110.00").check()
    first = (list(book.rows.findings), list(book.rows.check_results))
    book.check()
    assert (book.rows.findings, book.rows.check_results) == first
    assert len({finding.finding_id for finding in book.rows.findings}) == len(book.rows.findings)


def test_ids_are_unique_and_conditional_checks_state_their_condition() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.condition for check in CHECKS if check.cls == "conditional")
    assert all(check.zh and check.en and check.tables for check in CHECKS)


@pytest.mark.corpus
def test_all_identities_of_the_reference_are_in_the_catalogue(shared: Path) -> None:
    with (shared / "reference" / "checks.csv").open(encoding="utf-8") as lines:
        wanted = {row["id"]: row["kind"] for row in csv.DictReader(lines)}
    kinds = {
        check.id: {"budget": "预算", "final_accounts": "决算"}.get(check.kind) for check in CHECKS
    }
    assert wanted == {check_id: kinds[check_id] for check_id in wanted}
