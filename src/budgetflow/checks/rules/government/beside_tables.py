"""What one table of a government's book says of another: transfers paid, spending by economic
class, and what its report says in words (GOVERNMENT.md section 7, identities 15, 17 and 31).

No book states when these must be equal, so that what breaks them stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from budgetflow.checks.model.evidence import Comparison, Figure, Side, total
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import row_of, title
from budgetflow.checks.model.sentences import statement_figure
from budgetflow.checks.rules.government.movement import cells_by_place
from budgetflow.interpret.government.columns import STAGES
from budgetflow.interpret.government.coverage import OWN
from budgetflow.interpret.rows_model import Statement

BALANCES = ("general_budget_balance", "general_budget_expenditure")
TRANSFERS = ("transfers_by_region", "transfers_by_item")
ALL_SPENDING = "general_budget_economic_expenditure"
SPENDING = (
    "general_budget_expenditure",
    "general_budget_expenditure_detail",
    "general_budget_balance",
)
# What a sentence of a report says, and the row of which tables prints it.
SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "revenue.general_public_budget": (
        "revenue.current_year",
        ("general_budget_revenue", "general_budget_balance"),
    ),
    "general_public_budget.total": ("expenditure.current_year", SPENDING),
    "revenue.government_fund": (
        "revenue.current_year",
        ("government_fund_revenue", "government_fund_balance"),
    ),
    "government_fund.total": (
        "expenditure.current_year",
        ("government_fund_expenditure", "government_fund_balance"),
    ),
}
# A sentence farther than this from every stage of the table speaks of something else: of a part,
# of growth over five years.
NEAR = Decimal("0.01")


def transfers_paid(figures: Figures) -> Iterator[Comparison]:
    """Compare 补助下级支出 of the own level's balance with the total of transfers by region or by
    item, of the same year and stage; a book may print general and special transfers in a table
    each, so that the nearest of one table and of all of a kind counts.
    """
    for balance in _of_own_level(figures, BALANCES):
        paid = row_of(balance, "expenditure", "subsidies_to_subordinates")
        if paid is None:
            continue
        year = balance.table.table_year
        totals = [_totals(figures, code, year) for code in TRANSFERS]
        for stage in STAGES:
            left = balance.value(paid, stage)
            sides = [side for of_code in totals for side in _sides(of_code.get(stage, []))]
            if left is not None and left.value and sides:
                right = min(sides, key=partial(_distance, left))
                yield _beside(balance, paid, left, "转移支付各表", right, stage)


def _totals(figures: Figures, code: str, year: int | None) -> dict[str, list[Figure]]:
    """Return the totals of the tables of transfers of a code and a year by stage, in the columns of
    what the own level pays: 中央对我省 may stand beside it.
    """
    found: dict[str, list[Figure]] = defaultdict(list)
    for view in figures.all(code):
        whole = view.total
        if whole is None or view.table.table_year != year:
            continue
        # All cells of the row: `Row.cells` has one a measure, and each level has a column of it.
        for (row_no, _), cell in cells_by_place(figures, view).items():
            figure = view.figure(cell)
            if row_no == whole.number and cell.coverage == OWN and figure is not None:
                found[cell.measure].append(figure)
    return found


def _sides(found: Sequence[Figure]) -> list[Side]:
    """Return all the totals of a kind together, and each by itself; nothing for none."""
    if not found:
        return []
    return [tuple(found), *((one,) for one in found)]


def _distance(left: Figure, right: Sequence[Figure]) -> Decimal:
    return abs(left.value - total(right))


def economic_total(figures: Figures) -> Iterator[Comparison]:
    """Compare the total of all spending by economic class with the total of spending by class of
    function, of the own level and the same year; transfers are a class of either in some books, so
    that of the year's own and the grand total, and of several stages, the nearest counts.
    """
    for view in _of_own_level(figures, (ALL_SPENDING,)):
        whole = view.item("expenditure.current_year", "total") or view.total
        left = view.value(whole, "total", *STAGES)
        if whole is None or left is None or not left.value:
            continue
        found = [
            (other, row, figure)
            for other in _of_own_level(figures, SPENDING)
            if other.table.table_year == view.table.table_year
            for row in (other.item("expenditure.current_year"), other.item("expenditure.total"))
            for figure in _stages(other, row)
        ]
        if found:
            other, row, right = min(found, key=lambda one: abs(one[2].value - left.value))
            yield _beside(view, whole, left, title(other), (right,), row.name if row else "")


def said_in_words(figures: Figures) -> Iterator[Comparison]:
    """Compare what a report says of the year's revenue and expenditure in 亿元 with the tables of
    the same coverage and year, in whichever stage comes nearest.
    """
    for topic, (item, tables) in SAID.items():
        for statement in figures.said(topic):
            said = statement_figure(statement)
            if said is None or not said.value or statement.coverage is None:
                continue
            printed = _printed(figures, statement, item, tables)
            if not printed:
                continue
            view, figure = min(printed, key=lambda one: abs(one[1].value - said.value))
            if abs(figure.value - said.value) <= NEAR * figure.value:
                yield Comparison(
                    (said,),
                    (figure,),
                    f"报告所说 ＝ {title(view)}（{statement.subject_printed or topic}）",
                    f"the report's {topic} of {statement.statement_year} = "
                    f"{view.table.table_code}: {item}",
                    in_round_figures=said.step > figure.step,
                )


def _printed(
    figures: Figures, statement: Statement, item: str, tables: Sequence[str]
) -> list[tuple[TableView, Figure]]:
    """Return the figures of an item that tables of a statement's year and coverage print."""
    return [
        (view, figure)
        for view in figures.all(*tables)
        if view.table.coverage == statement.coverage
        and view.table.table_year == statement.statement_year
        for figure in _stages(view, view.item(item))
    ]


def _stages(view: TableView, row: Row | None) -> list[Figure]:
    """Return what a row prints of each stage of its table's own year, zeros left out."""
    figures = [view.value(row, stage) for stage in STAGES if row is not None]
    return [figure for figure in figures if figure is not None and figure.value]


def _of_own_level(figures: Figures, codes: Sequence[str]) -> Iterator[TableView]:
    """Return the tables of some codes that are of the government's own level."""
    for view in figures.all(*codes):
        if view.table.coverage == OWN:
            yield view


def _beside(
    view: TableView, row: Row, left: Figure, other: str, right: tuple[Figure, ...], which: str
) -> Comparison:
    """Return the comparison of a row's figure with totals of other tables, named in Chinese."""
    return Comparison(
        (left,),
        right,
        f"{title(view)}“{row.name}” ＝ {other}合计",
        f"{view.table.table_code}, row {row.number} ({row.name}) = totals beside it ({which})",
    )
