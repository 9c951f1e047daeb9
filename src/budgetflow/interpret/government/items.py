"""Canonical items of rows without a code in a government's tables (GOVERNMENT.md section 6).

The words are `reference/government_items.csv`, by the side a row stands on: receipts, outlays,
insurance funds, debt; the first pattern that fits decides. Which side a figure of a two-sided table
is on, the words of its column's header say, else what most of the rows below it are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.reference.lists import rows_of

REVENUE, EXPENDITURE = "revenue", "expenditure"
_OF_WHICH = re.compile(r"^(?:其中|加|减|另外)[:：]?")
_OTHER_WORDS = frozenset({"total", "project", "unit"})
"""Items of the reading that say what a row is, whatever table it stands in."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_LONE_TOTAL = re.compile(r"^(?:合计|总计)$")
_SIDE_WORDS = {
    REVENUE: ("收入", re.compile(r"收入|税$")),
    EXPENDITURE: ("支出", re.compile(r"支出|支付")),
}
"""Words of a side: in the header of its columns, in the labels of its rows."""
_HEAD_COUNTS = 3


def set_items(amounts: Sequence[Amount], code: str) -> None:
    """Set side and item of the figures of one table of a code."""
    sides = _sides(amounts, code)
    for amount in amounts:
        side = sides.get(amount.column_no)
        if side is not None:
            amount.side = side if code.endswith("_balance") else amount.side
        found = government_item(amount.row_label, code, side)
        if found == "debt.closing_balance" and _is_of_the_year_before(amount):
            found = "debt.opening_balance"
        amount.item = found or (amount.item if amount.item in _OTHER_WORDS else "detail")
    if code.endswith(("_revenue", "_expenditure", "_expenditure_detail")):
        _name_lone_totals(amounts, REVENUE if code.endswith("_revenue") else EXPENDITURE)


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
    own = _first("insurance", plain) if code.startswith("social_insurance") else None
    return own or (_first(side, plain) if side else None)


def _sides(amounts: Iterable[Amount], code: str) -> dict[int, str]:
    """Return the side of each column: the table's, its header's, else that of most of its rows."""
    if code.endswith("_revenue") or code == "transfers_received":
        return dict.fromkeys((amount.column_no for amount in amounts), REVENUE)
    if "_expenditure" in code:
        return dict.fromkeys((amount.column_no for amount in amounts), EXPENDITURE)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for amount in amounts:
        head, label = squeeze(amount.column_label), squeeze(amount.row_label or "")
        for side, (of_head, of_label) in _SIDE_WORDS.items():
            votes[amount.column_no][side] += _HEAD_COUNTS * (of_head in head)
            votes[amount.column_no][side] += of_label.search(label) is not None
    return {
        column: side
        for column, found in votes.items()
        for side, count in found.most_common(1)
        if count
    }


def _name_lone_totals(amounts: Sequence[Amount], side: str) -> None:
    """Let 合计 be the year's total of a list that names no total of its own."""
    whole, regions = f"{side}.current_year", any(amount.region_name for amount in amounts)
    if regions or any(amount.item == whole for amount in amounts):
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
        sides[row["side"]].append((row["item"], re.compile(row["pattern"])))
    return sides
