"""Sums within one table of a government's book: totals by item, debt by kind, transfers by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from budgetflow.checks.model.evidence import Comparison, Figure, any_value
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import title
from budgetflow.checks.rules.within_table.code_tree import tree_sums

REVENUE_TABLES = (
    "general_budget_revenue",
    "general_budget_balance",
)
BALANCES = (
    "general_budget_balance",
    "government_fund_balance",
    "state_capital_balance",
)
CODED = (
    "general_budget_expenditure",
    "general_budget_expenditure_detail",
    "general_budget_economic_expenditure",
    "general_budget_basic_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
)
DEBT_TABLES = (
    "debt_limit_and_balance",
    "debt_new_quota",
    "debt_movement",
    "debt_bond_issues",
    "debt_repayment_plan",
)
DEBT_KINDS = ("general", "special")
TRANSFER_KINDS = ("tax_refund", "general_transfer", "special_transfer")
ECONOMIC_KINDS = ("basic", "project")
# Only tables of the government's economic classes split each class into basic and project.
ECONOMIC_TABLES = (
    "general_budget_economic_expenditure",
    "general_budget_basic_expenditure",
)
# 税收返还, 一般性 and 专项: the three kinds that books of the own level print of what they receive.
SUBSIDIES = tuple(
    f"revenue.superior_subsidies.{kind}" for kind in ("tax_refund", "general", "special")
)
TRANSFERRED_IN = tuple(
    f"revenue.transferred_in.{source}"
    for source in ("from_government_fund", "from_state_capital", "from_other")
)
Finder = Callable[[Figures], Iterator[Comparison]]


def by_items(whole: str, parts: tuple[str, ...], zh: str, *tables: str) -> Finder:
    """Make a finder that compares the row of an item with the rows of its parts, each column.

    All parts must be printed, each once: a list cut short is no sum.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(*tables):
            total = view.item(whole)
            rows = [view.item(part) for part in parts]
            # A part that is not printed may be nothing or left out: no sum is held to it.
            if total is None or None in rows:
                continue
            there = [row for row in rows if row is not None]
            yield from _columns(view, total, there, zh, whole)

    return find


def _columns(
    view: TableView, total: Row, rows: list[Row], zh: str, whole: str
) -> Iterator[Comparison]:
    for measure, cell in total.cells.items():
        left = view.figure(cell)
        right = tuple(f for row in rows if (f := view.figure(row.cells.get(measure))) is not None)
        if left is None or not any_value(left, *right):
            continue
        yield Comparison(
            (left,),
            right,
            f"{title(view)}：{zh}（{cell.column_label}）",
            f"{view.table.table_code}: {whole} ({measure})",
            # The row is printed and its cell in this column is not: we may have lost it.
            doubt="unread_cell" if len(right) < len(rows) else "",
        )


def by_columns(whole: str, parts: tuple[str, ...], zh: str, *tables: str) -> Finder:
    """Make a finder that compares a column with the columns of its parts, in each row."""

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(*tables):
            own = figures.columns[view.table.table_id]
            # 还本 of own money beside 还本 by new bonds: whose whole is it?
            if any(len(own[measure]) != 1 for measure in (whole, *parts)):
                continue
            for row in view.rows:
                made = _row(view, row, whole, parts, zh)
                if made is not None:
                    yield made

    return find


def _row(
    view: TableView, row: Row, whole: str, parts: tuple[str, ...], zh: str
) -> Comparison | None:
    left = view.figure(row.cells.get(whole))
    right = tuple(view.part(row, part) for part in parts)  # a blank keeps its place: see rereading
    # A table that does not split a row has blanks beside its whole, and no sum to hold.
    if left is None or all(figure.blank for figure in right):
        return None
    if not any_value(left, *right):
        return None
    return Comparison(
        (left,),
        right,
        f"{title(view)}“{row.name}”：{zh}",
        f"{view.table.table_code}, row {row.number} ({row.name}): {whole} = {' + '.join(parts)}",
        kind="row",
    )


def debt_kinds(figures: Figures) -> Iterator[Comparison]:
    """Compare limit, balance, issues, repayment and interest with those of general and special
    debt, in each row.
    """
    wholes = ("limit", "new_limit", "balance", "previous_balance", "issued", "repaid", "interest")
    for whole in wholes:
        parts = tuple(f"{whole}.{kind}" for kind in DEBT_KINDS)
        yield from by_columns(whole, parts, "合计 ＝ 一般债务 ＋ 专项债务", *DEBT_TABLES)(figures)


def code_trees(figures: Figures) -> Iterator[Comparison]:
    """Compare classes with their 款 and these with their 项, where the codes are printed and rows
    are of one government.
    """
    for view in figures.all(*CODED):
        coded = [row for row in view.rows if row.code]
        printed = all(row.first.code_origin == "printed" for row in coded)
        if coded and printed and not any(row.first.region_name for row in view.rows):
            yield from filter(_is_of_one_column, tree_sums(view))


def _is_of_one_column(made: Comparison) -> bool:
    """Check whether all cells of a comparison stand in one column: several sources of money are one
    measure (`amount`), and a row's first filled one is not its class's.
    """
    amounts = [figure.amount for figure in (*made.left, *made.right)]
    return len({amount.column_no for amount in amounts if amount is not None}) == 1


def both_sides(figures: Figures) -> Iterator[Comparison]:
    """Compare total revenue with total expenditure of a balance: equal, unless a balance at the
    year's end stands below the total of outlays.

    Columns whose two totals need not be equal are left out (`_closes`).
    """
    for view in figures.all(*BALANCES):
        revenue = view.item("revenue.total")
        expenditure = view.item("expenditure.total")
        if revenue is None or expenditure is None:
            continue
        left_over = view.item("expenditure.carried_forward")
        if left_over is not None and left_over.number < expenditure.number:
            left_over = None  # it stands inside the total of outlays
        for measure, cell in revenue.cells.items():
            left = view.figure(cell)
            right = _outlays(view, expenditure, left_over, measure)
            if left is None or not right or not any_value(left, *right):
                continue
            made = Comparison(
                (left,),
                right,
                f"{title(view)}：收入总计 ＝ 支出总计（{cell.column_label}）",
                f"{view.table.table_code}: revenue.total = expenditure.total ({measure})",
            )
            if made.outcome != "broken" or _closes(view, made, measure):
                yield made


def _outlays(
    view: TableView, expenditure: Row, left_over: Row | None, measure: str
) -> tuple[Figure, ...]:
    """Return total outlays and the balance below them in one column, empty where one of the two is
    not printed: books fill in 年终结余 for what was carried out and leave it blank for the budget.
    """
    rows = [expenditure] if left_over is None else [expenditure, left_over]
    found = [view.figure(row.cells.get(measure)) for row in rows]
    if None not in found:
        return tuple(figure for figure in found if figure is not None)
    return ()


def _closes(view: TableView, made: Comparison, measure: str) -> bool:
    """Check whether both totals of a column should be equal.

    They need not where the receipts named a total are the year's own taxes and non-tax revenue
    alone (transfers pay for the rest), nor where more was received than spent by the year's end in
    a table that prints no row for what is left.
    """
    own = [view.value(view.item(item), measure) for item in ("revenue.tax", "revenue.non_tax")]
    current = view.value(view.item("revenue.current_year"), measure)
    wholes = [sum(figure.value for figure in own if figure is not None)]
    if current is not None:
        wholes.append(current.value)
    if made.left[0].value in wholes:
        return False
    carried_out = measure.removeprefix("previous_year_") in ("execution", "final")
    unprinted = carried_out and view.item("expenditure.carried_forward") is None
    return not (unprinted and made.difference > 0)
