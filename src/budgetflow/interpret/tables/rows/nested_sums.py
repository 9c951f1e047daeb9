"""Layers of a list told by its sums alone: which of its rows head the rows right below them.

Lists of projects of Shaanxi print 全额, a unit, 专用项目, 其他履职尽责专项业务费 and the projects
themselves, all at one indent: read as rows of one layer, each project's money counted four times.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from budgetflow.interpret.tables.columns.blocks import Block
from budgetflow.interpret.tables.rows.meaning import Layer, RowMeaning
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.money import parse_number

# A list of more rows is left as it is; the longest seen that nests has 150.
_MOST_ROWS = 300
# Ways to go on from a row that are looked at before a list is given up.
_MOST_STATES = 20_000


def layers_by_sums(
    rows: Sequence[tuple[int, Row]], meanings: Sequence[RowMeaning], block: Block
) -> dict[int, Layer]:
    """Return the layer of each line of a list by its place in the table; empty where its rows do
    not nest into the total above them, or have nothing below each other.

    A line that heads others is a unit by its name, else a group; the others are projects, but where
    all that stand beside each other are units by their names.
    """
    column = block.values[0].index
    total: Decimal | None = None
    lines: list[tuple[RowMeaning, Decimal]] = []
    for (_, row), meaning in zip(rows, meanings, strict=True):
        number = parse_number(text_at(row, column))
        if meaning.role == "total" and total is None and not lines:
            total = number
        elif number and meaning.label:
            if meaning.role != "item" or meaning.codes.any():
                return {}
            lines.append((meaning, number))
    if total is None:
        return {}
    units = [place for place, (meaning, _) in enumerate(lines) if meaning.kind == "unit"]
    depths = nest([number for _, number in lines], total, units)
    if not any(depths):
        return {}
    return _layers([meaning for meaning, _ in lines], depths)


def nest(
    numbers: Sequence[Decimal], total: Decimal, units: Collection[int] = frozenset()
) -> list[int]:
    """Return how deep each row stands, 0 for the outermost, where rows that head others are the
    exact sums of those right below them and the outermost come to the total; empty where no such
    reading is found.

    `units` are the rows named like units: a list too long to be tried as a whole is tried unit by
    unit.
    """
    if len(numbers) > _MOST_ROWS or any(number < 0 for number in numbers):
        return []
    return _Nest(numbers).depths(total) or _nest_by_units(numbers, total, units)


def _nest_by_units(numbers: Sequence[Decimal], total: Decimal, units: Collection[int]) -> list[int]:
    """Return the depths where the rows below each unit nest into it, and the units with the rows
    between them into the total.
    """
    starts = [*sorted(units), len(numbers)]
    depths = [0] * len(numbers)
    outer = list(range(starts[0]))
    for unit, following in pairwise(starts):
        inner = _Nest(numbers[unit + 1 : following])
        count = inner.most_rows(numbers[unit])
        for place, depth in enumerate(inner.depths_of(numbers[unit], count), start=unit + 1):
            depths[place] = depth + 1
        outer += [unit, *range(unit + 1 + count, following)]
    above = _Nest([numbers[place] for place in outer]).depths(total)
    if not above:
        return []
    ends = [*outer[1:], len(numbers)]
    for place, depth, following in zip(outer, above, ends, strict=True):
        # The rows below a unit go as deep as it does, and further by their own depths.
        for row in range(place, following):
            depths[row] += depth
    return depths


class _Nest:
    """Tries, row by row, whether a row heads the rows below it or stands for itself."""

    def __init__(self, numbers: Sequence[Decimal]) -> None:
        self._numbers = numbers
        self._ends: dict[tuple[int, Decimal], frozenset[int]] = {}

    def depths(self, total: Decimal) -> list[int]:
        """Return the depths where all rows come to a total, else none."""
        if len(self._numbers) not in self._ends_of(0, total):
            return []
        return self.depths_of(total, len(self._numbers))

    def most_rows(self, total: Decimal) -> int:
        """Return how many of the first rows come to a total at the most; 0 where none do."""
        return max(self._ends_of(0, total), default=0)

    def depths_of(self, total: Decimal, count: int) -> list[int]:
        """Return the depths of the first rows, which come to a total; none for no row."""
        depths = [0] * count
        if count:
            self._place(0, total, count, 0, depths)
        return depths

    def _ends_of(self, start: int, left: Decimal) -> frozenset[int]:
        """Return the rows at which rows from `start` on may have come to what is left of a sum."""
        if left == 0:
            return frozenset({start})
        if start == len(self._numbers) or self._numbers[start] > left:
            return frozenset()
        known = self._ends.get((start, left))
        if known is not None or len(self._ends) > _MOST_STATES:
            return known or frozenset()
        number = self._numbers[start]
        found = self._ends_of(start + 1, left - number)
        for end in self._ends_of(start + 1, number):
            found |= self._ends_of(end, left - number)
        self._ends[start, left] = found
        return found

    def _place(self, start: int, left: Decimal, end: int, depth: int, depths: list[int]) -> None:
        """Set the depths of rows that come to a sum and end at `end`; a row heads others where it
        can.
        """
        while left:
            number = self._numbers[start]
            depths[start] = depth
            after = start + 1
            for inner in sorted(self._ends_of(start + 1, number)):
                if end in self._ends_of(inner, left - number):
                    self._place(start + 1, number, inner, depth + 1, depths)
                    after = inner
                    break
            start, left = after, left - number


def _layers(lines: Sequence[RowMeaning], depths: Sequence[int]) -> dict[int, Layer]:
    """Return the layers of lines, by the lines' places in the table."""
    heads = [below > depth for depth, below in zip(depths, [*depths[1:], 0], strict=True)]
    layers: dict[int, Layer] = {}
    for place, line in enumerate(lines):
        if line.kind == "unit" and (heads[place] or _beside_units(lines, depths, heads, place)):
            layers[line.index] = Layer(depths[place], "unit")
        elif heads[place]:
            layers[line.index] = Layer(depths[place], "plain")
        else:
            layers[line.index] = Layer(depths[place], "project")
    return layers


def _beside_units(
    lines: Sequence[RowMeaning], depths: Sequence[int], heads: Sequence[bool], place: int
) -> bool:
    """Check whether all lines that stand beside a line under the same head, and head nothing, are
    named like units.
    """
    depth = depths[place]
    first = place
    while first and depths[first - 1] >= depth:
        first -= 1
    for other in range(first, len(lines)):
        if depths[other] < depth:
            break
        beside = depths[other] == depth and not heads[other]
        if beside and lines[other].kind != "unit":
            return False
    return True
