"""Prose against tables: a figure said is the figure printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgetflow.checks.across import total_of
from budgetflow.checks.check import Comparison, Figure, Observation
from budgetflow.checks.figures import Figures, statement_figure
from budgetflow.checks.presence import known_names, plain_label
from budgetflow.checks.prose import yuan
from budgetflow.checks.summary import line, row_of
from budgetflow.interpret.disclosure import Statement

SUMMARIES = ("summary", "appropriation_summary")
TOTAL_PLACES: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "total": (("summary", "revenue", ("total",)), ("summary", "expenditure", ("total",))),
    "revenue.total": (("summary", "revenue", ("total", "current_year")), ("revenue", "", ("total", "amount", "current_year"))),
    "expenditure.total": (("summary", "expenditure", ("total", "current_year")), ("expenditure", "", ("total", "amount"))),
    "appropriation.total": (("appropriation_summary", "revenue", ("total", "current_year")),),
    "expenditure.basic": (("expenditure", "", ("basic",)), ("general_budget_expenditure", "", ("basic",))),
    "expenditure.project": (("expenditure", "", ("project",)), ("general_budget_expenditure", "", ("project",))),
    "general_public_budget.total": (("general_budget_expenditure", "", ("total", "amount")),),
}
"""Topic of a sentence, and the cells that show it: table, side, and lines (of a side) or columns (of the total row)."""
THREE_PUBLIC = ("three_public_total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
CODE_TABLES = ("general_budget_expenditure", "expenditure", "government_fund_expenditure", "state_capital_expenditure", "appropriation_expenditure")


def totals_said(figures: Figures) -> Iterator[Comparison]:
    """Compare totals said in prose with the tables' totals; the text may mean any of the places that show them."""
    for statement in figures.statements:
        places = TOTAL_PLACES.get(statement.topic)
        if places and statement.function_code is None:
            shown = [figure for table, side, names in places for figure in _shown(figures, table, side, names)]
            yield from _said(figures, statement, shown, f"文中{statement.topic}", statement.topic)


def codes_said(figures: Figures) -> Iterator[Comparison]:
    """Compare each function item said in prose with the rows of its code, in whichever table and column it means."""
    for statement in figures.statements:
        if statement.function_code:
            rows = [(view, view.by_code().get(statement.function_code)) for code in CODE_TABLES for view in figures.all(code)]
            shown = [figure for view, row in rows if row for cell in row.cells.values() if (figure := view.figure(cell))]
            yield from _said(figures, statement, shown, f"文中 {statement.function_code} {statement.subject_printed or ''}", statement.function_code)


def three_public_said(figures: Figures) -> Iterator[Comparison]:
    """Compare 三公 and its parts as said with the table's, in any of its columns (budget, final, either year)."""
    view = figures.one("three_public_expenses")
    for statement in figures.said(*THREE_PUBLIC):
        if view is not None:
            row = view.item(statement.topic)
            shown = [figure for cell in (row.cells.values() if row else ()) if (figure := view.figure(cell))]
            yield from _said(figures, statement, shown, f"文中“三公”（{statement.topic}）", statement.topic)


def change_has_reason(figures: Figures) -> Iterator[Observation]:
    """Look for the reason that must follow an increase or a decrease of 三公 expenses."""
    for statement in figures.said(*THREE_PUBLIC):
        if statement.change_yuan:
            yield Observation(
                bool(statement.reason),
                f"“三公”经费增减未说明原因：“{statement.text[:60]}”",
                f"{statement.topic} changed and no reason is given",
                statements=(statement,),
                page=statement.page,
            )


def procurement_said(figures: Figures) -> Iterator[Comparison]:
    """Compare procurement as said: total = goods ＋ works ＋ services, and what is reserved for small firms within it."""
    total = _only(figures.said("procurement", "procurement.total"))
    parts = [_only(figures.said(f"procurement.{kind}")) for kind in ("goods", "works", "services")]
    there = tuple(part for part in parts if part is not None)
    if total and len(there) == 3 and total.value:
        yield Comparison((total,), there, "文中政府采购总额 ＝ 货物 ＋ 工程 ＋ 服务", "procurement said: total = goods + works + services")
    reserved = _only(figures.said("procurement.small_and_medium"))
    if total and reserved and reserved.value:
        yield Comparison((reserved,), (total,), "面向中小企业预留 ≤ 政府采购总额", "reserved for SMEs <= total procurement", "<=", kind="bound")


def names_said(figures: Figures) -> Iterator[Observation]:
    """Compare the name a sentence gives a code with the names known for it."""
    for statement in figures.statements:
        known = known_names().get(statement.function_code or "")
        if not known or not statement.subject_printed:
            continue
        said = plain_label(statement.subject_printed)
        holds = any(name in said or said in name for name in known)
        zh = f"文中“{statement.subject_printed}”与代码 {statement.function_code} 的名称不符"
        yield Observation(holds, zh, f"the text names code {statement.function_code} otherwise", statements=(statement,), page=statement.page)


def parts_said(figures: Figures) -> Iterator[Comparison]:
    """Compare expenditure as said with 基本支出 ＋ 项目支出 as said in the same section."""
    for total in figures.said("expenditure.total"):
        same = [s for s in figures.statements if s.section == total.section and s.document_id == total.document_id]
        parts = [_only([s for s in same if s.topic == topic]) for topic in ("expenditure.basic", "expenditure.project")]
        whole, there = statement_figure(total), tuple(part for part in parts if part is not None)
        if whole and len(there) == 2:
            zh = f"文中支出 {yuan(whole.value)} ≥ 基本支出 ＋ 项目支出"
            yield Comparison(there, (whole,), zh, "said: basic + project expenditure <= total expenditure", "<=", kind="bound")


def _said(figures: Figures, statement: Statement, shown: list[Figure], zh: str, en: str) -> Iterator[Comparison]:
    """Compare a sentence's amount with the nearest of the figures it may mean."""
    said = statement_figure(statement)
    if said is None or not shown:
        return
    right = min(shown, key=lambda figure: abs(figure.value - said.value))
    if said.value or right.value:
        doubted = _stands_elsewhere(figures, said.value)
        yield Comparison(
            (said,), (right,), f"{zh} {yuan(said.value)} ＝ 表中 {yuan(right.value)}", f"{en} as said = as printed in the tables", doubted=doubted
        )


def _stands_elsewhere(figures: Figures, value: Decimal) -> bool:
    """Tell whether some other cell has the value said, so that the sentence may mean that cell."""
    return any(amount.amount_yuan == value for amount in figures.amounts)


def _shown(figures: Figures, table: str, side: str, names: Iterable[str]) -> Iterator[Figure]:
    view = figures.one(table)
    if view is None:
        return
    for name in names:
        found = line(view, side, name) if side and row_of(view, side, name) else None if side else total_of(view, name)
        if found is not None:
            yield found


def _only(statements: list[Statement]) -> Figure | None:
    found = [figure for statement in statements if (figure := statement_figure(statement))]
    return found[0] if len({figure.value for figure in found}) == 1 else None
