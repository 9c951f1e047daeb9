"""Empty tables: a sentence that says why, a grid without a figure, a title in the contents that
never came.
"""

from __future__ import annotations

import re

from budgetflow.interpret.tables.segments.continuation import Segment
from budgetflow.interpret.text.codes import bare_code, split_code
from budgetflow.interpret.text.grid_rows import filled_cells
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.interpret.text.phrase_patterns import NO_DENIAL

_DECLARES = re.compile(
    r"空表|表(?:格|内容)?为空|没有使用|未使用|无发生额|没有发生|未发生|无此项|无该项|无相关|"
    r"未安排|没有安排|无数据|不涉及|没有.{0,30}(?:收入|支出|安排|预算|经费)|无.{0,24}(?:收入|"
    r"支出|安排|预算|经费|拨款|数据)|^(?:注|备注|说明)[:：]?无"
)
_COMPOUND = re.compile(f"无{NO_DENIAL}")
_ABOUT_ANOTHER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)")


def declaring_sentence(segment: Segment) -> str | None:
    """Return the sentence, in the grid or right below it, that says the table is empty; None where
    there is none.
    """
    for row in segment.body:
        cells = filled_cells(row)
        if any(bare_code(cell.text) or split_code(cell.text)[0] for cell in cells):
            continue  # the name of an item declares nothing
        for cell in cells:
            if len(cell.text) > 4 and _declares(squeeze(cell.text)):
                return tidy(cell.text)
    for line in segment.notes:
        plain = squeeze(line.text)
        # A heading begins the text about the next matter; what it denies is denied of that.
        if _ABOUT_ANOTHER.match(plain):
            return None
        if _declares(plain):
            return tidy(line.text)
    return None


def _declares(plain: str) -> bool:
    """Check whether words say that there is nothing, words that only begin with 无 left out."""
    return bool(_DECLARES.search(_COMPOUND.sub("", plain)))


def table_state(segment: Segment, has_value: bool, has_figure: bool) -> tuple[str, str | None]:
    """Return `filled`, `declared_empty` with its sentence, or `empty`. A table of nothing but zeros
    that says so is declared empty.
    """
    if has_value:
        return "filled", None
    sentence = declaring_sentence(segment)
    if sentence:
        return "declared_empty", sentence
    return ("filled" if has_figure else "empty"), None
