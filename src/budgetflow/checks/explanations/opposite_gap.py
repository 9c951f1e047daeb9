"""Money counted on the other side: what one sum lacks another has too much."""

from __future__ import annotations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.testimony import reference


def opposite_gap(case: Case) -> bool:
    """Return whether another comparison of the same kind and the same tables, through other
    cells, is off by the same amount with the opposite sign.

    Two sums that share the misprinted cell are off by the same amount too: those are one slip. So
    are those of the same rows in a year's column and in the column of the change against it.
    """
    own = case.comparison
    if own.kind in ("share", "change", "bound"):
        return False
    return any(
        _answers(case, own, other)
        for broken in case.testimony.rule_broken.values()
        for other in broken
        if other is not own and other.kind == own.kind and case.rows(own) != case.rows(other)
    )


def _answers(case: Case, own: Comparison, other: Comparison) -> bool:
    if not case.closes(own.difference + other.difference):
        return False
    if _tables(own) != _tables(other) or not _tables(own):
        return False
    if own.kind == "tree" and _measures(own) != _measures(other):
        return False
    return not (_cells(own) & _cells(other))


def _tables(comparison: Comparison) -> set[str]:
    return {figure.amount.table_id for figure in comparison.figures if figure.amount}


def _measures(comparison: Comparison) -> set[str]:
    return {figure.amount.measure for figure in comparison.figures if figure.amount}


def _cells(comparison: Comparison) -> set[str]:
    return {reference(figure) for figure in comparison.figures if figure.value}
