"""Tables and lines of one page put together: grids filled, blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budgetflow.readers.document import Block, Page, Table
from budgetflow.readers.tables.lattice.cells import fill_grid, inside
from budgetflow.readers.tables.runs import Run


def last_aligned(page: Page | None) -> Table | None:
    """Give the last table of a page if no rulings made it."""
    tables = [block for block in page.blocks if isinstance(block, Table)] if page else []
    return tables[-1] if tables and not tables[-1].ruled else None


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """Order blocks from top to bottom, then from left to right."""
    return sorted(
        blocks, key=lambda block: (block.box.top, block.box.x0) if block.box else (0.0, 0.0)
    )


def take_tables(runs: list[Run], grids: list[Any], number: int) -> tuple[list[Table], list[Run]]:
    """Fill the grids, the smallest first, so that a frame around a table does not take what is the
    table's.
    """
    tables: list[Table] = []
    for grid in sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        mine = [run for run in runs if inside(grid, run)]
        table = fill_grid(grid, mine, number) if mine else None
        if table is not None:
            tables.append(table)
            taken = set(map(id, mine))
            runs = [run for run in runs if id(run) not in taken]
    return tables, runs
