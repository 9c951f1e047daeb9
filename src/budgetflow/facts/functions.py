"""`functions`: one row a disclosure and function class, so that classes can be added up safely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetflow.contracts.total_columns import ALL, TOTAL
from budgetflow.interpret.derived_rows import FunctionRow
from budgetflow.interpret.rows_model import Amount, DisclosureRow

_COLUMNS = {
    (ALL, TOTAL): "expenditure_yuan",
    (ALL, "basic"): "basic_yuan",
    (ALL, "project"): "project_yuan",
    ("general_public_budget", TOTAL): "general_budget_yuan",
    ("government_fund", TOTAL): "government_fund_yuan",
    ("state_capital", TOTAL): "state_capital_yuan",
}
"""(fund, component) -> the column of `functions` that holds it."""
_CLASS = 3
"""Digits of a function class (类)."""


def build_functions(disclosure: DisclosureRow, amounts: Sequence[Amount]) -> list[FunctionRow]:
    """Return one row for each function class a disclosure spends on, in the order of codes.

    A figure is the class's own printed line where the department prints it, else the sum of its
    leaves (`facts.levels`); `basis` says which for the expenditure of all funds, or for the general
    budget where nothing else is printed.
    """
    found: dict[str, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in amounts:
        column = _column(amount)
        if column is not None and amount.function_code and amount.is_canonical:
            found[amount.function_code[:_CLASS]][column].append(amount)
    return [
        _row(disclosure, code, columns)
        for code, columns in sorted(found.items())
        if any(_sums_to_something(rows) for rows in columns.values())
    ]


def _column(amount: Amount) -> str | None:
    if amount.flow != "expenditure" or amount.period is not None:
        return None
    return _COLUMNS.get((amount.fund or "", amount.component or ""))


def _sums_to_something(rows: Iterable[Amount]) -> bool:
    return any(row.amount_yuan for row in rows)


def _row(disclosure: DisclosureRow, code: str, columns: dict[str, list[Amount]]) -> FunctionRow:
    row = FunctionRow(
        disclosure_id=disclosure.disclosure_id,
        function_code=code,
        fiscal_year=disclosure.fiscal_year,
        stage=disclosure.stage,
        province=disclosure.province,
    )
    for column in _COLUMNS.values():
        if column not in columns:
            continue
        value, basis, evidence = _value(columns[column])
        setattr(row, column, value)
        if not row.basis:
            row.basis, row.amount_ids = basis, evidence
    return row


def _value(rows: list[Amount]) -> tuple[Decimal, str, list[str]]:
    """Return a class's money, whether it is `printed` or `summed`, and the cells it is from."""
    own = [
        row
        for row in rows
        if len(row.function_code or "") == _CLASS and row.body_scope == "department"
    ]
    if own:
        return own[0].amount_yuan or Decimal(0), "printed", [own[0].amount_id]
    leaves = [row for row in rows if row.is_leaf]
    total = sum((row.amount_yuan or Decimal(0) for row in leaves), Decimal(0))
    return total, "summed", [row.amount_id for row in leaves]
