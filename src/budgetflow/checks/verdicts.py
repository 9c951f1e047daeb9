"""Whose slip is it: the publisher's, rounding's, or ours?

The publisher is named only where the document convicts itself: both sides are read from clean
cells, other identities through the same cells hold, so that no misreading of one of them explains
the difference, and every other explanation (`budgetflow.checks.explanations`) was tried and failed.
Where our reading is the likelier culprit (a doubtful cell, a column no sum of which closes, a row
that other tables have and this one lacks) the verdict is `parse_suspect`. What neither convicts
stays `open`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetflow.checks.explanations.all import explain, explain_slip
from budgetflow.checks.explanations.as_printed import scrambled_as_printed
from budgetflow.checks.explanations.case import Case, Verdict
from budgetflow.checks.model.check import Check
from budgetflow.checks.model.evidence import Comparison, Figure, Observation, Side
from budgetflow.checks.model.rules import rule_of
from budgetflow.checks.model.testimony import Testimony, places, reference

Severity = Literal["error", "warning", "info"]

# Confidence below which a cell is not clean: OCR, or a border the reader had to guess.
CLEAN = 0.9
# Share of a table's identities that must hold before its cells can testify against the publisher.
# Where fewer hold, our reading is the likelier culprit; benchmarks/misreadings.py counts the false
# accusations that are left.
SOUND = Decimal("0.8")
# The same for the sums down one column, of which there are fewer.
SOUND_COLUMN = Decimal("0.6")
# A number that begins with a zero before another digit.
JOINED = re.compile(r"\s*[-−(（]?0\d")
# Classes of checks that may fail lawfully.
WITHOUT_PROOF = ("conditional", "explain", "cross-doc")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, how grave it is, and the explanation that stands in the way of an accusation."""

    verdict: Verdict
    severity: Severity
    explanation: str | None = None


def judge_observation(check: Check, evidence: Observation) -> Judgement:
    """Return the verdict on something seen that has no figures to subtract."""
    if evidence.proven:
        return Judgement("publisher_error", "error")
    form = check.cls == "format" and not evidence.grave
    return Judgement("open", "info" if form else "warning")


def judge(check: Check, case: Case) -> Judgement:
    """Return the verdict on a comparison that is not exactly as it should be."""
    evidence = case.comparison
    if evidence.outcome == "rounding":
        return Judgement("rounding", "info")
    # A doubtful cell is our risk before it is anybody's error, so it is asked before every rule
    # that could accuse.
    if not evidence.usual and any(_doubtful(figure) for figure in evidence.figures):
        return Judgement("parse_suspect", "warning", "doubtful_cell")
    # Comes before the explanations: what may lawfully differ needs none, and trying them is the
    # costly part.
    if evidence.usual or check.cls in WITHOUT_PROOF:
        return _judge_conditional(check, evidence)
    # A known slip (a change divided by this year's amount) proves the reading by itself: the
    # printed figure follows from the two we read, to the last digit.
    if evidence.explained_en:
        return _judge_slip(case)
    return _judge_explained(case) or _judge_clean(case)


def _judge_conditional(check: Check, evidence: Comparison) -> Judgement:
    """Judge a relation that may lawfully not hold."""
    info = check.cls == "explain" or (evidence.usual and check.cls == "conditional")
    return Judgement("open", "info" if info else "warning", "conditional")


def _judge_explained(case: Case) -> Judgement | None:
    """Judge a difference that something other than an error explains; None where nothing does."""
    found = explain(case)
    if found is not None:
        info = found.verdict == "rounding" or found.name == "broken_by_peers"
        return Judgement(found.verdict, "info" if info else "warning", found.name)
    # The finder's own doubt comes last, since the explanations name the cause more exactly.
    if case.comparison.doubt:
        return Judgement("open", "warning", case.comparison.doubt)
    if not _unsound_table(case) or _reading_proven(case):
        return None
    # Figures that stand in one line with their column on the page are read right, however little
    # they add up: then the table is open, not suspected.
    if scrambled_as_printed(case):
        return Judgement("open", "warning", "scrambled_as_printed")
    return Judgement("parse_suspect", "warning", "unsound_table")


def _judge_slip(case: Case) -> Judgement:
    """Judge a difference that a known slip of the pen gives exactly."""
    found = explain_slip(case)
    if found is not None:
        return Judgement(found.verdict, "warning", found.name)
    return Judgement("publisher_error", "error")


def _judge_clean(case: Case) -> Judgement:
    """Judge a broken comparison of clean cells in sound tables that nothing explains."""
    evidence = case.comparison
    testimony = case.testimony
    gap = abs(evidence.difference)
    proven = _proven(evidence, testimony)
    clean = not _unsound(evidence, testimony, SOUND_COLUMN, columns=True)
    pinned = any(testimony.pinpoints(figure, gap) for figure in evidence.figures)
    # Two sums broken by one gap through one figure and none that holds: no misnamed column does
    # that.
    if proven and clean and pinned:
        return Judgement("publisher_error", "error")
    # 国家秘密 need not be disclosed (政府信息公开条例, article 14): parts that fall short of their
    # whole are lawful unless the missing row stands in another table, which shows that we lost it.
    if evidence.may_be_withheld:
        whole = evidence.left[0].amount
        if whole is not None and testimony.lost_row(evidence.difference, whole):
            return Judgement("parse_suspect", "warning", "lost_row")
        return Judgement("open", "warning", "parts_left_out")
    supported = _supported(evidence.left, testimony) and _supported(evidence.right, testimony)
    if (proven and supported) or _reading_proven(case):
        return Judgement("publisher_error", "error")
    return Judgement("open", "warning", "unproven_reading")


def _reading_proven(case: Case) -> bool:
    """Return whether the same rule holds in the same rows of the table for another year's columns:
    then its rows and headers are read right, and a difference in these columns is printed.
    """
    rows = case.rows(case.comparison)
    tables = case.comparison.tables
    if case.comparison.kind != "equality" or len(tables) != 1 or case.statements:
        return False
    kept = case.testimony.kept[rule_of(case.comparison), next(iter(tables))]
    columns = _columns(case.comparison)
    return any(
        case.rows(other) == rows and not columns & _columns(other)
        # A column of zeros closes under any rule and proves nothing of its header.
        for other in kept
        if all(figure.value for figure in other.left)
    )


def _columns(comparison: Comparison) -> set[str]:
    return {figure.amount.column_label for figure in comparison.figures if figure.amount}


def _unsound_table(case: Case) -> bool:
    evidence = case.comparison
    testimony = case.testimony
    return _unsound(evidence, testimony, SOUND, columns=False) or (
        not evidence.may_be_withheld and _unsound(evidence, testimony, SOUND_COLUMN, columns=True)
    )


def _unsound(evidence: Comparison, testimony: Testimony, least: Decimal, *, columns: bool) -> bool:
    """Return whether a table (or a column) has too many other sums that break, so that we may have
    read it wrongly.
    """
    shares = [
        testimony.soundness(place, evidence)
        for place in places(evidence)
        if (place[1] is not None) == columns
    ]
    return any(share is not None and share < least for share in shares)


def _proven(evidence: Comparison, testimony: Testimony) -> bool:
    """Return whether each table has other sums that hold; where nothing else was compared, either
    of us may be wrong.
    """
    return all(
        testimony.soundness(place, evidence) is not None
        for place in places(evidence)
        if place[1] is None
    )


def _supported(side: Side, testimony: Testimony) -> bool:
    """Return whether every figure of a side stands in another identity that holds (or says it in
    words, which no grid can shift).
    """
    return all(
        figure.statement is not None or not figure.value or testimony.held[reference(figure)] > 0
        for figure in side
    )


def _doubtful(figure: Figure) -> bool:
    """Return whether a cell may be misread: with little confidence, below a header nobody
    understood, or as a number that nobody writes (0450.45 is the 0 of one cell and the next one).
    """
    amount = figure.amount
    if amount is None:
        return False
    printed = amount.amount_printed or ""
    joined = JOINED.match(printed) is not None
    return joined or amount.confidence < CLEAN or amount.measure == "unmapped"
