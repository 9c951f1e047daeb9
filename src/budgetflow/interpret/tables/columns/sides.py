"""The sides of a table that prints revenue beside expenditure: which block is of which."""

from __future__ import annotations

from collections import Counter

from budgetflow.interpret.tables.columns.blocks import Block
from budgetflow.interpret.tables.headers.terms import clean_header

_SIDE_WORDS = {"revenue": ("收入",), "expenditure": ("支出",)}
# Tables of both sides, whose first block is the revenue where no words say so.
_HAVE_SIDES = frozenset({"summary", "appropriation_summary"})
_MAY_HAVE_SIDES = _HAVE_SIDES | {
    "government_fund_expenditure",
    "state_capital_expenditure",
    "other",
}


def name_sides(blocks: list[Block], table_code: str) -> None:
    """Set which blocks of a two-sided table are revenue and which expenditure: by the words on top,
    then by the order.
    """
    if table_code == "revenue":
        for block in blocks:
            block.side = "revenue" if len(blocks) > 1 else None
        return
    if len(blocks) < 2 or table_code not in _MAY_HAVE_SIDES:
        return
    for block in blocks:
        said = _side_said(block)
        block.side = said or block.side
    # A summary has both sides whatever its heads say; other tables have them only in words.
    if table_code in _HAVE_SIDES:
        unsaid = ["revenue", *["expenditure"] * (len(blocks) - 1)]
        for block, side in zip(blocks, unsaid, strict=True):
            block.side = block.side or side


def _side_said(block: Block) -> str | None:
    """Return the side that most of a block's columns name on top, None where none or as many."""
    tops: Counter[str] = Counter()
    for column in [*block.labels, *block.values]:
        for side, words in _SIDE_WORDS.items():
            if column.path and _says(column.path, words):
                tops[side] += 1
    ranked = tops.most_common(2)
    if not ranked:
        return None
    # 收支预算 over all columns names both as often.
    is_draw = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    if is_draw:
        return None
    return ranked[0][0]


def _says(path: list[str], words: tuple[str, ...]) -> bool:
    return any(word in clean_header(path[0]) for word in words)
