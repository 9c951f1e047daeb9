"""What all comparisons of a disclosure say of each figure, each table and each rule.

A verdict on one comparison rests on all the others: whether its figures stand in sums that hold,
whether its table adds up elsewhere, whether the same rule holds in other rows, columns and tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from budgetflow.checks.model.evidence import Comparison, Evidence, Figure
from budgetflow.checks.model.rules import rule_of
from budgetflow.interpret.rows_model import Amount

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
    rule_held: Counter[str] = field(default_factory=Counter)
    """By rule: how many comparisons of it hold in the disclosure."""
    rule_broken: dict[str, list[Comparison]] = field(default_factory=lambda: defaultdict(list))
    """By rule: the comparisons of it that do not."""
    one_sided: list[Comparison] = field(default_factory=list)
    """Comparisons with nothing but zeros on one side, which prove nothing of their figures."""
    kept: dict[tuple[str, str], list[Comparison]] = field(default_factory=lambda: defaultdict(list))
    """By rule and table: the comparisons that hold, of whichever row and column."""
    through: dict[str, list[Comparison]] = field(default_factory=lambda: defaultdict(list))
    """By amount: the comparisons through it."""
    outside: dict[str, list[Comparison]] = field(default_factory=lambda: defaultdict(list))
    """By table: the comparisons of it with other tables and with sentences."""

    def see(self, amounts: Iterable[Amount]) -> None:
        """Take in where each value and each function code stands."""
        for amount in amounts:
            if amount.function_code and amount.amount_yuan:
                self.coded[amount.amount_yuan].add((amount.table_id, amount.function_code))
                self.codes_of[amount.table_id].add(amount.function_code)

    def lost_row(self, missing: Decimal, whole: Amount) -> bool:
        """Return whether another table shows just the missing amount for a code that the whole's
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
            if not isinstance(comparison, Comparison) or comparison.usual:
                continue
            for name in _names(comparison.figures):
                self.through[name].append(comparison)
            if not comparison.says_something:
                self.one_sided.append(comparison)
                continue
            good = comparison.outcome != "broken"
            self._count_rule(comparison, good)
            self._hear_outside(comparison)
            names = _names(figure for figure in comparison.figures if figure.value)
            for name in names:
                if good:
                    self.held[name] += 1
                else:
                    self.gaps[name][abs(comparison.difference)] += 1
            if not any(figure.statement for figure in comparison.figures):
                # A sentence we paired wrongly says nothing of how well a table was read.
                self._hear_of_places(comparison, names, good)

    def _hear_of_places(self, comparison: Comparison, names: set[str], good: bool) -> None:
        """Take in what a comparison within tables says of the columns and rows it goes through."""
        for place in places(comparison):
            if good:
                self.place_held[place] += 1
                continue
            self.place_broken[place] += 1
            gap = abs(comparison.difference)
            self.place_gaps.update((place, name, gap) for name in names)

    def _count_rule(self, comparison: Comparison, good: bool) -> None:
        rule = rule_of(comparison)
        if not good:
            self.rule_broken[rule].append(comparison)
            return
        self.rule_held[rule] += 1
        for table in {figure.amount.table_id for figure in comparison.figures if figure.amount}:
            self.kept[rule, table].append(comparison)

    def _hear_outside(self, comparison: Comparison) -> None:
        """Take in a comparison of a table with another one or with a sentence."""
        tables = {figure.amount.table_id for figure in comparison.figures if figure.amount}
        said = any(figure.statement for figure in comparison.figures)
        if said or len(tables) > 1:
            for table in tables:
                self.outside[table].append(comparison)

    def pinpoints(self, figure: Figure, gap: Decimal) -> bool:
        """Return whether every identity through a figure is broken, two of them by the same gap:
        this figure is the slip.

        A column we named wrongly looks different: its own sums, down the tree, still hold.
        """
        name = reference(figure)
        return self.gaps[name][gap] > 1 and not self.held[name]

    def soundness(self, place: Place, evidence: Comparison) -> Decimal | None:
        """Return the share of a place's comparisons that hold, besides the one in question and
        those the same slip explains.

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
        if held + broken:
            return Decimal(held) / (held + broken)
        return None


def _names(figures: Iterable[Figure]) -> set[str]:
    """Return what some figures were read from, those that were read from nowhere left out."""
    return set(map(reference, figures)) - {""}


def reference(figure: Figure) -> str:
    """Return the identifier of the cell or statement a figure was read from, or the place of a
    blank cell.
    """
    if figure.amount:
        return figure.amount.amount_id
    if figure.statement:
        return figure.statement.statement_id
    return figure.blank


def places(comparison: Comparison) -> set[Place]:
    """Return the tables, and for the sums down a column also the columns, that a comparison rests
    on.
    """
    amounts = [figure.amount for figure in comparison.figures if figure.amount]
    columns = (
        {(amount.table_id, amount.measure) for amount in amounts}
        if comparison.kind == "tree"
        else set()
    )
    return {(amount.table_id, None) for amount in amounts} | columns
