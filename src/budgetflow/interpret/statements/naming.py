"""The subject and the topic of a new statement, with what the words before it say."""

from __future__ import annotations

import re

from budgetflow.interpret.statements.draft import INITIAL, counterpart
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    GENERIC,
    heading_words,
)
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause

_ABOUT_THE_BODY = re.compile(r"概况|基本情况|职[能责]|任务|机构")


def full_name(state: ParagraphState, subject: str, clause: Clause, *, initial: bool) -> str:
    """Give the full name of a subject: a generic one (预算数, 支出) means what was said before
    it, or what the heading names.
    """
    before = (
        state.drafts[-1]
        if clause.amount is not None and len(state.drafts) > state.sentence_start
        else None
    )
    known = counterpart(before, subject, initial=initial and state.is_final) if before else None
    if known:
        return known
    if (
        GENERIC.match(subject)
        and state.current is not None
        and state.current.topic.endswith(INITIAL)
    ):
        return state.current.subject
    if GENERIC.match(subject) or (subject == "支出" and state.lead):
        return state.lead or state.words.own(heading_words(state.context.near)) or subject
    return (
        f"{state.lead}{subject}" if state.lead and subject.startswith(("其中", "购置")) else subject
    )


def topic_of_name(state: ParagraphState, named: str, clause: Clause) -> str | None:
    """Give the topic of a named subject, None where it is none of a budget's."""
    counted = "项目" if clause.object.startswith("项目") and "项目" not in named else ""
    unit = clause.quantity_unit if clause.quantity is not None else None
    topic = topic_of(named + counted, state.standing(), quantity_unit=unit)
    whole = state.drafts[state.sentence_start] if len(state.drafts) > state.sentence_start else None
    if (
        whole is not None
        and whole.topic == "operating_expenses" != topic
        and state.parts
        and named.endswith("费")
    ):
        return "operating_expenses.item"  # 机关运行经费10万元，其中：会议费1万元
    if topic == "other" and _ABOUT_THE_BODY.search(state.context.all):
        return None  # 科研经费总量36.9亿元 in a chapter on what the body is and does
    if topic == "other" and not state.lead_here and GENERIC.match(state.words.own(clause.subject)):
        return None  # nothing in its sentence names it
    if topic in {"other", "performance.other"} and clause.amount is None:
        if clause.quantity is not None:
            state.lead, state.lead_here = (named, True)  # 国内公务接待12批次，96人次，共计支出1万元
        return None
    return topic
