"""Lists without codes: a total is the sum of its units, subtotals or lines, a unit the sum of the
rows below it.

How such a list is layered is not printed (a unit's row looks like a project's), so the figures
decide: of the layers the rows allow, those are meant that close on most sums, and the sums that do
not close are the findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.rules.within_table.code_tree import sums

# A row, and the rows it is the sum of.
Sum = tuple[Row, list[Row]]


def list_sums(view: TableView) -> Iterator[Comparison]:
    """Compare the total of a list with its units or lines, and each unit with its own lines.

    Where no layering closes, a total above all its lines is still told: a publisher may lawfully
    leave lines out, and says so.
    """
    total = view.total
    if total is None or any(row.code for row in view.rows):
        return
    body = [
        row for row in view.rows if row is not total and row.first.row_role in ("item", "subtotal")
    ]
    made = [list(_compared(view, layers)) for layers in _layerings(total, body)]
    # The first of those that close equally often, hence the richest layering: they are made in that
    # order.
    best = max(made, key=lambda comparisons: sum(_closes(c) for c in comparisons), default=[])
    # Where fewer than half close, we have not understood the list, unless every sum falls short:
    # then lines were left out, which is a fact about the list.
    if sum(map(_closes, best)) * 2 >= len(best) or all(c.difference > 0 for c in best):
        yield from best


def _layerings(total: Row, body: Sequence[Row]) -> Iterator[list[Sum]]:
    """Return the ways the rows may be layered: units with their lines, units alone, lines alone."""
    units = [row for row in body if _heads(row)]
    lines = [row for row in body if not _heads(row)]
    if units:
        # A unit's lines reach to the next unit.
        ends = [*(unit.number for unit in units[1:]), None]
        own = [
            [row for row in lines if unit.number < row.number and (end is None or row.number < end)]
            for unit, end in zip(units, ends, strict=True)
        ]
        yield [
            (total, units),
            *((unit, rows) for unit, rows in zip(units, own, strict=True) if rows),
        ]
        yield [(total, units)]
    if lines:
        yield [(total, lines)]


def _heads(row: Row) -> bool:
    """Check whether a row may head others: a unit over its projects, a 小计 over its sources."""
    return row.first.item == "unit" or row.first.row_role == "subtotal"


def _compared(view: TableView, layers: Sequence[Sum]) -> Iterator[Comparison]:
    for whole, parts in layers:
        yield from sums(view, whole, parts)


def _closes(comparison: Comparison) -> bool:
    return comparison.outcome != "broken"
