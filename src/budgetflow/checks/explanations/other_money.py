"""A table of other money than its neighbours: of all funds where they are of one, of one unit where
they are of the whole department, of the year before.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import RATIOS, Comparison

# Different amounts by which a table must differ from the rest of its disclosure. One misprint is
# one amount wherever it is told: 50.60 万元 in the total, in the class and in the text.
FEWEST_GAPS = 2


def other_money(case: Case) -> bool:
    """Return whether a table of the comparison agrees with other tables and with sentences less
    often than it differs, by several amounts: it is no misprint that sets them apart.
    """
    # A percentage wrongly paired says nothing about which money a table holds.
    if case.comparison.kind in RATIOS:
        return False
    tables = case.comparison.tables
    if len(tables) < 2 and not case.statements:
        return False
    outside = case.testimony.outside
    return any(_differs(outside[table]) for table in tables)


def _differs(outside: Iterable[Comparison]) -> bool:
    telling = [other for other in outside if other.kind not in RATIOS and other.relation == "="]
    broken = [other for other in telling if other.outcome == "broken"]
    held = len(telling) - len(broken)
    return len(broken) > held and len(_gaps(broken)) >= FEWEST_GAPS


def _gaps(broken: Iterable[Comparison]) -> list[Decimal]:
    """Return the amounts by which comparisons are off, those within rounding as one."""
    found: list[Decimal] = []
    for other in broken:
        gap = abs(other.difference)
        # Twice the tolerance: each of the two gaps is off by rounding.
        if not any(abs(gap - one) <= 2 * other.allowed for one in found):
            found.append(gap)
    return found
