"""Inside the two-sided tables: what comes in is what goes out, and each side is the sum of its
lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from budgetflow.checks.model.evidence import Comparison, Evidence, Side, any_value
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import line, row_of, side_rows, spent, spent_rows, title
from budgetflow.checks.rules.within_table.code_tree import Branch, branch_sums, forest, total_sums
from budgetflow.checks.rules.within_table.row_sums import KINDS

SIDES = {"revenue": "收入", "expenditure": "支出"}
# Lines of what money is used for: basic, project, reserve, ...
# By the forms of 部门收支总表 that list 基本支出, 项目支出 instead of function classes.
USES = {f"expenditure.{name}" for name in KINDS}
Finder = Callable[[Figures], Iterable[Evidence]]


def balance(code: str) -> Finder:
    """Make the finder of 收入总计 ＝ 支出总计 in the table of that code."""

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            left = line(view, "revenue", "total")
            right = line(view, "expenditure", "total")
            if left and right:
                yield Comparison(
                    (left,),
                    (right,),
                    f"{title(view)}：收入总计 ＝ 支出总计",
                    f"{code}: total revenue = total expenditure",
                )

    return find


def build_up(code: str, side: str) -> Finder:
    """Make the finder of a side's 总计 ＝ 本年合计 ＋ the lines between it and the total (结转,
    结余, 分配).
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            total = row_of(view, side, "total")
            current = row_of(view, side, "current_year")
            if total is None or current is None:
                continue
            named = _outermost([row for row in side_rows(view, side) if _carried(row, side)])
            # Without a line of what was carried over the whole may exceed this year's by lines we
            # lost.
            carried = bool(parts_of(view, named))
            ways = _ways_between(view, side, named, (current, total))
            for comparison in closing(
                view,
                total,
                [[current, *way] for way in ways],
                f"{title(view)}：{SIDES[side]}总计 ＝ 本年合计 ＋ 结转结余",
                f"{code}: total {side} = current year + carried over",
            ):
                lost = not carried and comparison.difference > 0
                yield replace(comparison, doubt="lost_row" if lost else "")

    return find


def _ways_between(
    view: TableView, side: str, named: list[Row], ends: tuple[Row, Row]
) -> tuple[Sequence[Row], ...]:
    """Return the rows that may make up what lies between 本年合计 and 总计, the likeliest first:
    those named as carried over; of each item its first row only (基本支出结转 below 年末结转 is a
    part of it); those between the two that are no part of another; all between them; none.
    """
    current, total = ends
    # `reversed`, so that the first row of an item is the one that stays.
    firsts = list({row.first.item: row for row in reversed(named)}.values())
    between = [
        row
        for row in side_rows(view, side)
        if current.number < row.number < total.number and row.first.row_role != "total"
    ]
    plain = [row for row in between if _is_outer(row) and not _within(row, named)]
    # No rows is a way too: 总计 repeats 本年合计 where nothing is carried over.
    return named, firsts, plain, between, ()


def _is_outer(row: Row) -> bool:
    """Check whether a row stands below no other one."""
    return row.first.row_role != "of_which" and not row.first.row_path


def sources(code: str) -> Finder:
    """Make the finder of 本年收入 ＝ the sum of its sources, however the table lists them."""

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            rows = side_rows(view, "revenue")
            for whole in (
                row_of(view, "revenue", "current_year"),
                row_of(view, "revenue", "appropriation"),
            ):
                if whole is None:
                    continue
                path = [*whole.first.row_path, whole.label]
                below = [row for row in rows if row.first.row_path == path]
                lines = [
                    row
                    for row in rows
                    if not row.first.row_path
                    and row.first.row_role == "item"
                    and row.number < whole.number
                ]
                zh = f"{title(view)}：{whole.label} ＝ 各项来源之和"
                en = f"{code}: {whole.label} = sum of its sources"
                printed = [
                    row
                    for row in rows
                    if row.first.row_role == "item" and row.number < whole.number
                ]
                yield from closing(
                    view,
                    whole,
                    [below, [r for r in below if r.first.row_role != "of_which"], lines, printed],
                    zh,
                    en,
                    some=whole.first.item != "revenue.current_year",
                )

    return find


def classes(code: str) -> Finder:
    """Make the finder of 本年支出合计 ＝ the sum of the function classes on the expenditure
    side.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            total = next(iter(spent_rows(view)), None)
            carried = row_of(view, "expenditure", "carried_forward")
            roots = [
                root
                for root in forest(side_rows(view, "expenditure"))
                if root.row.first.function_code
            ]
            if total is None or not roots:
                continue
            unnamed = [row for row in side_rows(view, "expenditure") if _unnamed(row)]
            found = list(total_sums(view, total, roots))
            # A class whose label was cut by the page's end still counts where it closes the sum.
            if any(comparison.outcome == "broken" for comparison in found):
                found = min(
                    found,
                    list(total_sums(view, total, [*roots, *(Branch(row, "") for row in unnamed)])),
                    key=_broken,
                )
            # Where only 支出总计 is printed it holds 结转下年 besides the classes.
            if total.first.item == "expenditure.total" and carried is not None:
                found = [_with(comparison, view, carried) for comparison in found]
            yield from found
            yield from branch_sums(view, roots)

    return find


def uses(code: str) -> Finder:
    """Make the finder of 支出合计 ＝ 基本支出 ＋ 项目支出 and the other uses, where the table lists
    these beside or instead of classes.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            rows = [
                row
                for row in side_rows(view, "expenditure")
                if row.first.item in USES and row.first.row_role == "item"
            ]
            made = [Comparison((left,), parts_of(view, rows), "", "") for left in spent(view)]
            if (
                made
                and {"expenditure.basic", "expenditure.project"} <= {row.first.item for row in rows}
                and any_value(*made[0].right)
            ):
                # 本年支出合计 or 支出总计: the one that comes nearest is the one these uses make
                # up.
                nearest = min(made, key=lambda comparison: abs(comparison.difference))
                zh = f"{title(view)}：支出合计 ＝ 基本支出 ＋ 项目支出等各项之和"
                en = f"{code}: expenditure = sum of its uses"
                yield replace(nearest, where_zh=zh, where_en=en)

    return find


def carried_parts(code: str) -> Finder:
    """Make the finder of 上年结转 ＝ the sum of what is carried over of each budget, where these
    are lines of their own.
    """

    def find(figures: Figures) -> Iterator[Comparison]:
        for view in figures.all(code):
            named = [
                row
                for row in side_rows(view, "revenue")
                if (row.first.item or "").startswith("revenue.carryover.")
            ]
            right = parts_of(view, _outermost(named))
            left = view.value(row_of(view, "revenue", "carryover"))
            if left and right and any_value(left, *right):
                zh = f"{title(view)}：上年结转 ＝ 各项结转之和"
                en = f"{code}: carried over = sum of what is carried over of each budget"
                yield Comparison((left,), right, zh, en)

    return find


def closing(
    view: TableView,
    whole: Row,
    candidates: Sequence[Sequence[Row]],
    where_zh: str,
    where_en: str,
    *,
    some: bool = False,
) -> Iterator[Comparison]:
    """Compare a row with the first set of rows that closes on it; where none does, with the first
    that has figures. `some`: the rows may be some of its parts only (其中：政府性基金).
    """
    left = view.value(whole)
    made: list[Comparison] = []
    for rows in candidates:
        right = parts_of(view, rows)
        if left and right and any_value(left, *right):
            made.append(Comparison((left,), right, where_zh, where_en, withheld_possible=some))
    # Layouts part the lines differently, so the first way that closes is what the table means.
    chosen = next(
        (comparison for comparison in made if comparison.outcome != "broken"),
        made[0] if made else None,
    )
    if chosen is not None:
        yield chosen


def parts_of(view: TableView, rows: Iterable[Row]) -> Side:
    """Return the values of the rows that have one."""
    return tuple(figure for row in rows if (figure := view.value(row)))


def _carried(row: Row, side: str) -> bool:
    """Check whether a line carries money in or out, or distributes it."""
    item = (row.first.item or "").removeprefix(f"{side}.")
    own = item in (
        "carryover",
        "carried_forward",
        "use_of_surplus",
        "surplus_distribution",
        "carryover.appropriation",
        "carryover.other",
    )
    return own and row.first.row_role != "of_which"


def _outermost(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that stand below none of the others."""
    return [
        row
        for row in rows
        if not any(
            other is not row and other.label and other.label in row.first.row_path for other in rows
        )
    ]


def _within(row: Row, wholes: Sequence[Row]) -> bool:
    return any(whole.label in row.first.row_path for whole in wholes)


def _unnamed(row: Row) -> bool:
    """Check whether a line is a class whose label gave no code (cut by a page's end): no total, no
    kind of expenditure.
    """
    return (
        not row.code
        and row.first.row_role == "item"
        and not (row.first.item or "").startswith("expenditure.")
    )


def _broken(comparisons: Sequence[Comparison]) -> int:
    return sum(comparison.outcome == "broken" for comparison in comparisons)


def _with(comparison: Comparison, view: TableView, carried: Row) -> Comparison:
    """Add 结转下年 to the classes, where the total they are compared with contains it."""
    measure = comparison.left[0].amount.measure if comparison.left[0].amount else ""
    figure = view.figure(carried.cells.get(measure))
    if figure is None:
        return comparison
    return Comparison(
        comparison.left,
        (*comparison.right, figure),
        comparison.where_zh,
        comparison.where_en,
        kind="tree",
    )
