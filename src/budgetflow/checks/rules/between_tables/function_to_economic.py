"""From what money is for to what it buys: the bridges between tables by function, by economic class
and of projects.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetflow.checks.model.combine import Finder
from budgetflow.checks.model.evidence import Comparison, Relation, Side
from budgetflow.checks.model.figures import Figures, TableView
from budgetflow.checks.model.lookup import nearest, pair, title, total_of
from budgetflow.checks.model.sentences import statement_figures
from budgetflow.checks.rules.within_table.small_tables import named_total


def basic_bridge(*codes: str, relation: Relation = "=", only_same_total: bool = False) -> Finder:
    """Make the finder of the bridge from function to economic codes: 基本支出 of a table = total of
    the basic table.

    `only_same_total` limits it to bodies whose whole expenditure is general-budget money.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        table = figures.one(*codes)
        basic = figures.one("general_budget_basic_expenditure")
        general = figures.one("general_budget_expenditure")
        if table is None or basic is None:
            return
        # Money beyond the general budget is in the one table and not in the other.
        if only_same_total and not _same_total(table, general):
            return
        left = _basic_side(table)
        right = total_of(basic)
        zh = f"{title(table)}基本支出合计 {relation} {title(basic)}合计"
        if left and right and (right.value or left[0].value):
            yield Comparison(
                left,
                (right,),
                zh,
                f"basic expenditure of {table.table.table_code} {relation} total of the basic "
                f"table",
                relation,
            )

    return find


def operating_expenses(figures: Figures) -> Iterator[Comparison]:
    """Compare 机关运行经费 with the operating part (公用经费) of the basic table; said or printed
    beside 三公, with the same figure.

    Beside 三公 a department prints it with units that are no administrative bodies, whose 公用经费
    is none: there it is a bound.
    """
    basic = figures.one("general_budget_basic_expenditure")
    beside = figures.one("three_public_expenses")
    operating = named_total(basic, "公用", "operating") if basic else None
    en = "operating column of the basic table"
    own = total_of(figures.one("operating_expenses"))
    column = beside.value(beside.item("operating_expenses")) if beside else None
    if basic is not None:
        yield from pair(
            own, operating, f"机关运行经费 ＝ {title(basic)}公用经费", f"operating expenses = {en}"
        )
        yield from pair(
            column,
            operating,
            f"机关运行经费 ≤ {title(basic)}公用经费",
            f"operating expenses <= {en}",
            "<=",
        )
    said = [one for one in statement_figures(figures.said("operating_expenses")) if one.value]
    for printed in (own, column):
        yield from pair(
            nearest(printed, said),
            printed,
            "文中机关运行经费 ＝ 表中机关运行经费",
            "operating expenses as said = as printed in the tables",
        )


def _with_projects(figures: Figures) -> Iterator[TableView]:
    """Return the one table of each kind of expenditure that has a column of projects; beside it
    there may be one by sources, which has none.
    """
    for code in ("general_budget_expenditure", "expenditure"):
        views = [view for view in figures.all(code) if "project" in view.measures]
        # Of two tables of one kind we do not know which one the list of projects is a part of.
        if len(views) == 1:
            yield views[0]


def project_table(figures: Figures) -> Iterator[Comparison]:
    """Compare the project table's total with the project column of the tables it may be a part
    of.
    """
    table = figures.one("general_budget_project_expenditure", "project_expenditure")
    if table is None:
        return
    whole = total_of(table)
    columns = [total_of(view, "project") for view in _with_projects(figures)]
    zh = f"{title(table)}合计 ＝ 支出表项目支出合计"
    yield from pair(
        whole,
        nearest(whole, columns),
        zh,
        "total of the project table = project column of an expenditure table",
    )


# Items of the 三公 table, and the economic codes that show the same spending.
THREE_PUBLIC_CODES = (
    *(
        ("overseas_travel", "30212"),
        ("reception", "30217"),
        ("vehicle_operation", "30231"),
        ("vehicle_purchase", "31013"),
    ),
    *(("vehicle_purchase", "30913"), ("meetings", "30215"), ("training", "30216")),
)


def three_public_by_code(figures: Figures) -> Iterator[Comparison]:
    """Compare 三公 parts with the economic codes that show the same spending; those tables may hold
    only a part of it.
    """
    three = figures.one("three_public_expenses")
    basic = figures.one("general_budget_basic_expenditure")
    if three is None or basic is None:
        return
    codes = basic.by_code
    for item, code in THREE_PUBLIC_CODES:
        # Final accounts print budget and final: what was spent is what the economic codes show.
        measures = ("final", "current_year", "amount", "total", "general_public_budget")
        left = basic.value(codes.get(code), "total", "amount")
        zh = f"{title(basic)} {code} ≤ {title(three)}对应项"
        yield from pair(
            left,
            three.value(three.item(item), *measures),
            zh,
            f"economic code {code} of the basic table <= {item}",
            "<=",
        )


def _basic_side(view: TableView) -> Side:
    """Return 基本支出 of the total row: its own column, or 人员 and 公用 where only these are
    printed.
    """
    own = total_of(view, "basic")
    parts = (
        (own,) if own else (total_of(view, "basic.personnel"), total_of(view, "basic.operating"))
    )
    return tuple(part for part in parts if part is not None)


def _same_total(table: TableView, other: TableView | None) -> bool:
    one = total_of(table)
    another = total_of(other)
    return (one.value if one else None) == (another.value if another else None)
