"""Inside the tables of 三公 expenses, of basic expenditure by economic class, of procurement and of
fund balances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from budgetflow.checks.model.evidence import Comparison, Figure, Side, any_value
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import figures_of, title
from budgetflow.checks.rules.within_table.code_tree import forest
from budgetflow.contracts.vocabulary import OF_BUDGET
from budgetflow.interpret.text.items import BESIDE_THREE_PUBLIC

# Whole, its parts, and how a clerk says it. Meetings and training stand beside the 三公, never
# within.
THREE_PUBLIC = (
    (
        "three_public_total",
        ("overseas_travel", "vehicles", "reception"),
        "“三公”合计 ＝ 因公出国（境） ＋ 公务用车 ＋ 公务接待",
    ),
    ("vehicles", ("vehicle_purchase", "vehicle_operation"), "公务用车 ＝ 购置费 ＋ 运行维护费"),
    (
        "total",
        ("three_public_total", "meetings", "training"),
        "总计 ＝ “三公”经费 ＋ 会议费 ＋ 培训费",
    ),
)
# Parts printed in the place of a part that has no figure of its own (Beijing prints no 公务用车 in
# all).
FINER = {
    "three_public_total": ("overseas_travel", "vehicles", "reception"),
    "vehicles": ("vehicle_purchase", "vehicle_operation"),
}
# Topic of a sentence, and the item of the table.
THREE_PUBLIC_TOPICS = {
    f"three_public.{part}": "three_public_total" if part == "total" else part
    for part in (
        "total",
        "overseas_travel",
        "vehicles",
        "vehicle_purchase",
        "vehicle_operation",
        "reception",
    )
}
BASIC_TABLES = (
    "general_budget_basic_expenditure",
    "appropriation_basic_expenditure",
    "basic_expenditure",
)
# 工资福利 and 对个人和家庭的补助: what the Ministry's forms count as 人员经费.
PERSONNEL_CLASSES = ("301", "303")


def three_public(figures: Figures) -> Iterator[Comparison]:
    """Compare the 三公 total, the vehicles and the grand total with their parts, for each year or
    source printed.
    """
    for view in figures.all("three_public_expenses"):
        for rows in three_public_sets(view):
            for whole, parts, zh in THREE_PUBLIC:
                for measure, cell in (rows[whole].cells if whole in rows else {}).items():
                    left = view.figure(cell)
                    right = tuple(
                        figure for part in parts for figure in _printed(view, rows, part, measure)
                    )
                    if left and right and any_value(left, *right):
                        made = Comparison(
                            (left,),
                            right,
                            f"{title(view)}：{zh}（{cell.column_label}）",
                            f"three_public_expenses: {whole} ({measure})",
                        )
                        # A part that is blank beside a total above its other parts is more likely
                        # lost than forgotten.
                        blank = any(not _printed(view, rows, part, measure) for part in parts)
                        unread = blank and made.difference > 0
                        yield replace(made, doubt="unread_cell" if unread else "")


def _printed(view: TableView, rows: dict[str, Row], part: str, measure: str) -> Side:
    """Return a part's figure, or those of its own parts where it is left blank."""
    own = view.figure(rows[part].cells.get(measure)) if part in rows else None
    if own is not None:
        return (own,)
    return tuple(
        figure for finer in FINER.get(part, ()) for figure in _printed(view, rows, finer, measure)
    )


def within_budget(figures: Figures) -> Iterator[Comparison]:
    """Compare what was spent on each of the three public expenses with its budget: at most equal,
    unless the text explains it.

    Overspending is lawful where it is explained: a text that calls the spending above the budget,
    or gives a reason beside the
    rate of completion, does so.
    """
    explained = {
        s.topic
        for s in figures.said(*THREE_PUBLIC_TOPICS)
        # 超支 that the text explains is lawful, and explained once it holds for the item.
        if s.against_budget == "above" or (s.reason and s.quantity_unit == OF_BUDGET)
    }
    # Spending of the whole above its budget explains any of its items.
    if "three_public.total" in explained:
        return
    items = [item for topic, item in THREE_PUBLIC_TOPICS.items() if topic not in explained]
    for view in figures.all("three_public_expenses"):
        for rows in three_public_sets(view):
            for item in items:
                if item in rows:
                    yield from _spent_within(view, rows[item], item)


def _spent_within(view: TableView, row: Row, item: str) -> Iterator[Comparison]:
    """Compare what was spent on one item with its budget, where one of them is not zero."""
    spent = view.figure(row.cells.get("final"))
    planned = view.figure(row.cells.get("budget"))
    if spent and planned and (spent.value or planned.value):
        zh = f"{title(view)}：{row.label or item}决算数 ≤ 预算数（超支须说明）"
        en = f"three_public_expenses: {item} as spent <= its budget, unless explained"
        yield Comparison((spent,), (planned,), zh, en, "<=", usual=True, kind="bound")


# Lines of tables that print the body's means beside the three public expenses.
_NO_ITEM_OF_THREE_PUBLIC = frozenset({None, "", "detail", *BESIDE_THREE_PUBLIC})


def three_public_sets(view: TableView) -> list[dict[str, Row]]:
    """Return the 三公 rows by item: one set for a vertical table, one a printed line for a
    horizontal one.
    """
    by_line: dict[int, dict[str, Row]] = defaultdict(dict)
    for row in view.rows:
        if row.first.item not in _NO_ITEM_OF_THREE_PUBLIC:
            by_line[row.number].setdefault(str(row.first.item), row)
    if any(len(rows) > 1 for rows in by_line.values()):
        return [rows for rows in by_line.values() if len(rows) > 1]
    merged: dict[str, Row] = {}
    for rows in by_line.values():
        for item, row in rows.items():
            if item not in merged or not _has_money(view, merged[item]):
                merged[item] = row
            elif _has_money(view, row):
                # No set at all is better than parts of one unit under the total of another.
                return []  # several units one below the other: whose parts are whose is unclear
    return [merged]


def _has_money(view: TableView, row: Row) -> bool:
    """Check whether a row has any figure but zero; a heading has the name of the total below it
    (一、“三公”经费支出 / （一）支出合计).
    """
    return any_value(*figures_of(view, row.cells.values()))


def cells_of(view: TableView, rows: Iterable[Row], measure: str) -> Side:
    """Return the rows' figures of one measure, those there are."""
    return tuple(figure for row in rows if (figure := view.figure(row.cells.get(measure))))


def personnel_and_operating(figures: Figures) -> Iterator[Comparison]:
    """Compare 人员经费 and 公用经费 with the classes they are made of.

    Where the classes print these columns themselves, they show what the place counts as which (a
    part of 302 is 人员 in many), and the columns are added up. Else 人员 is 301 and 303, and 公用
    all the others (302, 307, 309, 310, ...): there what one side lacks the other has too much in
    places that count otherwise. Such a difference is a doubt and no proof, and so is one where the
    other side is not printed.
    """
    for view in figures.all(*BASIC_TABLES):
        roots = [
            root.row
            for root in forest(view.rows)
            if len(root.code) == 3 and not root.row.first.function_code
        ]
        # Classes printed twice belong to two units, or to two sources of money.
        if len({row.code for row in roots}) != len(roots):
            continue
        if any(_is_counted_otherwise(view, row) for row in roots):
            yield from _columns_of_classes(view, roots)
        else:
            yield from _classes_by_kind(view, roots)


def _is_counted_otherwise(view: TableView, row: Row) -> bool:
    """Return whether a class's own columns put money of 302 under 人员, or of 301 under 公用."""
    measure = "operating" if row.code in PERSONNEL_CLASSES else "personnel"
    other = view.value(row, measure, f"basic.{measure}")
    return other is not None and bool(other.value)


def _columns_of_classes(view: TableView, roots: Sequence[Row]) -> Iterator[Comparison]:
    """Compare the total row's 人员 and 公用 with the classes' own columns of these."""
    for word, measure in (("人员", "personnel"), ("公用", "operating")):
        names = (measure, f"basic.{measure}")
        left = view.value(view.total, *names) if view.total else None
        right = tuple(figure for row in roots if (figure := view.value(row, *names)))
        if left and right and any_value(left, *right):
            yield Comparison(
                (left,),
                right,
                f"{title(view)}：{word}经费 ＝ 各类的{word}经费之和",
                f"{view.table.table_code}: {measure} = {measure} of its classes",
            )


def _classes_by_kind(view: TableView, roots: Sequence[Row]) -> Iterator[Comparison]:
    """Compare 人员 with 301 and 303, and 公用 with the other classes."""
    personnel = _made_of(
        view,
        "人员",
        "personnel",
        [row for row in roots if row.code in PERSONNEL_CLASSES],
        "301 ＋ 303",
    )
    operating = _made_of(
        view,
        "公用",
        "operating",
        [row for row in roots if row.code not in PERSONNEL_CLASSES],
        "302 ＋ 307 ＋ 309 ＋ 310 等",
    )
    # What 人员 has too much 公用 lacks: then only the counting differs.
    moved = personnel.difference + operating.difference if personnel and operating else None
    for made in filter(None, (personnel, operating)):
        counted = moved is None or abs(moved) <= made.allowed
        doubt = "way_of_counting" if counted else ""
        yield replace(made, doubt=doubt if _classes_add_up(view, roots) else "lost_row")


def _classes_add_up(view: TableView, roots: Sequence[Row]) -> bool:
    """Return whether the classes make the table's total, so that none of them was lost."""
    total = view.value(view.total)
    parts = tuple(figure for row in roots if (figure := view.value(row, "total", "amount")))
    return total is None or Comparison((total,), parts, "", "").outcome != "broken"


def _made_of(
    view: TableView, word: str, measure: str, rows: Sequence[Row], zh: str
) -> Comparison | None:
    """Return the comparison of 人员 or 公用经费 with the classes it is made of, where both are
    printed.
    """
    left = named_total(view, word, measure)
    right = tuple(figure for row in rows if (figure := view.value(row, "total", "amount")))
    if not left or not right or not left.value:
        return None
    en = f"{view.table.table_code}: {measure} = {' + '.join(row.code or '' for row in rows)}"
    return Comparison((left,), right, f"{title(view)}：{word}经费 ＝ {zh}", en)


def named_total(view: TableView, word: str, measure: str) -> Figure | None:
    """Return the total of 人员 or 公用经费: a column of the total row, or a row of its own."""
    column = view.value(view.total, measure, f"basic.{measure}") if view.total else None
    if column:
        return column
    rows = [
        row
        for row in view.rows
        if word in row.label and not row.code and row.first.row_role in ("total", "subtotal")
    ]
    if len(rows) == 1:
        return view.value(rows[0])
    return None


def parts_of_total(figures: Figures) -> Iterator[Comparison]:
    """Compare 基本支出 by economic class: total = 人员经费 ＋ 公用经费, where both are rows."""
    for view in figures.all(*BASIC_TABLES):
        parts = [named_total(view, "人员", "personnel"), named_total(view, "公用", "operating")]
        total = view.value(view.total)
        both: Side = tuple(part for part in parts if part is not None)
        if total and len(both) == 2 and all(figure.amount is not total.amount for figure in both):
            yield Comparison(
                (total,),
                both,
                f"{title(view)}：合计 ＝ 人员经费 ＋ 公用经费",
                f"{view.table.table_code}: total = personnel + operating",
            )


def procurement_parts(figures: Figures) -> Iterator[Comparison]:
    """Compare total procurement with goods, works and services, in the table where these are
    rows. A kind whose cell is blank beside a total that exceeds the others may not have been read.
    """
    for view in figures.all("government_procurement"):
        found = [view.item(kind) for kind in ("goods", "works", "services")]
        kinds = [row for row in found if row is not None]
        if view.total is None or len(kinds) < 2:
            continue
        for measure, cell in view.total.cells.items():
            total = view.figure(cell)
            right = cells_of(view, kinds, measure)
            if total is None or not any_value(total, *right):
                continue
            comparison = Comparison(
                (total,),
                right,
                f"{title(view)}：合计 ＝ 货物 ＋ 工程 ＋ 服务（{cell.column_label or measure}）",
                f"government_procurement: total = goods + works + services ({measure})",
            )
            # See `three_public`: a blank kind beside a total too large.
            blank = len(right) < len(kinds) and comparison.difference > 0
            yield replace(comparison, doubt="unread_cell") if blank else comparison


def fund_balances(*codes: str) -> Callable[[Figures], Iterable[Comparison]]:
    """Make the finder of 年末结转 ＝ 年初结转 ＋ 本年收入 − 本年支出 in the tables of those codes,
    row by row.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(*codes):
            for row in view.rows:
                closing = _balance(view, row, CLOSING)
                opening = _balance(view, row, OPENING)
                income = _balance(view, row, INCOME)
                spent = _balance(view, row, SPENT)
                if closing and income and spent:
                    right = (
                        *([opening] if opening else []),
                        income,
                        spent.subtracted,
                    )
                    zh = f"{title(view)}“{row.name}”行：年末结转 ＝ 年初结转 ＋ 本年收入 − 本年支出"
                    yield Comparison(
                        (closing,),
                        right,
                        zh,
                        f"{view.table.table_code}, row {row.number}: closing = opening + revenue "
                        f"- expenditure",
                    )

    return find


# Final accounts print 年末结转和结余, budgets 结转下年; in both the first that has a figure counts.
CLOSING = ("closing_balance", "carried_forward")
OPENING = ("opening_balance", "carryover")
INCOME = ("revenue", "current_year_revenue")
SPENT = ("expenditure", "current_year_expenditure", "total")


def _balance(view: TableView, row: Row, measures: Sequence[str]) -> Figure | None:
    return next(
        (figure for measure in measures if (figure := view.figure(row.cells.get(measure)))), None
    )
