"""Which documents of a disclosure are copies of each other, and which are parts of one book."""

from __future__ import annotations

import pytest

from budgetflow.checks.duplicates import copies
from budgetflow.interpret.rows_model import TableRow
from tests.checks.builders import Book

SECOND = "1" * 64


def in_two_files(year: int | None, coverage: str | None) -> Book:
    """Return a disclosure whose two files print a summary each: the first that of 2026 of the own
    level, the second that of this year and level.
    """
    book = Book(stage="budget", year=2026)
    for _ in range(2):
        book.table(
            "summary", "收支总表", [("revenue", None, "revenue.total", "total", "收入总计", {})]
        )
    first, second = book.rows.tables
    _is_of(first, 2026, "own_level")
    _is_of(second, year, coverage)
    second.document_id = SECOND
    return book


def _is_of(table: TableRow, year: int | None, coverage: str | None) -> None:
    table.table_year, table.coverage = year, coverage


@pytest.mark.parametrize(
    ("year", "coverage"),
    [(2025, "own_level"), (2026, "whole_region"), (2025, "whole_region")],
)
def test_a_book_in_two_files_prints_a_table_for_each_year_and_level(
    year: int, coverage: str
) -> None:
    book = in_two_files(year, coverage)
    assert copies(book.rows.disclosures[0], book.rows) == [book.rows]


def test_two_files_that_print_one_table_twice_are_copies() -> None:
    book = in_two_files(2026, "own_level")
    found = copies(book.rows.disclosures[0], book.rows)
    documents = [{table.document_id for table in one.tables} for one in found]
    assert documents == [{book.rows.documents[0].document_id}, {SECOND}]
