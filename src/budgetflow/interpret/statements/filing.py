"""What a clause begins, and what it fills in: a new statement, the figure of another year, a count;
`owners` decides whose it is.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.contracts.vocabulary import ADJUSTED, INITIAL
from budgetflow.interpret.statements.counts import count_of
from budgetflow.interpret.statements.draft import PREVIOUS, Draft
from budgetflow.interpret.statements.naming import LOOSE_TOPICS, Name, full_name, topic_of_name
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.sentences import Said, Sentence
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    DIFFERENCE,
    EVALUATION_TAIL,
    GENERIC,
    OF_ITS_BUDGET,
    YEAR_START,
    names_nothing_more,
    other_year,
)
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause

_UNITS = re.compile(r"(?:预算)?(?:部门|单位)")
_CHANGED_BUDGET = re.compile(r"(?:调整|变动)后?的?预算")
_WHOLE_YEAR = re.compile(r"全年(?:支出|收入)?预算")
# 9个项目为优: how many got a grade, and not how many were evaluated.
_GRADED = re.compile(
    r"(?:项目)?(?:自评|评价|考核)?(?:结果|等级|等次)?(?:均|评)?[为获达][“\"]?(?:优|良|中|差|合格)"
)
_NOT_OF_A_BUDGET = frozenset(
    {"个", "项", "人", "名", "家", "件", "次", "批", "批次", "人次", "团次"}
)


def fill(state: ParagraphState, draft: Draft, said: Said) -> None:
    """Put what a clause says into the statement it belongs to."""
    clause = said.clause
    sentence = said.sentence
    # An empty unit marks a zero that counts cars, and is no money.
    if clause.amount is not None and draft.quantity_unit != "":
        draft.amount = clause.amount
    _fill_share(draft, clause)
    if clause.completion is not None and draft.quantity is None and draft.completion is None:
        draft.completion = clause.completion
    if clause.completed_budget is not None and draft in state.drafts:
        budget = Draft(
            draft.subject, draft.topic + INITIAL, draft.sentence, amount=clause.completed_budget
        )
        state.drafts.insert(state.drafts.index(draft), budget)
    if clause.change is None:
        return
    if state.own_budget:
        draft.take_budget_change(clause.change)
    elif _takes_changes(draft, sentence):
        # Changes without a year named are against the year before, as 上年 would be.
        compared_with = state.reference or (state.year and state.year - 1)
        draft.take_change(clause.change, compared_with, sentence.text)
        if draft.twin:
            draft.twin.take_change(clause.change, compared_with, sentence.text)


def _fill_share(draft: Draft, clause: Clause) -> None:
    """Take a percentage: how far a budget is fulfilled where it is one of the budget (收入完成
    144.8亿元，占调整预算的95%), else a share of a whole.
    """
    if clause.share is None:
        return
    # Without 完成 a percentage of the budget is a share: 基本支出占预算的70%.
    if OF_ITS_BUDGET.fullmatch(clause.share_of) and draft.subject.endswith("完成"):
        draft.completion = clause.share
    else:
        draft.share = clause.share


def _takes_changes(draft: Draft, sentence: Sentence) -> bool:
    """Return whether a change may be said of a statement; what a later sentence says behind an
    evaluation (采血总量比去年增加0.91%) is an achievement.
    """
    if not draft.is_evaluation:
        return True
    return draft.sentence == sentence.text


def count_value(draft: Draft | None, clause: Clause) -> None:
    """Write down how many things an asset's value stands for, as brackets behind it count them:
    房屋1,800万元（5,600平方米）.
    """
    if draft is None or not draft.topic.startswith("assets."):
        return
    if draft.quantity is None:
        draft.quantity = clause.quantity
        draft.quantity_unit = clause.quantity_unit


def _base_figure(
    state: ParagraphState, rest: str, clause: Clause, sentence: Sentence
) -> Draft | None:
    """Return another year's figure as a statement of that year beside this year's, None where no
    statement of this year stands before it that it could be the base of.
    """
    current = state.current
    if current is None:
        return _alone_of_previous_year(state, rest, clause, sentence)
    if names_nothing_more(rest):
        topic = current.topic
    else:
        topic = topic_of(rest, state.standing())
    if topic != current.topic or topic.endswith(PREVIOUS):
        return None
    return _of_previous_year(current, clause, sentence)


def _alone_of_previous_year(
    state: ParagraphState, rest: str, clause: Clause, sentence: Sentence
) -> Draft | None:
    """Return the figure of the year before where nothing of this year stands before it (支出预算与
    2016年相比（2016年支出预算为8万元），增加1万元; 2025年机关运行经费9万元，2026年预算10万元), None
    where the words name nothing of a budget.

    A paragraph that does not name this year kept the year of the paper it was copied from.
    """
    named = state.year is not None and str(state.year) in state.context.paragraph
    if not named or str((state.year or 0) - 1) not in clause.subject:
        return None
    topic = topic_of(state.words.own(rest), state.standing())
    if topic in LOOSE_TOPICS or topic == "function":
        return None
    draft = Draft(state.words.own(rest), topic + PREVIOUS, sentence.text, amount=clause.amount)
    draft.decided(Rule.OTHER_YEAR)
    return draft


def _is_no_fact(subject: str, clause: Clause) -> bool:
    """Return whether a clause states nothing of a budget: 3个预算单位, where what is counted stands
    behind the figure; 无政府性基金收入支出的，仍保留该表格式, which says what to do where there is
    none.
    """
    if clause.not_arranged:
        return clause.object.endswith("的")
    if subject.startswith("本表"):
        return True  # 本表数为零
    if _GRADED.match(clause.object):
        return True
    nameless = GENERIC.match(subject) is not None or _UNITS.match(clause.object) is not None
    if clause.quantity is None or not nameless:
        return False
    return clause.quantity_unit in _NOT_OF_A_BUDGET


def start(state: ParagraphState, said: Said) -> Draft | None:
    """Start a statement, None where the clause is no fact of the budget: another year's figure,
    a difference, people and meetings counted.
    """
    subject = said.subject
    clause = said.clause
    sentence = said.sentence
    # Counts first: 接待10批次 beside its money is no quantity of that money's statement.
    counted = count_of(state, subject, clause, sentence.text)
    if counted is not None:
        _take_count(state, counted)
        return None
    if _is_no_fact(subject, clause):
        return None
    rest = other_year(subject, state.year) if clause.amount is not None else None
    if rest is None:
        base = None
    else:
        base = _base_figure(state, rest, clause, sentence)
    if base is not None:
        state.drafts.append(base)
        return None
    initial = bool(YEAR_START.search(subject)) and not re.search(r"[比较与]", subject)
    own_subject = YEAR_START.sub("", subject) if initial else subject
    name = full_name(state, own_subject, clause, initial=initial)
    if DIFFERENCE.search(name.text):
        return None
    topic = name.topic or topic_of_name(state, name.text, clause)
    if topic is None or (clause.not_arranged and _is_known_absent(state, topic)):
        return None
    draft = Draft(_bare_name(name.text, topic), topic, sentence.text, said_subject=subject)
    if state.is_final:
        draft.topic += _version(state, clause.subject, topic, initial=initial)
    _note_rules(draft, name, state)
    draft.not_arranged = clause.not_arranged
    draft.listed = state.sign == "、"
    _set_quantity(draft, clause, topic)
    state.drafts.append(draft)
    state.current = draft
    return draft


def _note_rules(draft: Draft, name: Name, state: ParagraphState) -> None:
    """Note the rules that decided what a statement is of."""
    draft.decided(name.rule)
    inherited = state.inherits and name.topic is None
    if inherited:
        draft.decided(Rule.PART)


def _take_count(state: ParagraphState, counted: Draft) -> None:
    """Add a count, whose subject is that of the clauses behind it where none leads them yet."""
    state.drafts.append(counted)
    state.counted = counted
    has_lead = state.lead and state.lead_here
    if not has_lead:
        state.lead = counted.subject or state.lead
    state.lead_here = True


def _set_quantity(draft: Draft, clause: Clause, topic: str) -> None:
    """Take the quantity of a clause; an asset without a unit of money is one too (部级领导干部用车
    为0 is no money).
    """
    if clause.quantity is not None:
        draft.quantity, draft.quantity_unit = clause.quantity, clause.quantity_unit
    if clause.amount is not None and clause.amount.unit is None and topic.startswith("assets."):
        draft.quantity, draft.quantity_unit = Decimal(0), ""


def _version(state: ParagraphState, subject: str, topic: str, *, initial: bool) -> str:
    """Return the ending of the budget of the year that a subject names: the one at its start
    (`initial`), the one it was changed to (调整预算数; 全年预算 where 年初预算 of the same was said
    before it), or none.
    """
    sentence = state.drafts[state.sentence_start :]
    if _WHOLE_YEAR.search(subject) and any(one.topic == topic + INITIAL for one in sentence):
        return ADJUSTED
    if not initial:
        return ""
    if _CHANGED_BUDGET.search(subject):
        return ADJUSTED
    return INITIAL


def _is_known_absent(state: ParagraphState, topic: str) -> bool:
    """Return whether the sentence has said already that the same is not arranged
    (无政府性基金预算，也没有使用政府性基金安排的支出).
    """
    sentence = state.drafts[state.sentence_start :]
    return any(draft.not_arranged and draft.topic == topic for draft in sentence)


def _of_previous_year(current: Draft, clause: Clause, sentence: Sentence) -> Draft:
    """Return another year's figure of what the statement before speaks of."""
    topic = current.topic + PREVIOUS
    draft = Draft(current.subject, topic, sentence.text, amount=clause.amount)
    draft.decided(Rule.OTHER_YEAR)
    return draft


def _bare_name(named: str, topic: str) -> str:
    """Return a project's name without what its evaluation puts behind it."""
    if not topic.startswith("performance"):
        return named
    return EVALUATION_TAIL.sub("", named) or named
