"""A page's picture to a Page: recognised lines and the rulings of the picture, put together as on a
drawn page.

Imported only where the extra `budgetflow[ocr]` is installed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageSequence
from rapidocr import RapidOCR

from budgetflow.readers.document import Block, Box, Page, TextLine
from budgetflow.readers.ocr.rulings import array_of, find_rulings, without_strokes
from budgetflow.readers.ocr.runs import Recognised, mark_confidence, runs_of
from budgetflow.readers.pdfium.render import Picture
from budgetflow.readers.tables.page import find_tables, in_reading_order
from budgetflow.readers.tables.rulings import Segment, merge_lines
from budgetflow.readers.tables.runs import line_text, visual_lines

# Pixels: larger pictures are made smaller before they are looked at.
MAX_SIDE = 8_000
# Pixels: smaller pictures (tables published as GIFs for the screen) are made larger, up to three
# times.
LEAST_SIDE = 1_600
# Points: a ruling this near the end of a line's box does not part it.
EDGE = 3.0
# Lines the recogniser itself believes less than this are left out: stains, stamps, handwriting.
LEAST_SCORE = 0.5


def frames_of(data: bytes) -> tuple[str, Iterator[npt.NDArray[np.uint8]]]:
    """Return the media type of a picture file and its frames, each rows x columns x RGB.

    Raises OSError, ValueError or SyntaxError where the picture is damaged or a bomb.
    """
    picture = Image.open(io.BytesIO(data))
    media_type = Image.MIME.get(picture.format or "", "image")
    # One at a time: a TIFF of a hundred scanned pages does not fit into memory.
    frames = (_pixels(frame) for frame in ImageSequence.Iterator(picture))
    return media_type, frames


def _pixels(frame: Image.Image) -> npt.NDArray[np.uint8]:
    # On white: what is transparent shows the paper, and would be black without it.
    layer = frame.convert("RGBA")
    whole = Image.new("RGB", frame.size, "white")
    whole.paste(layer, mask=layer.getchannel("A"))
    longer = max(whole.size)
    larger = max(1.0, min(LEAST_SIDE / longer, 3.0))
    factor = min(MAX_SIDE / longer, larger)
    if factor != 1.0:
        width = max(1, round(whole.width * factor))
        height = max(1, round(whole.height * factor))
        whole = whole.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(whole)


def read_picture(picture: Picture, number: int) -> Page:
    """Read a page as it was drawn; boxes are in points."""
    pixels = array_of(picture)
    return read_pixels(pixels, number, picture.scale)


def read_pixels(pixels: npt.NDArray[np.uint8], number: int, scale: float) -> Page:
    """Read a page from its picture: rows x columns x RGB, `scale` pixels a point. Boxes are in
    points.
    """
    height, width = pixels.shape[:2]
    page = Page(
        number, width=round(width / scale, 2), height=round(height / scale, 2), text_layer="ocr"
    )
    horizontal, vertical = find_rulings(pixels, scale)
    lines = recognise(pixels, scale, merge_lines(vertical))
    if not lines:
        page.text_layer = "none"
        return page
    horizontal, vertical = without_strokes(horizontal, vertical, [line.box for line in lines])
    tables, rest = find_tables(runs_of(lines), (horizontal, vertical), number)
    mark_confidence(tables, lines)
    blocks: list[Block] = [*tables]
    for line in visual_lines(rest):
        edges = (
            min(r.x0 for r in line),
            min(r.top for r in line),
            max(r.x1 for r in line),
            max(r.bottom for r in line),
        )
        blocks.append(
            TextLine(
                line_text(line),
                number,
                Box(*(round(edge, 2) for edge in edges)),
                size=round(line[0].size, 1),
            )
        )
    page.blocks = in_reading_order(blocks)
    return page


def recognise(
    pixels: npt.NDArray[np.uint8], scale: float, walls: Sequence[Segment]
) -> list[Recognised]:
    """Return the lines of text in a picture, with their places in points; what a vertical ruling
    parts is recognised apart.

    The finder of lines joins cells that stand close, and the reader of lines then sees the ruling
    as a character.
    """
    # Said on every call: the recogniser keeps what the last call said.
    found = _engine()(
        np.ascontiguousarray(pixels[:, :, ::-1]), use_det=True, use_cls=True, use_rec=True
    )
    if getattr(found, "boxes", None) is None or found.txts is None:
        return []
    lines: list[Recognised] = []
    for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        x0, top = quad.min(axis=0) / scale
        x1, bottom = quad.max(axis=0) / scale
        box = Box(float(x0), float(top), float(x1), float(bottom))
        middle = (box.top + box.bottom) / 2
        height = box.bottom - box.top
        # Shorter ones are strokes of the characters.
        tall = [wall for wall in walls if wall[2] - wall[1] > 1.5 * height]
        crossing = [x for x, start, end in tall if start < middle < end]
        cuts = sorted(x for x in crossing if box.x0 + EDGE < x < box.x1 - EDGE)
        if not cuts:
            lines.append(Recognised(text, float(score), box))
            continue
        for left, right in pairwise([box.x0, *cuts, box.x1]):
            lines.append(_again(pixels, scale, box, left, right))
    return [line for line in lines if line.score >= LEAST_SCORE and line.text.strip()]


def recognise_words(picture: Picture, boxes: Sequence[Box]) -> list[Recognised]:
    """Recognise the words at known places of a page, without blanks; empty where it is believed
    too little.
    """
    pixels = array_of(picture)
    words = []
    for box in boxes:
        # Some room around: the reader of lines was taught on lines with a margin.
        margin = 0.15 * (box.bottom - box.top)
        wide = Box(box.x0 - 2.0, box.top - margin, box.x1 + 2.0, box.bottom + margin)
        word = _again(pixels, picture.scale, wide, wide.x0, wide.x1)
        text = ""
        if word.score >= LEAST_SCORE:
            text = "".join(word.text.split())
        words.append(Recognised(text, word.score, box))
    return words


def _again(
    pixels: npt.NDArray[np.uint8], scale: float, box: Box, left: float, right: float
) -> Recognised:
    """Recognise the part of a line between two places, without the rulings there."""
    inner = Box(left + 1.0, box.top, right - 1.0, box.bottom)
    top = max(0, round(inner.top * scale))
    bottom = max(1, round(inner.bottom * scale))
    start = max(0, round(inner.x0 * scale))
    end = max(1, round(inner.x1 * scale))
    # The recogniser takes blue, green and red, in this order.
    part = pixels[top:bottom, start:end, ::-1]
    # Narrower than a digit, which is about half as wide as high, it holds none.
    if 0 in part.shape or inner.x1 - inner.x0 < 0.4 * (box.bottom - box.top):
        return Recognised("", 0.0, inner)
    found = _engine()(np.ascontiguousarray(part), use_det=False, use_cls=False, use_rec=True)
    text = "".join(found.txts or ())
    score = float(min(found.scores or (0.0,)))
    return Recognised(text, score, inner)


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Load the recogniser once a process: 0.5 s and 200 MB."""
    return RapidOCR(params={"Global.log_level": "error"})
