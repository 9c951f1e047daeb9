"""Canonical items of rows without a code in a government's tables (GOVERNMENT.md section 6).

The words are `reference/government_items.csv`, by the side a row stands on: receipts, outlays,
insurance funds, debt; the first pattern that fits decides. Which side a figure of a two-sided table
is on, the words of its column's header say, else what most of the rows below it are; a table may
also print its receipts above its outlays in the same columns.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.normalise import squeeze, squeezed_pattern
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.reference.lists import rows_of

REVENUE, EXPENDITURE = "revenue", "expenditure"
_OF_WHICH = re.compile(r"^(?:其中|加|减|另外)[:：]?")
# Items of the reading that say what a row is, whatever table it stands in.
_OTHER_WORDS = frozenset({"total", "project", "unit"})
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# Tables of the three budgets that take in and give out transfers; a fund of social insurance
# counts what it gets from above among the receipts of its year.
_BUDGETS = ("general_budget_", "government_fund_", "state_capital_")
# Words of one kind of table: 国有资本经营收入 is its revenue, and in the general budget one kind of
# non-tax revenue.
_OF_THEIR_TABLES = {"insurance": "social_insurance", "state_capital": "state_capital"}
_LONE_TOTAL = re.compile(r"^(?:合计|总计)$")
# Words of a side: in the header of its columns, in the labels of its rows.
_SIDE_WORDS = {
    REVENUE: ("收入", re.compile(r"收入|税$")),
    EXPENDITURE: ("支出", re.compile(r"支出|支付")),
}
_HEAD_COUNTS = 3
_SIDE_OF_LABEL = re.compile(r"收入|支出|税$")
_SIDE_OF_WORD = {"收入": REVENUE, "税": REVENUE, "支出": EXPENDITURE}
# Rows that name their side on either side of the line between receipts and outlays above each
# other; fewer may be receipts that pay for outlays.
_FEWEST_OF_A_SIDE = 3
# One row in so many may name the other side (土地出让收入安排的支出 names both, and the last word
# counts).
_STRAY_SHARE = 10
# Money that is not of the year itself: a sum printed below it holds it. Repayment of debt is left
# out, since lists of classes print it as a class (231).
_FROM_ELSEWHERE = frozenset(
    {
        "revenue.transfer_in",
        "revenue.superior_subsidies",
        "revenue.previous_balance",
        "revenue.transferred_in",
        "revenue.debt",
        "revenue.stabilization_fund_used",
        "expenditure.transfer_out",
        "expenditure.subsidies_to_subordinates",
        "expenditure.remitted_to_superior",
        "expenditure.transferred_out",
        "expenditure.carried_forward",
        "expenditure.stabilization_fund_added",
    }
)
# A sum that does not say of what it is: 本年收入合计 does.
_SUM_OF_ALL = re.compile(r"^(?:各项)?(?:收入|支出)?合计$")


def set_items(amounts: Sequence[Amount], code: str) -> None:
    """Set side and item of the figures of one table of a code."""
    sides = _sides(amounts, code)
    if code.endswith("_balance"):
        first_outlays = _first_outlays(amounts)
    else:
        first_outlays = {}
    for amount in amounts:
        side = sides.get(amount.column_no)
        if amount.column_no in first_outlays and not _is_left_over(amount, code):
            outlays = amount.row_no >= first_outlays[amount.column_no]
            side = EXPENDITURE if outlays else REVENUE
        if side is not None:
            amount.side = side if code.endswith("_balance") else amount.side
        found = _item_of(amount, code, side)
        amount.item = found or (amount.item if amount.item in _OTHER_WORDS else "detail")
    if code.endswith(("_revenue", "_expenditure", "_expenditure_detail")):
        _name_lone_totals(amounts, REVENUE if code.endswith("_revenue") else EXPENDITURE)
    if code.startswith(_BUDGETS):
        _name_totals_below_transfers(amounts)


def _item_of(amount: Amount, code: str, side: str | None) -> str | None:
    """Return the item a figure's row names, or its column where the three expenses stand in the
    columns; None where neither names one.
    """
    found = government_item(amount.row_label, code, side)
    if found is None and code == "three_public_expenses":
        return _item_of_column(amount.column_label)
    if found == "debt.closing_balance" and _is_of_the_year_before(amount):
        return "debt.opening_balance"
    return found


def _item_of_column(column: str) -> str | None:
    """Return the one of the three expenses that a header path names, the lowest that names one."""
    items = [three_public_item(part) for part in reversed(column.split(" / "))]
    return next((item for item in items if item is not None), None)


def _is_left_over(amount: Amount, code: str) -> bool:
    """Check whether a row is what a fund of insurance is left with: on neither side."""
    return code.startswith("social_insurance_") and "结余" in (amount.row_label or "")


def _is_of_the_year_before(amount: Amount) -> bool:
    """Check whether a row names the end of the year before its table's (2023年末余额 in a table of
    2024), with which the table's year opens.
    """
    named = [int(year) for year in _YEAR.findall(squeeze(amount.row_label or ""))]
    return bool(named) and amount.table_year is not None and max(named) < amount.table_year


def government_item(label: str | None, code: str, side: str | None) -> str | None:
    """Return the item a row's label names in a table of a code, None where it names none."""
    plain = _OF_WHICH.sub("", strip_numbering(_OF_WHICH.sub("", squeeze(label or ""))))
    if code == "three_public_expenses":
        return three_public_item(plain)
    if code.startswith("debt_"):
        return _first("debt", plain)
    for vocabulary, tables in _OF_THEIR_TABLES.items():
        if code.startswith(tables) and (own := _first(vocabulary, plain)):
            return own
    if side is None:
        return None
    return _first(side, plain)


def _sides(amounts: Iterable[Amount], code: str) -> dict[int, str]:
    """Return the side of each column: the table's, its header's, else that of most of its rows."""
    if code.endswith("_revenue") or code == "transfers_received":
        return dict.fromkeys((amount.column_no for amount in amounts), REVENUE)
    if "_expenditure" in code:
        return dict.fromkeys((amount.column_no for amount in amounts), EXPENDITURE)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for amount in amounts:
        head = squeeze(amount.column_label)
        label = squeeze(amount.row_label or "")
        for side, (of_head, of_label) in _SIDE_WORDS.items():
            votes[amount.column_no][side] += _HEAD_COUNTS * (of_head in head)
            votes[amount.column_no][side] += of_label.search(label) is not None
    return {
        column: side
        for column, found in votes.items()
        for side, count in found.most_common(1)
        if count
    }


def _first_outlays(amounts: Iterable[Amount]) -> dict[int, int]:
    """Return the first row of outlays in each column that prints receipts above them; columns of
    one side, and those whose header names a side, are left out.
    """
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for amount in amounts:
        words = _SIDE_OF_LABEL.findall(squeeze(amount.row_label or ""))
        if words and not _SIDE_OF_LABEL.search(squeeze(amount.column_label)):
            rows[amount.column_no][amount.row_no] = _SIDE_OF_WORD[words[-1]]
    found = {column: _boundary(sorted(named.items())) for column, named in rows.items()}
    return {column: row for column, row in found.items() if row is not None}


def _boundary(named: Sequence[tuple[int, str]]) -> int | None:
    """Return the row number that parts rows of receipts from the rows of outlays below them; None
    where rows of one side alone are there, or both are mixed.
    """
    receipts_above, outlays_above = 0, 0
    receipts = sum(side == REVENUE for _, side in named)
    best: tuple[int, int] | None = None
    for row, side in named:
        if side == EXPENDITURE:
            strays = outlays_above + (receipts - receipts_above)
            if receipts_above >= _FEWEST_OF_A_SIDE and (best is None or strays < best[0]):
                best = (strays, row)
            outlays_above += 1
        else:
            receipts_above += 1
    if best is None or best[0] * _STRAY_SHARE > len(named):
        return None
    below = sum(side == EXPENDITURE for row, side in named if row >= best[1])
    if below < _FEWEST_OF_A_SIDE:
        return None
    return best[1]


def _name_totals_below_transfers(amounts: Sequence[Amount]) -> None:
    """Let a sum below transfers, debt or balances of other years be the side's grand total.

    Above them 收入合计 is of the year itself, below them it holds them (one real fund table prints
    18,582,337 as its year's revenue and 合计 81,641,407 below refinancing bonds).
    """
    for side in (REVENUE, EXPENDITURE):
        rows = {a.row_no: a for a in amounts if (a.item or "").startswith(f"{side}.")}
        elsewhere = [row for row, amount in rows.items() if amount.item in _FROM_ELSEWHERE]
        if not elsewhere or any(a.item == f"{side}.total" for a in rows.values()):
            continue
        first = min(elsewhere)
        for amount in amounts:
            if amount.row_no <= first or amount.item != f"{side}.current_year":
                continue
            if _SUM_OF_ALL.match(strip_numbering(squeeze(amount.row_label or ""))):
                amount.item = f"{side}.total"


def _name_lone_totals(amounts: Sequence[Amount], side: str) -> None:
    """Let 合计 be the year's total of a list that names no total of its own."""
    whole = f"{side}.current_year"
    regions = any(amount.region_name for amount in amounts)
    named = any(amount.item == whole for amount in amounts)
    if regions or named:
        return
    for amount in amounts:
        if _LONE_TOTAL.match(squeeze(amount.row_label or "")):
            amount.item = whole


@lru_cache(maxsize=8192)
def _first(side: str, plain: str) -> str | None:
    return next((item for item, pattern in _patterns()[side] if pattern.search(plain)), None)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    sides: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for row in rows_of("government_items.csv"):
        sides[row["side"]].append((row["item"], squeezed_pattern(row["pattern"])))
    return sides
