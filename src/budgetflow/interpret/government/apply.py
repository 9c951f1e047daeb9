"""Read the figures of a government's table in the vocabulary of GOVERNMENT.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from budgetflow.interpret.government.columns import (
    Frame,
    base_measure,
    government_measure,
    is_rate,
    measure_of_row,
    year_of_column,
)
from budgetflow.interpret.government.coverage import (
    Level,
    coverage_of,
    level_of,
    of_table,
    region_of,
)
from budgetflow.interpret.government.refine import rows_are_regions, settled_code
from budgetflow.interpret.government.titles import (
    OTHER,
    bare_measure,
    government_code,
    title_year,
)
from budgetflow.interpret.rows_model import Amount, TableRow
from budgetflow.interpret.text.normalise import squeeze

# Measures without a name for another year: what the column's year is goes with the figure.
_OF_THEIR_YEAR = frozenset({"limit", "new_limit", "budget", "amount"})


_REVENUE_CODE = re.compile(r"1(?:0[1-9]|10)(?:\d\d){0,4}")
_REGION_CODE = re.compile(r"[1-6]\d(?:\d\d){1,2}")


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
    """What the title of a government's table, its rows and its book say of all its figures."""

    title: str | None
    frame: Frame
    level: Level
    regional: bool
    """Whether its rows are regions, whatever its code."""

    @property
    def code(self) -> str:
        """Its code."""
        return self.frame.code


def government_table(title: str | None, amounts: Sequence[Amount], book: Book) -> GovernmentTable:
    """Return what a title and the figures below it say; the year is the title's, else the newest in
    the headers, else the book's own, and never one to come.
    """
    headers = list(dict.fromkeys(amount.column_label for amount in amounts))
    rows = {amount.row_no: amount for amount in amounts}
    labels = [amount.row_label for amount in rows.values()]
    codes = [amount.function_code for amount in rows.values()]
    code = settled_code(government_code(title), title, labels, codes, headers)
    last = book.fiscal_year
    known = [year for words in headers if (year := title_year(words)) is not None]
    newest = max((year for year in known if last is None or year <= last), default=last)
    year = title_year(title) or newest
    if last is not None and (year is None or year > last):
        year = last  # years to come are planned in this year's book: 2026—2028年规划表
    if _are_parted(headers):
        bare = "total"
    else:
        bare = bare_measure(title, year, last, book.stage)
    frame = Frame(code, bare, year, last)
    return GovernmentTable(title, frame, level_of(book.publisher), rows_are_regions(labels))


def _are_parted(headers: Sequence[str]) -> bool:
    """Check whether columns part outlays into basic and project expenditure, whose sum a bare 合计
    beside them is.
    """
    paths = [squeeze(words) for words in headers]
    return all(any(part in path for path in paths) for part in ("基本支出", "项目支出"))


def mark_table(row: TableRow, table: GovernmentTable) -> None:
    """Set code, year and coverage of a row of `tables`."""
    row.table_code = table.code
    row.table_year = table.frame.year
    row.coverage = of_table(table.code, table.title, table.level, regional=table.regional).value


def mark_amount(amount: Amount, table: GovernmentTable, digits: str | None = None) -> None:
    """Set code, year, coverage and measure of a figure; a rate is a quantity and no money.

    `digits` stand in the row's code column and are of no classification of outlays: a code of
    receipts, or of a region.
    """
    amount.table_code = table.code
    amount.table_year = table.frame.year
    coverage = coverage_of(
        table.code,
        table.title,
        amount.column_label,
        amount.row_label,
        table.level,
        regional=table.regional,
    )
    amount.coverage, amount.coverage_printed = coverage.value, coverage.printed
    amount.region_name = region_of(
        table.code, amount.column_label, amount.row_label, table.level, regional=table.regional
    )
    if digits:
        _mark_code(amount, table, digits)
    if table.code == OTHER and not amount.column_label:
        return
    of_row = measure_of_row(table.frame, amount.row_label or "", amount.column_label)
    amount.measure = of_row or government_measure(table.frame, amount.column_label)
    year = year_of_column(amount.column_label)
    if year is not None and amount.measure.partition(".")[0] in _OF_THEIR_YEAR:
        amount.table_year = year
    if amount.measure in ("change", "change_percent"):
        amount.base_measure = base_measure(amount.column_label, table.frame)
    if is_rate(amount.measure) and amount.value_state in ("value", "zero"):
        amount.amount_yuan = None
        amount.value_state = "quantity"


def _mark_code(amount: Amount, table: GovernmentTable, digits: str) -> None:
    """Set the code of receipts, or of the region, that digits in the row's code column are."""
    if _REVENUE_CODE.fullmatch(digits) and amount.region_name is None:
        amount.revenue_code = digits
    elif table.regional and _REGION_CODE.fullmatch(digits):
        amount.region_code = digits
