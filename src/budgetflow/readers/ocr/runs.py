"""Recognised lines as runs of characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgetflow.readers.document import Box, Table
from budgetflow.readers.tables.glyphs import Glyph
from budgetflow.readers.tables.runs import Run


@dataclass(frozen=True, slots=True)
class Recognised:
    """One line of text as the recogniser gives it."""

    text: str
    score: float
    """Its belief, 0 to 1."""
    box: Box
    """In points."""


def runs_of(lines: Sequence[Recognised]) -> list[Run]:
    """Make runs of recognised lines.

    The recogniser gives places of lines only: characters are laid out along the line, a Chinese one
    twice as wide as a digit.
    """
    laid_out = (_lay_out(line, number) for number, line in enumerate(lines))
    return [Run(glyphs) for glyphs in laid_out]


def _lay_out(line: Recognised, number: int) -> list[Glyph]:
    text = re.sub(
        r"(?<=[\d,.]) +(?=[\d,.])", "", line.text
    )  # `193, 018,000`: the recogniser sees blanks after commas
    weights = [2.0 if char > "\u2e80" else 1.0 for char in text]
    unit = (line.box.x1 - line.box.x0) / sum(weights)
    glyphs: list[Glyph] = []
    x = line.box.x0
    for char, weight in zip(text, weights, strict=True):
        if not char.isspace():
            glyphs.append(
                Glyph(
                    char, x, line.box.top, x + weight * unit, line.box.bottom, number, len(glyphs)
                )
            )
        x += weight * unit
    return glyphs


def mark_confidence(tables: Sequence[Table], lines: Sequence[Recognised]) -> None:
    """Set each cell's confidence to the lowest score (0 to 1) of the lines that reach into it."""
    if not lines:
        return
    for table in tables:
        for cell in table.cells:
            if cell.box is None or not cell.text:
                continue
            # The lowest: one badly read line makes the cell's figure as doubtful.
            lowest = cell.confidence
            for line in lines:
                if _reaches_into(line.box, cell.box):
                    lowest = min(lowest, line.score)
            cell.confidence = round(lowest, 4)


def _reaches_into(line: Box, cell: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    if not cell.top <= middle <= cell.bottom:
        return False
    # Two points: recognised lines reach a hair into the cells beside them.
    common = min(line.x1, cell.x1) - max(line.x0, cell.x0)
    return common > 2.0
