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
        # Not from the last alone: lines two points apart each would make one of the whole page.
        if group and (
            segment[0] - group[-1][0] > SAME_LINE or segment[0] - group[0][0] > 2 * SAME_LINE
        ):
            merged += _join_group(group)
            group = []
        group.append(segment)
    if group:
        merged += _join_group(group)
    # What is left of four points or less is a dot, the stroke of a character, a tick of a chart.
    return [line for line in merged if line[2] - line[1] > 4.0]


def _join_group(group: list[Segment]) -> list[Segment]:
    spans = sorted((start, end, at) for at, start, end in group)
    out: list[Segment] = []
    start, end, at = spans[0]
    # The line stands where most of its length does; the hundredth lets one of no length count.
    total = end - start + 0.01
    weight = at * total
    for s, e, p in spans[1:]:
        length = e - s + 0.01
        if s <= end + BRIDGE:
            end = max(end, e)
            weight += p * length
            total += length
        else:
            out.append((weight / total, start, end))
            start = s
            end = e
            weight = p * length
            total = length
    out.append((weight / total, start, end))
    return out
