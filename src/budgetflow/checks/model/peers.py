"""What a rule comes to in other disclosures whose tables are laid out alike: a rule that most of
them break in the same way is a way of counting there, and accuses nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.majority import is_way_of_counting
from budgetflow.checks.model.rules import rule_of
from budgetflow.interpret.keys import stable_key
from budgetflow.interpret.rows_model import Finding, RuleTally

# A rule, and the layouts of the tables it is held to.
Case = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """How often a rule held in one disclosure and was broken, from below and from above."""

    held: int = 0
    below: int = 0
    above: int = 0


@dataclass(slots=True)
class Peers:
    """The tallies of every disclosure known."""

    tallies: dict[Case, dict[str, Tally]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Tally))
    )
    own: dict[str, dict[Case, Tally]] = field(default_factory=lambda: defaultdict(dict))
    """By disclosure: the same tallies."""

    def hear(self, disclosure: str, comparison: Comparison, layouts: dict[str, str]) -> None:
        """Take in one comparison of a disclosure's tables."""
        # 0 = 0 holds in every blank form and would make any rule look kept.
        if comparison.usual or not comparison.says_something:
            return
        case = case_of(comparison, layouts)
        if case is None:
            return
        tally = self.own[disclosure][case] = self.tallies[case][disclosure]
        if comparison.outcome != "broken":
            tally.held += 1
        elif comparison.difference > 0:
            tally.above += 1
        else:
            tally.below += 1

    def rows_of(
        self, disclosure: str, told: Iterable[tuple[Finding, Case | None]]
    ) -> list[RuleTally]:
        """Return the tallies of one disclosure as the lake keeps them, with those of its findings
        that name the publisher; `told` are its findings with the case each is of.
        """
        rows = {
            case: RuleTally(disclosure, stable_key(*case), tally.held, tally.below, tally.above)
            for case, tally in self.own[disclosure].items()
        }
        for finding, of in told:
            # Kept in the lake so that a later document of the layout can take these accusations
            # back without reading this one again.
            if of in rows and finding.verdict == "publisher_error":
                above = (finding.difference or 0) > 0
                row = rows[of]
                accused = row.accused_above if above else row.accused_below
                accused.append(finding.finding_id)
        return sorted(rows.values(), key=lambda row: row.case)

    def of_others(self, disclosure: str, case: Case | None) -> list[Tally]:
        """Return the tallies of the other disclosures for a rule and layout."""
        if case is None or case not in self.tallies:
            return []
        return [tally for name, tally in self.tallies[case].items() if name != disclosure]

    def broken_alike(self, disclosure: str, case: Case | None, above: bool) -> bool:
        """Return whether most other disclosures of the layout break the rule to the same side."""
        others = self.of_others(disclosure, case)
        broken = 0
        for tally in others:
            to_this_side = tally.above if above else tally.below
            # More often than it keeps it: one slip among rows that hold is no way of counting.
            if to_this_side > tally.held:
                broken += 1
        return is_way_of_counting(broken, len(others))


def case_of(comparison: Comparison, layouts: dict[str, str]) -> Case | None:
    """Return the rule and the layouts of a comparison's tables; None for one that rests on a
    sentence.
    """
    tables: set[str] = set()
    for figure in comparison.left + comparison.right:
        # Sentences differ in wording from place to place, so a layout says nothing about them.
        if figure.statement is not None:
            return None
        if figure.amount is not None:
            tables.add(figure.amount.table_id)
    if not tables:
        return None
    # Sorted: the same two tables are compared from either side.
    laid_out = sorted([layouts.get(table, "") for table in tables])
    return rule_of(comparison), " & ".join(laid_out)
