"""Merged cells whose lines are those of rows: floors that only the columns beside them draw."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from budgetflow.readers.tables.broken_figures import decimals_in
from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.lattice.split_rows import (
    ENOUGH,
    distances,
    figure_heights,
    labels_around,
    line_heights,
    meet,
    united,
)
from budgetflow.readers.tables.runs import Run

# Rows beside a merged cell, each with a line of it, that make the lines the rows' labels.
_ROWS_OF_A_LIST = 5


def cut_spans(grid: Grid, held: Sequence[list[Run]]) -> Grid | None:
    """Return the grid with merged cells cut at the floors of the columns beside them, where their
    lines are the labels of figures: a line under the header that only the column of figures draws.
    """
    cells = list(zip(grid.regions, held, strict=True))
    # Heights of figures are measured only beside merged cells, which few rows have.
    merged_rows = {
        row
        for region, runs in cells
        if _is_merged(region, runs)
        for row in range(region.row, region.row + region.row_span)
    }
    if not merged_rows:
        return None
    decimals = decimals_in(held)
    stacks = _stacks_of_rows(cells, merged_rows, decimals)
    # Figures of any cell vouch for a row; lines within one row need two figures under each other.
    figures = {row: _united_in_row(grid, row, each, 1) for row, each in stacks.items()}
    lists = {row: _united_in_row(grid, row, each, 2) for row, each in stacks.items()}
    regions: list[Region] = []
    for region, runs in cells:
        rows = range(region.row, region.row + region.row_span)
        cuts = {rows.start, rows.stop}
        if _is_merged(region, runs):
            if _names_every_row(grid, region, runs, figures, decimals):
                cuts |= set(rows)
            for row in rows:
                if _labels_of(grid, row, runs, lists.get(row, [])):
                    cuts |= {row, row + 1}
        for top, bottom in pairwise(sorted(cuts)):
            regions.append(Region(top, region.column, bottom - top, region.column_span))
    if len(regions) == len(grid.regions):
        return None
    regions.sort()
    return Grid(grid.xs, grid.ys, regions, grid.open_rows)


def _is_merged(region: Region, runs: Sequence[Run]) -> bool:
    """Check for a cell over several rows that holds more than one piece of print."""
    if region.row_span == 1:
        return False
    return len(runs) > 1


def _names_every_row(
    grid: Grid,
    region: Region,
    runs: Sequence[Run],
    figures: dict[int, list[float]],
    decimals: int | None,
) -> bool:
    """Check whether the lines of a merged cell are the labels, or one more column of figures, of
    all rows beside it: floors that only some columns draw, or draw in white.

    A label of two lines stands around its figures. Fewer than `_ROWS_OF_A_LIST` rows may be those
    of one label that is broken into as many lines.
    """
    rows = range(region.row, region.row + region.row_span)
    # A row without figures is a heading, or a row of the merged cell's own.
    if any(row not in figures for row in rows):
        return False
    heights = [height for row in rows for height in figures[row]]
    if len(heights) < _ROWS_OF_A_LIST:
        return False
    # A third of the least distance: farther off, a line is the next row's.
    reach = min(distances(heights)) / 3
    lines = line_heights(runs)
    if figure_heights(runs, decimals):
        return len(lines) >= ENOUGH and meet(lines, heights, reach)
    labels = labels_around(lines, heights, reach)
    for first, last in labels:
        # A label on both sides of a floor: the floor is no border of rows.
        if any(first < grid.ys[row] < last for row in rows):
            return False
    return bool(labels)


def _labels_of(grid: Grid, row: int, runs: Sequence[Run], figures: Sequence[float]) -> bool:
    """Check whether the lines of a cell within one row stand each beside one of the figures."""
    if not figures:
        return False
    reach = min(distances(figures)) / 3
    top = grid.ys[row]
    bottom = grid.ys[row + 1]
    lines = [y for y in line_heights(runs) if top < y < bottom]
    return len(lines) == len(figures) and meet(lines, figures, reach)


def _stacks_of_rows(
    cells: Sequence[tuple[Region, Sequence[Run]]], rows: Set[int], decimals: int | None
) -> dict[int, list[list[float]]]:
    """Return, by row of the grid, of those asked for, the heights of the figures in each cell of
    that row alone.
    """
    found: dict[int, list[list[float]]] = {}
    for region, runs in cells:
        if region.row not in rows or region.row_span > 1 or not runs:
            continue
        heights = figure_heights(runs, decimals)
        if heights:
            found.setdefault(region.row, []).append(heights)
    return found


def _united_in_row(grid: Grid, row: int, stacks: Sequence[list[float]], fewest: int) -> list[float]:
    """Return the heights of a row's figures, from its cells that hold at least `fewest` of them; a
    column may leave some of them blank.

    Two lines are one where they are less apart than a third of the least distance of figures, or
    of the height of a row that holds one.
    """
    stacks = [heights for heights in stacks if len(heights) >= fewest]
    if not stacks:
        return []
    longest = max(stacks, key=len)
    apart = distances(longest)
    if not apart:
        apart = [grid.ys[row + 1] - grid.ys[row]]
    return united(stacks, min(apart) / 3)
