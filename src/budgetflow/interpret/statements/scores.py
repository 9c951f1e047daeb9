"""Scores of evaluations in prose: 项目自评得分96.5分, 部门整体支出绩效评价得分为92分，等级为优.

A score is a statement of its own, in points, beside the money of what was evaluated; the clauses
that follow go on with what was spoken of before.
"""

from __future__ import annotations

import re

from budgetflow.interpret.statements.draft import Draft
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import EVALUATION_TAIL
from budgetflow.interpret.statements.topic_words import EVALUATION
from budgetflow.interpret.text.phrases import read_number

_SCORED = r"(?:平均|综合|最终|总体)*(?:得分|评分|分值|分数|总分|得)"
_SCORE = re.compile(
    rf"{_SCORED}(?:情况)?(?:均|约)?(?:为|是|达到?)?(?P<figure>\d{{1,3}}(?:\.\d+)?)(?![\d.])"
    r"(?!分?(?:以[上下]|制|个|项|年|万|亿|元|辆|人|[%％]))分?"
)
_ALONE = re.compile(r"(?P<figure>\d{1,3}(?:\.\d+)?)分?")
ENDS_WITH_SCORE = re.compile(rf"{_SCORED}$")
_HIGHEST = 120
"""No form gives more points than this: 100, and some a few for additional work."""


def score_of(state: ParagraphState, text: str, sentence: str, before: str) -> Draft | None:
    """Return the statement that a clause on a score makes, None where it tells none; `before` is
    the clause before it (`自评得分：96分` is cut at its colon).
    """
    match = _SCORE.search(text)
    subject = text[: match.start()] if match else ""
    if match is None and ENDS_WITH_SCORE.search(before):
        match, subject = _ALONE.fullmatch(text), before
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
    return "performance.overall.score" if whole else "performance.projects.score"
