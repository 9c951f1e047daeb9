"""Down the tree of codes: a class is the sum of its 款, a 款 of its 项, and the total of its
classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetflow.checks.model.evidence import Comparison, any_value
from budgetflow.checks.model.figures import Row, TableView

CODE_FIELDS = ("function_code", "economic_code", "government_economic_code")
# Economic codes of more digits (3021502 二类会议费) are particulars a publisher may pick; they
# need not be all.
DEEPEST_WHOLE = 5
NOT_SUMMED = {"unmapped", "change_percent"}


@dataclass(slots=True)
class Branch:
    """A coded row and the coded rows directly below it."""

    row: Row
    code: str
    below: list[Branch] = field(default_factory=list)


def forest(rows: Sequence[Row]) -> list[Branch]:
    """Return the trees that printed codes make, read in order: a row belongs below the last row
    whose code begins its own.

    Reading in order keeps the same code apart where a table repeats its tree for each subordinate
    unit.
    """
    names = _fields_of(rows)
    roots: list[Branch] = []
    open_branches: list[Branch] = []
    for row in rows:
        code = next((code for name in names if (code := getattr(row.first, name))), None)
        # 其中 lines repeat money that their head holds already.
        if not code or row.first.row_role == "of_which":
            continue
        # Also where a level is left out: 20101 without 201 becomes a root.
        while open_branches and not _below(row, code, open_branches[-1]):
            open_branches.pop()
        branch = Branch(row, code)
        (open_branches[-1].below if open_branches else roots).append(branch)
        open_branches.append(branch)
    return roots


def _fields_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the fields that hold the codes of a tree: the function code, else both economic
    classifications, since a table by economic class may list a 5xx class among the 3xx ones.
    """
    if any(row.first.function_code for row in rows):
        return CODE_FIELDS[:1]
    return CODE_FIELDS[1:]


def _below(row: Row, code: str, branch: Branch) -> bool:
    """Check whether a row stands below a branch: its code goes on from there, or repeats it over
    the same figures.

    A 项 whose last two digits were not printed has its 款's code and, being the only one, its
    figures; where a class has no 项, a publisher prints its 款 a second time in the place of one.
    Two economic items of one 项 may cost the same (劳务费 and 委托业务费, each 20 万元): neither
    repeats the other.
    """
    if code == branch.code:
        return _same_items(row, branch.row) and same_figures(row, branch.row)
    return code.startswith(branch.code)


def _same_items(one: Row, other: Row) -> bool:
    """Check whether two rows are of the same unit and the same economic items."""
    names = ("unit_name", "economic_code", "government_economic_code")
    return all(getattr(one.first, name) == getattr(other.first, name) for name in names)


def same_figures(one: Row, other: Row) -> bool:
    """Check whether two rows print the same figures in the same columns."""
    return {m: c.amount_yuan for m, c in one.cells.items()} == {
        m: c.amount_yuan for m, c in other.cells.items()
    }


def tree_sums(view: TableView) -> Iterator[Comparison]:
    """Compare each coded row with the rows below it, and the total row with the roots, measure by
    measure.
    """
    roots = forest(view.rows)
    yield from branch_sums(view, roots)
    # A table of one unit's line has no roots to make a total of.
    if view.total is not None and roots:
        yield from total_sums(view, view.total, roots)


def branch_sums(view: TableView, roots: Sequence[Branch]) -> Iterator[Comparison]:
    """Compare each row of the trees with the rows directly below it."""
    for branch in walk(roots):
        if branch.below:
            yield from _sums_below(view, branch)


def walk(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Return every branch, parents first."""
    for branch in branches:
        yield branch
        yield from walk(branch.below)


def total_sums(view: TableView, total: Row, roots: Sequence[Branch]) -> Iterator[Comparison]:
    """Compare a total row with the roots; where units repeat the tree of the whole, with the roots
    outside units.

    Codes that were read with other digits than printed make a parent a root beside its own
    children: then the roots of one
    length are the ones that add up.
    """
    lengths = {len(root.code) for root in roots}
    # The whole's tree first, then without the trees of units, then these alone: a department lists
    # its units below its own classes, or instead of them.
    sets = [
        list(roots),
        [root for root in roots if not root.row.first.unit_name],
        [root for root in roots if root.row.first.unit_name],
    ]
    if len(lengths) > 1:
        for length in sorted(lengths):
            sets.append([root for root in roots if len(root.code) == length])
    found = [list(sums(view, total, [root.row for root in chosen])) for chosen in sets if chosen]
    # The first of the sets that break least often, so the whole's own tree where it closes as well.
    yield from min(found, key=lambda comparisons: sum(c.outcome == "broken" for c in comparisons))


def _sums_below(view: TableView, branch: Branch) -> Iterator[Comparison]:
    partial = not branch.row.first.function_code and len(branch.code) >= DEEPEST_WHOLE
    for comparison in sums(view, branch.row, [below.row for below in branch.below]):
        # A 款 may list a few of its particulars; more than the whole they cannot be.
        if not (partial and comparison.difference > 0):
            yield comparison


def sums(view: TableView, whole: Row, parts: Sequence[Row]) -> Iterator[Comparison]:
    """Compare a row with the rows it is the sum of, measure by measure."""
    title = view.table.title_printed or f"第 {view.table.table_no} 张表"
    of_row = f"of row {whole.number} ({whole.name}) = sum of the {len(parts)} rows below it"
    for measure, cell in whole.cells.items():
        left = view.figure(cell)
        if left is None or measure in NOT_SUMMED:
            continue
        right = tuple([view.part(part, measure) for part in parts])
        # A row of zeros over rows of zeros: nothing was checked.
        if not left.value and not any_value(*right):
            continue
        where_zh = (
            f"{title}“{whole.name}”的{cell.column_label or measure} ＝ 其下 {len(parts)} 行之和"
        )
        where_en = f"{view.table.table_code}, {measure} {of_row}"
        yield Comparison((left,), right, where_zh, where_en, withheld_possible=True, kind="tree")
