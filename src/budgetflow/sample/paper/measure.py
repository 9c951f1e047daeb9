"""How much of a generated document's truth a reading found: every figure, in its table, row and
column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from budgetflow.interpret.rows_model import Amount
from budgetflow.sample.paper.printed import Truth

# Table code, row key, measure, yuan.
Figure = tuple[str, str, str, Decimal]


@dataclass(slots=True)
class Score:
    """What was to be found, what of it was found, and what was found beside it."""

    expected: int = 0
    found: int = 0
    missing: Counter[Figure] = field(default_factory=Counter)
    extra: Counter[Figure] = field(default_factory=Counter)
    """Figures that stand nowhere in the truth: read in the wrong place, or not printed at all."""

    @property
    def share(self) -> float:
        """Return the share of the expected figures that was found; 1.0 where none was expected."""
        if self.expected:
            return self.found / self.expected
        return 1.0

    def add(self, other: Score) -> None:
        """Add another document's score."""
        self.expected += other.expected
        self.found += other.found
        self.missing += other.missing
        self.extra += other.extra


def measure(truths: Iterable[Truth], amounts: Iterable[Amount]) -> Score:
    """Hold a document's amounts against its truth.

    A row is known by its code, its item, or its label as printed, whichever the truth names; blanks
    in labels do not count.
    Amounts of nothing (zero, dash) are left out on both sides.
    """
    # A counter: the same figure may stand twice in a table, and must be found twice.
    wanted = Counter((t.table_code, _plain(t.key), t.measure, t.amount_yuan) for t in truths)
    score = Score(expected=wanted.total())
    for amount in amounts:
        # Layouts print nothing in ways that readers need not tell apart.
        if not amount.amount_yuan:
            continue
        figures = [
            (amount.table_code, key, amount.measure, amount.amount_yuan) for key in _keys(amount)
        ]
        # The first name that fits: a row may be known by its code and its label.
        hit = next((figure for figure in figures if wanted[figure] > 0), None)
        if hit is None:
            score.extra[figures[0]] += 1
        else:
            wanted[hit] -= 1
            score.found += 1
    # Only what is left over; `+` drops what was found.
    score.missing = +wanted
    return score


def _keys(amount: Amount) -> list[str]:
    """Return every name a row may be known by."""
    names = (amount.function_code, amount.economic_code, amount.item, amount.row_label)
    known = [_plain(name) for name in names if name]
    return known or [""]


def _plain(text: str) -> str:
    """Return a label without blanks."""
    return "".join(text.split())
