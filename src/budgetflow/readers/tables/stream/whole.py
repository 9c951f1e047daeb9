"""Whole numbers without commas (15200) that are figures of a table, and not codes, years or counts.

Such a number alone says nothing of what it is. It is a figure where the nearest head over it is one
of money (预算数, 合计, 基本支出), or where the table of the page before has figures in its column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.document import Table
from budgetflow.readers.tables.stream.lines import Line, Piece, is_field_line, is_numbers

_WHOLE = re.compile(r"[-−]?(?:0|[1-9]\d{0,11})")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Words, not a list of headers: what heads money differs from book to book, what heads codes does
# not.
_MONEY_HEAD = re.compile(
    r"[合总小共]计|金额|[算行成计支报定]数|限额|余额|支出|收入|经费|拨款|资金|基金|[万亿]元|本级|下级|地区|"
    r"增减|增长|比[上%％]"
)
_CODE_HEAD = re.compile(r"编码|代码|编号|序号|科目$|名称$|行次|栏次|日期|时间|页")
# Lines that one header may have.
_HEAD_LINES = 6
# Points beside a head within which a figure may still be its own.
_FAR = 40.0
# Of a column's filled cells that are figures where it is a column of figures.
_IN_CELLS = 0.5


def mark_whole_numbers(lines: Sequence[Line], before: Table | None = None) -> None:
    """Mark the pieces of a page's lines that are whole numbers under heads of money.

    `before` is the last table of the page before; its columns hold above the first head.
    """
    heads: list[Piece] | None = None
    counted = False  # whether figures stood under the heads in force
    for line in lines:
        if _is_head(line):
            found = [piece for piece in line.pieces if _HAN.search(piece.text)]
            # Heads of several lines are heads together until the first figure stands under them.
            if counted or heads is None:
                heads = found
            else:
                heads = [*heads, *found]
            counted = False
            continue
        for piece in [] if is_numbers(line) else _numbers(line):
            counted = True
            if heads is None:
                piece.whole = _stands_in_figures(piece, before)
            elif head := _nearest(heads, piece):
                piece.whole = _heads_money(head.text)
        counted = counted or line.is_body


def _numbers(line: Line) -> list[Piece]:
    if len(line.pieces) < 2:
        return []
    return [piece for piece in line.pieces if _WHOLE.fullmatch(piece.text)]


def _is_head(line: Line) -> bool:
    """Check for a line of heads: words side by side, no figure among them, one of them of money."""
    if len(line.pieces) < 2 or is_field_line(line):
        return False
    words = [piece.text for piece in line.pieces]
    if any(piece.is_money or _WHOLE.fullmatch(piece.text) for piece in line.pieces):
        return False
    return any(_heads_money("".join(text.split())) for text in words)


def _heads_money(text: str) -> bool:
    plain = "".join(text.split())
    # 支出功能分类科目编码 speaks of expenditure and heads codes.
    if _CODE_HEAD.search(plain):
        return False
    return _MONEY_HEAD.search(plain) is not None


def _nearest(heads: Sequence[Piece], piece: Piece) -> Piece | None:
    """Return the head over a piece, of several the lowest; None where none is near."""
    best: tuple[float, float, Piece] | None = None
    for head in heads:
        apart = max(head.x0 - piece.x1, piece.x0 - head.x1, 0.0)
        if apart > _FAR:
            continue
        # Heads of groups stand above those of their columns, and the lower one names the figure.
        rank = (apart, -head.runs[0].top)
        if best is None or rank < best[:2]:
            best = (*rank, head)
    if best:
        return best[2]
    return None


def _stands_in_figures(piece: Piece, before: Table | None) -> bool:
    """Check whether a piece stands in a column of figures of the table before."""
    if before is None:
        return False
    middle = (piece.x0 + piece.x1) / 2
    column = None
    for k, (left, right) in enumerate(pairwise(before.column_edges)):
        if left <= middle < right:
            column = k
            break
    if column is None:
        return False
    inside = [cell.text for cell in before.cells if cell.column == column]
    texts = [text for text in inside if text.strip()]
    if not any(_heads_money(text) for text in texts[:_HEAD_LINES]):
        return False
    figures = sum(not _HAN.search(text) for text in texts)
    return figures > _IN_CELLS * len(texts)
