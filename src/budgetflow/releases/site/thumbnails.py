"""Crops of pages as the catalogue wants them: sixteen greys, a fifth of the size, the same bytes
each time. A page whose fonts are not embedded is drawn with the fonts of the machine, and its
picture says so.

Called in a worker process (`readers.sandbox.run_limited`), for pdfium may die of a hostile page.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from budgetflow.readers.document import Box
from budgetflow.readers.pdfium.highlight import crop
from budgetflow.readers.pdfium.png import GREY, SIGNATURE, chunk, png_file
from budgetflow.readers.pdfium.render import MAX_PIXELS

# Text chunk of a picture that another machine may draw otherwise.
_MACHINE_FONTS = b"Comment\0drawn with fonts of the machine, for the page does not embed its own"
# Bytes of the signature and the first chunk.
_HEAD = 33


def small_crops(data: bytes, wanted: Sequence[tuple[int, Box]], scale: float) -> list[bytes | None]:
    """Draw parts of pages of a PDF, `scale` pixels a point; None where there is no such page or
    part.

    A page of monstrous size, which the drawing would shrink, has no picture either: boxes would not
    lie where they belong.
    """
    return [_small(data, page, box, scale) for page, box in wanted]


def _small(data: bytes, page: int, box: Box, scale: float) -> bytes | None:
    try:
        drawn, same = crop(data, page, box, scale)
    except ValueError:
        return None
    width, height = size_of(drawn)
    if width * height > 0.9 * MAX_PIXELS:
        return None
    small = sixteen_greys(drawn)
    if same:
        return small
    return small[:_HEAD] + chunk(b"tEXt", _MACHINE_FONTS) + small[_HEAD:]


def is_same_everywhere(png: bytes) -> bool:
    """Check whether a picture's first 200 bytes say nothing of the machine's fonts."""
    return _MACHINE_FONTS not in png


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG from its first 24 bytes."""
    if png[:8] != SIGNATURE:
        raise ValueError("a picture of a page must be a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def sixteen_greys(png: bytes) -> bytes:
    """Return a picture of `readers.draw` (eight bits of red, green and blue, rows unfiltered) in
    sixteen greys.
    """
    width, height = size_of(png)
    rows = zlib.decompress(b"".join(body for kind, body in _chunks(png) if kind == b"IDAT"))
    pixels = (
        np.frombuffer(rows, np.uint8)
        .reshape(height, 1 + 3 * width)[:, 1:]
        .reshape(height, width, 3)
        .astype(np.uint16)
    )
    luma = (
        77 * pixels[:, :, 0] + 150 * pixels[:, :, 1] + 29 * pixels[:, :, 2]
    ) >> 8  # ITU-R BT.601, in 256ths
    return grey_png(luma.astype(np.uint8))


def grey_png(grey: np.ndarray) -> bytes:
    """Return a grey picture (rows x columns of uint8) as a PNG of sixteen greys."""
    height, width = grey.shape
    levels = ((grey.astype(np.uint16) + 8) // 17).astype(np.uint8)
    if width % 2:
        levels = np.hstack([levels, np.zeros((height, 1), np.uint8)])
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    rows = np.hstack([np.zeros((height, 1), np.uint8), packed])
    return png_file(width, height, 4, GREY, rows.tobytes())


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
