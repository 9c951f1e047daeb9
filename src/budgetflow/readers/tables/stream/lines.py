"""Lines of print cut into pieces: words, figures and labels, at blanks and around figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetflow.readers.tables.runs import Run, blank_between, line_text

# A figure that is no page number, year or code: grouped or with decimals.
MONEY = re.compile(r"[-−]?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)")
# Runs of one character that one figure may have; text of a page may lie on one spot by thousands.
MOST_DIGITS = 24
# Heights of print between the characters of a word that is printed wide.
SPACED = 0.9
# Heights of print between the two characters of a total's label.
WIDE = 6.0
# The beginning of `unit: 10,000 yuan`, `department: ...` above a table: what it says stands beside
# it, not below.
FIELD = re.compile(r"(?!其中)[^:：]{1,8}[:：](?!.*[:：].*[:：])")
# Heights of print between a label and its figures.
LABEL_GAP = 2.0
# Heights of print by which figures under each other may end apart.
FLUSH = 0.35
# A column's number under its header, or how it is reckoned from others.
NUMBERS = re.compile(r"[(（]?\d{1,2}[)）]?|[\d=＝+＋\-－×*/÷()（）]+|[※*]+|[栏行]次")
# What begins a row: numbering, a code, a mark.
NEW_ROW = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、．]|\d{1,2}\.(?!\d)|"
    r"[\[［]?\d{3,}(?![\d年])|[★☆※]"
)
# The beginning of a figure that its column was too narrow for.
CUT_FIGURE = re.compile(r"[-−]?\d{1,3}(,\d{3})*(,\d{0,2}|\.\d?)")
REST = re.compile(r"\d{1,3}(\.\d\d)?|\.\d\d")
WHOLE = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)\.\d\d")


@dataclass(slots=True)
class Piece:
    """Neighbouring runs of a line with no blank between them: a word, a figure, or a whole line of
    prose.
    """

    runs: list[Run]
    text: str
    x0: float
    x1: float
    whole: bool = False
    """A whole number under a head of money (`mark_whole_numbers`) or among figures (`flush`)."""

    @property
    def is_money(self) -> bool:
        """Check whether the piece is a figure and nothing else."""
        return self.whole or MONEY.fullmatch(self.text) is not None


@dataclass(slots=True)
class Line:
    """A visual line, cut into pieces."""

    pieces: list[Piece]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The y of half the height."""
        return (self.top + self.bottom) / 2

    @property
    def is_body(self) -> bool:
        """Check whether the line is one a table of figures would have: figures that stand alone,
        beside something else.
        """
        if len(self.pieces) < 2:
            return False
        return any(piece.is_money for piece in self.pieces)


def cut_line(runs: Sequence[Run]) -> Line:
    """Cut the runs of one visual line into pieces, at blanks and around figures; words printed with
    blanks between characters stay whole.
    """
    pieces: list[list[Run]] = []
    for k, run in enumerate(runs):
        after = runs[k + 1] if k + 1 < len(runs) else None
        if not pieces or _parts(pieces[-1], run, after):
            pieces.append([run])
        else:
            pieces[-1].append(run)
    made = [_piece(part) for part in pieces]
    if any(piece.is_money for piece in made):
        made = _without_blanks(made)
    top = min(run.top for run in runs)
    bottom = max(run.bottom for run in runs)
    return Line(made, top, bottom)


def _piece(runs: list[Run]) -> Piece:
    # A line's runs are ordered by where they begin; a wide one may end behind the last.
    right = max(run.x1 for run in runs)
    return Piece(runs, line_text(runs), runs[0].x0, right)


def _without_blanks(pieces: list[Piece]) -> list[Piece]:
    """Join the two characters of a label printed wide (a total's) beside figures; three may head
    three columns of codes.
    """
    single = [len(p.text) == 1 and p.text > "\u2e80" for p in pieces]
    out: list[Piece] = []
    k = 0
    while k < len(pieces):
        # Exactly two: a third beside them, before or behind, is a row of one-character headers.
        two = single[k : k + 2] == [True, True]
        third = single[k + 2 : k + 3] == [True] or (k > 0 and single[k - 1])
        pair = two and not third
        if pair and pieces[k + 1].x0 - pieces[k].x1 < WIDE * pieces[k].runs[0].size:
            out.append(_piece([*pieces[k].runs, *pieces[k + 1].runs]))
            k += 2
        else:
            out.append(pieces[k])
            k += 1
    return out


def _parts(before: Sequence[Run], run: Run, after: Run | None) -> bool:
    """Check whether a run begins a piece of its own."""
    last = before[-1]
    if blank_between(last.glyphs[-1], run.glyphs[0]):
        alone = after is None or blank_between(run.glyphs[-1], after.glyphs[0])
        near = run.x0 - last.x1 < SPACED * run.size
        return not (alone and near and _is_spaced([*before, run]))
    may_be_figure = len(before) <= MOST_DIGITS and _may_end_a_figure(last.glyphs[-1].char)
    if may_be_figure and MONEY.fullmatch(line_text(before)):
        return True
    # Without a blank between, a label and the figure behind it part at a Chinese character only:
    # Latin letters and digits that touch are one name (`A4`, `GB2312`).
    ends = (
        after is None
        or blank_between(run.glyphs[-1], after.glyphs[0])
        or NEW_ROW.match(after.text) is not None
    )
    return ends and MONEY.fullmatch(run.text) is not None and last.glyphs[-1].char > "\u2e80"


def _may_end_a_figure(char: str) -> bool:
    """Check whether a line that ends with a character may be a figure. Putting a line's text
    together for each of its runs costs its square; few lines end so.
    """
    return char.isdecimal() or char in ",.-−"


def _is_spaced(runs: Sequence[Run]) -> bool:
    """Check whether runs are characters with blanks between them."""
    for run in runs:
        if len(run.glyphs) != 1 or run.text <= "\u2e80":
            return False
    return all(blank_between(a.glyphs[0], b.glyphs[0]) for a, b in pairwise(runs))


def is_field_line(line: Line) -> bool:
    """Check for a line above a table that names a department, a unit of money or a date: a word,
    a colon and its value.
    """
    return (
        any(FIELD.match(p.text) for p in line.pieces)
        and not line.is_body
        and not NEW_ROW.match(line.pieces[0].text)
    )


def goes_on_below(above: Piece, below: Piece) -> bool:
    """Check whether two pieces are one figure, broken where its column ends: `576,171.1`, `1`."""
    if not CUT_FIGURE.fullmatch(above.text) or not REST.fullmatch(below.text):
        return False
    # Both parts together must be a whole figure: `12.50` over `30` are two rows.
    return WHOLE.fullmatch(above.text + below.text) is not None


def is_numbers(line: Line) -> bool:
    """Check whether a line numbers the columns: `1 2 3=1+2`."""
    # Two numbers side by side are as often figures of a narrow table.
    if len(line.pieces) < 3:
        return False
    return all(NUMBERS.fullmatch(piece.text) for piece in line.pieces)
