"""Another reading of the same figures: rows or columns that may have each other's names.

A misprint puts a figure on the paper that stands nowhere else. Where figures that are printed,
given to each other's rows or columns, close the sum and break no other, the paper may be right and
the reading wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import RATIOS, ZERO, Comparison
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.model.testimony import reference

# Rows up or down from which a figure may have been taken.
# Further away, two figures that close each other's sums are more likely chance.
NEAR = 6
# The values that cells have in another reading, by their identifiers.
Moved = Mapping[str, Decimal]


def exchanged_rows(case: Case) -> bool:
    """Return whether two rows near each other, or two cells of them in one column, close the
    comparison with each other's figures.
    """
    return any(
        _explains(case, moved)
        for view, row in _places(case)
        for other in _near(view, row)
        for moved in _exchange_of_rows(row, other)
    )


def exchanged_columns(case: Case) -> bool:
    """Return whether two columns close the comparison with each other's figures: in all rows, or
    in those from some row on.
    """
    placed = list(_places(case))
    if len({id(view) for view, _ in placed}) != 1 or case.comparison.kind in RATIOS:
        return False
    view = placed[0][0]
    own = {id(row) for _, row in placed}
    read = {figure.amount.measure for figure in case.comparison.figures if figure.amount}
    return any(
        _explains(case, _exchange_of_columns(view, rows, one, two))
        for one, two in combinations(sorted(view.measures), 2)
        # Exchanging two columns that the comparison does not touch cannot close it.
        if one in read or two in read
        for rows in _runs(case, view, own, (one, two))
    )


def _explains(case: Case, moved: Moved) -> bool:
    """Return whether the comparison closes in another reading, and with it every other comparison
    through the moved cells.
    """
    own = case.comparison
    if not any(reference(figure) in moved for figure in own.figures):
        return False
    if not _closes(own, moved):
        return False
    # An exchange that closes this sum and breaks another is no better reading than ours.
    through = {id(other): other for name in moved for other in case.testimony.through.get(name, ())}
    return all(_closes(other, moved) for other in through.values())


def _closes(comparison: Comparison, moved: Moved) -> bool:
    gap = comparison.difference + _moves(comparison, moved)
    if comparison.relation == ">=":
        gap = -gap
    elif comparison.relation == "=":
        gap = abs(gap)
    return gap <= comparison.allowed


def _moves(comparison: Comparison, moved: Moved) -> Decimal:
    """Return by how much another reading moves the difference of a comparison."""
    change = ZERO
    for figures, sign in ((comparison.left, 1), (comparison.right, -1)):
        for figure in figures:
            value = moved.get(reference(figure))
            if value is None:
                continue
            own = sign * (value - figure.value)
            if figure.negative:
                own = -own
            change += own
    return change


def _places(case: Case) -> Iterator[tuple[TableView, Row]]:
    """Return the rows of the comparison's cells, each once."""
    seen: set[int] = set()
    for figure in case.comparison.figures:
        placed = case.place(figure)
        if placed is None:
            continue
        row = id(placed[1])
        if row not in seen:
            seen.add(row)
            yield placed


def _near(view: TableView, row: Row) -> Iterable[Row]:
    return (
        other
        for other in view.rows
        if other is not row and other.block == row.block and abs(other.number - row.number) <= NEAR
    )


def _exchange_of_rows(row: Row, other: Row) -> Iterator[Moved]:
    common = [measure for measure in row.cells if measure in other.cells]
    pairs = [(row.cells[measure], other.cells[measure]) for measure in common]
    # Equal figures exchanged are the same reading.
    changed = [(one, two) for one, two in pairs if one.amount_yuan != two.amount_yuan]
    for one, two in changed:
        yield _swap([(one.amount_id, one.amount_yuan), (two.amount_id, two.amount_yuan)])
    if len(changed) > 1:
        yield {
            name: value
            for one, two in changed
            for name, value in _swap(
                [(one.amount_id, one.amount_yuan), (two.amount_id, two.amount_yuan)]
            ).items()
        }


def _exchange_of_columns(view: TableView, rows: Iterable[Row], one: str, two: str) -> Moved:
    """Return the reading in which two columns of some rows have each other's figures; a blank is
    nothing.
    """
    moved: dict[str, Decimal] = {}
    for row in rows:
        first = view.part(row, one)
        second = view.part(row, two)
        moved[reference(first)] = second.value
        moved[reference(second)] = first.value
    return moved


def _runs(
    case: Case, view: TableView, own: set[int], columns: tuple[str, str]
) -> Iterator[list[Row]]:
    """Return the rows, from some row on, in which two columns, exchanged, close the comparison."""
    rows = [row for row in view.rows if set(columns) & row.cells.keys()]
    gap = case.gap
    # From the last row up: headers that change in the middle of a table (a new page) hold for all
    # rows below.
    for place in range(len(rows) - 1, -1, -1):
        if id(rows[place]) not in own:
            continue
        moved = _moves(case.comparison, _exchange_of_columns(view, [rows[place]], *columns))
        gap += moved
        if moved and case.closes(gap):
            yield rows[place:]


def _swap(pair: list[tuple[str, Decimal | None]]) -> Moved:
    (one, first), (two, second) = pair
    return {one: second or ZERO, two: first or ZERO}
