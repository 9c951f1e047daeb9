"""Columns that a grid holds without a ruling between them: figures beside each other in one cell.

Some tables leave out the wall between two years. Where several cells of a column hold two figures
in two lanes, those are columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.runs import FIGURE, FIGURE_CHARS, Run, visual_lines
from budgetflow.readers.tables.stream.columns import column_edges
from budgetflow.readers.tables.stream.lines import Line, Piece, cut_line


def split_columns(grid: Grid, held: Sequence[list[Run]]) -> Grid | None:
    """Return the grid with a wall where most filled cells of a column hold two figures side by
    side; None where there is none.
    """
    walls: dict[int, list[float]] = {}
    columns: dict[int, list[list[Run]]] = {}
    for region, runs in zip(grid.regions, held, strict=True):
        if region.column_span == 1 and runs:
            columns.setdefault(region.column, []).append(runs)
    for column, cells in columns.items():
        lines: list[Line] = []
        for runs in cells:
            line = _side_by_side(runs) if len(runs) > 1 else None
            if line is not None:
                lines.append(line)
        of_figures = sum(runs[0].glyphs[0].char in FIGURE_CHARS for runs in cells)
        # Most of the cells with figures, and three at least: a figure with a blank in it is one.
        if len(lines) >= 3 and 2 * len(lines) > of_figures:
            walls[column] = _lanes(lines, cells)
    if any(walls.values()):
        return _with_walls(grid, held, walls)
    return None


def _lanes(lines: Sequence[Line], cells: Sequence[list[Run]]) -> list[float]:
    """Return the borders between figures side by side, each in the blank between the words of two
    heads where there is one.
    """
    # The outermost borders are the cell's own, which are drawn.
    borders = column_edges(lines)[1:-1]
    figures = [piece for line in lines for piece in line.pieces]
    words: list[Piece] = []
    for runs in cells:
        for line in visual_lines(runs):
            pieces = cut_line(line).pieces
            words += [piece for piece in pieces if not FIGURE.fullmatch(piece.text)]
    return [_between_heads(border, figures, words) for border in borders]


def _between_heads(border: float, figures: Sequence[Piece], words: Sequence[Piece]) -> float:
    """Return a border moved into the blank between two heads where one of them crosses it."""
    if not any(word.x0 < border < word.x1 for word in words):
        return border
    # By their middles: figures that touch overlap the border by a hair.
    ends = [one.x1 for one in figures if one.x0 + one.x1 < 2 * border]
    starts = [one.x0 for one in figures if one.x0 + one.x1 > 2 * border]
    low = max(ends, default=border)
    high = min(starts, default=border)
    for left in words:
        for right in words:
            start = max(left.x1, low)
            end = min(right.x0, high)
            if start < end:
                return (start + end) / 2
    return border


def _side_by_side(runs: Sequence[Run]) -> Line | None:
    """Return the one line of a cell that holds two or more figures and nothing else."""
    # Looked at first because cutting a line is dear and most cells hold words.
    if runs[0].glyphs[0].char not in FIGURE_CHARS:
        return None
    lines = visual_lines(runs)
    if len(lines) != 1:
        return None
    line = cut_line(lines[0])
    figures = all(FIGURE.fullmatch(piece.text) for piece in line.pieces)
    if figures and len(line.pieces) > 1:
        return line
    return None


def _with_walls(grid: Grid, held: Sequence[list[Run]], walls: dict[int, list[float]]) -> Grid:
    starts: list[int] = []
    xs: list[float] = []
    for column in range(grid.columns):
        starts.append(len(xs))
        xs += [grid.xs[column], *walls.get(column, [])]
    starts.append(len(xs))
    regions: list[Region] = []
    for region, runs in zip(grid.regions, held, strict=True):
        start = starts[region.column]
        end = starts[region.column + region.column_span]
        # A head over both columns crosses the new wall and stays one cell.
        inner = walls.get(region.column, [])
        across = any(run.x0 < x < run.x1 for run in runs for x in inner)
        columns = range(start, end)
        if region.column_span == 1 and len(columns) > 1 and not across:
            regions += [Region(region.row, column, region.row_span, 1) for column in columns]
        else:
            regions.append(Region(region.row, start, region.row_span, end - start))
    regions.sort()
    return Grid([*xs, grid.xs[-1]], grid.ys, regions, grid.open_rows)
