"""Columns of a table put together into the blocks that stand side by side in it."""

from __future__ import annotations

from budgetflow.interpret.tables.columns.blocks import Block, Column, counts, head_of
from budgetflow.interpret.tables.headers.terms import FACT_HEADER


def find_blocks(columns: list[Column]) -> list[Block]:
    """Put the columns into blocks: labels start a new block once figures have been seen; notes
    belong to none.

    Codes without names, right of names and figures, are of the same rows: lists of purchases print
    the economic codes between 单价 and 预算金额. They start a block only where codes alone name
    every block. Words there that only say more of the rows (dates, terms) belong to none either.
    """
    blocks: list[Block] = []
    follows = _followed_by_names(columns)
    for column in columns:
        if column.kind in ("note", "blank") or _says_more_of_rows(column, blocks):
            continue
        if column.kind == "value":
            if not blocks:
                blocks.append(Block(1))
            blocks[-1].values.append(column)
        else:
            if not blocks or _ends(blocks[-1], column.index in follows):
                blocks.append(Block(len(blocks) + 1))
            blocks[-1].labels.append(column)
    return [block for block in blocks if block.values]


def _says_more_of_rows(column: Column, blocks: list[Block]) -> bool:
    """Check whether a column of words right of a block's figures holds facts of its rows, such as
    dates, terms and kinds, and no labels.
    """
    if column.kind != "label" or not blocks or not blocks[-1].values:
        return False
    return FACT_HEADER.search(head_of(column)) is not None


def _followed_by_names(columns: list[Column]) -> set[int]:
    """Return the columns of labels and codes among which, up to the next figures, a name stands."""
    runs: list[list[Column]] = [[]]
    for column in columns:
        if column.kind == "value":
            runs.append([])
        elif column.kind in ("label", "code"):
            runs[-1].append(column)
    return {
        column.index
        for run in runs
        if any(column.kind == "label" for column in run)
        for column in run
    }


def _ends(block: Block, names_follow: bool) -> bool:
    """Check whether labels right of a block's figures are of another block."""
    if all(map(counts, block.values)):
        return False
    return names_follow or not any(column.kind == "label" for column in block.labels)
