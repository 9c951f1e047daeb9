"""Places on an OFD page: its numbers, boxes and matrices (millimetres), its drawn lines, its
characters (points).

GB/T 33190-2016: 7 (basic types), 8.5 (graphics), 9 (paths), 11 (text).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from budgetflow.readers.tables.glyphs import BLANKS, Glyph
from budgetflow.readers.tables.rulings import Segment

POINTS = 72 / 25.4
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 2.0  # points; a filled area thinner than this is a drawn line
_LEVEL = 1.0  # points; a line that drifts less than this from end to end is level
_ASCENT, _DESCENT = (
    0.88,
    0.12,
)  # of the font size, above and below the baseline: what Chinese fonts have
# Numbers of one list that are read; a repetition (`g 999999999 1`) may ask for any length.
_MOST_NUMBERS = 100_000


@dataclass(slots=True)
class Drawn:
    """What is drawn on one page: characters in the order of the file, level and upright lines."""

    glyphs: list[Glyph] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    """Text objects of heavy weight."""
    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    images: list[tuple[float, str]] = field(default_factory=list)
    """Area (square millimetres) and resource of each picture."""


def numbers(text: str | None) -> list[float]:
    """Return the numbers in a text, `g n v` standing for v repeated n times; what is no number is
    passed over.
    """
    out: list[float] = []
    tokens = iter((text or "").split())
    for token in tokens:
        if token == "g":  # noqa: S105 - the mark of a repetition
            count = next(tokens, "0")
            repeated = next(tokens, "0")
            out += [_number(repeated)] * min(int(_number(count)), _MOST_NUMBERS)
        else:
            out.append(_number(token))
        if len(out) > _MOST_NUMBERS:
            break
    return out


def _number(token: str) -> float:
    try:
        value = float(token)
    except ValueError:
        return 0.0
    # A million millimetres are a kilometre; beyond it, and for infinity, sums lose their places.
    if math.isfinite(value) and abs(value) < 1e6:
        return value
    return 0.0


def matrix_of(text: str | None) -> Matrix:
    """Return a CTM, the identity where none is said."""
    values = numbers(text)
    if len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def box_of(text: str | None) -> tuple[float, float, float, float]:
    """Return x, y, width and height of a box, all 0 where none is said."""
    x, y, width, height, *_ = [*numbers(text), 0.0, 0.0, 0.0, 0.0]
    return x, y, width, height


@dataclass(frozen=True, slots=True)
class Placing:
    """From an object's own coordinates to points from the page's top left: its matrix, then its
    boundary, then the page's origin.
    """

    matrix: Matrix
    x: float
    y: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Place one point of the object."""
        a, b, c, d, e, f = self.matrix
        left = a * x + c * y + e + self.x
        top = b * x + d * y + f + self.y
        return left * POINTS, top * POINTS

    def inside(self, matrix: Matrix, left: float, top: float) -> Placing:
        """Return the placing of an object that this one holds: its own matrix and boundary, then
        this placing.
        """
        a, b, c, d, e, f = matrix
        outer_a, outer_b, outer_c, outer_d, outer_e, outer_f = self.matrix
        x = e + left
        y = f + top
        combined = (
            outer_a * a + outer_c * b,
            outer_b * a + outer_d * b,
            outer_a * c + outer_c * d,
            outer_b * c + outer_d * d,
            outer_a * x + outer_c * y + outer_e,
            outer_b * x + outer_d * y + outer_f,
        )
        return Placing(combined, self.x, self.y)


def is_painted(element: Any) -> bool:
    """Return whether an object leaves anything on the page.

    GB/T 33190-2016, 8.5 and 11.2: an object may be invisible or transparent; a text is painted by
    filling (unless said otherwise) or by its outline (where said so).
    """
    visible = (element.get("Visible") or "true").lower() != "false"
    if not visible or _is_nothing(element.get("Alpha")):
        return False
    if not element.tag.endswith("}TextObject"):
        return True
    filled = (element.get("Fill") or "true").lower() != "false"
    drawn = (element.get("Stroke") or "false").lower() == "true"
    if filled and not _is_clear(element.find("{*}FillColor")):
        return True
    return drawn and not _is_clear(element.find("{*}StrokeColor"))


def _is_clear(color: Any) -> bool:
    if color is None:
        return False
    return _is_nothing(color.get("Alpha"))


def _is_nothing(alpha: str | None) -> bool:
    # Where nothing is said an object is opaque (8.3).
    if alpha is None or not alpha.strip():
        return False
    return _number(alpha) == 0.0


def draw_text(element: Any, placing: Placing, number: int, drawn: Drawn) -> None:
    """Add the characters of a text object, each where its offsets put it."""
    size = _attribute(element, "Size", 0.0)
    # 400 is regular and 700 bold, as in CSS; fonts between them are printed heavy from 600 on.
    if int(_attribute(element, "Weight", 400.0)) >= 600:
        drawn.bold.add(number)
    stretch = _attribute(element, "HScale", 1.0) or 1.0
    x = 0.0
    y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        text = code.text or ""
        x = _attribute(code, "X", x)
        y = _attribute(code, "Y", y)
        steps_x = numbers(code.get("DeltaX"))
        steps_y = numbers(code.get("DeltaY"))
        for index, char in enumerate(text):
            # Where the file says no step, Chinese characters are a whole size wide and others half.
            natural = size * stretch * (1.0 if ord(char) >= 0x2E80 else 0.5)
            step = 0.0 if steps_y else natural
            if index < len(steps_x):
                step = steps_x[index]
            if not char.isspace() and ord(char) not in BLANKS:
                # A step much smaller than the character sets it over the next (fake bold); its box
                # keeps its width.
                width = min(natural, step) if step > 0.2 * natural else natural
                drawn.glyphs.append(_glyph(char, placing, (x, y), (width, size), number))
            x += step
            if index < len(steps_y):
                y += steps_y[index]


def _attribute(element: Any, name: str, default: float) -> float:
    """Return the number of an attribute; `default` where it is missing or empty, 0 where it is no
    number that a page can have.
    """
    text = element.get(name)
    if text:
        return _number(text)
    return default


def _glyph(
    char: str, placing: Placing, at: tuple[float, float], extent: tuple[float, float], number: int
) -> Glyph:
    """Box one character: from its point on the baseline, its width and its font size, as the page
    shows it.
    """
    x, y = at
    width, size = extent
    # All four corners: a page may turn its text, and the box must stay a box.
    corners: list[tuple[float, float]] = []
    for corner_x in (x, x + width):
        for corner_y in (y - _ASCENT * size, y + _DESCENT * size):
            corners.append(placing.point(corner_x, corner_y))
    xs = [corner[0] for corner in corners]
    ys = [corner[1] for corner in corners]
    return Glyph(char, min(xs), min(ys), max(xs), max(ys), number, 0)


def draw_path(element: Any, placing: Placing, drawn: Drawn) -> None:
    """Add the level and upright lines of a path: those it strokes, and filled areas thin enough to
    be lines.
    """
    for figure in _figures(element.findtext("{*}AbbreviatedData") or ""):
        points = [placing.point(x, y) for x, y in figure]
        xs = [x for x, _ in points]
        ys = [y for _, y in points]
        left = min(xs)
        right = max(xs)
        top = min(ys)
        bottom = max(ys)
        width = right - left
        height = bottom - top
        # A thin area is one ruling, whether it is filled or drawn around.
        if min(width, height) < _THIN < max(width, height):
            if height < width:
                drawn.horizontal.append(((top + bottom) / 2, left, right))
            else:
                drawn.vertical.append(((left + right) / 2, top, bottom))
        elif (element.get("Stroke") or "true").lower() != "false":
            _draw_strokes(points, drawn)


def _draw_strokes(points: list[tuple[float, float]], drawn: Drawn) -> None:
    """Add the level and upright lines between points that follow each other."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) < _LEVEL < abs(x1 - x0):
            drawn.horizontal.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) < _LEVEL < abs(y1 - y0):
            drawn.vertical.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


# Numbers behind each operator of a path (9.2).
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def _figures(data: str) -> Iterator[list[tuple[float, float]]]:
    """Return the corners of each figure of a path; a curve counts by its end."""
    figure: list[tuple[float, float]] = []
    tokens = re.findall(r"[SMLQBAC]|[-+.\deE]+", data)[:_MOST_NUMBERS]
    index = 0
    while index < len(tokens):
        operator = tokens[index]
        count = _OPERANDS.get(operator)
        # A number without an operator is damage; it costs itself.
        if count is None:
            index += 1
            continue
        values = [_number(token) for token in tokens[index + 1 : index + 1 + count]]
        index += 1 + count
        if operator in ("S", "M"):
            if len(figure) > 1:
                yield figure
            figure = []
        if operator == "C":
            figure += figure[:1]
        elif len(values) == count:
            figure.append((values[-2], values[-1]))
    if len(figure) > 1:
        yield figure
