"""Money counted on the other side: what one sum lacks another has too much."""

from __future__ import annotations

from itertools import combinations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import ZERO, Comparison
from budgetflow.checks.model.testimony import reference


def opposite_gap(case: Case) -> bool:
    """Return whether another comparison of the same kind and the same tables, through other
    cells, is off by the same amount with the opposite sign.

    Two sums that share the misprinted cell are off by the same amount too: those are one slip. So
    are those of the same rows in a year's column and in the column of the change against it.
    """
    own = case.comparison
    if own.kind in ("share", "change") or case.statements:
        return False
    broken = [other for found in case.testimony.rule_broken.values() for other in found]
    if any(
        _answers(case, own, other) or _exchanged(case, own, other)
        for other in broken
        # The same rows in another column are the same slip (a year and its change).
        if other is not own and other.kind == own.kind and case.rows(own) != case.rows(other)
    ):
        return True
    return own.kind != "row" and _row_explained(case, own, broken)


def _row_explained(case: Case, own: Comparison, broken: list[Comparison]) -> bool:
    """Return whether two rows are off by the same amount with opposite signs, and the sum down the
    column goes through one of the two: two figures that stand in each other's rows.
    """
    rows = [
        other
        for other in broken
        if other.kind == "row" and case.closes(abs(other.difference) - abs(own.difference))
    ]
    return any(
        case.closes(one.difference + other.difference)
        and one.tables == other.tables
        and not _cells(one) & _cells(other)
        and _cells(own) & (_cells(one) | _cells(other))
        for one, other in combinations(rows, 2)
    )


def _exchanged(case: Case, own: Comparison, other: Comparison) -> bool:
    """Return whether two sums down one column close once their wholes exchange their figures."""
    if own.kind != "tree" or len(own.left) != 1 or len(other.left) != 1:
        return False
    if own.tables != other.tables or _measures(own) != _measures(other):
        return False
    one = own.left[0].value
    two = other.left[0].value
    # Exchanging a head with one of its own parts moves both sides of the sum.
    among = reference(own.left[0]) in {reference(figure) for figure in other.right}
    moved = one - two if among else ZERO  # where the first is a part of the second
    return case.closes(two - own.right_total) and case.closes(one - (other.right_total - moved))


def _answers(case: Case, own: Comparison, other: Comparison) -> bool:
    if not case.closes(own.difference + other.difference):
        return False
    if own.tables != other.tables or not own.tables:
        return False
    if own.kind == "tree" and _measures(own) != _measures(other):
        return False
    # A shared cell that is misprinted breaks both by the same amount: one slip, no way of counting.
    return not (_cells(own) & _cells(other))


def _measures(comparison: Comparison) -> set[str]:
    return {figure.amount.measure for figure in comparison.figures if figure.amount}


def _cells(comparison: Comparison) -> set[str]:
    return {reference(figure) for figure in comparison.figures if figure.value}
