"""A way of counting: the rule does not hold where this layout is printed, or was never seen to."""

from __future__ import annotations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.peers import case_of
from budgetflow.checks.model.rules import rule_of
from budgetflow.interpret.rows_model import Amount

BOTH_YEARS = 2


def broken_by_peers(case: Case) -> bool:
    """Return whether most other disclosures with the same layout break the rule to the same
    side.
    """
    return case.broken_by_peers


def rule_unproven(case: Case) -> bool:
    """Return whether the columns of a row are added up by a rule that no other row of the
    disclosure, and no other disclosure of the layout, keeps.

    A table of one or two rows shows no rule of its own.
    """
    if case.comparison.kind != "row":
        return False
    return support(case)[0] == 0


def change_follows(case: Case) -> bool:
    """Return whether a comparison lies in a column of changes whose years do not both keep the
    rule in the same rows: the change follows from the years.
    """
    cells = [figure.amount for figure in case.comparison.figures if figure.amount]
    if not cells or case.statements or not all(_is_change(cell) for cell in cells):
        return False
    rule = rule_of(case.comparison)
    kept = [
        other
        for other in case.testimony.kept[rule, cells[0].table_id]
        if case.rows(other) == case.rows(case.comparison)
        and not any(figure.amount and _is_change(figure.amount) for figure in other.figures)
    ]
    return len(kept) < BOTH_YEARS


def _is_change(cell: Amount) -> bool:
    return cell.measure.startswith("change") or ".change" in cell.measure


def support(case: Case) -> tuple[int, int]:
    """Return in how many other comparisons the rule holds and is broken, in the disclosure and in
    others of the layout.
    """
    rule = rule_of(case.comparison)
    others = case.peers.of_others(
        case.figures.disclosure.disclosure_id, case_of(case.comparison, case.layouts)
    )
    held = case.testimony.rule_held[rule] + sum(tally.held for tally in others)
    broken = len(case.testimony.rule_broken[rule]) + sum(
        tally.above + tally.below for tally in others
    )
    return held, max(broken - 1, 0)
