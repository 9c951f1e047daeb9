"""`government_totals`: one row a government's book, year, coverage and stage of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS, GovernmentColumn, Place
from budgetflow.contracts.total_columns import source_column
from budgetflow.facts.canonical import COUNTED
from budgetflow.interpret.derived_rows import GovernmentTotals
from budgetflow.interpret.government.columns import STAGES
from budgetflow.interpret.government.coverage import OWN, WHOLE
from budgetflow.interpret.rows_model import Amount, DisclosureRow

_PREVIOUS = "previous_year_"
_STAGE_OF_BOOK = {"budget": "budget", "final_accounts": "final", "execution": "execution"}
_OWN_REVENUE = ("revenue.tax", "revenue.non_tax")
# What a year takes in and spends itself, and the grand total that is more.
_YEARS_OWN = {
    "revenue.current_year": "revenue.total",
    "expenditure.current_year": "expenditure.total",
}
_Key = tuple[int, str, str]


def build_government_totals(
    disclosure: DisclosureRow, amounts: Sequence[Amount]
) -> list[GovernmentTotals]:
    """Return the totals of one government's book, by year, coverage and stage; none for a
    department's. A figure nobody printed is None.

    Where several cells fit, the first kind of `GOVERNMENT_COLUMNS` wins, then the total's own row,
    then a column of the table's own year before the year-before column of the next year's table,
    then the order in the document. Money in yuan.
    """
    if disclosure.scope != "government":
        return []
    rows: dict[_Key, list[Amount]] = defaultdict(list)
    for amount in amounts:
        key = _key(amount, disclosure)
        if key is not None:
            rows[key].append(amount)
    totals = [_row(disclosure, key, found) for key, found in sorted(rows.items())]
    return [row for row in totals if any(_filled(row, column) for column in GOVERNMENT_COLUMNS)]


def _filled(row: GovernmentTotals, column: GovernmentColumn) -> bool:
    return getattr(row, column.name) is not None


def _key(amount: Amount, disclosure: DisclosureRow) -> _Key | None:
    """Return year, coverage and stage of a figure; None for what is below the government, and for
    measures that are neither of a stage nor of debt.
    """
    below = amount.region_name is not None or amount.coverage not in (WHOLE, OWN)
    if below or amount.value_state not in COUNTED or amount.table_year is None:
        return None
    measure = amount.measure
    year = amount.table_year
    # A column of last year in this year's table counts for last year.
    if measure.startswith(_PREVIOUS):
        measure = measure.removeprefix(_PREVIOUS)
        year = year - 1
    # Debt has a balance at a day and no stage of its own, so the book's way of speaking decides.
    if amount.table_code == "debt_limit_and_balance":
        return year, amount.coverage or "", _stage_of_debt(year, disclosure)
    if measure in STAGES:
        return (year, amount.coverage or "", measure)
    return None


def _stage_of_debt(year: int, disclosure: DisclosureRow) -> str:
    """Return the stage of debt at the end of a year, by how its book speaks of that year."""
    past = disclosure.fiscal_year is not None and year < disclosure.fiscal_year
    stage = _STAGE_OF_BOOK.get(disclosure.stage or "", "execution")
    # A draft budget tells what last year came to, which was executed by then.
    if past and stage == "budget":
        return "execution"
    return stage


def _row(disclosure: DisclosureRow, key: _Key, amounts: list[Amount]) -> GovernmentTotals:
    year, coverage, stage = key
    amounts = _without_lists_totals(amounts)
    found: dict[str, object] = {}
    for column in GOVERNMENT_COLUMNS:
        value, source = _take(column, amounts)
        found[column.name] = value
        found[source_column(column.name)] = source
    return GovernmentTotals(
        disclosure_id=disclosure.disclosure_id,
        table_year=year,
        coverage=coverage,
        amount_stage=stage,
        fiscal_year=disclosure.fiscal_year,
        stage=disclosure.stage,
        province=disclosure.province,
        **found,  # type: ignore[arg-type]
    )


def _without_lists_totals(amounts: list[Amount]) -> list[Amount]:
    """Return the cells of a row but those named a total that are only the year's own money.

    No transfers, debt or balances are in 收入总计 where it is the taxes and non-tax revenue above
    it; nor in a total that other cells call the year's own, if another total is printed too (a list
    without transfers first, and the balance with them behind it).
    """
    wholes = _sums_of_own_revenue(amounts)
    # 收入总计 that equals tax and non-tax revenue is the year's own, whatever it is called.
    kept = [
        amount
        for amount in amounts
        if amount.item != "revenue.total"
        or amount.amount_yuan != wholes.get((amount.table_id, amount.column_no))
    ]
    for of_year, total in _YEARS_OWN.items():
        kept = _without_lists(kept, of_year, total)
    return kept


def _sums_of_own_revenue(amounts: list[Amount]) -> dict[tuple[str, int], Decimal]:
    """Return the sum of taxes and non-tax revenue of each table's column that prints both."""
    own: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(dict)
    for amount in amounts:
        if amount.item in _OWN_REVENUE and amount.amount_yuan is not None:
            own[amount.table_id, amount.column_no].setdefault(amount.item, amount.amount_yuan)
    whole = {cell: parts for cell, parts in own.items() if len(parts) == len(_OWN_REVENUE)}
    return {cell: sum(parts.values(), Decimal(0)) for cell, parts in whole.items()}


def _without_lists(kept: list[Amount], of_year: str, total: str) -> list[Amount]:
    """Return cells without the totals that other cells call the year's own, where another total is
    left.
    """
    years_own = {a.amount_yuan for a in kept if a.item == of_year and _is_general(a)}
    others = [a for a in kept if a.item != total or a.amount_yuan not in years_own]
    # Only where another total is left: else the book prints no more than this one.
    if any(a.item == total and _is_general(a) for a in others):
        return others
    return kept


def _is_general(amount: Amount) -> bool:
    return amount.table_code.startswith("general_budget_")


def _take(column: GovernmentColumn, amounts: list[Amount]) -> tuple[Decimal | None, str | None]:
    """Return a figure and the amount_id of its cell; (None, None) where no cell fits."""
    for place in column.places:
        fitting = [amount for amount in amounts if _fits(place, amount)]
        if not fitting:
            continue
        best = min(fitting, key=_preference)
        return best.amount_yuan or Decimal(0), best.amount_id
    return None, None


def _fits(place: Place, amount: Amount) -> bool:
    if amount.table_code not in place.tables:
        return False
    if place.measures:
        return amount.measure in place.measures
    return amount.item == place.item


def _preference(amount: Amount) -> tuple[bool, bool, int, int, int]:
    return (
        # The year's own table is surer than the column that next year's table repeats of it.
        amount.measure.startswith(_PREVIOUS),
        amount.row_role == "of_which",
        amount.table_no,
        amount.row_no,
        amount.column_no,
    )
