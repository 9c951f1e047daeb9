"""Which statement a clause belongs to: the one before, an earlier one, or a new one."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.interpret.statements.draft import INITIAL, Draft, head_count_change, pair
from budgetflow.interpret.statements.naming import full_name, topic_of_name
from budgetflow.interpret.statements.sentences import Sentence
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BOTH_SIDES,
    BUDGET_AND_FINAL,
    DIFFERENCE,
    EXECUTED,
    GENERIC,
    OF_ITS_BUDGET,
    SAME,
    SMALLER,
    VALUE,
    YEAR_START,
)
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause, join_changes


def fill(state: ParagraphState, draft: Draft, clause: Clause) -> None:
    """Put what a clause says into the statement it belongs to."""
    if clause.amount is not None and draft.quantity_unit != "":
        draft.amount = clause.amount
    if (
        clause.share is not None
        and OF_ITS_BUDGET.fullmatch(clause.share_of)
        and draft.subject.endswith("完成")
    ):
        draft.completion = clause.share  # 收入完成144.8亿元，占调整预算的95%
    elif clause.share is not None:
        draft.share = clause.share
    if clause.completion is not None:
        draft.completion = clause.completion
    if clause.completed_budget is not None and draft in state.drafts:
        budget = Draft(
            draft.subject, draft.topic + INITIAL, draft.sentence, clause.completed_budget
        )
        state.drafts.insert(state.drafts.index(draft), budget)
    if clause.change is not None and not state.own_budget:
        for one in (draft, draft.twin) if draft.twin else (draft,):
            one.change = join_changes(one.change, clause.change)
            one.compared_with = state.reference or (state.year - 1 if state.year else None)


def is_value(state: ParagraphState, subject: str, clause: Clause) -> bool:
    """Say whether an amount is the value of the things counted just before it."""
    current = state.current
    return (
        current is not None
        and current.quantity is not None
        and current.amount is None
        and (not subject or bool(VALUE.match(subject)))
    )


def is_missing_amount(state: ParagraphState, subject: str) -> bool:
    """Say whether an amount follows the change it belongs to:
    运行维护费较上年减少1万元，预算为7万元.
    """
    current = state.current
    if (
        current is None
        or len(state.drafts) == state.sentence_start
        or current.change is None
        or not GENERIC.match(subject)
    ):
        return False
    return current.amount is None and current.quantity is None


def owner(state: ParagraphState, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
    """Find the statement that a change, share or completion without an amount belongs to."""
    if clause.count_change is not None:
        return _counted(state, clause, sentence)
    difference = (
        state.own_budget
        and clause.change is not None
        and clause.share is None
        and clause.completion is None
    )
    if difference or BUDGET_AND_FINAL.search(subject):
        return None  # 决算数与预算数基本持平 compares with the budget, not with another year
    current = state.current
    generic = bool(GENERIC.match(subject) or SAME.match(subject))
    if (
        generic
        and len(state.drafts) == state.sentence_start
        and state.whole is not None
        and state.whole.change is None
    ):
        state.current = current = (
            state.whole
        )  # 支出预算10万元，其中：基本支出8万元、项目支出2万元。比上年减少1万元
    if BOTH_SIDES.search(subject):
        pair(state.drafts)
    of_another = (
        clause.share is not None
        and current is not None
        and current.share is not None
        and not generic
    )
    if (
        current is not None
        and not of_another
        and (generic or (clause.share is not None and clause.change is None))
    ):
        return current
    before = state.before
    if (
        generic
        and not state.drafts
        and before is not None
        and before.change is None
        and clause.reference is not None
    ):
        state.current = (
            before  # 总收入10万元，其中：... / 与上年对比增加1万元: in a paragraph of its own
        )
        return before
    if generic and not (state.lead and clause.change is not None):
        return None
    earlier = None if generic else state.same_topic(topic_of(subject, state.standing()), subject)
    if earlier is not None:
        state.current = earlier
    return earlier or start(state, subject, clause, sentence)


def _counted(state: ParagraphState, clause: Clause, sentence: Sentence) -> Draft | None:
    """Make the change of a head count (`在职53人，减少1人`) a statement beside the count's
    own.
    """
    current = state.current
    if current is None or current.quantity is None or clause.count_change is None:
        return None
    state.drafts.append(
        head_count_change(current, clause.count_change, clause.quantity_unit, sentence.text)
    )
    return None


def start(state: ParagraphState, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
    """Start a statement, None where the clause is no fact of the budget: another year's figure,
    a difference, people and meetings counted.
    """
    if (
        clause.quantity is not None
        and GENERIC.match(subject)
        and clause.quantity_unit in {"个", "项", "人", "名", "家", "件"}
    ):
        # 3个预算单位: what is counted stands behind the figure and is no fact of the budget
        return None
    initial = bool(YEAR_START.search(subject)) and not re.search(r"[比较与]", subject)
    named = full_name(
        state, YEAR_START.sub("", subject) if initial else subject, clause, initial=initial
    )
    if SMALLER.search(named) or DIFFERENCE.search(named):
        return None
    if EXECUTED.search(named) and state.current is not None:
        state.drafts.append(
            Draft(
                state.current.subject,
                f"{state.current.topic}.previous_year",
                sentence.text,
                clause.amount,
            )
        )
        return None
    topic = topic_of_name(state, named, clause)
    if topic is None:
        return None
    draft = Draft(named, topic + (INITIAL if initial and state.is_final else ""), sentence.text)
    draft.quantity, draft.quantity_unit = (
        clause.quantity,
        clause.quantity_unit if clause.quantity is not None else None,
    )
    draft.not_arranged = clause.not_arranged
    state.drafts.append(draft)
    state.current = draft
    if clause.amount is not None and clause.amount.unit is None and topic.startswith("assets."):
        draft.quantity, draft.quantity_unit = (
            Decimal(0),
            "",
        )  # 部级领导干部用车为0: things counted, not money
    return draft
