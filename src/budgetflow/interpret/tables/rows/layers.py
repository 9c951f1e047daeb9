"""Layers of a list whose rows carry no codes: which of its rows head others.

A unit and a project print alike (`体验中心` is either); what tells them apart on the page is where
they stand: the column of the label, how far it is indented, and whether the texts of a project (its
goal, its kind of procurement) are left blank beside it. Rows that stand alike are of one layer, and
a layer is of one kind: the one most of its names say. The figures judge: a layering counts only
where no other one closes more sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from budgetflow.interpret.tables.columns.blocks import Block
from budgetflow.interpret.tables.columns.sum_score import Closing
from budgetflow.interpret.tables.rows.meaning import Layer, RowMeaning
from budgetflow.interpret.tables.rows.row_hierarchy import LineKind
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.money import parse_number
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import numbering_depth
from budgetflow.readers.document import Cell

# Points by which two indents differ at the least: half a space of a small font.
_STEP = 2.0
# More different indents than these are those of centred labels, which say nothing.
_FEWEST_LAYERS, _MOST_LAYERS = 2, 4
# Points of a leading space and of a full-width one: half and whole of a common size of 10 points.
_SPACE, _WIDE_SPACE = 5.0, 10.0

# A body row with its place in the table.
Printed = tuple[int, Row]


def indent_of(cell: Cell) -> float | None:
    """Return how far a label stands in from the left, in points; from its leading spaces where the
    reader tells nothing else, None for a blank cell.
    """
    if not cell.text.strip():
        return None
    if cell.indent is not None:
        return cell.indent
    spaces = len(cell.text) - len(cell.text.lstrip())
    leading = cell.text[:spaces]
    return sum(_WIDE_SPACE if char == "\u3000" else _SPACE for char in leading)


def find_layers(
    rows: Sequence[Printed], meanings: Sequence[RowMeaning], texts: Sequence[int]
) -> dict[int, Layer]:
    """Return the layer of each line of a list by its place in the table; empty where the rows carry
    codes or numbering, which tell more, or all stand alike.

    `texts` are the columns of words beside the figures.
    """
    lines = [
        (row, meaning)
        for (_, row), meaning in zip(rows, meanings, strict=True)
        if meaning.label and meaning.role == "item" and meaning.column is not None
    ]
    for _, meaning in lines:
        if meaning.codes.any() or numbering_depth(squeeze(meaning.label)):
            return {}
    ranks = _ranks(lines, texts)
    # Classes of goods (rank 0) head lists of one layer, too.
    layers = {rank for rank in ranks if rank[0]}
    if len(layers) < _FEWEST_LAYERS:
        return {}
    order = {rank: depth for depth, rank in enumerate(sorted(set(ranks)))}
    places = [order[rank] for rank in ranks]
    votes: dict[int, Counter[LineKind]] = {}
    for place, (_, line) in zip(places, lines, strict=True):
        votes.setdefault(place, Counter())[line.kind] += 1
    return {
        line.index: Layer(place, votes[place].most_common(1)[0][0])
        for place, (_, line) in zip(places, lines, strict=True)
    }


def _ranks(lines: list[tuple[Row, RowMeaning]], texts: Sequence[int]) -> list[tuple[int, int, int]]:
    """Rank lines: classes of goods, then by the label's column, then by indent, or else by whether
    words stand beside the label.
    """
    inner: dict[int, int] = {}
    for column in {line.column for _, line in lines}:
        here = [(row, line) for row, line in lines if line.column == column]
        # Indents first: a publisher that indents means it, a blank text may have been forgotten.
        inner.update(_by_indent(here) or _by_texts(here, texts))
    ranks = []
    for _, line in lines:
        if _is_class(line):
            ranks.append((0, 0, 0))
        else:
            ranks.append((1, line.column or 0, inner.get(line.index, 0)))
    return ranks


def _by_indent(lines: list[tuple[Row, RowMeaning]]) -> dict[int, int]:
    """Rank the lines of one column by indent; empty where it does not tell."""
    indents: dict[int, float] = {}
    for row, line in lines:
        cell = row[line.column or 0]
        if cell is None or _is_class(line):
            continue
        found = indent_of(cell)
        if found is not None:
            indents[line.index] = found
    levels: list[float] = []
    ranks: dict[int, int] = {}
    for index, indent in sorted(indents.items(), key=lambda item: item[1]):
        if not levels or indent - levels[-1] > _STEP:
            levels.append(indent)
        ranks[index] = len(levels) - 1
    # One level tells nothing; many are labels set in the middle of their cells.
    if 1 < len(levels) <= _MOST_LAYERS:
        return ranks
    return {}


def _by_texts(lines: list[tuple[Row, RowMeaning]], texts: Sequence[int]) -> dict[int, int]:
    """Rank lines without words beside them above those with some; empty where all have some, or
    none.
    """
    ranks = {
        line.index: int(any(text_at(row, column) for column in texts if column != line.column))
        for row, line in lines
        if not _is_class(line)
    }
    if len(set(ranks.values())) > 1:
        return ranks
    return {}


def _is_class(line: RowMeaning) -> bool:
    return line.kind == "class"


def sums_of(rows: Sequence[Printed], meanings: Sequence[RowMeaning], block: Block) -> Closing:
    """Compare each line with the sum of the lines right below it, and the total with the outermost
    ones, in every column of figures.
    """
    numbers = [
        [parse_number(text_at(row, column.index)) for column in block.values] for _, row in rows
    ]
    parents: dict[int, list[int]] = {}
    still_open: list[int] = []
    outermost: list[int] = []
    for place, line in enumerate(meanings):
        # Subtotals and 其中 repeat money of other lines; they are parts of no sum.
        if line.role != "item" or not line.label:
            continue
        while still_open and not _is_below(line, meanings[still_open[-1]]):
            still_open.pop()
        if still_open:
            parents.setdefault(still_open[-1], []).append(place)
        else:
            outermost.append(place)
        still_open.append(place)
    for place, line in enumerate(meanings):
        if line.role == "total" and outermost:
            parents[place] = outermost
            break
    # Where parts have no figure in a column there is no sum, neither closed nor open.
    held = formed = 0
    for whole, parts in parents.items():
        for column in range(len(block.values)):
            printed_parts = [numbers[part][column] for part in parts]
            held_here = _holds(numbers[whole][column], printed_parts)
            formed += held_here is not None
            held += bool(held_here)
    return Closing(held, formed)


def _is_below(line: RowMeaning, head: RowMeaning) -> bool:
    above = [*head.path, head.label]
    deep = len(above)
    return line.path[:deep] == above


def _holds(whole: Decimal | None, parts: list[Decimal | None]) -> bool | None:
    """Return whether a printed whole is the sum of its printed parts within their rounding; None
    where there is nothing to add.
    """
    printed = [part for part in parts if part]
    if not whole and not printed:
        return None
    exponents = [int(number.as_tuple().exponent) for number in [whole, *printed] if number]
    step = Decimal(1).scaleb(max(exponents, default=0))
    # Each part and the whole may be rounded by half a step of the coarsest of them.
    tolerance = step * (len(printed) + 1) / 2
    difference = sum(printed, Decimal(0)) - (whole or Decimal(0))
    return abs(difference) <= tolerance
