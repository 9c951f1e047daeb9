"""Characters of fonts without a meaning (Type 3, no ToUnicode): read from the picture of the page.

Such a font says what a character looks like and not which it is; what pdfium gives in its stead is
the bare code, a 5 where a 0 is printed. The rest of the page stays as the file has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from budgetflow.readers.document import Box
from budgetflow.readers.ocr.read import SCALE, affordable, available
from budgetflow.readers.ocr.runs import Recognised
from budgetflow.readers.pdfium.page_geometry import Frame
from budgetflow.readers.pdfium.render import picture_of
from budgetflow.readers.tables.glyphs import UNKNOWN, Glyph
from budgetflow.readers.tables.runs import FIGURE_CHARS

# Words that are recognised in the time of a page (`ocr.affordable`), on a slow core.
WORDS = 100


# Characters of a word that takes as long as two.
LONG = 16


class UnknownText:
    """Reads the unknown characters of the pages of one document, as many as there is time for."""

    def __init__(self) -> None:
        """Begin with the time of a whole document."""
        self._left = WORDS * affordable() if available() else 0
        self.out_of_time = False
        """Whether words of a page were left because of the time they would take."""

    @property
    def pages_left(self) -> int:
        """How many whole pages can be recognised in what the words have left of the time.

        One time for both: a document with pages of either kind took twice what it may, and was
        given up as a whole.
        """
        return self._left // WORDS

    def read(
        self, handle: Any, frame: Frame, glyphs: Sequence[Glyph]
    ) -> tuple[list[Glyph], list[Recognised]]:
        """Return the glyphs of a page with what its unknown ones were recognised as, and the
        recognised words; unchanged where the recogniser is missing or there is no time.
        """
        words = words_of(glyphs)
        cost = sum(1 + len(word) // LONG for word in words)
        self.out_of_time = available() and self._left < cost
        # All or none of a page: figures of which some are read and others not would look whole.
        if not words or self._left < cost:
            return list(glyphs), []
        self._left -= cost
        picture = picture_of(handle, frame, SCALE)
        boxes = [_around(word) for word in words]
        recogniser = import_module("budgetflow.readers.ocr.page")
        found: list[Recognised] = recogniser.recognise_words(picture, boxes)
        known: dict[int, list[Glyph]] = {}
        for word, one in zip(words, found, strict=True):
            replaced = _letters(word, one.text)
            known[word[0].number] = replaced
            # The word stands at its first character; the others are replaced by nothing.
            known.update((glyph.number, []) for glyph in word[1:])
        out = [new for glyph in glyphs for new in known.get(glyph.number, [glyph])]
        return out, found


def words_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group the unknown characters, and marks of figures among them, that follow each other on a
    line without a blank.
    """
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char != UNKNOWN and glyph.char not in FIGURE_CHARS:
            last = None
            continue
        if last is not None and _touches(last, glyph):
            words[-1].append(glyph)
        else:
            words.append([glyph])
        last = glyph
    with_unknown: list[list[Glyph]] = []
    for word in words:
        if any(glyph.char == UNKNOWN for glyph in word):
            with_unknown.append(word)
    return with_unknown


def _touches(last: Glyph, glyph: Glyph) -> bool:
    em = last.bottom - last.top
    apart = abs(glyph.top + glyph.bottom - last.top - last.bottom)
    if apart >= 0.5 * em:
        return False
    # Nearer than half an em, which parts words: a wide word is recognised badly.
    return -0.6 * em < glyph.x0 - last.x1 < 0.3 * em


def _around(word: Sequence[Glyph]) -> Box:
    return Box(
        min(g.x0 for g in word),
        min(g.top for g in word),
        max(g.x1 for g in word),
        max(g.bottom for g in word),
    )


def _letters(word: Sequence[Glyph], text: str) -> list[Glyph]:
    """Return the characters of a recognised word at the places of the printed ones; laid out along
    the word where there are more or fewer of them. A word that was not recognised stays unknown.
    """
    if not text:
        return list(word)
    if len(text) == len(word):
        return [glyph._replace(char=char) for glyph, char in zip(word, text, strict=True)]
    around = _around(word)
    first = word[0]
    step = (around.x1 - around.x0) / len(text)
    letters: list[Glyph] = []
    for k, char in enumerate(text):
        left = around.x0 + k * step
        letters.append(first._replace(char=char, x0=left, x1=around.x0 + (k + 1) * step))
    return letters
