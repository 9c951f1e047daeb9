"""The subject and the topic of a new statement, with what the words before it say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budgetflow.contracts.vocabulary import ADJUSTED, INITIAL
from budgetflow.interpret.statements.draft import PREVIOUS, counterpart
from budgetflow.interpret.statements.function_codes import is_function
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    GENERIC,
    OF_THE_ITEM,
    VALUE,
    heading_words,
)
from budgetflow.interpret.statements.topic_words import EVALUATION, ITEMIZED
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause

# `31个一级项目实行绩效目标管理`: what is counted stands behind the figure.
COUNTED_PROJECTS = re.compile(r"[^\d，。]{0,12}项目")
_ABOUT_WORK = re.compile(
    r"概况|基本情况|职[能责]|任务|机构|工作(?:目标|计划|重点|要点|总结|安排|成效)|成效"
)
_AND = re.compile(r"、|以及|和|(?<![涉普])及|与")
_THE_PROJECT = frozenset({"项目", "该项目", "本项目"})
# What was done with money, in an evaluation: 新增路灯500盏，投入80万元.
_ACHIEVED = re.compile(r"(?:共|累计|已)*(?:投入|支付|发放|拨付|争取|落实|节约|带动|筹集)(?:资金)?")
# What evaluations call the budget of a project and what was spent of it.
_PERFORMED = re.compile(r"(?:(?:全年|年度)预算(?:数|安排)?|(?:全年|实际)?执行数?)[为是]?")
_EVALUATED = re.compile(r"自评|绩效评价|履职|工作(?:任务|目标|计划|重点|要点|总结|成效)")
_PLAN = re.compile(r"工作(?:任务|目标|计划|重点|要点|打算|思路)|重点工作|目标任务|年度任务")
# What is left when no word names a figure of the budget.
LOOSE_TOPICS = frozenset({"other", "expenditure.item", "revenue.item"})


@dataclass(frozen=True, slots=True)
class Name:
    """The full name of a subject, the rule that found it, and its topic where that is known."""

    text: str
    rule: Rule
    topic: str | None = None


def full_name(state: ParagraphState, subject: str, clause: Clause, *, initial: bool) -> Name:
    """Return the full name of a subject: a generic one (预算数, 支出) means what was said before
    it, or what the heading names.
    """
    opens = len(state.drafts) == state.sentence_start
    before = state.drafts[-1] if clause.amount is not None and not opens else None
    known = counterpart(before, subject, initial=initial and state.is_final) if before else None
    if before is not None and known:
        topic = before.topic.removesuffix(INITIAL).removesuffix(ADJUSTED)
        return Name(known, Rule.COUNTERPART, topic if before.is_evaluation else None)
    if GENERIC.match(subject):
        name = _name_before(state)
        if name is not None:
            return name
    return _completed_name(state, subject)


def _name_before(state: ParagraphState) -> Name | None:
    """Return what a generic subject means where the statement before has a year or a version that
    its own may be set against, else None.
    """
    current = state.current
    last = state.drafts[-1] if state.drafts else None
    if current is None:
        if last is not None and last.topic.endswith(PREVIOUS):
            return Name(last.subject, Rule.COUNTERPART, last.topic.removesuffix(PREVIOUS))
        return None
    if _has_new_lead(state):
        return None
    if current.topic.endswith((INITIAL, ADJUSTED)):
        return Name(current.subject, Rule.COUNTERPART)
    if last is not None and last.topic == current.topic + PREVIOUS:
        return Name(current.subject, Rule.COUNTERPART, current.topic)
    return None


def _has_new_lead(state: ParagraphState) -> bool:
    """Return whether the sentence names something new before its figures, and no statement of it
    stands yet: 出国费：预算数0万元，上年数1万元；公务接待费：预算数2万元.
    """
    return state.lead_here and state.current not in state.drafts[state.sentence_start :]


def _completed_name(state: ParagraphState, subject: str) -> Name:
    """Return a subject completed by the words that open its sentence, or by the heading."""
    if state.lead_here and VALUE.match(subject) and EVALUATION.search(state.lead):
        # 本部门整体支出纳入绩效目标管理，涉及财政性资金1万元
        return Name(state.lead, Rule.LEAD, topic_of(state.lead + subject, state.standing()))
    heading = state.words.own(heading_words(state.context.near))
    generic = GENERIC.match(subject) is not None
    of_the_item = OF_THE_ITEM.fullmatch(subject) is not None
    for words, rule in ((state.lead, Rule.LEAD), (heading, Rule.HEADING)):
        if words and (generic or (of_the_item and is_function(words))):
            return Name(words, rule)
    if subject in _THE_PROJECT and EVALUATION.search(state.lead):
        return Name(state.lead, Rule.LEAD)  # 照明项目自评综述：项目全年预算数为9万元
    if subject == "支出" and state.lead:
        return Name(state.lead, Rule.LEAD)
    if state.lead and subject.startswith(("其中", "购置")):
        return Name(f"{state.lead}{subject}", Rule.LEAD)
    return Name(subject, Rule.OWN_WORDS)


def listed_names(state: ParagraphState, subject: str) -> list[str]:
    """Return the names that one clause is said of (政府性基金预算支出、国有资本经营预算支出), in
    order; the subject alone where it is the name of one thing (公务用车购置及运行费).
    """
    if "结转" in subject:
        return [subject]  # 2025年结转的“三公”经费和会议费: what was carried over is said of both
    names = names_in_turn(state, subject)
    if not names:
        return [subject]
    alone = replace(state.standing(), headings=())
    if topic_of(subject, alone) in {topic_of(name, alone) for name in names}:
        return names
    return [subject]


def names_in_turn(state: ParagraphState, subject: str) -> list[str]:
    """Return the names of different figures of a budget that a subject lists, nothing where it is
    no such list.
    """
    names = [name for name in _AND.split(subject) if name]
    if len(names) < 2:
        return []
    alone = replace(state.standing(), headings=())
    topics = [topic_of(name, alone) for name in names]  # 支出 of 收入和支出 names nothing by itself
    if len(set(topics)) == len(topics) > 1 and LOOSE_TOPICS.isdisjoint(topics):
        return names
    return []


def topic_of_name(state: ParagraphState, named: str, clause: Clause) -> str | None:
    """Return the topic of a named subject, None where it is none of a budget's."""
    counted = "项目" if COUNTED_PROJECTS.match(clause.object) and "项目" not in named else ""
    unit = clause.quantity_unit if clause.quantity is not None else None
    standing = state.standing()
    topic = topic_of(named + counted, standing, quantity_unit=unit)
    alone = topic_of(named + counted, replace(standing, part_of=""), quantity_unit=unit)
    state.inherits = topic != alone
    whole = state.inner
    if whole is not None and whole.topic in ITEMIZED and topic != whole.topic and clause.amount:
        state.inherits = True
        return f"{whole.topic}.item"  # 机关运行经费10万元，其中：会议费1万元
    if _PERFORMED.fullmatch(clause.subject) and EVALUATION.search(state.context.all):
        if "整体" in named:
            return "performance.overall"
        return "performance.projects"
    if _is_no_statement(state, topic, clause):
        return None
    if topic in {"other", "performance.other"} and clause.amount is None:
        if clause.quantity is not None:
            # 国内公务接待12批次，96人次，共计支出1万元
            state.lead, state.lead_here = named, True
        return None
    return topic


def _is_no_statement(state: ParagraphState, topic: str, clause: Clause) -> bool:
    """Return whether a figure states nothing of the budget: an aim of the year's work
    (收缴国有资本收益4.35亿元), an achievement in an evaluation (各类经费2649万元), what the body is
    and does (科研经费总量36.9亿元), what nothing names, and 15万 without 元 of no item of a budget.
    """
    headings = state.context.all
    if _PLAN.search(headings) and not topic.startswith(("staff.", "performance")):
        return True
    if topic in LOOSE_TOPICS and _EVALUATED.search(headings):
        return True
    if topic == "performance.other" and _ACHIEVED.fullmatch(state.words.own(clause.subject)):
        return True
    if topic != "other":
        return False
    nameless = not state.lead_here and GENERIC.match(state.words.own(clause.subject)) is not None
    without_yuan = clause.amount is not None and clause.amount.unit in {None, "万", "亿"}
    return nameless or without_yuan or _ABOUT_WORK.search(headings) is not None
