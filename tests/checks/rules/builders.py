"""What the tests of this folder share."""

from __future__ import annotations

from tests.checks.builders import Book


def without(book: Book, *codes: str) -> Book:
    """Take tables out of a book."""
    book.rows.tables = [table for table in book.rows.tables if table.table_code not in codes]
    book.rows.amounts = [amount for amount in book.rows.amounts if amount.table_code not in codes]
    return book
