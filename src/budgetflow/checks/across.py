"""Across tables: one quantity printed in two tables is one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from budgetflow.checks.check import Comparison, Evidence, Figure, Relation, Side
from budgetflow.checks.figures import VALUE_MEASURES, Figures, Row, TableView, statement_figure
from budgetflow.checks.rows import CARRIED_IN, UNIT_SOURCES
from budgetflow.checks.small_tables import named_total
from budgetflow.checks.summary import line, row_of, side_rows, title
from budgetflow.checks.tree import forest

Finder = Callable[[Figures], Iterable[Evidence]]
TOTAL_ITEMS = ("expenditure.total", "expenditure.current_year")
FUND_LINES = ("general_public_budget", "government_fund", "state_capital")
BY_FUND = (
    ("general_public_budget", ("general_budget_expenditure",)),
    ("government_fund", ("government_fund_expenditure",)),
    ("state_capital", ("state_capital_expenditure",)),
)
SPENT = ("total", "amount", "expenditure", "current_year")
"""Columns of a fund's table that may hold what was spent: in final accounts revenue stands beside it."""
REVENUE_COLUMNS = (
    ("general_public_budget", (("general_public_budget",), ("general_public_budget", "general_transfer"), ("current_year.general_public_budget",))),
    ("appropriation", (("appropriation",), ("general_public_budget", "government_fund", "state_capital"))),
    ("government_fund", (("government_fund",), ("government_fund", "government_fund_transfer"))),
    ("state_capital", (("state_capital",), ("state_capital", "state_capital_transfer"))),
    ("special_account", (("special_account",),)),
    ("unit_funds", (("unit_funds",), UNIT_SOURCES)),
    ("business", (("business_revenue",),)),
    ("other", (("other_revenue",), ("other",), ("other_funds",))),
    ("carryover", (("carryover",), CARRIED_IN)),
    ("carryover.general_public_budget", (("carryover.general_public_budget",),)),
    ("superior_subsidies", (("superior_subsidies",),)),
    ("subordinate_remittances", (("subordinate_remittances",),)),
    ("business_operations", (("business_operations",),)),
)
"""A line of the summary table's revenue side, and the columns of the revenue table that may show the same money together."""


def nearest(left: Figure | None, candidates: Sequence[Figure | None]) -> Figure | None:
    """Give the candidate nearest to a figure: where a table may or may not contain the carry-over, the one it means."""
    there = [candidate for candidate in candidates if candidate is not None]
    if left is None or not there:
        return None
    return min(there, key=lambda candidate: abs(candidate.value - left.value))


def pair(left: Figure | None, right: Figure | None, zh: str, en: str, relation: Relation = "=") -> Iterator[Comparison]:
    """Give the comparison of two figures, if both are printed and not both are zero."""
    if left is not None and right is not None and (left.value or right.value):
        yield Comparison((left,), (right,), zh, en, relation, kind="equality" if relation == "=" else "bound")


def total_of(view: TableView | None, *measures: str) -> Figure | None:
    """Give a figure of a table's total row."""
    return view.value(view.total, *measures) if view is not None and view.total is not None else None


def revenue_totals(figures: Figures) -> Iterator[Comparison]:
    """Compare the summary table's revenue with the revenue table: total, and each source with its column."""
    summary, revenue = figures.one("summary"), figures.one("revenue")
    if summary is None or revenue is None:
        return
    wholes = [total_of(revenue), total_of(revenue, "current_year")]
    mine = [line(summary, "revenue", "total"), line(summary, "revenue", "current_year")]
    pairs = [(left, right) for left in mine for right in wholes if left and right]
    if pairs:
        closest = min(pairs, key=lambda both: abs(both[0].value - both[1].value))
        yield from pair(*closest, f"{title(summary)}收入合计 ＝ {title(revenue)}合计", "summary revenue = total of the revenue table")
    for item, ways in REVENUE_COLUMNS:
        left = line(summary, "revenue", item)
        zh = f"{title(summary)}收入“{_label(summary, 'revenue', item)}” ＝ {title(revenue)}合计行对应列"
        yield from best_of(left, [columns_of(revenue, way) for way in ways], zh, f"summary revenue.{item} = its column of the revenue table")


def columns_of(view: TableView, measures: Sequence[str]) -> Side:
    """Give the total row's figures in these columns, those there are."""
    return tuple(figure for measure in measures if (figure := total_of(view, measure)))


def best_of(left: Figure | None, sides: Sequence[Side], zh: str, en: str) -> Iterator[Comparison]:
    """Compare a figure with the sum that comes nearest to it, of the ways a table may print the same money."""
    made = [Comparison((left,), side, zh, en) for side in sides if left and side and any(f.value for f in (left, *side))]
    if made:
        yield min(made, key=lambda comparison: abs(comparison.difference))


def expenditure_totals(figures: Figures) -> Iterator[Comparison]:
    """Compare the summary table's expenditure with the expenditure table: total, and each function class."""
    summary, expenditure = figures.one("summary"), figures.one("expenditure")
    if summary is None or expenditure is None:
        return
    whole = total_of(expenditure)
    mine = nearest(whole, [line(summary, "expenditure", "total"), line(summary, "expenditure", "current_year")])
    yield from pair(mine, whole, f"{title(summary)}支出合计 ＝ {title(expenditure)}合计", "summary expenditure = total of the expenditure table")
    yield from by_class(summary, side_rows(summary, "expenditure"), (), expenditure, ())


def general_budget_classes(figures: Figures) -> Iterator[Comparison]:
    """Compare the general-budget column of the appropriation summary with the general-budget table, class by class."""
    summary, general = figures.one("appropriation_summary"), figures.one("general_budget_expenditure")
    if summary is None or general is None or not summary.has("general_public_budget"):
        return
    yield from by_class(summary, side_rows(summary, "expenditure"), ("general_public_budget",), general, ())


def by_class(
    left: TableView, left_rows: Sequence[Row], left_measures: Sequence[str], right: TableView, right_measures: Sequence[str]
) -> Iterator[Comparison]:
    """Compare two tables class by class; a class that one of them lacks is zero there, where all its rows are known."""
    mine, theirs = class_rows(left_rows), class_rows(right.rows)
    if not mine or not theirs:
        return
    both_whole = _adds_up(left, left_rows, mine, left_measures) and _adds_up(right, right.rows, theirs, right_measures)
    for code in sorted(mine.keys() | theirs.keys() if both_whole else mine.keys() & theirs.keys()):
        one = left.value(mine.get(code), *left_measures)
        other = right.value(theirs.get(code), *right_measures)
        if not any(figure and figure.value for figure in (one, other)):
            continue
        name = (mine.get(code) or theirs[code]).name
        yield Comparison(
            (one,) if one else (),
            (other,) if other else (),
            f"{title(left)}“{name}” ＝ {title(right)}同码“类”行",
            f"{left.table.table_code} {code} = {right.table.table_code} {code}",
        )


def _adds_up(view: TableView, rows: Sequence[Row], classes: dict[str, Row], measures: Sequence[str]) -> bool:
    """Tell whether a table's classes add up to one of its totals, so that a class not printed is truly zero."""
    totals = [row for row in rows if row.first.row_role in ("total", "subtotal") or row.first.item in TOTAL_ITEMS]
    parts = tuple(figure for row in classes.values() if (figure := view.value(row, *measures)))
    wholes = [figure for row in totals if (figure := view.value(row, *measures))]
    return bool(parts) and any(Comparison((whole,), parts, "", "").outcome != "broken" for whole in wholes)


def class_rows(rows: Sequence[Row]) -> dict[str, Row]:
    """Give the function-class rows by code; nothing where a class stands twice (a tree for each unit)."""
    classes = [branch for branch in forest(rows) if len(branch.code) == 3 and branch.row.first.function_code]
    found = {branch.code: branch.row for branch in classes}
    return found if len(found) == len(classes) else {}


def same_codes(left_code: str, right_code: str, relation: Relation, measures: Sequence[str] = ("total",)) -> Finder:
    """Make the finder that compares two tables code by code: equal, or the left at most the right."""

    def find(figures: Figures) -> Iterator[Comparison]:
        left, right = figures.one(left_code), figures.one(right_code)
        if left is None or right is None:
            return
        mine, theirs = left.by_code, right.by_code
        for code in sorted(mine.keys() & theirs.keys()):
            for measure in measures:
                alternatives = VALUE_MEASURES if measure == "total" else (measure,)
                yield from pair(
                    left.value(mine[code], *alternatives),
                    right.value(theirs[code], *alternatives),
                    f"{title(left)}与{title(right)}的“{mine[code].name}”（{measure}）",
                    f"{left_code} {code} {relation} {right_code} {code} ({measure})",
                    relation,
                )

    return find


def revenue_by_code(figures: Figures) -> Iterator[Evidence]:
    """Compare revenue and expenditure tables code by code, where both list the same codes and the same total."""
    revenue, expenditure = figures.one("revenue"), figures.one("expenditure")
    if revenue is None or expenditure is None or revenue.by_code.keys() != expenditure.by_code.keys():
        return
    one, other = total_of(revenue), total_of(expenditure)
    if one and other and one.value == other.value:
        yield from same_codes("revenue", "expenditure", "=")(figures)


def appropriation_within_total(figures: Figures) -> Iterator[Comparison]:
    """Compare the appropriation summary's total with the whole summary's: at most equal."""
    part, whole = figures.one("appropriation_summary"), figures.one("summary")
    if part is not None and whole is not None:
        zh = f"{title(part)}收入总计 ≤ {title(whole)}收入总计"
        yield from pair(line(part, "revenue", "total"), line(whole, "revenue", "total"), zh, "appropriation total <= total revenue", "<=")


def appropriation_lines(figures: Figures) -> Iterator[Comparison]:
    """Compare the lines of the three budgets in the summary table with those of the appropriation summary."""
    whole, part = figures.one("summary"), figures.one("appropriation_summary")
    if whole is None or part is None:
        return
    for item in FUND_LINES:
        zh = f"{title(whole)}与{title(part)}的收入“{_label(whole, 'revenue', item)}”"
        own, carried = line(part, "revenue", item), line(part, "revenue", f"carryover.{item}", "carryover")
        sides = [tuple(f for f in side if f) for side in ((own,), (own, carried))]
        yield from best_of(line(whole, "revenue", item), sides, zh, f"summary revenue.{item} = appropriation summary revenue.{item}")


def appropriation_column(figures: Figures) -> Iterator[Comparison]:
    """Compare the appropriation column of the revenue table's total row with the appropriation summary."""
    revenue, summary = figures.one("revenue"), figures.one("appropriation_summary")
    if revenue is None or summary is None:
        return
    left = total_of(revenue, "appropriation")
    right = nearest(left, [line(summary, "revenue", "current_year"), line(summary, "revenue", "appropriation"), line(summary, "revenue", "total")])
    zh = f"{title(revenue)}合计行财政拨款 ＝ {title(summary)}本年拨款收入"
    yield from pair(left, right, zh, "appropriation column of the revenue table = the appropriation summary's revenue")


def funds_by_table(figures: Figures) -> Iterator[Comparison]:
    """Compare each budget's column in the appropriation summary with the total of that budget's own table."""
    summary = figures.one("appropriation_summary")
    if summary is None:
        return
    for fund, codes in BY_FUND:
        own = figures.one(*codes)
        rows = [row_of(summary, "expenditure", "total"), row_of(summary, "expenditure", "current_year")]
        columns = [figure for row in rows if row is not None and (figure := summary.value(row, fund))]
        totals = [figure for measure in SPENT if (figure := total_of(own, measure))]
        pairs = [(column, total) for column in columns for total in totals]
        if pairs:
            closest = min(pairs, key=lambda both: abs(both[0].value - both[1].value))
            zh = f"{title(summary)}支出（{fund}）＝ 该项预算支出表合计"
            yield from pair(*closest, zh, f"appropriation summary {fund} = total of {codes[0]}")


def basic_bridge(*codes: str, relation: Relation = "=", only_same_total: bool = False) -> Finder:
    """Make the finder of the bridge from function to economic codes: 基本支出 of a table = total of the basic table.

    `only_same_total` limits it to bodies whose whole expenditure is general-budget money.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        table, basic = figures.one(*codes), figures.one("general_budget_basic_expenditure")
        general = figures.one("general_budget_expenditure")
        if table is None or basic is None:
            return
        if only_same_total and _value(total_of(table)) != _value(total_of(general)):
            return
        left, right = _basic_side(table), total_of(basic)
        zh = f"{title(table)}基本支出合计 {relation} {title(basic)}合计"
        if left and right and (right.value or left[0].value):
            yield Comparison(left, (right,), zh, f"basic expenditure of {table.table.table_code} {relation} total of the basic table", relation)

    return find


def operating_expenses(figures: Figures) -> Iterator[Comparison]:
    """Compare 机关运行经费 with the operating part (公用经费) of the basic table; said or printed beside 三公, with the same figure.

    Beside 三公 a department prints it with units that are no administrative bodies, whose 公用经费 is none: there it is a bound.
    """
    basic, beside = figures.one("general_budget_basic_expenditure"), figures.one("three_public_expenses")
    operating = named_total(basic, "公用", "operating") if basic else None
    en = "operating column of the basic table"
    own = total_of(figures.one("operating_expenses"))
    column = beside.value(beside.item("operating_expenses")) if beside else None
    if basic is not None:
        yield from pair(own, operating, f"机关运行经费 ＝ {title(basic)}公用经费", f"operating expenses = {en}")
        yield from pair(column, operating, f"机关运行经费 ≤ {title(basic)}公用经费", f"operating expenses <= {en}", "<=")
    said = [figure for statement in figures.said("operating_expenses") if (figure := statement_figure(statement)) and figure.value]
    for printed in (own, column):
        yield from pair(
            nearest(printed, said), printed, "文中机关运行经费 ＝ 表中机关运行经费", "operating expenses as said = as printed in the tables"
        )


def project_table(figures: Figures) -> Iterator[Comparison]:
    """Compare the project table's total with the project column of the tables it may be a part of."""
    table = figures.one("general_budget_project_expenditure", "project_expenditure")
    if table is None:
        return
    whole = total_of(table)
    columns = [total_of(figures.one(code), "project") for code in ("general_budget_expenditure", "expenditure")]
    zh = f"{title(table)}合计 ＝ 支出表项目支出合计"
    yield from pair(whole, nearest(whole, columns), zh, "total of the project table = project column of an expenditure table")


THREE_PUBLIC_CODES = (
    *(("overseas_travel", "30212"), ("reception", "30217"), ("vehicle_operation", "30231"), ("vehicle_purchase", "31013")),
    *(("vehicle_purchase", "30913"), ("meetings", "30215"), ("training", "30216")),
)
"""Items of the 三公 table, and the economic codes that show the same spending."""


def three_public_by_code(figures: Figures) -> Iterator[Comparison]:
    """Compare 三公 parts with the economic codes that show the same spending; those tables may hold only a part of it."""
    three, basic = figures.one("three_public_expenses"), figures.one("general_budget_basic_expenditure")
    if three is None or basic is None:
        return
    codes = basic.by_code
    for item, code in THREE_PUBLIC_CODES:
        measures = ("final", "current_year", "amount", "total", "general_public_budget")
        left = basic.value(codes.get(code), "total", "amount")
        zh = f"{title(basic)} {code} ≤ {title(three)}对应项"
        yield from pair(left, three.value(three.item(item), *measures), zh, f"economic code {code} of the basic table <= {item}", "<=")


def _label(view: TableView, side: str, item: str) -> str:
    row = row_of(view, side, item)
    return row.label if row else item


def _value(figure: Figure | None) -> object:
    return figure.value if figure else None


def _basic_side(view: TableView) -> Side:
    """Give 基本支出 of the total row: its own column, or 人员 and 公用 where only these are printed."""
    own = total_of(view, "basic")
    parts = (own,) if own else (total_of(view, "basic.personnel"), total_of(view, "basic.operating"))
    return tuple(part for part in parts if part is not None)
