"""Tables of performance targets: weights that make a hundred, and the money that the targets are
set for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from budgetflow.checks.model.evidence import HUNDRED, ZERO, Comparison, Figure, any_value
from budgetflow.checks.model.figures import Figures, TableView
from budgetflow.checks.model.lookup import title, total_of
from budgetflow.checks.rules.within_table.row_sums import row_sums
from budgetflow.interpret.rows_model import Amount, PerformanceTarget

# How far weights may be from 100 or 90 to be a sum of one table's weights at all.
NEAR = Decimal(20)
# Yuan of the last place of a form that prints 万元 with two decimals.
STEP_OF_FORM = Decimal(100)
# Indicators below which weights are those of one level only.
FEWEST_WEIGHTS = 3
# Ending of a form's label for all money of a project: 年度资金总额, 项目资金总额, 合计.
WHOLE = re.compile(r"(?:总额|总计|合计|小计)[:：]?$")
# Row and column of a form's cell.
Place = tuple[int, int]
Form = dict[Place, Amount]


def weights(figures: Figures) -> Iterator[Comparison]:
    """Compare the weights of a performance table's indicators with 100 (or 90, where the budget's
    execution has 10).

    Only where every indicator has one: a weight printed once for several indicators is not repeated
    beside each.
    """
    by_table: dict[tuple[str, str | None], list[PerformanceTarget]] = defaultdict(list)
    for target in figures.targets:
        by_table[(target.table_id, target.subject)].append(target)
    for (_, subject), targets in by_table.items():
        found = [target.weight for target in targets if target.weight is not None]
        total = sum(found, ZERO)
        # Forms count the indicators for 100 points, or for 90 beside 10 for the budget's execution.
        expected = min((HUNDRED, Decimal(90)), key=lambda value: abs(value - total))
        if len(found) < len(targets) or len(found) < FEWEST_WEIGHTS or abs(total - expected) > NEAR:
            continue  # another scale, or the indicators of several tables under one name
        zh = f"绩效指标权重之和（{subject or '部门'}）＝ {expected}"
        en = f"weights of the indicators of {subject or 'the department'} add up to {expected}"
        left = tuple(Figure(weight, ZERO) for weight in found)
        first = targets[0]
        yield Comparison(
            left,
            (Figure(expected, ZERO),),
            zh,
            en,
            tolerance=ZERO,
            # Weights of one level may stand beside those of another, so a sum convicts nobody.
            doubt="way_of_counting",
            document_id=first.document_id,
            page=first.page,
        )


def target_money(figures: Figures) -> Iterator[Comparison]:
    """Compare the money of the projects that have performance targets with all project expenditure:
    at most equal.

    Targets are set for money handed down to lower levels too, which is no expenditure of the
    publisher's own; so the bound is
    the usual case and no proof. A project with two budgets (of several years) is left out, which
    can only lower the sum.
    """
    whole = next(
        (
            found
            for code in ("expenditure", "general_budget_expenditure")
            if (found := total_of(figures.one(code), "project"))
        ),
        None,
    )
    budgets: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    for target in figures.targets:
        if target.subject and target.subject != "department" and target.budget_yuan:
            budgets[target.table_id, target.subject].add(target.budget_yuan)
    parts = (
        tuple(Figure(found.pop(), whole.step) for found in budgets.values() if len(found) == 1)
        if whole
        else ()
    )
    if whole and parts:
        zh = f"{len(parts)} 个绩效目标项目资金之和 ≤ 支出表项目支出合计（含转移支付的除外）"
        en = (
            "money of the projects with targets <= project expenditure (unless some of it is "
            "handed down)"
        )
        yield Comparison(parts, (whole,), zh, en, "<=", usual=True, kind="bound")


def department_money(figures: Figures) -> Iterator[Comparison]:
    """Compare the money of the whole body's goals with all its expenditure: a form that leaves out
    special funds or transfers prints less, which is a thing to explain and no fault.
    """
    whole = total_of(figures.one("expenditure"), "total", "amount")
    budgets = {
        target.budget_yuan
        for target in figures.targets
        if target.subject == "department" and target.budget_yuan
    }
    if whole is None or len(budgets) != 1:
        return
    left = Figure(budgets.pop(), max(whole.step, STEP_OF_FORM))
    zh = "部门整体绩效目标的资金 ＝ 支出表合计（目标不含专项或转移支付的除外）"
    en = "money of the body's goals = all expenditure (unless its goals leave out funds)"
    yield Comparison((left,), (whole,), zh, en, usual=True)


def money_by_source(figures: Figures) -> Iterator[Comparison]:
    """Compare a project's money with its sources (财政拨款, 上年结转, 其他资金), as columns or as
    lines of a form.

    A form prints the sources below the whole, beside it or above it; a document does so in one way
    throughout, and its own
    figures show which.
    """
    views = list(figures.all("performance_targets"))
    for view in views:
        yield from row_sums(view)
    made: list[list[Comparison]] = []
    for way in WAYS:
        in_this_way = [comparison for view in views for comparison in _sums_of_forms(view, way)]
        made.append(in_this_way)
    # The first of those that close equally often; most forms print the sources below the whole.
    best = max(made, key=lambda comparisons: sum(c.outcome != "broken" for c in comparisons))
    if sum(comparison.outcome != "broken" for comparison in best) * 2 >= len(best):
        yield from best


def _sums_of_forms(
    view: TableView, way: Callable[[Form, Place], Iterator[Amount]]
) -> Iterator[Comparison]:
    """Compare each whole of a table's forms with the sources that stand in that way of it."""
    form = {
        (c.row_no, c.column_no): c
        for row in view.rows
        for c in row.cells.values()
        if c.measure == "amount"
    }
    for place, cell in form.items():
        if not _is_whole(cell):
            continue
        left = view.figure(cell)
        parts = tuple(figure for part in way(form, place) if (figure := view.figure(part)))
        if left and parts and any_value(left, *parts):
            zh = f"{title(view)}：{cell.row_label} ＝ 所列 {len(parts)} 项资金来源之和"
            yield Comparison(
                (left,),
                parts,
                zh,
                f"performance_targets, row {cell.row_no}: money of the project = sum of its "
                f"{len(parts)} sources",
            )


def _down(form: Form, place: Place, step: int = 1) -> Iterator[Amount]:
    """Return the cells below a whole (or above it, with a step of -1) down to a gap or the next
    whole; a merged cell counts once.
    """
    row, column = place
    last = form[place]
    while (
        # The next cell in the column, or the one to which a page's end moved it.
        cell := form.get((row := row + step, column)) or _overleaf(form, row, last)
    ) and not _is_whole(cell):
        # A merged cell repeats itself in each row it spans.
        if (cell.row_label, cell.amount_printed) != (last.row_label, last.amount_printed):
            yield cell
        last = cell


def _overleaf(form: Form, row: int, last: Amount) -> Amount | None:
    """Return the only cell of a row on another page, where the columns of a form may be counted
    otherwise.
    """
    cells = [cell for (number, _), cell in form.items() if number == row and cell.page != last.page]
    if len(cells) == 1:
        return cells[0]
    return None


def _up(form: Form, place: Place) -> Iterator[Amount]:
    yield from _down(form, place, -1)


def _beside(form: Form, place: Place) -> Iterator[Amount]:
    """Return the cells right of a whole, to the end of the row or the next whole."""
    for other in sorted(at for at in form if at[0] == place[0] and at[1] > place[1]):
        if _is_whole(form[other]):
            return
        yield form[other]


WAYS = (_down, _beside, _up)


def _is_whole(cell: Amount) -> bool:
    return bool(WHOLE.search((cell.row_label or "").replace(" ", "")))
