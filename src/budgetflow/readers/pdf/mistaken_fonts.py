"""Fonts whose table of meanings is wrong: 预算 is printed and `ÿSÞÿ` is what the file says.

Programs that write a PDF anew lose the meaning of Chinese characters and number them on through the
alphabets that come first in Unicode (Ghostscript without CMap resources; others). No Chinese
disclosure prints accented letters in bulk, so a font that does says nothing true: not of its
figures either.
"""

from __future__ import annotations

from collections import Counter

from budgetflow.readers.pdfium import api
from budgetflow.readers.tables.glyphs import UNKNOWN, Glyph
from budgetflow.readers.tables.runs import FIGURE_CHARS

# From À to ɏ: Latin-1, Latin Extended-A and -B. Pinyin has some of them, one or two a page.
_FIRST, _LAST = "\u00c0", "\u024f"
# How many of them a font prints on a page, and as what part of its words.
_FEWEST, _SHARE = 3, 0.1


def without_mistaken(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters of a page, those of fonts with wrong meanings as unknown ones."""
    # Nearly all pages: no font is asked for.
    if not any(_is_accented(glyph.char) for glyph in glyphs):
        return glyphs
    fonts = {one: _font_of(one) for one in {glyph.text_object for glyph in glyphs}}
    accented: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for glyph in glyphs:
        if glyph.char in FIGURE_CHARS:
            continue
        font = fonts[glyph.text_object]
        words[font] += 1
        accented[font] += _is_accented(glyph.char)
    wrong = {
        font
        for font, count in accented.items()
        if count >= _FEWEST and count >= _SHARE * words[font]
    }
    return [
        glyph._replace(char=UNKNOWN) if fonts[glyph.text_object] in wrong else glyph
        for glyph in glyphs
    ]


def _is_accented(char: str) -> bool:
    return _FIRST <= char <= _LAST and char.isalpha()


def _font_of(text_object: int) -> int:
    """Return the address of a text object's font, 0 where pdfium names no object."""
    return api.font_of(text_object) or 0 if text_object else 0
