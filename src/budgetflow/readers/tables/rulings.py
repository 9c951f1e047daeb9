"""Rulings of a page as lines: segments that lie on each other or follow each other are one.

Knows nothing of PDF: the rulings of a page image serve as well.
"""

from __future__ import annotations

from collections.abc import Sequence

# Position across, start and end along the line, points.
Segment = tuple[float, float, float]

# Rulings nearer than this are one (doubled lines, each cell drawing its own border).
SAME_LINE = 2.0
# Gaps along a line that are bridged: dashes, the corners of cells drawn one by one.
BRIDGE = 3.5


def merge_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Make one line of the segments that lie on each other or follow each other with small gaps."""
    merged: list[Segment] = []
    group: list[Segment] = []
    for segment in sorted(segments):
        if group and (
            segment[0] - group[-1][0] > SAME_LINE or segment[0] - group[0][0] > 2 * SAME_LINE
        ):
            merged += _join_group(group)
            group = []
        group.append(segment)
    if group:
        merged += _join_group(group)
    return [line for line in merged if line[2] - line[1] > 4.0]


def _join_group(group: list[Segment]) -> list[Segment]:
    spans = sorted((start, end, at) for at, start, end in group)
    out: list[Segment] = []
    start, end, at = spans[0]
    weight = at * (end - start + 0.01)
    total = end - start + 0.01
    for s, e, p in spans[1:]:
        if s <= end + BRIDGE:
            end = max(end, e)
            weight = weight + p * (e - s + 0.01)
            total = total + (e - s + 0.01)
        else:
            out.append((weight / total, start, end))
            start = s
            end = e
            weight = p * (e - s + 0.01)
            total = e - s + 0.01
    out.append((weight / total, start, end))
    return out
