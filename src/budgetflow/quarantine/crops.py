"""Pictures of held pages with the suspected cells boxed."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.document import Box
from budgetflow.readers.pdfium.highlight import draw_boxes

# Points of the page kept around the boxes, so that headings and neighbours can be read.
MARGIN = 60.0


def boxed_page(data: bytes, page: int, boxes: Sequence[Sequence[float]]) -> bytes:
    """Draw a page of a PDF with boxes (x0, top, x1, bottom in points as displayed) around cells;
    gives PNG bytes.

    The picture is cut to the rows of the boxes and spans the page's whole width. Raises ValueError
    where there is no such page.
    """
    # Only the rows around the figures: a whole page is too small to be read.
    part = (
        Box(
            0.0,
            min(box[1] for box in boxes) - MARGIN,
            float("inf"),
            max(box[3] for box in boxes) + MARGIN,
        )
        if boxes
        else None
    )
    return draw_boxes(data, page, [Box(*box) for box in boxes], part)
