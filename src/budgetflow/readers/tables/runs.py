"""From characters to runs (pieces that belong together) and visual lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from budgetflow.readers.common import SUPERSCRIPTS
from budgetflow.readers.radicals import normal_form
from budgetflow.readers.tables.glyphs import Glyph

# A sign and a per cent sign belong to the figure: parted, the one would be a bullet, the other a
# word.
FIGURE_CHARS = frozenset("0123456789.,-+%")
# A whole printed figure.
FIGURE = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?%?")

# A figure as tables print it, for cutting `174,900.64101,833.84`.
TWO_DECIMALS = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d\d")

# Of the height of the character before: how small and how high above its foot a raised one is.
_SMALL, _HIGH = 0.75, 0.25
FIGURE_AND_ITEM = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d)[一二三四五六七八九十]+、.+")


class Run:
    """Characters of one line that touch each other; never torn apart unless a border proves that
    two cells meet in it.
    """

    # What is asked of a run many times is reckoned once, when it is made.
    __slots__ = ("bottom", "glyphs", "middle", "size", "text", "top", "x0", "x1")

    def __init__(self, glyphs: list[Glyph]) -> None:
        """Put characters, already in reading order, into one run."""
        self.glyphs = glyphs
        # Most runs of a page that draws each character by itself: without passes over one glyph.
        if len(glyphs) == 1:
            text, x0, top, x1, bottom, _, _ = glyphs[0]
        else:
            chars, lefts, tops, rights, bottoms, _, _ = zip(*glyphs, strict=True)
            text = "".join(chars)
            x0 = min(lefts)
            top = min(tops)
            x1 = max(rights)
            bottom = max(bottoms)
        self.text = text
        """The characters, as printed."""
        self.x0 = x0
        self.top = top
        self.x1 = x1
        self.bottom = bottom
        self.middle = (top + bottom) / 2
        """The y of half the height."""
        self.size = bottom - top
        """Height of the characters: the font size in points."""


def part_figures(run: Run) -> list[Run]:
    """Cut a run of figures that touch (`174,900.64101,833.84`) where the second decimal ends, and
    one that touches the next
    numbered item (`18,330.37一、基本支出`); others stay whole.
    """
    text = run.text
    item = FIGURE_AND_ITEM.fullmatch(text)
    if item:
        return [Run(run.glyphs[: item.end(1)]), Run(run.glyphs[item.end(1) :])]
    ends = [0, *(found.end() for found in TWO_DECIMALS.finditer(text))]
    if len(ends) < 3 or ends[-1] != len(text):
        return [run]
    # All pieces must be figures: of `12.00.34.56` the second is none, so these are no amounts.
    if not all(FIGURE.fullmatch(text[start:end]) for start, end in pairwise(ends)):
        return [run]
    return [Run(run.glyphs[start:end]) for start, end in pairwise(ends)]


def blank_between(left: Glyph, right: Glyph) -> bool:
    """Check whether the gap between two neighbours of a line is a printed blank.

    Half an em beside a Chinese character (the quarter em that typesetters put between 2026 and 年
    is none), a sixth of an
    em between Latin letters and digits.
    """
    em = max(left.bottom - left.top, right.bottom - right.top)
    part = 0.5
    # U+2E80 is where the scripts written in squares begin.
    if left.char < "\u2e80" and right.char < "\u2e80":
        part = 0.17
    return right.x0 - left.x1 > em * part


def make_runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Cut the drawn sequence of characters into runs.

    A run ends where the line, a blank or the text object ends. Figures drawn one character an
    object are kept together.
    """
    if not glyphs:
        return []
    runs: list[Run] = []
    last = glyphs[0]
    current = [last]
    single = True  # whether the last object of the run has drawn one character so far
    last_char, last_x0, last_top, last_x1, last_bottom, last_object, _ = last
    for glyph in glyphs[1:]:
        char, x0, top, x1, bottom, text_object, _ = glyph
        em = last_bottom - last_top
        gap = x0 - last_x1
        new_object = text_object != last_object
        # Backwards by 0.6 of a character: kerning and fake bold set characters over the last one.
        if (
            -0.6 * em < gap < 0.5 * em
            and abs(top + bottom - last_top - last_bottom) < 0.5 * em
            and (not new_object or (single and char in FIGURE_CHARS and last_char in FIGURE_CHARS))
            and not (gap > 0 and blank_between(last, glyph))
        ):
            single = new_object
            if char == last_char and x0 - last_x0 <= 0.15 * em:
                continue  # fake bold, a figure printed twice
            current.append(glyph)
        else:
            runs.append(Run(current))
            current = [glyph]
            single = True
        last = glyph
        last_char, last_x0, last_top = char, x0, top
        last_x1, last_bottom, last_object = x1, bottom, text_object
    runs.append(Run(current))
    return runs


_by_middle = attrgetter("middle", "x0")
_by_left = attrgetter("x0")


def visual_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Group runs into visual lines, top to bottom, each from left to right."""
    # Most cells hold one run, or none.
    if len(runs) < 2:
        return [[run] for run in runs]
    lines: list[list[Run]] = []
    line: list[Run] = []
    middle = 0.0
    size = 0.0
    for run in sorted(runs, key=_by_middle):
        # By the smaller print: a large title beside small lines would swallow two of them.
        if line and run.middle - middle < 0.45 * min(run.size, size):
            line.append(run)
            continue
        line = [run]
        lines.append(line)
        middle = run.middle
        size = run.size
    for line in lines:
        line.sort(key=_by_left)
    return lines


def line_text(line: Sequence[Run]) -> str:
    """Return the text of one visual line: blanks where gaps are, overprinted characters once,
    NFC.
    """
    if len(line) == 1:
        return normal_form(line[0].text)
    out: list[str] = []
    last: Glyph | None = None
    before: list[Glyph] = []
    for run in line:
        glyphs = run.glyphs
        # Begun well before the last one's end, it may print the same characters again.
        if last is not None and run.x0 < last.x1 - 0.3 * run.size:
            glyphs = _printed_once(run, before)
        if last is not None and glyphs:
            if blank_between(last, glyphs[0]):
                out.append(" ")
            if _is_raised(run, last):
                out += [glyph.char.translate(SUPERSCRIPTS) for glyph in glyphs]
                continue
        out += [glyph.char for glyph in glyphs]
        if glyphs:
            last = glyphs[-1]
        if not before or run.x0 >= before[-1].x1:
            before = glyphs
        else:
            # 200 characters: fake bold prints over what was just printed, and a page may lie on one
            # spot.
            before = (before + glyphs)[-200:]
    return normal_form("".join(out))


def _printed_once(run: Run, before: list[Glyph]) -> list[Glyph]:
    """Return the characters of a run that do not stand on the same ones of the runs before: fake
    bold prints the same characters again a hair beside themselves.
    """
    hair = 0.25 * run.size
    kept: list[Glyph] = []
    for glyph in run.glyphs:
        over = (abs(other.x0 - glyph.x0) < hair for other in before if other.char == glyph.char)
        if not any(over):
            kept.append(glyph)
    return kept


def _is_raised(run: Run, before: Glyph) -> bool:
    """Check whether a run is set small and high behind a character, as the number of a note is."""
    height = before.bottom - before.top
    small = run.size < _SMALL * height
    return small and before.bottom - run.bottom > _HIGH * height


def indent_of(runs: Sequence[Run], left: float) -> float | None:
    """Return the points from a cell's left border to the text of its first line; None for a blank
    cell.
    """
    inked = [run for run in runs if run.text.strip()]
    if not inked:
        return None
    first = min(inked, key=lambda run: run.middle)
    line = [run for run in inked if run.top < first.middle < run.bottom]
    # A font without a height has no run around its own middle.
    start = min([_left_of_print(run) for run in line or [first]])
    return round(start - left, 2)


def _left_of_print(run: Run) -> float:
    """Return where the first character of a run stands that is no blank."""
    # Readers of pages leave blanks out; recognition and text files do not.
    if run.text.split() == [run.text]:
        return run.x0
    return min(glyph.x0 for glyph in run.glyphs if not glyph.char.isspace())


def text_of(runs: Sequence[Run]) -> str:
    """Return the text of a cell: its visual lines joined by a newline."""
    if len(runs) == 1:
        return normal_form(runs[0].text)
    lines = _with_raised(visual_lines(runs))
    return "\n".join([line_text(line) for line in lines])


def _with_raised(lines: list[list[Run]]) -> list[list[Run]]:
    """Return the lines of a cell, those of raised characters put into the line they stand in."""
    out: list[list[Run]] = []
    for line in lines:
        above = out[-1] if out else None
        small = above is not None and above[0].size < _SMALL * line[0].size
        # A raised character stands higher than its line and is met first, as a line of its own.
        if above and small and above[0].bottom > line[0].top:
            out[-1] = sorted([*above, *line], key=lambda run: run.x0)
        else:
            out.append(line)
    return out
