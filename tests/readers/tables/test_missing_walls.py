"""A wall left out beside a merged cell is where the floors of its neighbours end."""

from __future__ import annotations

import pytest

from budgetflow.readers.tables.lattice.grid import find_grids, make_grid

ROWS = [0, 20, 40, 60, 80, 100, 120, 140, 160, 180]
"""Edges of nine rows; those from 20 to 80 are of one goal in the first column."""


def cells(floors_from: float, wall: list[tuple[float, float]]) -> list[tuple[int, int, int, int]]:
    """Return row, column and spans of the cells of a grid of two columns, whose floors at 40 and
    60 begin at a place and whose inner wall is drawn in pieces.
    """
    across = [(float(y), floors_from if y in (40, 60) else 0.0, 200.0) for y in ROWS]
    down = [(0.0, 0.0, 180.0), (200.0, 0.0, 180.0), *((100.0, low, high) for low, high in wall)]
    grid = make_grid(across, down)
    assert grid is not None
    return [(one.row, one.column, one.row_span, one.column_span) for one in grid.regions]


def test_the_goal_beside_three_indicators_is_one_cell() -> None:
    found = cells(100.0, [(0, 20), (80, 180)])
    assert (1, 0, 3, 1) in found
    assert [(row, 1, 1, 1) in found for row in (1, 2, 3)] == [True] * 3


def test_floors_right_through_are_of_cells_over_both_columns() -> None:
    assert (1, 0, 1, 2) in cells(0.0, [(0, 20), (80, 180)])


def test_a_wall_of_the_header_alone_is_missing_nowhere() -> None:
    found = cells(100.0, [(0, 20)])
    assert not any(row >= 1 and column == 0 and span == 1 for row, column, _, span in found)


def test_columns_open_beside_each_other_are_all_of_the_grid() -> None:
    """Name, money and goal of one project fill the page: their walls meet no floor."""
    inner = [float(x) for x in (600, 700, 800)]
    across = [(float(y), 600.0, 800.0) for y in ROWS]
    down = [(x, 0.0, 180.0) for x in (100.0, 240.0, 420.0, *inner)]
    (grid,) = find_grids(across, down)
    assert grid.xs == pytest.approx([100.0, 240.0, 420.0, *inner])
    assert [one.row_span for one in grid.regions if one.column < 3] == [9, 9, 9]


def test_a_wall_of_another_height_or_far_away_is_not_of_the_grid() -> None:
    across = [(float(y), 600.0, 800.0) for y in ROWS]
    down = [(600.0, 0.0, 180.0), (800.0, 0.0, 180.0), (500.0, 0.0, 90.0), (300.0, 0.0, 180.0)]
    (grid,) = find_grids(across, down)
    assert grid.xs == [600.0, 800.0]
