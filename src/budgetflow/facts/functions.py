"""`functions`: one row a disclosure and function class, so that classes can be added up safely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from budgetflow.contracts.total_columns import ALL, TOTAL
from budgetflow.facts.canonical import COUNTED
from budgetflow.facts.dimensions import TABLE_KINDS, subject_of
from budgetflow.facts.precision import within_rounding
from budgetflow.interpret.derived_rows import FunctionRow
from budgetflow.interpret.rows_model import Amount, DisclosureRow

# (fund, component) -> the column of `functions` that holds it.
_COLUMNS = {
    (ALL, TOTAL): "expenditure_yuan",
    (ALL, "basic"): "basic_yuan",
    (ALL, "project"): "project_yuan",
    ("general_public_budget", TOTAL): "general_budget_yuan",
    ("government_fund", TOTAL): "government_fund_yuan",
    ("state_capital", TOTAL): "state_capital_yuan",
}
# Digits of a function class (类).
_CLASS = 3
_TOTALS = ("expenditure.total", "expenditure.current_year")

# The cells that make up each class.
_Lines = dict[str, list[Amount]]


def build_functions(disclosure: DisclosureRow, amounts: Sequence[Amount]) -> list[FunctionRow]:
    """Return one row for each function class a disclosure spends on, in the order of codes.

    All classes of a column are taken from one table wherever its classes add up to a printed total:
    a summary may print a class under another code, and a table of units prints each class once a
    unit. Where no table does, each class is its canonical line. `basis` says whether classes are
    printed or summed from leaves (`facts.levels`), for the expenditure of all funds, or for the
    general budget where nothing else is printed.
    """
    coded: dict[str, list[Amount]] = defaultdict(list)
    totals: dict[str, set[Decimal]] = defaultdict(set)
    for amount in amounts:
        column = _column(amount)
        if column is None or amount.value_state not in COUNTED:
            continue
        if amount.function_code:
            coded[column].append(amount)
        elif amount.item and subject_of(amount.item) in _TOTALS:
            totals[column].add(amount.amount_yuan or Decimal(0))
    found = {column: _classes(rows, totals[column]) for column, rows in coded.items()}
    codes = sorted({code for lines in found.values() for code in lines})
    return [
        _row(disclosure, code, {column: lines.get(code, []) for column, lines in found.items()})
        for code in codes
        if any(_sum(lines.get(code, [])) for lines in found.values())
    ]


def _column(amount: Amount) -> str | None:
    if amount.flow != "expenditure" or amount.period is not None:
        return None
    return _COLUMNS.get((amount.fund or "", amount.component or ""))


def _classes(rows: Sequence[Amount], totals: set[Decimal]) -> _Lines:
    """Return the cells of each class: of one table that adds up to a total, else canonical."""
    tables: dict[str, list[Amount]] = defaultdict(list)
    for row in sorted(rows, key=_rank):
        tables[row.table_id].append(row)
    for own in tables.values():
        for choose in (_printed, _first_printed, _leaves):
            lines = choose(own)
            whole = sum((_sum(cells) for cells in lines.values()), Decimal(0))
            figures = len(lines) + 1  # the total is rounded too
            if whole and any(within_rounding(whole, total, figures) for total in totals):
                return lines
    canonical = [row for row in rows if row.is_canonical]
    return {**_leaves(canonical), **_printed(canonical)}


def _rank(row: Amount) -> tuple[int, int, int]:
    kind = TABLE_KINDS.get(row.table_code)
    return kind.rank if kind else len(TABLE_KINDS) + 1, row.table_no, row.row_no


def _of_class(rows: Sequence[Amount], counts: Callable[[Amount], bool]) -> _Lines:
    lines: _Lines = defaultdict(list)
    for row in rows:
        if counts(row):
            lines[(row.function_code or "")[:_CLASS]].append(row)
    return lines


def _printed(rows: Sequence[Amount]) -> _Lines:
    """Return all lines of the classes themselves: one, or one a unit without a name."""
    return _of_class(
        rows,
        lambda row: (
            len(row.function_code or "") == _CLASS
            and row.body_scope == "department"
            and row.row_role != "of_which"
        ),
    )


def _first_printed(rows: Sequence[Amount]) -> _Lines:
    """Return the first line of each class: the department's, above those of its units."""
    return {code: lines[:1] for code, lines in _printed(rows).items()}


def _leaves(rows: Sequence[Amount]) -> _Lines:
    """Return the leaves of each class, where the class has no line of its own."""
    return _of_class(rows, lambda row: row.is_leaf)


def _row(disclosure: DisclosureRow, code: str, columns: _Lines) -> FunctionRow:
    row = FunctionRow(
        disclosure_id=disclosure.disclosure_id,
        function_code=code,
        fiscal_year=disclosure.fiscal_year,
        stage=disclosure.stage,
        province=disclosure.province,
    )
    for column in _COLUMNS.values():
        cells = columns.get(column)
        if not cells:
            continue
        setattr(row, column, _sum(cells))
        if not row.basis:
            row.basis = "printed" if len(cells[0].function_code or "") == _CLASS else "summed"
            row.amount_ids = [cell.amount_id for cell in cells]
    return row


def _sum(cells: Sequence[Amount]) -> Decimal:
    return sum((cell.amount_yuan or Decimal(0) for cell in cells), Decimal(0))
