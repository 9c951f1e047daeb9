"""`government_totals`: a book's key figures by year, coverage and stage, each with its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budgetflow.facts.government_totals import build_government_totals
from budgetflow.interpret.derived_rows import GovernmentTotals
from budgetflow.interpret.rows_model import Amount
from tests.facts.builders import DISCLOSURE, amount

BOOK = replace(DISCLOSURE, scope="government", publisher="甘泉市")


def cell(yuan: str, item: str | None, measure: str, **values: object) -> Amount:
    given: dict[str, object] = {
        "table_code": "general_budget_revenue",
        "table_year": 2025,
        "coverage": "whole_region",
        **values,
    }
    return amount(yuan, item=item, measure=measure, **given)  # type: ignore[arg-type]


def totals(*cells: Amount) -> list[GovernmentTotals]:
    return build_government_totals(BOOK, cells)


def test_each_year_and_stage_of_a_book_is_a_row() -> None:
    found = totals(
        cell("900", "revenue.current_year", "budget"),
        cell("950", "revenue.current_year", "execution"),
        cell("880", "revenue.current_year", "previous_year_final"),
    )
    assert [(row.table_year, row.amount_stage, row.revenue_yuan) for row in found] == [
        (2024, "final", Decimal(880)),
        (2025, "budget", Decimal(900)),
        (2025, "execution", Decimal(950)),
    ]
    assert found[2].revenue_source == "general_budget_revenue-1-execution"


def test_the_own_level_is_a_row_of_its_own_and_what_is_below_is_none() -> None:
    found = totals(
        cell("950", "revenue.tax", "execution"),
        cell("400", "revenue.tax", "execution", coverage="own_level"),
        cell("300", "revenue.tax", "execution", coverage="subordinate"),
        cell("200", "revenue.tax", "execution", region_name="东城区"),
    )
    assert [(row.coverage, row.tax_yuan) for row in found] == [
        ("own_level", Decimal(400)),
        ("whole_region", Decimal(950)),
    ]


def test_a_table_of_receipts_comes_before_a_balance_and_a_year_before_its_repetition() -> None:
    item = "revenue.current_year"
    found = totals(
        cell("951", item, "execution", table_code="general_budget_balance"),
        cell("952", item, "previous_year_execution", table_year=2026, row_no=2),
        cell("950", item, "execution", row_no=9),
    )
    assert [row.revenue_yuan for row in found] == [Decimal(950)]


def test_a_total_of_taxes_and_non_tax_revenue_alone_is_not_total_revenue() -> None:
    listed = [
        cell("60", "revenue.tax", "budget"),
        cell("40", "revenue.non_tax", "budget", row_no=2),
        cell("100", "revenue.total", "budget", row_no=3),
    ]
    balance = "general_budget_balance"
    (found,) = totals(*listed)
    assert (found.tax_yuan, found.revenue_total_yuan) == (Decimal(60), None)
    (found,) = totals(*listed, cell("300", "revenue.total", "budget", table_code=balance))
    assert found.revenue_total_yuan == Decimal(300)


def test_a_list_without_transfers_before_the_balance_is_not_total_expenditure() -> None:
    balance = "general_budget_balance"
    (found,) = totals(
        cell("500", "expenditure.total", "budget", table_code=balance),
        cell("500", "expenditure.current_year", "budget", table_code=balance, row_no=2),
        cell("700", "expenditure.total", "budget", table_code=balance, row_no=3),
    )
    assert (found.expenditure_yuan, found.expenditure_total_yuan) == (Decimal(500), Decimal(700))


def test_debt_is_of_the_end_of_its_year_and_of_no_measure_of_a_budget() -> None:
    debt = "debt_limit_and_balance"
    found = totals(
        cell("77", None, "limit", table_code=debt),
        cell("66", None, "balance", table_code=debt, row_no=2),
        cell("55", None, "limit", table_code=debt, table_year=2026, row_no=3),
    )
    assert [(row.table_year, row.amount_stage, row.debt_limit_yuan) for row in found] == [
        (2025, "execution", Decimal(77)),
        (2026, "budget", Decimal(55)),
    ]
    assert found[0].debt_balance_yuan == Decimal(66)


def test_a_rate_and_a_row_without_an_item_give_nothing() -> None:
    assert not totals(cell("105", "revenue.tax", "percent_of_budget", value_state="quantity"))
    assert not totals(cell("105", "detail", "execution"))


def test_a_department_has_none() -> None:
    assert not build_government_totals(DISCLOSURE, [cell("950", "revenue.tax", "execution")])
