"""Figures, rows and columns of a reading, and how they are moved."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from decimal import Decimal

from budgetflow.interpret.rows_model import Amount, Understanding

WAN = Decimal(10_000)
MEANING = ("measure", "column_label", "column_no")
"""What a figure has from its column."""
PRINTED = ("amount_yuan", "amount_printed", "value_state", "page", "x0", "top", "x1", "bottom")
"""What a figure has from the paper."""
Dice = random.Random
Misread = Callable[[Understanding, Dice], str | None]
"""Spoils a reading in one place and says where; None where there is no such place."""


def table(rows: Understanding, dice: Dice) -> list[Amount]:
    return table_of(rows, dice.choice(rows.amounts))


def table_of(rows: Understanding, cell: Amount) -> list[Amount]:
    return [other for other in rows.amounts if other.table_id == cell.table_id]


def row_of(rows: Understanding, dice: Dice) -> list[Amount]:
    """Return the figures of one row, on one side of a table with two."""
    cell = dice.choice(rows.amounts)
    return [
        other
        for other in table_of(rows, cell)
        if (other.row_no, other.side) == (cell.row_no, cell.side)
    ]


def exchange(cells: Iterable[Amount], one: str, two: str) -> str:
    """Let the figures of two columns exchange what their headers say."""
    found = {cell.measure: {n: getattr(cell, n) for n in MEANING} for cell in cells}
    for cell in cells:
        other = {one: two, two: one}.get(cell.measure)
        for name, value in found.get(other or "", {}).items():
            setattr(cell, name, value)
    return f"{one} and {two}"


def exchange_figures(one: Iterable[Amount], two: Iterable[Amount]) -> str | None:
    """Exchange the figures of two rows, column by column."""
    beside = {cell.measure: cell for cell in two}
    pairs = [(cell, beside[cell.measure]) for cell in one if cell.measure in beside]
    for cell, other in pairs:
        for name in PRINTED:
            mine, theirs = getattr(cell, name), getattr(other, name)
            setattr(cell, name, theirs)
            setattr(other, name, mine)
    changed = any(cell.amount_yuan != other.amount_yuan for cell, other in pairs)
    return f"{pairs[0][0].row_label} and {pairs[0][1].row_label}" if changed else None


def name_like(cell: Amount, other: Amount) -> None:
    names = ("row_no", "row_label", "row_path", "row_role", "function_code", "economic_code")
    for name in (*names, "government_economic_code", "code_origin", "item", "unit_name"):
        setattr(cell, name, getattr(other, name))


def drop(rows: Understanding, gone: list[Amount]) -> str | None:
    ids = {id(cell) for cell in gone}
    rows.amounts = [cell for cell in rows.amounts if id(cell) not in ids]
    return gone[0].row_label
