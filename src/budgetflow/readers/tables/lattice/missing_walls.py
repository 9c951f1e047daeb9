"""Walls of a grid that a printer left out beside cells whose floors end there.

Excel leaves out the border of a merged cell where its text runs up to it: in a table of goals of
Beijing (水务局, 2026) the indicators of one project of ten stand beside its goal without a line
between them. Their floors end where the wall of the other projects stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

# Floors below each other that must end at the place; one may be a line drawn too short.
_FEWEST_FLOORS = 2


def add_missing_walls(walls: Sequence[list[bool]], floors: Sequence[Sequence[bool]]) -> None:
    """Mark the walls that are missing; `walls[i][r]` is a border on edge i along row r, and
    `floors[j][c]` one on edge j along column c.

    A wall is missing where floors of one side end at an edge on which most of the other rows have
    a wall. Where they do not, the edge is of the header alone, and the rows have none to miss.
    """
    for edge in range(1, len(walls) - 1):
        wall = walls[edge]
        for first, last in _runs_of_ends(edge, wall, floors):
            rows = range(first - 1, last + 1)
            others = [drawn for row, drawn in enumerate(wall) if row not in rows]
            if 2 * sum(others) <= len(others):
                continue
            for row in rows:
                wall[row] = True


def _runs_of_ends(
    edge: int, wall: Sequence[bool], floors: Sequence[Sequence[bool]]
) -> Iterator[tuple[int, int]]:
    """Yield first and last of the floors below each other that end at an edge, from one side."""
    # The outermost floors are the grid's own border and end nowhere within it.
    inner = range(1, len(wall))
    sides = groupby(inner, lambda floor: _side_of_end(edge, wall, floors, floor))
    for side, run in sides:
        ends = [*run]
        # Floors of one side only: where some end left and some right, the edge is a drawing's.
        if side and len(ends) >= _FEWEST_FLOORS:
            yield ends[0], ends[-1]


def _side_of_end(
    edge: int, wall: Sequence[bool], floors: Sequence[Sequence[bool]], floor: int
) -> str:
    """Return on which side of an edge a floor ends that no wall meets; nothing where none does."""
    if wall[floor - 1] or wall[floor]:
        return ""
    left = floors[floor][edge - 1]
    right = floors[floor][edge]
    if left == right:
        return ""
    if left:
        return "left"
    return "right"
