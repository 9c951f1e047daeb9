"""Across tables: one quantity printed in two tables is one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from budgetflow.checks.model.evidence import (
    Comparison,
    Evidence,
    Figure,
    Relation,
    Side,
    any_value,
)
from budgetflow.checks.model.figures import VALUE_MEASURES, Figures, Row, TableView
from budgetflow.checks.model.lookup import (
    SPENT,
    line,
    nearest,
    pair,
    row_of,
    side_rows,
    spent,
    title,
    total_of,
)
from budgetflow.checks.rules.within_table.code_tree import forest
from budgetflow.checks.rules.within_table.row_sums import CARRIED_IN, UNIT_SOURCES

Finder = Callable[[Figures], Iterable[Evidence]]
TOTAL_ITEMS = tuple(f"expenditure.{name}" for name in SPENT)
FUND_LINES = ("general_public_budget", "government_fund", "state_capital")
# A line of the summary table's revenue side, and the columns of the revenue table that may show
# the same money together.
REVENUE_COLUMNS = (
    (
        "general_public_budget",
        (
            ("general_public_budget",),
            ("general_public_budget", "general_transfer"),
            ("current_year.general_public_budget",),
        ),
    ),
    (
        "appropriation",
        (("appropriation",), ("general_public_budget", "government_fund", "state_capital")),
    ),
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


def revenue_totals(figures: Figures) -> Iterator[Comparison]:
    """Compare the summary table's revenue with the revenue table: total, and each source with its
    column.
    """
    summary = figures.one("summary")
    revenue = figures.one("revenue")
    if summary is None or revenue is None:
        return
    # 收入总表 and 收支总表 count what was carried in, or do not, each in its own way.
    wholes = [total_of(revenue), total_of(revenue, "current_year")]
    mine = [line(summary, "revenue", "total"), line(summary, "revenue", "current_year")]
    pairs = [(left, right) for left in mine for right in wholes if left and right]
    if pairs:
        closest = min(pairs, key=lambda both: abs(both[0].value - both[1].value))
        yield from pair(
            *closest,
            f"{title(summary)}收入合计 ＝ {title(revenue)}合计",
            "summary revenue = total of the revenue table",
        )
    for item, ways in REVENUE_COLUMNS:
        left = line(summary, "revenue", item)
        zh = (
            f"{title(summary)}收入“{_label(summary, 'revenue', item)}” ＝ "
            f"{title(revenue)}合计行对应列"
        )
        yield from best_of(
            left,
            [columns_of(revenue, way) for way in ways],
            zh,
            f"summary revenue.{item} = its column of the revenue table",
        )


def columns_of(view: TableView, measures: Sequence[str]) -> Side:
    """Return the total row's figures in these columns, those there are."""
    return tuple(figure for measure in measures if (figure := total_of(view, measure)))


def best_of(left: Figure | None, sides: Sequence[Side], zh: str, en: str) -> Iterator[Comparison]:
    """Compare a figure with the sum that comes nearest to it, of the ways a table may print the
    same money.
    """
    made = [Comparison((left,), side, zh, en) for side in sides if left and side]
    if not made:
        return
    nearest = min(made, key=lambda comparison: abs(comparison.difference))
    # Zero beside zero is what most blank forms say: nothing against nothing agrees, and is not
    # told.
    if any_value(*nearest.figures):
        yield nearest


def expenditure_totals(figures: Figures) -> Iterator[Comparison]:
    """Compare the summary table's expenditure with the expenditure table: total, and each function
    class.
    """
    summary = figures.one("summary")
    expenditure = figures.one("expenditure")
    if summary is None or expenditure is None:
        return
    whole = total_of(expenditure)
    mine = nearest(whole, spent(summary))
    yield from pair(
        mine,
        whole,
        f"{title(summary)}支出合计 ＝ {title(expenditure)}合计",
        "summary expenditure = total of the expenditure table",
    )
    yield from by_class(summary, side_rows(summary, "expenditure"), (), expenditure, ())


def general_budget_classes(figures: Figures) -> Iterator[Comparison]:
    """Compare the general-budget column of the appropriation summary with the general-budget table,
    class by class.
    """
    summary = figures.one("appropriation_summary")
    general = figures.one("general_budget_expenditure")
    if summary is None or general is None or not summary.has("general_public_budget"):
        return
    yield from by_class(
        summary, side_rows(summary, "expenditure"), ("general_public_budget",), general, ()
    )


def by_class(
    left: TableView,
    left_rows: Sequence[Row],
    left_measures: Sequence[str],
    right: TableView,
    right_measures: Sequence[str],
) -> Iterator[Comparison]:
    """Compare two tables class by class; a class that one of them lacks is zero there, where all
    its rows are known.
    """
    mine = class_rows(left_rows)
    theirs = class_rows(right.rows)
    if not mine or not theirs:
        return
    # Classes that both tables have, unless each is seen to be complete: then one that a table lacks
    # is nothing there.
    codes = mine.keys() & theirs.keys()
    if _adds_up(left, left_rows, mine, left_measures) and _adds_up(
        right, right.rows, theirs, right_measures
    ):
        codes = mine.keys() | theirs.keys()
    for code in sorted(codes):
        one = left.value(mine.get(code), *left_measures)
        other = right.value(theirs.get(code), *right_measures)
        shown = [figure for figure in (one, other) if figure]
        if not any_value(*shown):
            continue
        name = (mine.get(code) or theirs[code]).name
        rows_here = (code in mine) + (code in theirs)
        yield Comparison(
            (one,) if one else (),
            (other,) if other else (),
            f"{title(left)}“{name}” ＝ {title(right)}同码“类”行",
            f"{left.table.table_code} {code} = {right.table.table_code} {code}",
            # Both tables have the row, and one of them no figure in it.
            doubt="unread_cell" if len(shown) < rows_here else "",
        )


def _adds_up(
    view: TableView, rows: Sequence[Row], classes: dict[str, Row], measures: Sequence[str]
) -> bool:
    """Check whether a table's classes add up to one of its totals, so that a class not printed is
    truly zero.
    """
    totals = [
        row
        for row in rows
        if row.first.row_role in ("total", "subtotal") or row.first.item in TOTAL_ITEMS
    ]
    parts = tuple(figure for row in classes.values() if (figure := view.value(row, *measures)))
    wholes = [figure for row in totals if (figure := view.value(row, *measures))]
    return bool(parts) and any(
        Comparison((whole,), parts, "", "").outcome != "broken" for whole in wholes
    )


def class_rows(rows: Sequence[Row]) -> dict[str, Row]:
    """Return the function-class rows by code; nothing where a class stands twice (a tree for each
    unit).
    """
    classes = [
        branch
        for branch in forest(rows)
        if len(branch.code) == 3 and branch.row.first.function_code
    ]
    found = {branch.code: branch.row for branch in classes}
    # A class that stands twice is that of two units, and a sum over it of neither.
    if len(found) == len(classes):
        return found
    return {}


def same_codes(
    left_code: str, right_code: str, relation: Relation, measures: Sequence[str] = ("total",)
) -> Finder:
    """Make the finder that compares two tables code by code: equal, or the left at most the
    right.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        left = figures.one(left_code)
        right = figures.one(right_code)
        if left is None or right is None:
            return
        mine = left.by_code
        theirs = right.by_code
        for code in sorted(mine.keys() & theirs.keys()):
            for measure in measures:
                alternatives = VALUE_MEASURES if measure == "total" else (measure,)
                yield from pair(
                    left.value(mine[code], *alternatives),
                    right.value(theirs[code], *alternatives),
                    f"{title(left)}与{title(right)}的“{mine[code].name}”（{measure}）",
                    f"{left_code} {code} {relation} {right_code} {code} ({measure})",
                    relation,
                    f"{left_code} {relation} {right_code}: {measure}",
                )

    return find


def revenue_by_code(figures: Figures) -> Iterator[Evidence]:
    """Compare revenue and expenditure tables code by code, where both list the same codes and the
    same total.
    """
    revenue = figures.one("revenue")
    expenditure = figures.one("expenditure")
    if (
        revenue is None
        or expenditure is None
        or revenue.by_code.keys() != expenditure.by_code.keys()
    ):
        return
    one = total_of(revenue)
    other = total_of(expenditure)
    if one and other and one.value == other.value:
        yield from same_codes("revenue", "expenditure", "=")(figures)


def appropriation_within_total(figures: Figures) -> Iterator[Comparison]:
    """Compare the appropriation summary's total with the whole summary's: at most equal."""
    part = figures.one("appropriation_summary")
    whole = figures.one("summary")
    if part is not None and whole is not None:
        zh = f"{title(part)}收入总计 ≤ {title(whole)}收入总计"
        yield from pair(
            line(part, "revenue", "total"),
            line(whole, "revenue", "total"),
            zh,
            "appropriation total <= total revenue",
            "<=",
        )


def appropriation_lines(figures: Figures) -> Iterator[Comparison]:
    """Compare the lines of the three budgets in the summary table with those of the appropriation
    summary.
    """
    whole = figures.one("summary")
    part = figures.one("appropriation_summary")
    if whole is None or part is None:
        return
    for item in FUND_LINES:
        zh = f"{title(whole)}与{title(part)}的收入“{_label(whole, 'revenue', item)}”"
        own = line(part, "revenue", item)
        carried = line(part, "revenue", f"carryover.{item}", "carryover")
        if own is None:
            continue  # what was carried in is no budget of the year
        sides = [(own,), (own, carried) if carried else (own,)]
        yield from best_of(
            line(whole, "revenue", item),
            sides,
            zh,
            f"summary revenue.{item} = appropriation summary revenue.{item}",
        )


def appropriation_column(figures: Figures) -> Iterator[Comparison]:
    """Compare the appropriation column of the revenue table's total row with the appropriation
    summary.
    """
    revenue = figures.one("revenue")
    summary = figures.one("appropriation_summary")
    if revenue is None or summary is None:
        return
    left = total_of(revenue, "appropriation")
    right = nearest(
        left,
        [
            line(summary, "revenue", "current_year"),
            line(summary, "revenue", "appropriation"),
            line(summary, "revenue", "total"),
        ],
    )
    zh = f"{title(revenue)}合计行财政拨款 ＝ {title(summary)}本年拨款收入"
    yield from pair(
        left,
        right,
        zh,
        "appropriation column of the revenue table = the appropriation summary's revenue",
    )


def _label(view: TableView, side: str, item: str) -> str:
    row = row_of(view, side, item)
    if row:
        return row.label
    return item
