"""Rows and figures of a table by what they mean, as several checks ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from budgetflow.checks.model.evidence import Comparison, Figure, Relation
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.interpret.rows_model import Amount


def line(view: TableView, side: str, *names: str) -> Figure | None:
    """Return the value of a side's line by the last word of its canonical item (`total`,
    `current_year`, ...).
    """
    return view.value(row_of(view, side, *names))


def row_of(view: TableView, side: str, *names: str) -> Row | None:
    """Return the row of a side's line."""
    return view.item(*(f"{side}.{name}" for name in names), side=side)


# Lines of a two-sided table that may be what is spent in the year: 本年支出合计, or where only
# 支出总计 is printed that one, which then may hold what is carried forward.
SPENT = ("current_year", "total")


def spent_rows(view: TableView) -> list[Row]:
    """Return the lines of a two-sided table that may be the expenditure of the year, 本年支出合计
    first; none, one or two.
    """
    rows = [row_of(view, "expenditure", name) for name in SPENT]
    return [row for row in rows if row is not None]


def spent(view: TableView, *measures: str) -> list[Figure]:
    """Return what these lines print in the first of the measures they have, in yuan; without
    measures, their own value.
    """
    figures = [view.value(row, *measures) for row in spent_rows(view)]
    return [figure for figure in figures if figure is not None]


def side_rows(view: TableView, side: str) -> list[Row]:
    """Return the rows of one side."""
    return [row for row in view.rows if row.first.side == side]


def figures_of(view: TableView, cells: Iterable[Amount]) -> list[Figure]:
    """Return a table's cells as figures, in their order; those that are no money are left out."""
    return [figure for figure in map(view.figure, cells) if figure is not None]


def title(view: TableView) -> str:
    """Return the table's printed title, or its place."""
    return view.table.title_printed or f"第 {view.table.table_no} 张表"


def nearest(left: Figure | None, candidates: Sequence[Figure | None]) -> Figure | None:
    """Return the candidate nearest to a figure: where a table may or may not contain the
    carry-over, the one it means.
    """
    there = [candidate for candidate in candidates if candidate is not None]
    if left is None or not there:
        return None
    return min(there, key=lambda candidate: abs(candidate.value - left.value))


def pair(
    left: Figure | None,
    right: Figure | None,
    zh: str,
    en: str,
    relation: Relation = "=",
    rule: str = "",
) -> Iterator[Comparison]:
    """Return the comparison of two figures, if both are printed and not both are zero."""
    # A blank form holds 0 on both sides: comparing it would count as a check that was passed.
    if left is not None and right is not None and (left.value or right.value):
        yield Comparison(
            (left,),
            (right,),
            zh,
            en,
            relation,
            rule=rule,
            kind="equality" if relation == "=" else "bound",
        )


def total_of(view: TableView | None, *measures: str) -> Figure | None:
    """Return a figure of a table's total row."""
    if view is not None and view.total is not None:
        return view.value(view.total, *measures)
    return None


def table_titles(figures: Figures) -> list[tuple[str | None, str, int | None]]:
    """Return each table's title with its document and first page."""
    return [
        (table.title_printed, table.document_id, table.pages[0] if table.pages else None)
        for table in figures.tables
    ]
