"""A way of counting: the rule does not hold where this layout is printed, or was never seen to."""

from __future__ import annotations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.peers import case_of
from budgetflow.checks.model.rules import rule_of
from budgetflow.interpret.rows_model import Amount

BOTH_YEARS = 2
# Other rows that must keep a rule before a row may break it.
FEWEST_ROWS = 2
# How many times as many must keep it as break it.
MOSTLY = 2


def broken_by_peers(case: Case) -> bool:
    """Return whether most other disclosures with the same layout break the rule to the same
    side.
    """
    return case.broken_by_peers


def rule_unproven(case: Case) -> bool:
    """Return whether the rule is not seen to hold: the columns of a row are added up by a rule that
    fewer than two other rows keep which have as many figures, or that many rows break; or one table
    agrees with another in fewer lines than it differs in.

    A table of one or two rows shows no rule of its own, and two columns whose headers we
    exchanged agree with nothing.
    """
    rule = rule_of(case.comparison)
    held, broken = support(case)
    if case.comparison.kind == "row":
        # A row's columns are added by a rule that we inferred from the headers, so it needs rows
        # that keep it.
        return _telling_rows(case, rule) < FEWEST_ROWS or held < MOSTLY * broken
    between = case.comparison.kind in ("equality", "bound") and not case.statements
    return between and broken > held and len(case.comparison.tables) > 1


def _telling_rows(case: Case, rule: str) -> int:
    """Count the rows that keep a rule with as many parts that are not zero, two at most."""
    # A row with one part is no sum: it shows nothing of which columns are added.
    least = min(_parts(case.comparison), 2)
    kept = [
        other
        for (name, _), found in case.testimony.kept.items()
        if name == rule
        for other in found
        if _parts(other) >= least
    ]
    own = case.figures.disclosure.disclosure_id
    of_rule = case_of(case.comparison, case.layouts)
    others = case.peers.of_others(own, of_rule)
    return len(kept) + sum(tally.held for tally in others)


def _parts(comparison: Comparison) -> int:
    """Count the parts of a sum that are not zero."""
    return sum(bool(figure.value) for figure in comparison.right)


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
    # Both years' columns must keep the rule, for the change is the difference of the two.
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
    # The comparison in question is one of the broken ones, and no witness in its own case.
    return held, max(broken - 1, 0)
