"""Which column of a table's first part each column of a later part is, told by the borders.

A later page may lack a margin column of the first, have one more, or lack the border between two
columns that are blank
there. Borders are compared where they stand; where a whole page is shifted, after the shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from budgetflow.interpret.text.grid_rows import Row
from budgetflow.readers.document import Table

# Points by which a column's border may stand elsewhere on the next page.
_SLACK = 5.0


def column_places(first: tuple[float, ...], columns: int, table: Table) -> list[int] | None:
    """Return, for each column of a later part, the column in the first where it begins; None where
    the borders are those of another table.

    Without borders (text, sheets) the parts must have as many columns.
    """
    other = table.column_edges
    if not first or not other:
        if columns == table.columns:
            return list(range(columns))
        return None
    same_count = len(first) == len(other)
    one_to_one = list(range(len(other) - 1))
    # As they stand, then with the left edges together, then with the right ones: a page may be
    # shifted, and a part may lack a column at either side.
    for shift in (0.0, other[0] - first[0], other[-1] - first[-1]):
        moved = [edge - shift for edge in other]
        # Twice the slack: where the counts are the same each border has its partner.
        if same_count and _all_near(moved, first, 2 * _SLACK):
            return one_to_one
        if _agree(first, moved):
            return _places_of(moved, first)
    # As many columns and about as wide: the widths inside were set anew on the next page.
    width = first[-1] - first[0]
    other_width = other[-1] - other[0]
    if same_count and abs(other_width - width) <= 0.06 * width:
        return one_to_one
    return None


def _places_of(moved: list[float], first: tuple[float, ...]) -> list[int]:
    """Return the column of the first part in which each column of a later one begins."""
    places = []
    for left, right in pairwise(moved):
        # A little inside: its own border may stand just left of the first part's.
        inside = left + min(_SLACK, (right - left) / 2)
        places.append(_column_at(first, inside))
    return places


def _all_near(edges: Sequence[float], others: Sequence[float], reach: float) -> bool:
    """Check whether two sets of as many borders stand within some points of each other."""
    pairs = zip(edges, others, strict=True)
    return all(abs(edge - other) <= reach for edge, other in pairs)


def same_borders(first: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Check whether two grids have the same borders, each where the other has it."""
    # A frame of one column has the borders of any other frame on its page.
    count = len(first)
    if count != len(other) or count <= 2:
        return False
    return _all_near(other, first, _SLACK)


def _agree(first: tuple[float, ...], other: list[float]) -> bool:
    """Check whether two sets of borders are of one grid: nearly all of the fewer stand at one of
    the more.

    The outer borders stand close by, but where a column lost its outer border: then all others must
    agree.
    """
    reach = max(30.0, 0.06 * (first[-1] - first[0]))
    in_first = sum(_near(edge, first) for edge in other)
    if abs(other[0] - first[0]) > reach or abs(other[-1] - first[-1]) > reach:
        return in_first == len(other) >= 0.8 * len(first) > 4
    in_other = sum(_near(edge, other) for edge in first)
    fewer, hits = min((len(other), in_first), (len(first), in_other))
    # A grid of two or three borders agrees with most of many: at least half must be there.
    if fewer < 0.5 * max(len(other), len(first)):
        return False
    return hits >= 0.8 * fewer


def _near(edge: float, edges: tuple[float, ...] | list[float]) -> bool:
    return any(abs(edge - other) <= _SLACK for other in edges)


def _column_at(edges: tuple[float, ...], x: float) -> int:
    for column, right in enumerate(edges[1:]):
        if x < right:
            return column
    return len(edges) - 2


def put_in_places(row: Row, places: list[int], columns: int) -> Row:
    """Put a row of a later part into the columns of the first: a cell covers all up to the next,
    text wins over blank.
    """
    out: Row = [None] * columns
    for column, cell in enumerate(row[: len(places)]):
        if cell is None:
            continue
        start = places[column]
        end = start + 1
        # Two columns of a part that lost the border between them begin at one place.
        if column + 1 < len(places):
            end = max(end, places[column + 1])
        for place in range(start, end):
            there = out[place]
            if there is None or not there.text.strip():
                out[place] = cell
    return out
