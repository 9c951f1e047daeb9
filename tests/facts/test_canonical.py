"""One cell a fact: what several tables say of the same money is counted once."""

from __future__ import annotations

import pytest

from budgetflow.facts.canonical import mark_facts
from budgetflow.facts.dimensions import Dimensions, dimensions
from tests.facts.builders import amount, coded


@pytest.mark.parametrize(
    ("table", "measure", "item", "expected"),
    [
        ("expenditure", "total", None, ("expenditure", "all", "total", None)),
        (
            "expenditure",
            "general_public_budget",
            None,
            ("expenditure", "general_public_budget", "total", None),
        ),
        (
            "general_budget_expenditure",
            "basic.personnel",
            None,
            ("expenditure", "general_public_budget", "basic.personnel", None),
        ),
        (
            "general_budget_basic_expenditure",
            "personnel",
            None,
            ("expenditure", "general_public_budget", "basic.personnel", None),
        ),
        ("project_expenditure", "total", None, ("expenditure", "all", "project", None)),
        ("revenue", "business_operations", None, ("revenue", "business_operations", "total", None)),
        (
            "expenditure",
            "business_operations",
            None,
            ("expenditure", "all", "business_operations", None),
        ),
        ("revenue", "carryover.unit_funds", None, ("revenue", "unit_funds", "total", "carryover")),
        ("operating_expenses", "amount", None, (None, None, None, None)),
    ],
)
def test_table_and_measure_say_together_what_is_counted(
    table: str, measure: str, item: str | None, expected: tuple[str | None, ...]
) -> None:
    assert dimensions(table, measure, None, item) == Dimensions(*expected)


def test_a_summary_row_that_names_a_fund_is_a_revenue_column_of_that_fund() -> None:
    row = amount(
        "5.00", "summary", 1, side="revenue", item="revenue.government_fund", measure="amount"
    )
    column = amount(
        "5.00", "revenue", 1, item="revenue.total", row_role="total", measure="government_fund"
    )
    mark_facts([row, column])
    assert row.fact_id == column.fact_id
    assert [row.is_canonical, column.is_canonical] == [False, True]


def test_a_class_in_three_tables_has_one_canonical_cell() -> None:
    rows = [
        coded("100.00", "208", 1),
        coded("100.00", "208", 2, table_code="summary", side="expenditure", measure="amount"),
        coded("60.00", "208", 3, table_code="general_budget_expenditure"),
    ]
    mark_facts(rows)
    assert [row.is_canonical for row in rows] == [True, False, True]
    assert rows[0].fact_id == rows[1].fact_id != rows[2].fact_id


def test_two_lines_printed_alike_in_one_table_are_two_facts() -> None:
    rows = [coded("1.00", "2050803", 1), coded("2.00", "2050803", 2)]
    again = [
        coded(row.amount_printed, "2050803", row.row_no, table_code="summary", side="expenditure")
        for row in rows
    ]
    mark_facts([*rows, *again])
    assert [row.is_canonical for row in (*rows, *again)] == [True, True, False, False]
    assert rows[0].fact_id == again[0].fact_id != rows[1].fact_id == again[1].fact_id


def test_a_fact_that_one_cell_says_has_no_key() -> None:
    row = coded("1.00", "2050803", 1)
    mark_facts([row])
    assert row.is_canonical and row.fact_id is None


def test_what_is_no_money_is_never_canonical() -> None:
    rate = coded("5.00", "208", 1, value_state="quantity")
    mark_facts([rate])
    assert not rate.is_canonical


def test_marking_again_changes_nothing() -> None:
    rows = [coded("100.00", "208", 1), coded("100.00", "20805", 2)]
    mark_facts(rows)
    before = [(row.fact_id, row.is_canonical, row.is_leaf) for row in rows]
    mark_facts(rows)
    assert [(row.fact_id, row.is_canonical, row.is_leaf) for row in rows] == before
