"""Which part of a printed page a view shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetflow.readers.document import Box

MARGIN = 12.0
# Points above the first figure: there stand the title, the unit and the headings.
HEAD = 150.0
# Points a page is taken to be wide where there is no picture: a sideways A4 page with room to
# spare.
FRAME = 900.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that a view shows, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """Return it as a box on the page."""
        return Box(self.left, self.top, self.left + self.width, self.top + self.height)


def frame_of(boxes: Sequence[tuple[float, float, float, float]]) -> Frame:
    """Return the part of a page that shows these figures with their headings and labels: from the
    left edge on.
    """
    top = max(0.0, min(box[1] for box in boxes) - HEAD)
    bottom = max(box[3] for box in boxes) + MARGIN
    right = max(max(box[2] for box in boxes) + MARGIN, FRAME)
    return Frame(0.0, round(top, 2), round(right, 2), round(bottom - top, 2))
