"""What all comparisons of a disclosure say of each figure, each table and each rule.

A verdict on one comparison rests on all the others: whether its figures stand in sums that hold,
whether its table adds up elsewhere, whether the same rule holds in other rows, columns and tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from budgetflow.checks.model.evidence import Comparison, Evidence, Figure
from budgetflow.checks.model.rules import rule_of
from budgetflow.interpret.rows_model import Amount

# A table, or one measure of it.
Place = tuple[str, str | None]


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
                # Zeros stand under every code, so they are evidence of none.
                self.coded[amount.amount_yuan].add((amount.table_id, amount.function_code))
                self.codes_of[amount.table_id].add(amount.function_code)

    def broken_rows(self) -> Iterator[Comparison]:
        """Return every sum across a row that does not hold, of whichever table."""
        for rule, found in self.rule_broken.items():
            if rule.startswith("row: "):
                yield from found

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
            if isinstance(comparison, Comparison) and not comparison.usual:
                self._hear(comparison)

    def _hear(self, comparison: Comparison) -> None:
        """Take in one comparison."""
        for name in _names(comparison.figures):
            self.through[name].append(comparison)
        # Kept apart: they prove nothing of their figures, but a blank side is itself an explanation
        # (`as_printed.blank_side`).
        if not comparison.says_something:
            self.one_sided.append(comparison)
            return
        tables = comparison.tables
        # What `other_money` counts: how a table agrees with what stands outside it.
        if comparison.rests_on_sentence or len(tables) > 1:
            for table in tables:
                self.outside[table].append(comparison)
        names = _names(figure for figure in comparison.figures if figure.value)
        if comparison.outcome == "broken":
            self._hear_broken(comparison, names)
        else:
            self._hear_held(comparison, names)

    def _hear_held(self, comparison: Comparison, names: set[str]) -> None:
        """Take in a comparison that holds, through the figures of these names."""
        rule = rule_of(comparison)
        self.rule_held[rule] += 1
        for table in comparison.tables:
            self.kept[rule, table].append(comparison)
        for name in names:
            self.held[name] += 1
        # A sentence that agrees with a cell says that this cell is right, not that its table is.
        if not comparison.rests_on_sentence:
            for place in places(comparison):
                self.place_held[place] += 1

    def _hear_broken(self, comparison: Comparison, names: set[str]) -> None:
        """Take in a comparison that does not hold, through the figures of these names."""
        gap = abs(comparison.difference)
        self.rule_broken[rule_of(comparison)].append(comparison)
        for name in names:
            self.gaps[name][gap] += 1
        if comparison.rests_on_sentence:
            return  # a sentence we paired wrongly says nothing of how well a table was read
        for place in places(comparison):
            self.place_broken[place] += 1
            for name in names:
                self.place_gaps[place, name, gap] += 1

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
        # The greatest of the figures: the slip is in one of them, and we do not know in which.
        same = max(
            (self.place_gaps[(place, reference(figure), gap)] for figure in evidence.figures),
            default=0,
        )
        held = self.place_held[place]
        # The comparison in question is itself among the broken ones, hence one at least.
        broken = max(self.place_broken[place] - max(same, 1), 0)
        if held + broken:
            return Decimal(held) / (held + broken)
        return None


def reference(figure: Figure) -> str:
    """Return the identifier of the cell or statement a figure was read from, or the place of a
    blank cell.
    """
    if figure.amount:
        return figure.amount.amount_id
    if figure.statement:
        return figure.statement.statement_id
    return figure.blank


def _names(figures: Iterable[Figure]) -> set[str]:
    """Return the names of what figures were read from (`reference`)."""
    names = {reference(figure) for figure in figures}
    names.discard("")
    return names


def places(comparison: Comparison) -> set[Place]:
    """Return the tables, and for the sums down a column also the columns, that a comparison rests
    on.
    """
    found: set[Place] = {(table, None) for table in comparison.tables}
    if comparison.kind == "tree":
        amounts = [figure.amount for figure in comparison.figures if figure.amount]
        found.update((amount.table_id, amount.measure) for amount in amounts)
    return found
