"""Down the printed outline of a table without codes: a class of goods is the sum of its units, a
unit of what it buys.

What stands under what is `row_path`, the labels a row hangs on. Labels that head others without a
figure of their own (a budget
line, a kind of procurement) are passed over: the nearest row above that has figures is the sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.rules.within_table.code_tree import sums


@dataclass(slots=True)
class Head:
    """A row and the rows with figures directly below it."""

    row: Row
    above: Head | None = None
    below: list[Head] = field(default_factory=list)

    @property
    def path(self) -> list[str]:
        """The labels a row below it hangs on, at least."""
        return [*self.row.first.row_path, self.row.label]


def outline_sums(view: TableView) -> Iterator[Comparison]:
    """Compare each row that heads others with the sum of these, where the table's own figures show
    that heads are sums.

    A table with codes is compared by its codes (`tree.tree_sums`). Where most heads do not close,
    rows below a head are no parts of it.
    """
    if any(row.code for row in view.rows):
        return
    found = heads(view)
    # From the innermost head out: what is lifted from one counts for the head above it.
    for head in reversed(found):
        _lift_siblings(view, head)
    made = [comparison for head in found for comparison in _sums(view, head, head.below)]
    # Half is enough: a list whose heads are no sums closes on hardly any.
    if sum(comparison.outcome != "broken" for comparison in made) * 2 > len(made):
        yield from made


def heads(view: TableView) -> list[Head]:
    """Return the rows in reading order, each with the rows whose nearest row above in the outline
    it is.
    """
    found: list[Head] = []
    still_open: list[Head] = []
    for row in view.rows:
        # Totals stand outside the outline, and 其中 lines repeat their head's money.
        if row.first.row_role not in ("item", "subtotal"):
            continue
        path = row.first.row_path
        while still_open and path[: len(still_open[-1].path)] != still_open[-1].path:
            still_open.pop()
        head = Head(row, still_open[-1] if still_open else None)
        if head.above:
            head.above.below.append(head)
        found.append(head)
        still_open.append(head)
    return found


def _lift_siblings(view: TableView, head: Head) -> None:
    """Move heads below a head beside it, where it is the sum of the plain rows alone.

    A clerk prints a label once for several lines (商品和服务支出 | 培训费, then 会议费 with the
    first cell left blank): the second
    line hangs on the label and is no part of the first.
    """
    plain = [below for below in head.below if not below.below]
    other = [below for below in head.below if below.below]
    if (
        head.above
        and plain
        and other
        and not _closes(view, head, head.below)
        and _closes(view, head, plain)
    ):
        head.below = plain
        head.above.below.extend(other)


def _closes(view: TableView, head: Head, below: list[Head]) -> bool:
    return all(comparison.outcome != "broken" for comparison in _sums(view, head, below))


def _sums(view: TableView, head: Head, below: list[Head]) -> Iterator[Comparison]:
    if below:
        yield from sums(view, head.row, [one.row for one in below])
