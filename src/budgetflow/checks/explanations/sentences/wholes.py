"""Another whole of a share, another base of a change: percentages that close on other figures said
with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import ZERO, Figure
from budgetflow.checks.model.printed_places import decimals
from budgetflow.checks.model.sentences import around, money_of, plain_number
from budgetflow.checks.rules.text.prose import closes, passages, ratio
from budgetflow.checks.rules.text.prose_vs_tables import TOTAL_WORDS
from budgetflow.interpret.rows_model import Statement

PERCENT = re.compile(r"(?<![\d.])(\d[\d,，]*(?:[.．]\d+)?)[%％]")
# The whole that a sentence names before a percentage: 占授予中小企业合同金额的60.02%.
NAMED = re.compile(r"占([^，,。；;、%％\d]{2,30}?)的?(?:比[重例率])?(?:的|为|约|达)*\s*$")
PLAIN = re.compile(r"比[重例率]?|本次|总体|其|该|的|为|约|达到?")


def named_whole(case: Case) -> bool:
    """Return whether a sentence names the whole of its share, and it is no total."""
    if case.comparison.kind != "share" or len(case.comparison.left) != 2:
        return False
    statement = case.comparison.right[0].statement
    whole = case.comparison.left[1].statement
    if statement is None:
        return False
    name = _named(statement, case.comparison.right[0].value)
    if not name:
        return False
    # 占支出总额的 names the total in other words, so words of totals do not count as a name.
    left_over = TOTAL_WORDS.sub("", PLAIN.sub("", name))
    cell = case.comparison.left[1].amount
    subject = (whole.subject_printed or "") if whole is not None else ""
    if cell is not None and cell.item == "three_public_total":
        # The table's total of 三公 is called by its whole name in sentences only.
        subject = "“三公”经费支出"
    elif whole is not None and whole.topic == "three_public.total":
        subject += "“三公”经费支出"
    return bool(left_over) and left_over not in TOTAL_WORDS.sub("", subject) + subject


def another_whole(case: Case) -> bool:
    """Return whether a share closes on another figure of its passage, or on the sum of the parts
    said with it.
    """
    comparison = case.comparison
    if comparison.kind != "share" or len(comparison.left) != 2 or not case.statements:
        return False
    part, whole = comparison.left
    printed = comparison.right[0]
    if any(
        closes(ratio(part.value, part.step, value, step), printed)
        for value, step in _wholes(case, part)
        # The pair that was tried already, or 100 %.
        if value not in (part.value, whole.value)
    ):
        return True
    return any(
        closes(ratio(m.value, m.step, whole.value, whole.step), printed)
        for s in case.statements
        for m in money_of(s.text)
        if m.value not in (part.value, whole.value)
    )


def another_percentage(case: Case) -> bool:
    """Return whether the sentence prints another percentage that is the one worked out: the one
    paired with the amount may belong to something else.
    """
    comparison = case.comparison
    if comparison.kind not in ("share", "change"):
        return False
    statement = comparison.right[0].statement
    printed = comparison.right[0].value
    if statement is None:
        return False
    found = [plain_number(one) for one in PERCENT.findall(statement.text.replace(" ", ""))]
    return any(
        abs(Decimal(one) - comparison.left_total) <= Decimal(1).scaleb(-decimals(one))
        for one in found
        # The percentage in question itself.
        if Decimal(one) != abs(printed)
    )


def another_base(case: Case) -> bool:
    """Return whether a change in percent closes on another amount of its sentence, as the change or
    as what it starts from; not on this year's amount, which is a slip of its own.
    """
    comparison = case.comparison
    if comparison.kind != "change" or not comparison.left:
        return False
    amount = comparison.left[0]
    statement = amount.statement
    printed = comparison.right[0]
    if statement is None or statement.change_yuan is None:
        return False
    change = abs(statement.change_yuan)
    others = [m for m in money_of(statement.text) if m.value not in (amount.value, change)]
    return any(
        closes(ratio(change, m.step, m.value, m.step), printed)
        # The amount may be the year before, this year with the change in it, or the change itself:
        # each as numerator and as base.
        or closes(ratio(change, m.step, m.value - change, m.step), printed)
        or closes(ratio(change, m.step, m.value + change, m.step), printed)
        or closes(ratio(m.value, m.step, amount.value - m.value, m.step), printed)
        or closes(ratio(m.value, m.step, amount.value + m.value, m.step), printed)
        for m in others
    )


def _named(statement: Statement, percent: Decimal) -> str:
    """Return what stands between 占 and the percentage; empty where nothing does."""
    text = statement.text.replace(" ", "")
    for found in re.finditer(r"\d+(?:[.．]\d+)?", text):
        number = Decimal(found.group().replace("．", "."))
        if number != abs(percent):
            continue
        named = NAMED.search(text[: found.start()])
        if named:
            return named[1]
    return ""


def _wholes(case: Case, part: Figure) -> Iterator[tuple[Decimal, Decimal]]:
    """Return the figures a part may be a share of: amounts said in its passage, and sums of
    the parts said one after the other, itself among them.
    """
    statement = part.statement
    if statement is None:
        return
    passage = next(
        (run for run in passages(case.figures.statements) if any(s is statement for s in run)),
        [statement],
    )
    for other in (*passage, *around(case.figures, statement)):
        if other.amount_yuan:
            yield other.amount_yuan, part.step
        for money in money_of(other.text):
            yield money.value, money.step
    yield from _runs(passage, statement, part.step)


def _runs(
    passage: list[Statement], statement: Statement, step: Decimal
) -> Iterator[tuple[Decimal, Decimal]]:
    """Return the sums of neighbouring parts with shares, those that have the statement in them."""
    shared = [s for s in passage if s.share_percent is not None and s.amount_yuan is not None]
    sums = [ZERO]
    for one in shared:
        sums.append(sums[-1] + (one.amount_yuan or ZERO))
    place = next((n for n, one in enumerate(shared) if one is statement), None)
    if place is None:
        return
    for start in range(place + 1):
        # Two parts at least: one alone is an amount said, which was tried before.
        for end in range(max(place + 1, start + 2), len(sums)):
            yield sums[end] - sums[start], step * (end - start)
