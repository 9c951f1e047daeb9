"""Grand totals of a government's lists and balances: what the year takes in or spends itself, and
the money that comes from or goes elsewhere (GOVERNMENT.md section 7, identities 5 and 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from budgetflow.checks.model.evidence import Comparison, Figure, total
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import row_of, title
from budgetflow.checks.rules.within_table.small_tables import cells_of

TABLES = (
    "general_budget_revenue",
    "general_budget_expenditure",
    "general_budget_balance",
)
GROUP = {"revenue": "transfer_in", "expenditure": "transfer_out"}
# Rows that always stand inside the group of transfers, where a book prints it.
GROUPED = {
    "revenue": ("superior_subsidies", "subordinate_remittances", "interregional"),
    "expenditure": ("subsidies_to_subordinates", "remitted_to_superior"),
}
# Rows of which a total may hold any: more of them, and some choice would close by chance.
_MOST_CHOICES = 12


def grand_totals(figures: Figures) -> Iterator[Comparison]:
    """Compare each side's grand total with the year's own money and the rows of money from or for
    elsewhere, in each column; of the choices of these rows the one that comes nearest counts.
    """
    for view in figures.all(*TABLES):
        for side, group in GROUP.items():
            whole = row_of(view, side, "total")
            own = row_of(view, side, "current_year")
            # A list of the year's own money alone has no grand total, whatever its last row is
            # called.
            if whole is None or own is None:
                continue
            inside = _rows(view, side, GROUPED[side])
            grouped = row_of(view, side, group)
            # The printed group is the sum of its rows: with both, the same money would count twice.
            held = [grouped] if grouped else inside
            beside = _between(view, own, whole, [*held, *inside])
            if beside is not None and (held or beside):
                yield from _columns(view, side, (whole, own), held, beside)


def _rows(view: TableView, side: str, names: Sequence[str]) -> list[Row]:
    """Return the rows of items of a side that a table prints."""
    found = [row_of(view, side, name) for name in names]
    return [row for row in found if row is not None]


def _between(view: TableView, own: Row, whole: Row, but: Sequence[Row]) -> list[Row] | None:
    """Return the rows between the year's own money and the total that may be in it, those of `but`
    left out: all of them, or where there are many those on the level of the year's own money; None
    where these are too many still.
    """
    left_out = {row.number for row in but}
    between = [
        row
        for row in view.rows
        if own.number < row.number < whole.number
        and row.number not in left_out
        and row.first.side == own.first.side
    ]
    if len(between) > _MOST_CHOICES:
        depth = len(own.first.row_path)
        between = [row for row in between if len(row.first.row_path) == depth]
    if len(between) > _MOST_CHOICES:
        return None
    return between


def _columns(
    view: TableView, side: str, ends: tuple[Row, Row], held: Sequence[Row], beside: Sequence[Row]
) -> Iterator[Comparison]:
    """Compare the total (the first of `ends`) with the year's own money (the second), the rows it
    holds in any case and the choice of those beside them that comes nearest, in each column.

    Books differ in which rows stand inside 转移性收入 (转移性支出) and which beside it, so that any
    choice that closes will do.
    """
    whole, own = ends
    for measure, cell in whole.cells.items():
        left = view.figure(cell)
        base = view.figure(own.cells.get(measure))
        if left is None or base is None or not left.value or left.value == base.value:
            continue  # the last: a list of the year alone
        sure = (base, *_figures(view, held, measure))
        parts = (*sure, *_nearest(left, sure, _figures(view, beside, measure)))
        if len(parts) == 1:
            continue  # the column prints nothing that the total may hold beside it
        yield Comparison(
            (left,),
            parts,
            f"{title(view)}“{whole.name}” ＝ 本年数与转移、债务、结转之和（{cell.column_label}）",
            f"{view.table.table_code}: {side}.total = {side}.current_year and what comes from or "
            f"goes elsewhere ({measure})",
        )


def _figures(view: TableView, rows: Sequence[Row], measure: str) -> list[Figure]:
    """Return what rows print in a column, blanks and zeros left out."""
    return [figure for figure in cells_of(view, rows, measure) if figure.value]


def _nearest(whole: Figure, sure: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the choice of figures whose sum comes nearest to what the sure parts leave of a total;
    of equal ones the largest choice.
    """
    missing = whole.value - total(sure)
    # Largest first: `min` keeps the first of equals, and a total leaves out no more than it must.
    choices = (
        choice for size in range(len(others), -1, -1) for choice in combinations(others, size)
    )
    return min(choices, key=lambda choice: abs(missing - total(choice)))
