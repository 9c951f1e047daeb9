"""Whose slip is it: the publisher's, rounding's, or ours?

The publisher is named only where the document convicts itself: both sides are read from clean
cells, and other
identities through the same cells hold, so that no misreading of one of them explains the
difference. Where our reading is
the likelier culprit (a doubtful cell, a column no sum of which closes, a row that other tables have
and this one lacks)
the verdict is `parse_suspect`. What neither convicts stays `open`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from budgetflow.checks.model.check import Check
from budgetflow.checks.model.evidence import Comparison, Evidence, Figure, Observation, Side
from budgetflow.interpret.rows_model import Amount

Verdict = Literal["publisher_error", "rounding", "parse_suspect", "open"]
Severity = Literal["error", "warning", "info"]

CLEAN = 0.9
"""Confidence below which a cell is not clean: OCR, or a border the reader had to guess."""
SOUND = Decimal("0.8")
"""Share of a table's identities that must hold before its cells can testify against the publisher.
"""
SOUND_COLUMN = Decimal("0.6")
"""The same for the sums down one column, of which there are fewer."""
Place = tuple[str, str | None]
"""A table, or one measure of it."""


@dataclass(slots=True)
class Testimony:
    """What all comparisons of a disclosure say of each figure and each table."""

    held: Counter[str] = field(default_factory=Counter)
    """By amount or statement: how many telling comparisons through it hold."""
    gaps: dict[str, Counter[Decimal]] = field(default_factory=lambda: defaultdict(Counter))
    """By amount: by how much its broken comparisons are apart."""
    place_held: Counter[Place] = field(default_factory=Counter)
    """By table, and by table and column: how many comparisons through them hold."""
    place_broken: Counter[Place] = field(default_factory=Counter)
    place_gaps: Counter[tuple[Place, str, Decimal]] = field(default_factory=Counter)
    """By place, amount and gap: how many broken comparisons of the place go through the amount and
    are that far apart.
    """
    coded: dict[Decimal, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    """By value: the tables and function codes that show it."""
    codes_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By table: its function codes."""

    def see(self, amounts: Iterable[Amount]) -> None:
        """Take in where each value and each function code stands."""
        for amount in amounts:
            if amount.function_code and amount.amount_yuan:
                self.coded[amount.amount_yuan].add((amount.table_id, amount.function_code))
                self.codes_of[amount.table_id].add(amount.function_code)

    def lost_row(self, missing: Decimal, whole: Amount) -> bool:
        """Tell whether another table shows just the missing amount for a code that the whole's
        table lacks.
        """
        own = self.codes_of[whole.table_id]
        return any(
            table != whole.table_id
            and code not in own
            and code.startswith(whole.function_code or "")
            for table, code in self.coded[missing]
        )

    def hear(self, evidence: Iterable[Evidence]) -> None:
        """Take in every comparison made."""
        for comparison in evidence:
            if (
                not isinstance(comparison, Comparison)
                or comparison.usual
                or not comparison.says_something
            ):
                continue
            good = comparison.outcome != "broken"
            names = {reference(figure) for figure in comparison.figures if figure.value} - {""}
            for name in names:
                if good:
                    self.held[name] += 1
                else:
                    self.gaps[name][abs(comparison.difference)] += 1
            if any(figure.statement for figure in comparison.figures):
                continue  # a sentence we paired wrongly says nothing of how well a table was read
            for place in _places(comparison):
                (self.place_held if good else self.place_broken)[place] += 1
                if not good:
                    self.place_gaps.update(
                        (place, name, abs(comparison.difference)) for name in names
                    )

    def pinpoints(self, figure: Figure, gap: Decimal) -> bool:
        """Tell whether every identity through a figure is broken, two of them by the same gap: this
        figure is the slip.

        A column we named wrongly looks different: its own sums, down the tree, still hold.
        """
        name = reference(figure)
        return self.gaps[name][gap] > 1 and not self.held[name]

    def soundness(self, place: Place, evidence: Comparison) -> Decimal | None:
        """Give the share of a place's comparisons that hold, besides the one in question and those
        the same slip explains.

        One figure misprinted breaks each sum it stands in by the same gap: that is one slip,
        however many sums tell of it.
        None where nothing else was compared.
        """
        gap = abs(evidence.difference)
        same = max(
            (self.place_gaps[(place, reference(figure), gap)] for figure in evidence.figures),
            default=0,
        )
        held, broken = self.place_held[place], max(self.place_broken[place] - max(same, 1), 0)
        return Decimal(held) / (held + broken) if held + broken else None


def reference(figure: Figure) -> str:
    """Give the identifier of the cell or statement a figure was read from."""
    if figure.amount:
        return figure.amount.amount_id
    return figure.statement.statement_id if figure.statement else ""


def judge(check: Check, evidence: Evidence, testimony: Testimony) -> tuple[Verdict, Severity]:
    """Give verdict and severity of something that is not exactly as it should be."""
    if isinstance(evidence, Observation):
        return _judge_observation(check, evidence)
    if evidence.outcome == "rounding":
        return "rounding", "info"
    if not evidence.usual and any(_doubtful(figure) for figure in evidence.figures):
        return "parse_suspect", "warning"
    if evidence.usual or check.cls in ("conditional", "explain", "cross-doc"):
        return "open", "info" if check.cls == "explain" or (
            evidence.usual and check.cls == "conditional"
        ) else "warning"
    if _unsound(evidence, testimony, SOUND, columns=False) or (
        not evidence.may_be_withheld and _unsound(evidence, testimony, SOUND_COLUMN, columns=True)
    ):
        return "parse_suspect", "warning"
    return _judge_clean(evidence, testimony)


def _judge_clean(evidence: Comparison, testimony: Testimony) -> tuple[Verdict, Severity]:
    """Judge a broken comparison of clean cells in sound tables."""
    if evidence.explained_en:
        return "publisher_error", "error"
    if evidence.doubted:
        return "open", "warning"
    proven, clean_columns = (
        _proven(evidence, testimony),
        not _unsound(evidence, testimony, SOUND_COLUMN, columns=True),
    )
    if (
        proven
        and clean_columns
        and any(
            testimony.pinpoints(figure, abs(evidence.difference)) for figure in evidence.figures
        )
    ):
        return "publisher_error", "error"
    if evidence.may_be_withheld:
        whole = evidence.left[0].amount
        lost = whole is not None and testimony.lost_row(evidence.difference, whole)
        return ("parse_suspect" if lost else "open"), "warning"
    supported = _supported(evidence.left, testimony) and _supported(evidence.right, testimony)
    return ("publisher_error", "error") if proven and supported else ("open", "warning")


def _unsound(evidence: Comparison, testimony: Testimony, least: Decimal, *, columns: bool) -> bool:
    """Tell whether a table (or a column) has too many other sums that break, so that we may have
    read it wrongly.
    """
    shares = [
        testimony.soundness(place, evidence)
        for place in _places(evidence)
        if (place[1] is not None) == columns
    ]
    return any(share is not None and share < least for share in shares)


def _proven(evidence: Comparison, testimony: Testimony) -> bool:
    """Tell whether each table has other sums that hold; where nothing else was compared, either of
    us may be wrong.
    """
    return all(
        testimony.soundness(place, evidence) is not None
        for place in _places(evidence)
        if place[1] is None
    )


def _judge_observation(check: Check, evidence: Observation) -> tuple[Verdict, Severity]:
    if evidence.proven:
        return "publisher_error", "error"
    return "open", "info" if check.cls == "format" and not evidence.grave else "warning"


def _supported(side: Side, testimony: Testimony) -> bool:
    """Tell whether every figure of a side stands in another identity that holds (or says it in
    words, which no grid can shift).
    """
    return all(
        figure.statement is not None or not figure.value or testimony.held[reference(figure)] > 0
        for figure in side
    )


def _doubtful(figure: Figure) -> bool:
    amount = figure.amount
    return amount is not None and (amount.confidence < CLEAN or amount.measure == "unmapped")


def _places(comparison: Comparison) -> set[Place]:
    """Give the tables, and for the sums down a column also the columns, that a comparison rests
    on.
    """
    amounts = [figure.amount for figure in comparison.figures if figure.amount]
    columns = (
        {(amount.table_id, amount.measure) for amount in amounts}
        if comparison.kind == "tree"
        else set()
    )
    return {(amount.table_id, None) for amount in amounts} | columns
