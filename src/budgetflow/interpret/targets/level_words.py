"""First and second levels of indicators as the words of the standard forms.

A merged cell that a page break cuts leaves 效 on one page and 益指标 on the next; publishers print
the points of a level behind its word (产出指标（50分）). Both are the level itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from budgetflow.interpret.rows_model import PerformanceTarget

Level = Literal["level1", "level2"]

# Levels of 财政部's forms (财预〔2020〕10号; costs in three kinds since 财预〔2021〕101号).
_WORDS: dict[Level, tuple[str, ...]] = {
    "level1": ("产出指标", "效益指标", "满意度指标", "成本指标"),
    "level2": (
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "经济成本指标",
        "社会成本指标",
        "生态环境成本指标",
        "经济效益指标",
        "社会效益指标",
        "生态效益指标",
        "可持续影响指标",
        "服务对象满意度指标",
    ),
}
_POINTS = re.compile(r"[（(]?\d+(?:\.\d+)?分?[)）]?$")


def mend_levels(rows: Sequence[PerformanceTarget]) -> None:
    """Write the words of levels anew where a page break cut them or points stand behind them.

    `rows` are those of one document in printed order. Pieces that are of no standard word stay as
    printed.
    """
    # A table at a time: the last level of one and the first of the next are no pieces of a word.
    for _, of_table in groupby(rows, key=lambda row: row.table_id):
        rows_of_table = list(of_table)
        # Each level by itself: a page break may cut the cell of one and not of the other.
        for level in _WORDS:
            _mend(rows_of_table, level)


def _mend(rows: Sequence[PerformanceTarget], level: Level) -> None:
    runs = list(_runs(rows, level))
    texts = [_without_points(getattr(run[0], level), level) for run in runs]
    for place in range(len(texts) - 1):
        above, below = texts[place], texts[place + 1]
        word = _cut_word(above, below, level)
        if word:
            # 标经济成本指 holds the end of the word above it and begins the next.
            texts[place] = word
            end_of_word = word.removeprefix(above)
            texts[place + 1] = below.removeprefix(end_of_word) or word
    for run, text in zip(runs, texts, strict=True):
        for row in run:
            setattr(row, level, text or None)


def _runs(rows: Sequence[PerformanceTarget], level: Level) -> Iterator[list[PerformanceTarget]]:
    """Yield the rows below each other that print the same level."""
    for _, run in groupby(rows, key=lambda row: getattr(row, level)):
        yield list(run)


def _cut_word(above: str, below: str, level: Level) -> str | None:
    """Return the word that begins in one cell and ends at the start of the next; None if none."""
    words = _WORDS[level]
    if not above or above in words or below in words:
        return None
    found = []
    for word in words:
        end_of_word = word.removeprefix(above)
        if word.startswith(above) and below.startswith(end_of_word):
            found.append(word)
    # 社会 may begin two words (社会成本指标, 社会效益指标); pieces that fit both stay as printed.
    if len(found) == 1:
        return found[0]
    return None


def _without_points(text: str | None, level: Level) -> str:
    """Return a standard word without the points behind it, any other text as it is."""
    plain = text or ""
    word = _POINTS.sub("", plain)
    if word in _WORDS[level]:
        return word
    return plain
