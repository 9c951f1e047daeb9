"""Evidence of a check: figures, comparisons of figures, and observations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from budgetflow.interpret.rows_model import Amount, Statement

Relation = Literal["=", "<=", ">="]
Outcome = Literal["equal", "rounding", "broken"]

# Half a printed place is the most that correct rounding moves a figure.
HALF = Decimal("0.5")
ZERO = Decimal(0)
HUNDRED = Decimal(100)
RATIOS = ("share", "change")


# Nobody but its finder changes evidence. It is not `frozen` for all that: a frozen one takes five
# to nine times as long to make, and a document of thirty pages makes a thousand.
@dataclass(slots=True)
class Figure:
    """One printed figure: its value in yuan (or percent), the worth of its last printed place, and
    where it stands.
    """

    value: Decimal
    step: Decimal
    """Worth of the last printed place: 100 yuan for a figure in 万元 with two decimals."""
    amount: Amount | None = None
    statement: Statement | None = None
    negative: bool = False
    """True where the figure is subtracted."""
    blank: str = ""
    """For a cell that a row leaves blank, which is nothing: its place (`TableView.part`)."""

    @property
    def signed(self) -> Decimal:
        """The value as it enters the sum."""
        if self.negative:
            return -self.value
        return self.value

    @property
    def subtracted(self) -> Figure:
        """The figure where it is subtracted from a sum."""
        return replace(self, negative=True)


def any_value(*figures: Figure) -> bool:
    """Check whether a figure is not zero: that nothing is the sum of nothing says nothing."""
    for figure in figures:  # noqa: SIM110 - a plain loop, as in `total`
        if figure.value:
            return True
    return False


# Figures that are added up; empty means nothing was printed, which is zero.
Side = tuple[Figure, ...]


def total(side: Iterable[Figure]) -> Decimal:
    """Return the sum of a side's figures, those that are subtracted with the opposite sign.

    A plain loop: it runs for every comparison of every disclosure, and a generator over a property
    took three times as long.
    """
    added = ZERO
    for figure in side:
        if figure.negative:
            added -= figure.value
        else:
            added += figure.value
    return added


def rounding_of(figures: Iterable[Figure]) -> Decimal:
    """Return how far rounding alone may move a sum of figures, in their unit: half a printed place
    of each, and one place at least.
    """
    steps = [figure.step for figure in figures]
    # One place at least: a total worked out in 元 and printed in 万元 may be off by one beside
    # parts that were rounded before.
    return max(sum(steps, ZERO) * HALF, max(steps, default=ZERO))


@dataclass(slots=True)
class Comparison:
    """Two sums of figures that must stand in a relation, at a place that has a name."""

    left: Side
    right: Side
    where_zh: str
    where_en: str
    relation: Relation = "="
    tolerance: Decimal | None = None
    """Where rounding does not follow from the sum alone (shares, percentages); else derived from
    the figures.
    """
    left_value: Decimal | None = None
    """Where the left side is computed otherwise than by adding (a share, a percentage)."""
    document_id: str | None = None
    page: int | None = None
    """Where it was said, for figures that are neither cells nor statements (a project's
    allocations).
    """
    withheld_possible: bool = False
    """True where the right side lists parts of the left and a publisher may lawfully leave parts
    out.
    """
    explained_zh: str = ""
    explained_en: str = ""
    """What mistake gives just the printed figure, where one was found (a change divided by this
    year's amount).
    """
    doubt: str = ""
    """The explanation that the finder itself sees for a difference (a name of `explanations`):
    another figure of the document would make it hold, the figures may be counted otherwise.
    """
    usual: bool = False
    """True where the relation usually holds and may lawfully not: it is a thing to explain and
    testifies for or against no figure.
    """
    in_round_figures: bool = False
    """True where one side says the other in a coarser unit (亿元 of a table in 万元): within
    rounding it is right.
    """
    key: str = ""
    """The words its finding's identifier is made of, where the message says amounts in the
    document's unit; else `where_en`.
    """
    rule: str = ""
    """The rule it is a case of, where its words do not tell (`model.rules.rule_of`)."""
    unit: str = ""
    """The unit its amounts are said in, for figures that are neither cells nor statements."""
    kind: Literal["tree", "row", "equality", "bound", "share", "change"] = "equality"
    _outcome: Outcome | None = field(default=None, init=False, repr=False, compare=False)
    """Its outcome once somebody asked."""

    @property
    def figures(self) -> Side:
        """Every figure of both sides."""
        return self.left + self.right

    @property
    def left_total(self) -> Decimal:
        """The left side's value."""
        if self.left_value is not None:
            return self.left_value
        return total(self.left)

    @property
    def right_total(self) -> Decimal:
        """The right side's value."""
        return total(self.right)

    @property
    def difference(self) -> Decimal:
        """Left minus right."""
        return self.left_total - self.right_total

    @property
    def allowed(self) -> Decimal:
        """How far rounding alone may set the sides apart: half a printed place for each figure, and
        one place at least.

        Two roundings of one figure differ by one place at most; a sum of n rounded figures by half
        a place each.
        """
        if self.tolerance is not None:
            return self.tolerance
        return rounding_of(self.figures)

    @property
    def outcome(self) -> Outcome:
        """`equal` or on the allowed side of a bound; `rounding` within tolerance; else `broken`."""
        if self._outcome is None:
            self._outcome = self._worked_out()
        return self._outcome

    def _worked_out(self) -> Outcome:
        over = self._over()
        # A percentage is always rounded, and so is a sentence in a coarser unit: within tolerance
        # it is the right one. With the verdict `rounding` each of them would be a finding.
        always_rounded = self.kind in RATIOS or self.in_round_figures
        if over == 0 or (always_rounded and over <= self.allowed):
            return "equal"
        if over <= self.allowed:
            return "rounding"
        return "broken"

    def _over(self) -> Decimal:
        """Return how far the sides are apart beyond what the relation allows; 0 where it holds."""
        if self.relation == "=":
            return abs(self.difference)
        if self.relation == ">=":
            return max(-self.difference, ZERO)
        return max(self.difference, ZERO)

    @property
    def may_be_withheld(self) -> bool:
        """True where parts listed fall short of their whole: a publisher may lawfully leave parts
        out (secret projects).
        """
        # Only a shortfall is lawful: parts that exceed their whole cannot come of what was left
        # out.
        return self.withheld_possible and self.outcome == "broken" and self.difference > 0

    @property
    def tables(self) -> frozenset[str]:
        """The identifiers of the tables its cells stand in."""
        return frozenset([f.amount.table_id for f in self.figures if f.amount is not None])

    @property
    def rests_on_sentence(self) -> bool:
        """True where a figure was said in a sentence."""
        for figure in self.figures:  # noqa: SIM110 - a plain loop, as in `total`
            if figure.statement is not None:
                return True
        return False

    @property
    def says_something(self) -> bool:
        """False where every figure is zero or one side has no figure at all to support the
        other.
        """
        return any_value(*self.left) and any_value(*self.right)


@dataclass(slots=True)
class Observation:
    """Something that is as it should be, or is not, without figures to subtract."""

    holds: bool
    zh: str
    en: str
    amounts: tuple[Amount, ...] = ()
    statements: tuple[Statement, ...] = ()
    page: int | None = None
    document_id: str | None = None
    """The document the page is of, where neither a cell nor a sentence tells."""
    proven: bool = False
    """True where the document contradicts itself, so that no reading of it can be right."""
    grave: bool = False
    """True where a reader misses something, though the check is one of form."""
    key: str = ""
    """The words its finding's identifier is made of, where the message says amounts in the
    document's unit; else `en`.
    """


AS_IT_SHOULD_BE = Observation(True, "", "")
"""What holds and has nothing to say: it is only counted, and of hundreds no words are made."""

Evidence = Comparison | Observation
