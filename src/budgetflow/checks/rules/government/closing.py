"""What is there at a year's end, from what was there at its beginning: debt, its limits, and what
insurance funds have left (GOVERNMENT.md section 7, identities 20, 21 and 23).

Replaced bonds, foreign-currency loans and withdrawn limits move these without a row of their own,
so that what breaks them stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetflow.checks.model.evidence import Comparison, Figure
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import title
from budgetflow.checks.rules.government.movement import cells_by_place, plain, printed_together

_LIMIT = re.compile(r"^(?:附[:：、]?)?20\d\d年.*债务限额$")
_NEW_LIMIT = re.compile(r"^(?:提前下达|下达).*新增.*债务限额$|^20\d\d年新增.*债务限额$")
_WITHDRAWN = re.compile(r"收回|调[减整]")
_BROUGHT_FORWARD = re.compile(r"^(?:上年|年初)(?:滚存|累计)?(?:结余|结转)|^20\d\d年末(?:滚存)?结余")
# Of what is owed at the end: in the books of 20 places replaced bonds, bonds of limits left over,
# foreign loans and write-offs moved it by 0.002 to 6 %, explained only in notes.
_EXPLAINED = Decimal("0.06")
_FUNDS = ("social_insurance_balance", "social_insurance_surplus")


def debt_at_the_end(figures: Figures) -> Iterator[Comparison]:
    """Compare what is owed at a year's end with what was owed before, was issued and was repaid, in
    each column of a table that prints each of these once; differences as notes explain them say
    nothing.
    """
    for view in figures.all("debt_movement"):
        names = ("closing_balance", "opening_balance", "issued", "repaid")
        rows = [_only(view, f"debt.{name}") for name in names]
        for left, opening, issued, repaid in _by_column(figures, view, rows):
            right = (opening, issued, repaid.subtracted)
            made = _closes(view, rows[0], left, right, "年初余额＋发行－还本")
            if made.outcome != "broken" or abs(made.difference) > _EXPLAINED * left.value:
                yield made


def next_years_limit(figures: Figures) -> Iterator[Comparison]:
    """Compare next year's limit with this year's and the new one, in each column of a table of
    limits handed down that withdraws none.
    """
    for view in figures.all("debt_new_quota"):
        new = [row for row in view.rows if _NEW_LIMIT.match(plain(row))]
        limits = [row for row in view.rows if row not in new and _LIMIT.match(plain(row))]
        if len(limits) != 2 or len(new) != 1:
            continue
        if any(_WITHDRAWN.search(plain(row)) for row in view.rows):
            continue
        before, after = limits
        for left, *right in _by_column(figures, view, [after, before, *new]):
            yield _closes(view, after, left, tuple(right), "上年限额＋新增限额")


def funds_left_over(figures: Figures) -> Iterator[Comparison]:
    """Compare what a fund has left in all with what it had before and kept of the year, in each
    column of a table that prints each of these once.
    """
    for view in figures.all(*_FUNDS):
        opening = [row for row in view.rows if _BROUGHT_FORWARD.match(plain(row))]
        kept = _only(view, "insurance.current_balance")
        left_over = [row for row in view.rows if row.first.item == "insurance.closing_balance"]
        # 2024年末滚存结余 opens a table of 2025, though its item is that of a year's end.
        closing = [row for row in left_over if row not in opening]
        if len(opening) != 1 or len(closing) != 1:
            continue
        for left, *right in _by_column(figures, view, [*closing, *opening, kept]):
            yield _closes(view, closing[0], left, tuple(right), "上年结余＋本年收支结余")


def _by_column(
    figures: Figures, view: TableView, rows: Sequence[Row | None]
) -> Iterator[list[Figure]]:
    """Return what rows print in each column in which all of them print something; nothing where
    one of them is None.
    """
    there = [row for row in rows if row is not None]
    if len(there) < len(rows):
        return
    for _, printed in printed_together(view, cells_by_place(figures, view), there):
        yield printed


def _closes(
    view: TableView, row: Row | None, left: Figure, right: tuple[Figure, ...], zh: str
) -> Comparison:
    """Return the comparison of a row's figure with what it is made of."""
    name = row.name if row is not None else ""
    column = left.amount.column_label if left.amount is not None else ""
    return Comparison(
        (left,),
        right,
        f"{title(view)}“{name}” ＝ {zh}（{column}）",
        f"{view.table.table_code} ({name}, {column}): closing = opening and what came or went",
    )


def _only(view: TableView, item: str) -> Row | None:
    """Return the only row of an item that is no part of another, None for none or several."""
    found = [row for row in view.rows if row.first.item == item and not row.first.row_path]
    if len(found) == 1:
        return found[0]
    return None
