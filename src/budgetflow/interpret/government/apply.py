"""Read the figures of a government's table in the vocabulary of GOVERNMENT.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budgetflow.interpret.government.columns import government_measure, is_rate
from budgetflow.interpret.government.coverage import coverage_of, of_title
from budgetflow.interpret.government.titles import OTHER, government_code, title_year
from budgetflow.interpret.rows_model import Amount, TableRow


@dataclass(frozen=True, slots=True)
class GovernmentTable:
    """What the title of a government's table says of all its figures."""

    code: str
    title: str | None
    year: int | None


def government_table(
    title: str | None, headers: Iterable[str], year: int | None
) -> GovernmentTable:
    """Return what a title says; its year is the title's, else the newest in the headers.

    `year` is the draft's or the settled year of the book, which holds where nothing is printed.
    """
    newest = title_year(title) or max(filter(None, map(title_year, headers)), default=year)
    return GovernmentTable(government_code(title), title, newest)


def mark_table(row: TableRow, table: GovernmentTable) -> None:
    """Set code, year and coverage of a row of `tables`."""
    row.table_code = table.code
    row.table_year = table.year
    row.coverage = of_title(table.title)


def mark_amount(amount: Amount, table: GovernmentTable) -> None:
    """Set code, year, coverage and measure of a figure; a rate is a quantity and no money."""
    amount.table_code = table.code
    amount.table_year = table.year
    amount.coverage = coverage_of(table.code, table.title, amount.column_label, amount.row_label)
    if table.code == OTHER and not amount.column_label:
        return
    amount.measure = government_measure(table.code, table.title, amount.column_label, table.year)
    if is_rate(amount.measure) and amount.value_state in ("value", "zero"):
        amount.amount_yuan = None
        amount.value_state = "quantity"
