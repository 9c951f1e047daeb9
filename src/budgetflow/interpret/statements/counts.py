"""Visits, groups and persons counted beside the money of 三公, meetings and training; points of
evaluations.

`使用财政拨款安排出国团组2个、累计5人次`; `国内公务接待10批次、152人次`. A count takes the kind of
what its clause names, else of the count before it, else of the money or the heading it stands
under. It is a statement of its own and never the one that a change of money belongs to.

A score (项目自评得分96.5分) is a statement of its own, too, beside the money of what was evaluated.
"""

from __future__ import annotations

import re

from budgetflow.interpret.statements.draft import Draft
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import EVALUATION_TAIL
from budgetflow.interpret.statements.topic_words import EVALUATION
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause, read_number

_KINDS = re.compile(
    r"three_public\.overseas_travel|three_public\.reception(?:\.domestic|\.foreign)?|meetings|training"
)
_GUESTS = re.compile(r"国内|外事|外宾|国外|国[（(]境[）)]外|境外")
_PERSONS = re.compile(r"人次?|名")
_OCCASIONS = re.compile(r"批次|批|团次|次|个|项|期")
_GROUP_WORDS = re.compile(r"团组|团|批次?|来访|接待|出国|会议|培训|因公")
# Events that are neither meetings nor training: 拟举办2次节庆、晚会.
_OTHER_EVENTS = re.compile(r"节庆|庆典|晚会|论坛|赛事|展览|演出")
_ENDS_USE = re.compile(
    r"(?:国内|国[（(]境[）)]外|外事|公务|累计|共计?|预计|计划|拟|安排|组织|全年|本年度?|\d{4}年度?)*"
    r"(?:(?:公务)?接待|(?:因公)?出国(?:[（(]境[）)])?团组|召开.{0,6}会|举办.{0,6}(?:会|班|培训)|"
    r"(?:公务)?用车保有)"
)
_OCCASION_NAMES = {
    "three_public.overseas_travel": "groups",
    "meetings": "sessions",
    "training": "sessions",
}

_SCORED = r"(?:平均|综合|最终|总体)*(?:得分|评分|分值|分数|总分|(?<=平均)分|得)"
_SCORE = re.compile(
    rf"{_SCORED}(?:情况)?(?:均|约)?(?:为|是|达到?)?(?P<figure>\d{{1,3}}(?:\.\d+)?)(?![\d.])"
    r"(?!分?(?:以[上下]|制|个|项|年|万|亿|元|辆|人|[%％]))分?"
)
_ALONE = re.compile(r"(?P<figure>\d{1,3}(?:\.\d+)?)分?")
ENDS_WITH_SCORE = re.compile(rf"{_SCORED}$")
# No form gives more points than this: 100, and some a few for additional work.
_HIGHEST = 120


def count_of(state: ParagraphState, subject: str, clause: Clause, sentence: str) -> Draft | None:
    """Return the statement that a count beside such money makes, None where it is no such count."""
    unit = clause.quantity_unit or ""
    persons = _PERSONS.fullmatch(unit) is not None
    if clause.quantity is None or not (persons or _OCCASIONS.fullmatch(unit)):
        return None
    if _OTHER_EVENTS.search(clause.object):
        return None
    # 无因公出国、公务接待8批: only the last name is counted.
    subject = subject.rpartition("、")[2]
    said = subject + clause.object
    kind, named = _kind_of(state, subject, said)
    if kind == "three_public.reception" and (guests := _GUESTS.search(said)):
        kind += ".domestic" if guests.group() == "国内" else ".foreign"
    if kind is None or (unit in {"个", "项", "人", "名"} and not _is_named(state, said)):
        return None
    if persons:
        ending = "persons"
    else:
        ending = _OCCASION_NAMES.get(kind, "visits")
    draft = Draft(named or subject, f"{kind}.{ending}", sentence)
    draft.quantity, draft.quantity_unit = clause.quantity, clause.quantity_unit
    draft.decided(Rule.COUNT)
    return draft


def ends_use(clause: Clause) -> bool:
    """Return whether a clause counts visits behind a use (主要用于…，共接待10批次)."""
    return clause.quantity is not None and _ENDS_USE.match(clause.subject) is not None


def _is_named(state: ParagraphState, said: str) -> bool:
    """Return whether words or a count before say that 个 and 人 mean groups and their members."""
    if state.counted is not None:
        return True
    return _GROUP_WORDS.search(said) is not None


def _kind_of(state: ParagraphState, subject: str, said: str) -> tuple[str | None, str]:
    """Return what is counted, by the clause's words, the count before, the money or the heading,
    and the subject where the clause has none.
    """
    own = _KINDS.match(topic_of(said, state.context))
    if own is not None:
        return own.group(), ""
    # The nearest first: groups, then their members, then what they cost, then the heading.
    for before in (state.counted, state.current):
        if before is None:
            continue
        known = _KINDS.match(before.topic)
        if known is not None:
            return known.group(), "" if subject else before.subject
    for heading in (state.lead, state.context.near):
        if not heading:
            continue
        known = _KINDS.match(topic_of(heading, state.context))
        if known is not None:
            return known.group(), "" if subject else heading
    return None, ""


def score_of(state: ParagraphState, text: str, sentence: str, before: str) -> Draft | None:
    """Return the statement that a clause on a score makes, None where it tells none; `before` is
    the clause before it (`自评得分：96分` is cut at its colon).
    """
    match = _SCORE.search(text)
    subject = text[: match.start()] if match else ""
    if match is None and ENDS_WITH_SCORE.search(before):
        match = _ALONE.fullmatch(text)
        subject = before
    if match is None or not (EVALUATION.search(sentence) or _is_evaluation_chapter(state)):
        return None
    points = read_number(match["figure"])
    if points > _HIGHEST:
        return None
    current = state.current.subject if state.current is not None else ""
    named = EVALUATION_TAIL.sub("", state.words.own(subject)) or state.lead or current
    draft = Draft(EVALUATION_TAIL.sub("", named) or named, _topic(state, named), sentence)
    draft.quantity, draft.quantity_unit = points, "分"
    draft.decided(Rule.SCORE)
    return draft


def _is_evaluation_chapter(state: ParagraphState) -> bool:
    return EVALUATION.search(state.context.near) is not None


def _topic(state: ParagraphState, named: str) -> str:
    """Return the topic: the score of the body as a whole, or that of projects."""
    whole = "整体" in named or ("整体" in state.context.near and "项目" not in named)
    if whole:
        return "performance.overall.score"
    return "performance.projects.score"
