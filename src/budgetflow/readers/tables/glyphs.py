"""A printed character with its place: what readers of pages hand to the search for tables."""

from __future__ import annotations

from typing import NamedTuple

# Code points that print nothing: blanks, byte order marks, pdfium's own mark of a broken word.
BLANKS = {0xA0, 0x3000, 0xFEFF, 0xFFFE, 0x200B, 0x7F}

# Stands for a printed character of which the file does not say which it is.
UNKNOWN = "\ufffd"


class Glyph(NamedTuple):
    """One printed character; box in points from the top left of the displayed page."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    text_object: int
    """Address of the text object that draws it, only to be compared with others of the page."""
    number: int
    """Its number in the text page, to ask pdfium for its font."""
