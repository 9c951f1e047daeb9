"""Another layering of the rows: in a list without codes nothing printed says which row heads which,
so a sum that does not close may be a row we gave to the wrong head.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, combinations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import ZERO
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.model.testimony import reference
from budgetflow.checks.rules.text.code_names import known_names, plain_label

# Other sums of a list that must hold before its layering counts as proven.
# One sum that holds may hold by chance of a list of two rows.
FEWEST_SUMS = 2
# Rows of a list up to which every two of them are tried.
# Pairs of more rows close too many gaps by chance to say anything, and take long.
MOST_ROWS = 80


def another_layering(case: Case) -> bool:
    """Return whether rows given to another head may explain a sum down a list without codes.

    A misprinted cell breaks the sum of its row by the same gap; a row given to the wrong head
    breaks sums down the columns only, and often in several columns at once. So such a list convicts
    only by a cell whose row breaks too, or, where it has one column of figures, if all its other
    sums hold and no row, pair of rows or run of rows makes up the gap.
    """
    placed = _uncoded(case)
    if placed is None:
        return False
    view, whole = placed
    if _row_breaks_too(case):
        return False
    return (
        # With one column there is no row whose sum could break too, so all other sums must speak.
        len(view.measures) > 1
        or not _others_hold(case, view)
        or _made_up_of_rows(case, view, whole)
    )


def guessed_code(case: Case) -> bool:
    """Return whether leaving out parts whose codes no list of codes knows, or knows by another
    name, closes the sum: such a code was pieced together from a few printed digits (26 for 20826).
    """
    if case.comparison.kind != "tree":
        return False
    year = case.figures.disclosure.fiscal_year
    unsure = ZERO
    for figure in case.comparison.right:
        placed = case.place(figure)
        if placed is not None and _unknown(placed[1], year):
            unsure += figure.signed
    return bool(unsure) and case.closes(case.gap + unsure)


def _unknown(row: Row, year: int | None) -> bool:
    code = row.first.function_code
    # A class (类) is three digits, all of which are printed or none.
    if not code or len(code) == 3:
        return False
    label = plain_label(row.label)
    return label not in known_names(code, year)


def _uncoded(case: Case) -> tuple[TableView, Row] | None:
    """Return the table and the row of the whole, where rows are layered without printed codes."""
    if case.comparison.kind != "tree" or not case.comparison.left:
        return None
    placed = case.place(case.comparison.left[0])
    if placed is None:
        return None
    parts = [found[1] for found in map(case.place, case.comparison.right) if found]
    codes = [part.code for part in parts if part.code]
    if not codes or len(codes) < len(parts):
        return placed
    # A 项 beside 款, and in all more than the whole: one of them may stand below another.
    if len(set(map(len, codes))) > 1 and case.gap < 0:
        return placed
    inferred = any(part.first.code_origin == "inferred" for part in parts)
    if inferred and not _coded_throughout(placed[0]):
        return placed
    return None


def _coded_throughout(view: TableView) -> bool:
    """Return whether most lines of a table have a code: names alone tell the codes of a summary's
    lines, but a list of projects has one that is named like a class by chance.
    """
    lines = [row for row in view.rows if row.first.row_role == "item" and not row.first.item]
    # Nine of ten: a summary has a few lines that are no class (结转, 预备费).
    return sum(bool(row.code) for row in lines) * 10 >= len(lines) * 9


def _row_breaks_too(case: Case) -> bool:
    """Return whether the sum across a row of one of the figures is broken by the same gap."""
    names = {reference(figure) for figure in case.comparison.figures}
    for other in case.testimony.broken_rows():
        same_gap = case.closes(abs(other.difference) - abs(case.gap))
        if same_gap and names & {reference(figure) for figure in other.figures}:
            return True
    return False


def _others_hold(case: Case, view: TableView) -> bool:
    rule = f"tree: {view.table.table_code}"
    table = view.table.table_id
    if len(case.testimony.kept[rule, table]) < FEWEST_SUMS:
        return False
    others = [one for one in case.testimony.rule_broken[rule] if one is not case.comparison]
    return not any(table in other.tables for other in others)


def _made_up_of_rows(case: Case, view: TableView, whole: Row) -> bool:
    """Return whether one row, two rows or a run of rows of the list come to the gap."""
    amount = case.comparison.left[0].amount
    if amount is None:
        return False
    values = [
        figure.value
        for row in view.rows
        if row is not whole and (figure := view.figure(row.cells.get(amount.measure)))
    ]
    target = abs(case.gap)
    if any(case.closes(value - target) for value in values if value):
        return True
    if len(values) <= MOST_ROWS and any(
        case.closes(one + other - target) for one, other in combinations(values, 2)
    ):
        return True
    return _is_run(case, values, target)


def _is_run(case: Case, values: list[Decimal], target: Decimal) -> bool:
    sums = list(accumulate(values, initial=ZERO))
    return any(
        case.closes(end - start - target)
        for place, start in enumerate(sums)
        # Runs of two rows and more; single rows were tried before.
        for end in sums[place + 2 :]
    )
