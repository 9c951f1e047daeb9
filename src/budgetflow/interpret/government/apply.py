"""Read the figures of a government's table in the vocabulary of GOVERNMENT.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from budgetflow.interpret.government.columns import government_measure, is_rate
from budgetflow.interpret.government.coverage import (
    Level,
    coverage_of,
    level_of,
    of_title,
    region_of,
)
from budgetflow.interpret.government.titles import (
    OTHER,
    bare_measure,
    government_code,
    title_year,
)
from budgetflow.interpret.rows_model import Amount, TableRow


class Book(Protocol):
    """What must be known of the book whose tables are read (`interpret.identity.Identity`)."""

    @property
    def fiscal_year(self) -> int | None: ...  # noqa: D102
    @property
    def stage(self) -> str | None: ...  # noqa: D102
    @property
    def publisher(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class GovernmentTable:
    """What the title of a government's table and its book say of all its figures."""

    code: str
    title: str | None
    year: int | None
    bare: str
    """Measure of a column whose header says no more than 金额 or 合计."""
    level: Level


def government_table(title: str | None, headers: Iterable[str], book: Book) -> GovernmentTable:
    """Return what a title says; its year is the title's, else the newest in the headers, else the
    book's own.

    A plan of repayment names years to come, which are no year of the table.
    """
    last = book.fiscal_year
    known = [year for words in headers if (year := title_year(words)) is not None]
    newest = max((year for year in known if last is None or year <= last), default=last)
    year = title_year(title) or newest
    return GovernmentTable(
        government_code(title),
        title,
        year,
        bare_measure(title, year, last, book.stage),
        level_of(book.publisher),
    )


def mark_table(row: TableRow, table: GovernmentTable) -> None:
    """Set code, year and coverage of a row of `tables`."""
    row.table_code = table.code
    row.table_year = table.year
    row.coverage = of_title(table.title, table.level)


def mark_amount(amount: Amount, table: GovernmentTable) -> None:
    """Set code, year, coverage and measure of a figure; a rate is a quantity and no money."""
    amount.table_code = table.code
    amount.table_year = table.year
    amount.coverage = coverage_of(
        table.code, table.title, amount.column_label, amount.row_label, table.level
    )
    amount.region_printed = region_of(
        table.code, amount.column_label, amount.row_label, table.level
    )
    if table.code == OTHER and not amount.column_label:
        return
    amount.measure = government_measure(table.code, table.bare, amount.column_label, table.year)
    if is_rate(amount.measure) and amount.value_state in ("value", "zero"):
        amount.amount_yuan = None
        amount.value_state = "quantity"
