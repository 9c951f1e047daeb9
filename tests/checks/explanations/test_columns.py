"""Explanations of differences by columns that may be others; and that none is forgotten."""

from __future__ import annotations

from pathlib import Path

from budgetflow.checks.explanations.all import EXPLANATIONS
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget

BASIC = "general_budget_basic_expenditure"


def explanations(book: Book, check_id: str | None = None) -> set[str | None]:
    return {f.explanation for f in book.check().findings(check_id) if f.verdict != "rounding"}


def test_every_explanation_is_named_by_a_test_of_this_folder() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [one.name for one in EXPLANATIONS if f'"{one.name}"' not in tests] == []


def test_two_columns_of_some_rows_may_have_each_others_names() -> None:
    book = budget()
    for cell in [c for c in book.rows.amounts if c.table_code == "expenditure"]:
        if cell.row_no >= 8:
            cell.measure = {"total": "basic", "basic": "total"}.get(cell.measure, cell.measure)
    assert explanations(book, "B09") == {"exchanged_columns"}
    book = budget().change("expenditure", "2080505", "basic", "23.00")
    assert "exchanged_columns" not in explanations(book)


def test_another_column_of_the_row_may_be_the_one_that_is_meant() -> None:
    """The table before has 91.00: not the appropriation's 3.00, but the general budget's 91.00."""
    book = budget().change("revenue", "revenue.total", "appropriation", "3.00")
    assert "another_column" in explanations(book, "B14")
    book.change("revenue", "revenue.total", "general_public_budget", "3.00")
    assert "another_column" not in explanations(book, "B14")


def test_a_sum_of_which_one_side_is_blank_convicts_nobody() -> None:
    book = budget().change("expenditure", "2080505", "total", "0.00")
    assert "blank_side" not in explanations(book, "B09")
    book.change("expenditure", "2080506", "total", "0.00")
    assert explanations(book, "B09") == {"blank_side"}


def test_tables_that_agree_in_fewer_lines_than_they_differ_in_prove_no_rule() -> None:
    book = budget().change(BASIC, "expenditure.total", "total", "73.00")
    assert "rule_unproven" in explanations(book, "B19")
    book = budget().change(BASIC, "301", "total", "53.00")
    assert "rule_unproven" not in explanations(book)


def test_columns_that_have_each_others_names_convict_nobody() -> None:
    book = budget()
    for amount in book.rows.amounts:
        if amount.table_code == "revenue" and amount.measure in ("total", "appropriation"):
            other = {"total": "appropriation", "appropriation": "total"}
            amount.measure = other[amount.measure]
    assert "publisher_error" not in book.check().verdicts("B07")
