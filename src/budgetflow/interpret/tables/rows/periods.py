"""Rows that name a period: in a table lying on its side, items head the columns and rows say when.

Final accounts of Shaanxi print 三公 expenses as one row 预算数 and one row 决算数 below the items.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from budgetflow.interpret.tables.headers.measures import Frame, compose, settle
from budgetflow.interpret.tables.headers.terms import names_both_versions

_PERIODS = frozenset(
    {
        "budget",
        "adjusted_budget",
        "final",
        "current_year",
        "previous_year",
        "change",
        "change_percent",
    }
)


def periods_of_rows(labels: Iterable[str], frame: Frame) -> dict[str, str]:
    """Return the measure that rows name, by their labels; labels that name no period are left out.

    The grammar of column headers decides: the only version printed (预算数 alone) names nothing.
    """
    words = [label for label in dict.fromkeys(labels) if label]
    frame = replace(frame, versions=names_both_versions(words, frame.fiscal_year))
    named: dict[str, str] = {}
    for label in words:
        term = compose([label], frame)
        if term in _PERIODS or term.startswith("year_"):
            named[label] = term
    if not named:
        return {}
    settled = dict(zip(named, settle(list(named.values())), strict=True))
    return {label: term for label, term in settled.items() if term not in ("amount", "total")}
