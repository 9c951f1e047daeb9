"""Across disclosures: this year against what the same publisher disclosed before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetflow.checks.model.evidence import Comparison, Figure
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.lookup import line, title
from budgetflow.checks.model.sentences import statement_figure


def earlier(figures: Figures, stage: str, years_before: int) -> Figures | None:
    """Return the same publisher's disclosure of a stage and of so many years before, in the same
    scope.
    """
    year = figures.disclosure.fiscal_year
    if figures.past and year:
        return figures.past.find(figures.disclosure, stage, year - years_before)
    return None


def stated_change(figures: Figures) -> Iterator[Comparison]:
    """Compare last year's figure, as this year's prose implies it (amount − change), with last
    year's disclosure.
    """
    before = earlier(figures, figures.disclosure.stage or "budget", 1)
    if before is None:
        return
    for statement in figures.statements:
        amount = statement_figure(statement)
        if amount is None or statement.change_yuan is None:
            continue
        past = [
            f
            for s in before.statements
            if s.topic == statement.topic
            and s.function_code == statement.function_code
            and (f := statement_figure(s))
        ]
        # Two statements of one item last year are two things, and we do not know which is meant.
        if len(past) == 1:
            change = Figure(statement.change_yuan, amount.step, statement=statement, negative=True)
            zh = f"文中推算的上年数 ＝ 上年公开数：“{statement.text[:60]}”"
            en = (
                f"last year's figure implied by the text ({statement.topic}) = last year's "
                f"disclosure"
            )
            yield Comparison(
                (amount, change), (past[0],), zh, en, doubt="restated"
            )  # figures of a past year are restated for good reasons


def opening_is_last_closing(figures: Figures) -> Iterator[Comparison]:
    """Compare 年初结转和结余 of final accounts with the year before's 年末结转和结余."""
    before = earlier(figures, "final_accounts", 1)
    for code in ("summary", "appropriation_summary"):
        now = figures.one(code)
        then = before.one(code) if before else None
        if now is None or then is None:
            continue
        left = line(now, "revenue", "carryover")
        right = line(then, "expenditure", "carried_forward")
        if left and right:
            yield Comparison(
                (left,),
                (right,),
                f"{title(now)}年初结转和结余 ＝ 上年年末结转和结余",
                f"{code}: opening balance = last year's closing balance",
            )


def budget_against_final(figures: Figures) -> Iterator[Comparison]:
    """Compare the 预算数 that final accounts print for 三公 with the budget disclosed for the same
    year.
    """
    budget = earlier(figures, "budget", 0)
    now = figures.one("three_public_expenses")
    then = budget.one("three_public_expenses") if budget else None
    if now is None or then is None:
        return
    for item in ("three_public_total", "overseas_travel", "vehicles", "reception"):
        left = now.value(now.item(item), "budget")
        right = then.value(then.item(item), "amount", "current_year", "total")
        # A blank 三公 form on both sides agrees and says nothing.
        if left and right and (left.value or right.value):
            yield Comparison(
                (left,),
                (right,),
                f"“三公”预算数（{item}）＝ 当年公开的预算",
                f"budget of {item} in the final accounts = the budget disclosed",
            )


def initial_budget_as_disclosed(figures: Figures) -> Iterator[Comparison]:
    """Compare the 年初预算 that final accounts say of each item with the budget disclosed for the
    same year.
    """
    budget = earlier(figures, "budget", 0)
    then = budget.one("general_budget_expenditure") if budget else None
    if then is None:
        return
    rows = then.by_code
    for statement in figures.said("function.initial_budget"):
        left = statement_figure(statement)
        right = then.value(rows.get(statement.function_code or ""))
        if left and right:
            zh = f"文中 {statement.function_code} 年初预算 ＝ 当年公开的预算"
            yield Comparison(
                (left,),
                (right,),
                zh,
                f"initial budget of {statement.function_code} as said = the budget disclosed",
            )


def difference_explained(figures: Figures) -> Iterator[Comparison]:
    """Name what of all expenditure is no general-budget money: a figure to explain, no error."""
    whole = figures.one("expenditure")
    general = figures.one("general_budget_expenditure")
    left, right = (view.value(view.total) if view else None for view in (whole, general))
    if left and right:
        zh = "支出总表合计 ≥ 一般公共预算支出表合计（差额为非财政资金或结转）"
        yield Comparison(
            (left,),
            (right,),
            zh,
            "all expenditure >= general-budget expenditure",
            ">=",
            kind="bound",
            tolerance=Decimal(0) + left.step,
        )
