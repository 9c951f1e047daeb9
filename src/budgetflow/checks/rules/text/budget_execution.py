"""What was planned at the year's start, what came of it, and the words and rates by which the text
compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from budgetflow.checks.model.evidence import HUNDRED, Comparison, Observation
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.messages import money_in, yuan
from budgetflow.checks.model.sentences import said_in_turn, statement_figure, statement_figures
from budgetflow.checks.rules.text.prose import percent_figure, ratio
from budgetflow.contracts.vocabulary import ADJUSTED, AGAINST_BUDGET, INITIAL, OF_BUDGET
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.text.codes import ITEM_DIGITS

# 完成调整预算的98.21%: the rate names the changed budget, and not that of the year's start.
_OF_ADJUSTED = re.compile(r"(?:完成|为|达到?)了?(?P<which>调整|变动|全年)后?的?预算")
_OF_INITIAL = re.compile(r"(?:完成|为|达到?)了?年初预算")


def completion(figures: Figures) -> Iterator[Comparison]:
    """Compare a printed rate of completion (完成年初预算的 98.20%) with 支出决算 / the budget it is
    of, said one after the other.
    """
    for before, statement in pairwise(figures.statements):
        budget = statement_figure(before)
        spent = statement_figure(statement)
        if (
            statement.quantity_unit != OF_BUDGET
            or statement.quantity is None
            or not budget
            or not spent
            or not _is_its_budget(before, statement)
        ):
            continue
        worked = ratio(spent.value, spent.step, budget.value, budget.step)
        printed = percent_figure(statement.quantity, statement)
        if worked is not None:
            say = money_in(statement.unit_printed)
            zh = (
                f"完成预算的百分比：{say(spent.value)} ÷ {say(budget.value)} ＝ "
                f"{worked.percent:.2f}%，文中为 {printed.value}%"
            )
            key, en = (
                (
                    f"completion: {say(spent.value)} / {say(budget.value)} = "
                    f"{worked.percent:.2f}%, "
                    f"the text says {printed.value}%"
                )
                for say in (yuan, say)
            )
            allowed = worked.slack + printed.step
            yield Comparison(
                (spent, budget),
                (printed,),
                zh,
                en,
                tolerance=allowed,
                left_value=worked.percent,
                key=key,
                kind="share",
            )


def _is_its_budget(before: Statement, statement: Statement) -> bool:
    """Return whether a rate of completion is one of the budget said before it, by the budget that
    the rate names; one that names none is of the budget at the year's start.

    全年预算 is that one too where the text says no 年初预算 beside it.
    """
    text = statement.text
    named = _OF_ADJUSTED.search(text)
    if _OF_INITIAL.search(text):
        named = None  # 完成年初预算的95%，完成调整预算的90%: the first rate is the statement's
    if before.topic.endswith(ADJUSTED):
        return named is not None
    if named is not None and (named["which"] != "全年" or "年初预算" in text):
        return False
    return before.topic.endswith(INITIAL)


def rate_of_nothing(figures: Figures) -> Iterator[Observation]:
    """Look for a rate of completion of an initial budget of 0: there is no such rate, and the text
    must not give one.
    """
    for before, statement in pairwise(figures.statements):
        rated = (
            statement.quantity_unit == OF_BUDGET
            and statement.quantity is not None
            and before.topic == statement.topic + INITIAL
            and _is_its_budget(before, statement)
        )
        if rated and before.amount_yuan is not None:
            name = statement.subject_printed or statement.topic
            zh = (
                f"年初预算为 0，文中却写完成年初预算的 {statement.quantity}%（{name}）；"
                f"年初无预算的应写明，不写完成率"
            )
            en = (
                f"the initial budget is 0 and yet {statement.quantity}% of it are said to be "
                f"completed ({statement.topic})"
            )
            yield Observation(
                before.amount_yuan != 0, zh, en, statements=(before, statement), page=statement.page
            )


def against_budget(figures: Figures) -> Iterator[Observation]:
    """Compare what the text calls a final figure (大于, 小于, 等于预算数) with 年初预算 and
    支出决算, said one after the other.
    """
    for before, statement in pairwise(figures.statements):
        budget = statement_figure(before)
        spent = statement_figure(statement)
        word = statement.against_budget
        # Neighbouring sentences on two items are no budget and outturn of one.
        same = (before.topic, before.subject_printed) == (
            statement.topic + INITIAL,
            statement.subject_printed,
        )
        if word is None or not budget or not spent or not same:
            continue
        excess = spent.value - budget.value
        holds = {
            "above": excess > 0,
            "below": excess < 0,
            # 等于 is said of what is nearly so: within one percent of the budget.
            "equal": abs(excess) <= max(budget.value / HUNDRED, budget.step),
        }[word]
        said_zh = AGAINST_BUDGET[word]
        said_en = "equal to" if word == "equal" else word
        say = money_in(statement.unit_printed)
        zh = (
            f"文中说决算数{said_zh}，而年初预算 {say(budget.value)}、支出决算 "
            f"{say(spent.value)}（{statement.subject_printed or statement.topic}）"
        )
        key, en = (
            (
                f"the text calls it {said_en} the budget, but the budget was {say(budget.value)} "
                f"and "
                f"{say(spent.value)} was spent"
            )
            for say in (yuan, say)
        )
        yield Observation(
            holds,
            zh,
            en,
            statements=(before, statement),
            page=statement.page,
            proven=said_in_turn(before, statement),
            key=key,
        )


def initial_budgets_said(figures: Figures) -> Iterator[Comparison]:
    """Compare the 年初预算 of all general-budget expenditure with the sum of the items' 年初预算,
    said one by one.
    """
    wholes = statement_figures(figures.said(f"general_public_budget.total{INITIAL}"))
    of_functions = figures.said(f"function{INITIAL}")
    items = [one for one in of_functions if len(one.function_code or "") == ITEM_DIGITS]
    parts = tuple(statement_figures(items))
    # withheld_possible: secret items are counted in the whole and are not said one by one.
    if len({whole.value for whole in wholes}) == 1 and len(parts) > 1:
        zh = f"文中年初预算 ＝ 逐项 {len(parts)} 项之和"
        yield Comparison(
            (wholes[0],),
            parts,
            zh,
            f"initial budget as said = sum of its {len(parts)} items",
            withheld_possible=True,
        )
