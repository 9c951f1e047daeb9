"""Columns of a table without rulings: white lanes through its figures, headers over nothing, headers over several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.aligned_lines import Line, Piece

SHRINK = 0.6
"""Points taken off both ends of a piece, so that columns of figures that touch still have a lane between them."""


def column_edges(body: Sequence[Line]) -> list[float]:
    """Give the x of the column borders: the middles of the white lanes that run through all body lines (nearly all, in long tables)."""
    ends = sorted(
        event
        for line in body
        for piece in line.pieces
        for weight in [len(body) if piece.is_money else 1]
        for event in ((piece.x0 + SHRINK, weight), (piece.x1 - SHRINK, -weight))
    )
    spare = len(body) // 10  # labels that run into the next column; figures never do
    lanes: list[float] = []
    depth = 0
    left_at: float | None = None
    for x, step in ends:
        if left_at is not None and depth <= spare < depth + step:
            if x - left_at > SHRINK:
                lanes.append((left_at + x) / 2)
            left_at = None
        depth += step
        if step < 0 and depth <= spare and left_at is None:
            left_at = x
    return [ends[0][0] - 2.0, *lanes, ends[-1][0] + 2.0]


def with_empty_columns(edges: list[float], block: Sequence[Line]) -> list[float]:
    """Add borders for columns that have a header and no figure: headers side by side over one body column."""
    first = next(k for k, line in enumerate(block) if line.is_body)
    body = [p for line in block[first:] if line.is_body for p in line.pieces]
    added: list[float] = []
    outer = [float("-inf"), *edges[1:-1], float("inf")]  # headers may stand beyond the first and last figures
    for left, right in pairwise(outer):
        extents = [extent for extent in _header_extents(block[:first], left, right) if not _over_several(extent, edges, block[:first])]
        heads = sorted(extents, key=lambda extent: extent[1] - extent[0])
        groups: list[list[float]] = []
        for x0, x1 in heads:
            touched = [group for group in groups if x0 < group[1] and x1 > group[0]]
            if not touched:
                groups.append([x0, x1])
            elif len(touched) == 1:  # one that touches two stands over both of them
                touched[0][0], touched[0][1] = min(touched[0][0], x0), max(touched[0][1], x1)
        groups.sort()
        for a, b in pairwise(groups):
            lane = next((x for x in ((a[1] + b[0]) / 2, a[1] + 1, b[0] - 1) if not any(p.x0 < x < p.x1 for p in body)), None)
            if lane is not None:
                added.append(lane)
    return sorted(edges + added)


def _over_several(extent: tuple[float, float], edges: Sequence[float], header: Sequence[Line]) -> bool:
    """Tell whether a header stands over the middle of several columns, and several headers of lower lines stand below it."""
    middle = (extent[0] + extent[1]) / 2
    if not any(abs((edges[i] + edges[j]) / 2 - middle) < 5.0 for i in range(len(edges)) for j in range(i + 2, len(edges))):
        return False
    own = next(k for k, line in enumerate(header) if any(p.x0 <= middle <= p.x1 or p.x0 == extent[0] for p in line.pieces))
    low = max((p.x1 for p in header[own].pieces if p.x1 <= extent[0]), default=edges[0])
    high = min((p.x0 for p in header[own].pieces if p.x0 >= extent[1]), default=edges[-1])
    return sum(low < (p.x0 + p.x1) / 2 < high for line in header[own + 1 :] for p in line.pieces) > 1


def _header_extents(header: Sequence[Line], left: float, right: float) -> list[tuple[float, float]]:
    """Give x0 and x1 of the header words within a column; a word printed with blanks between its characters is one."""
    extents: list[tuple[float, float]] = []
    for line in header:
        alone = False
        for piece in line.pieces:
            if not left <= (piece.x0 + piece.x1) / 2 <= right:
                continue
            spaced = len(piece.text) == 1
            if spaced and alone and extents:
                extents[-1] = (extents[-1][0], piece.x1)
            else:
                extents.append((piece.x0, piece.x1))
            alone = spaced
    return extents


def column_of(edges: Sequence[float], piece: Piece) -> int:
    """Give the column a piece covers most of."""
    return max(range(len(edges) - 1), key=lambda c: min(piece.x1, edges[c + 1]) - max(piece.x0, edges[c]))


def span_of(edges: Sequence[float], pieces: Sequence[Piece], held: Sequence[dict[int, list[Piece]]], row: int, column: int) -> tuple[int, int]:
    """Give first and last + 1 of the columns a header spans: what it covers, and its wings.

    A header over several columns stands over their middle; columns to both sides belong to it where they are empty in its own
    line and filled in the next.
    """
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    first, last = column, column + 1
    columns = len(edges) - 1
    below = held[row + 1] if row + 1 < len(held) else {}
    while True:
        wider = [(first - 1, last + 1), (first, last + 1), (first - 1, last)]
        for low, high in wider:
            if low < 0 or high > columns or any(c in held[row] for c in range(low, high) if c != column):
                continue
            new = [c for c in range(low, high) if not first <= c < last]
            reach = 0.2 * min(edges[c + 1] - edges[c] for c in range(low, high))
            over = x0 < edges[low + 1] - 2 and x1 > edges[high - 1] + 2
            centred = abs((edges[low] + edges[high] - x0 - x1) / 2) < reach and all(c in below for c in new)
            if over or centred:
                first, last = low, high
                break
        else:
            return first, last
