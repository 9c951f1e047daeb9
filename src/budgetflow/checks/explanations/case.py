"""What an explanation may look at, and what an explanation is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from budgetflow.checks.model.evidence import Comparison, Figure
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.peers import Peers, case_of
from budgetflow.checks.model.testimony import Testimony
from budgetflow.interpret.rows_model import Statement

Verdict = Literal["publisher_error", "rounding", "parse_suspect", "open"]


@dataclass(frozen=True, slots=True)
class Case:
    """One broken comparison, with all that its disclosure and others of its layout say."""

    comparison: Comparison
    figures: Figures
    testimony: Testimony
    peers: Peers = field(default_factory=Peers)
    layouts: dict[str, str] = field(default_factory=dict)

    @property
    def gap(self) -> Decimal:
        """Left minus right."""
        return self.comparison.difference

    def closes(self, gap: Decimal) -> bool:
        """Return whether what is left of a gap is within the comparison's rounding."""
        return abs(gap) <= self.comparison.allowed

    def place(self, figure: Figure) -> tuple[TableView, Row] | None:
        """Return the table and row of a figure; None for a sentence."""
        if figure.amount:
            return self.figures.placed.get(figure.amount.amount_id)
        return None

    def rows(self, comparison: Comparison) -> set[int]:
        """Return the numbers of the rows a comparison's cells stand in."""
        placed = [self.place(figure) for figure in comparison.figures]
        return {found[1].number for found in placed if found is not None}

    @property
    def statements(self) -> list[Statement]:
        """The sentences it rests on."""
        return [figure.statement for figure in self.comparison.figures if figure.statement]

    @property
    def broken_by_peers(self) -> bool:
        """Whether most other disclosures of the layout break the rule to the same side."""
        return self.peers.broken_alike(
            self.figures.disclosure.disclosure_id,
            case_of(self.comparison, self.layouts),
            self.gap > 0,
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason for a difference other than an error of the publisher."""

    name: str
    zh: str
    en: str
    verdict: Verdict
    applies: Callable[[Case], bool]
