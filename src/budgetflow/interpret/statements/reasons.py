"""Reasons of a change and uses of an amount: where they begin, and where they end."""

from __future__ import annotations

import re

from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BUDGET_AND_FINAL,
    BY_DAY,
    DIFFERENCE,
)
from budgetflow.interpret.text.phrases import Clause

_LISTED = re.compile(r"其中(?=.)|另|[一二三四五六七八九]是")
_MARKS = ("①②③④⑤⑥⑦⑧⑨⑩", "123456789")
# The number of an item; the one of 3.5万元 is none.
_MARK = re.compile(r"(?<![\d.])[（(]?(?P<number>[1-9])(?:[）)、]|\.(?!\d))|(?P<circle>[①-⑩])")
_REFERENCE_FIRST = re.compile(r"(?:与|比|较|同)(?:上|去|\d{4}年)")
_MAINLY = re.compile(r"主要[是为](?!由于|因)")
_CHANGING = re.compile(r"[增减升降提涨缩]|调整|取消|新|变|不再|未|无|没有|有关规定|厉行|压|严|持平")


def is_marked(text: str) -> bool:
    """Return whether a clause opens with the number of an item in a list: ②公用经费."""
    mark = _MARK.match(text)
    return mark is not None


def goes_on_listing(state: ParagraphState, text: str) -> bool:
    """Return whether a sentence is the next item of the list that a reason gives (一是…；二是…).

    A number goes on with the reason only where the number before it stands within the reason:
    ①人员经费10万元，原因是调资；②公用经费5万元 lists amounts.
    """
    if _LISTED.match(text):
        return True
    match = _MARK.match(text)
    if match is None:
        return False
    number = match["number"] or match["circle"]
    series = next(marks for marks in _MARKS if number in marks)
    place = series.index(number)
    if place == 0 or state.current is None:
        return True
    reason = "".join(state.current.reason)
    numbers = (found["number"] or found["circle"] for found in _MARK.finditer(reason))
    return series[place - 1] in numbers


def take_reason(state: ParagraphState, clause: Clause, lead: str) -> None:
    """File the first words of a reason, which stand behind the sign `lead`; that of a change
    against the year before takes the place of one against the budget.
    """
    current = state.current
    if current is None:
        return
    explains_difference = BUDGET_AND_FINAL.search(clause.text) or DIFFERENCE.search(clause.text)
    of_budget = state.own_budget or explains_difference is not None
    if current.budget_reason and not of_budget:
        current.reason.clear()
    current.budget_reason = of_budget
    if clause.reason:
        go_on(state, lead or "；", clause.reason)


def go_on(state: ParagraphState, lead: str, printed: str) -> None:
    """Add a clause to the reason that is being read, behind the sign that stands before it. What
    later sentences of an evaluation give reasons for (发现的问题及原因) is not its amount.
    """
    current = state.current
    if current is None:
        return
    if current.is_evaluation and current.sentence != state.context.sentence:
        return
    # The sign as printed: clauses of a reason are joined as they stand in the text.
    if current.reason:
        current.reason.append(lead)
    current.reason.append(printed)


def ends_reason(state: ParagraphState, clause: Clause) -> bool:
    """Check whether a clause is no more of the reason: what happened at a day, or the change the
    reason was not given for.
    """
    if BY_DAY.match(clause.text):
        return True
    current = state.current
    if current is None or current.change is not None:
        return False
    if clause.reference is None or clause.change is None:
        return False
    # 较上年增加 behind the reason is the change itself; with words before it, more of the reason.
    return not state.words.own(clause.subject) and _REFERENCE_FIRST.match(clause.text) is not None


def is_use(state: ParagraphState, clause: Clause) -> bool:
    """Check whether 主要是 tells what an amount is for: nothing was said to change, and the words
    speak of no change.
    """
    current = state.current
    if current is None or clause.reason is None:
        return False
    if not _MAINLY.match(clause.text) or _CHANGING.search(clause.reason):
        return False
    return current.change is None and current.completion is None and not current.not_arranged
