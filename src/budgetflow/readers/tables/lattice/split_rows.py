"""Rows that a grid holds without a ruling between them: figures under each other in one cell.

Some tables draw their frame and columns only. Where figures of several cells stand on the same
baselines, those are rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.document import Table
from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.runs import FIGURE, FIGURE_CHARS, Run, line_text, visual_lines
from budgetflow.readers.tables.stream.lines import Line, Piece, cut_line
from budgetflow.readers.tables.stream.rows import rows_of

_LABEL_AND_FIGURES = 2
# Figures under each other that part a cell into rows where only labels stand beside them.
ENOUGH = 3
DASHES = frozenset("-—–－―")


def is_entry(text: str) -> bool:
    """Check whether a line of a column of figures is a figure, or a dash where there is none."""
    return FIGURE.fullmatch(text) is not None or (bool(text) and DASHES.issuperset(text))


# Figures under each other that are never one amount.
FEWEST_FIGURES = 3


def split_rows(grid: Grid, held: Sequence[list[Run]]) -> Grid | None:
    """Return the grid with a floor between the baselines of figures that share a row; None where
    there is no such row.
    """
    rows: dict[int, list[_Held]] = {}
    for region, runs in zip(grid.regions, held, strict=True):
        if region.row_span == 1 and len(runs) > 1:
            rows.setdefault(region.row, []).append((region, runs))
    floors: dict[int, list[float]] = {}
    for row, cells in rows.items():
        found = _floors_of(grid, cells) if len(cells) > 1 else []
        if found:
            floors[row] = found
    if floors:
        return _with_floors(grid, held, floors)
    return None


# A cell of the grid with the runs that stand in it.
_Held = tuple[Region, list[Run]]


def _floors_of(grid: Grid, cells: Sequence[_Held]) -> list[float]:
    """Return the y of the floors that are missing in one row of a grid, none where none is."""
    stacked = [(cell, figure_heights(cell[1])) for cell in cells]
    stacked = [(cell, stack) for cell, stack in stacked if len(stack) > 1]
    if not stacked:
        return []
    stacks = [stack for _, stack in stacked]
    longest = max(stacks, key=len)
    # A third of the least distance: farther off, a baseline is the next line's.
    reach = min(distances(longest)) / 3
    heights = united(stacks, reach)
    labels = _lines_with_figures(grid, cells, heights)
    if labels:
        return _middles(labels)
    if any(step < 2 * reach for step in distances(heights)):
        return []  # lines that stand between each other are no rows
    if len(stacks) == 1 and not _stands_by_itself(grid, stacked[0][0], cells, longest, reach):
        return []
    middles = _middles(heights)
    lines = [y for _, runs in cells for y in line_heights(runs)]
    if not _astride(lines, middles, reach):
        return middles
    return _floors_between_labels(cells, heights, reach) or _weighed_floors(
        grid, cells, len(heights)
    )


def _stands_by_itself(
    grid: Grid, cell: _Held, cells: Sequence[_Held], heights: list[float], reach: float
) -> bool:
    """Check whether the only cell with figures under each other is rows: nothing stands beside it,
    or a label beside each figure.
    """
    return _is_alone(grid, cell, cells, heights, reach) or _is_labelled(
        grid, cell, cells, heights, reach
    )


def _floors_between_labels(
    cells: Sequence[_Held], heights: Sequence[float], reach: float
) -> list[float]:
    """Return the floors between labels of one or two lines, each around the height of its figures;
    none where no cell holds such labels.
    """
    for _, runs in cells:
        around = labels_around(line_heights(runs), heights, reach) if _are_names(runs) else []
        if around:
            return [(above + below) / 2 for (_, above), (below, _) in pairwise(around)]
    return []


def distances(ys: Sequence[float]) -> list[float]:
    """Return how far heights are apart, top to bottom."""
    return [b - a for a, b in pairwise(ys)]


def _middles(ys: Sequence[float]) -> list[float]:
    return [(a + b) / 2 for a, b in pairwise(ys)]


def _is_alone(
    grid: Grid, stack: _Held, cells: Sequence[_Held], baselines: Sequence[float], reach: float
) -> bool:
    """Check whether the only cell of several figures has room for rows, and another cell has lines
    beside each of them.
    """
    lines = [line_heights(runs) for _, runs in cells]
    named = [each for each in lines if len(each) == len(baselines)]
    alike = sum(meet(each, baselines, reach) for each in named)
    return alike > 1 and _leaves_room(grid, *stack)


def _is_labelled(
    grid: Grid, stack: _Held, cells: Sequence[_Held], baselines: Sequence[float], reach: float
) -> bool:
    """Check whether a row holds only labels and figures under each other, the figures on baselines
    of labels that leave room.
    """
    of_several_lines = [runs for _, runs in cells if len(line_heights(runs)) > 1]
    if len(of_several_lines) != _LABEL_AND_FIGURES or len(baselines) < ENOUGH:
        return False
    return any(
        region is not stack[0]
        and meet(baselines, line_heights(runs), reach)
        and _leaves_room(grid, region, runs)
        for region, runs in cells
    )


def _lines_with_figures(
    grid: Grid, cells: Sequence[tuple[Region, list[Run]]], heights: Sequence[float]
) -> list[float]:
    """Return the lines of the names where each figure of a row of a grid stands on one of them:
    those without a figure are rows too. None of the names may go on in the next line.
    """
    if len(heights) < FEWEST_FIGURES:
        return []
    for region, runs in cells:
        lines = line_heights(runs)
        if len(lines) < len(heights) or not _are_names(runs):
            continue
        reach = min(b - a for a, b in pairwise(lines)) / 3
        if meet(heights, lines, reach) and _leaves_room(grid, region, runs):
            return lines
    return []


def _are_names(runs: Sequence[Run]) -> bool:
    """Check whether every line of a cell has words."""
    return all(
        any(glyph.char > "\u2e80" for run in line for glyph in run.glyphs)
        for line in visual_lines(runs)
    )


def stacked_cells(table: Table) -> int:
    """Count the columns of figures that stand under each other, or under words, within a cell,
    where there are several in a row of the table.
    """
    rows: dict[int, list[int]] = {}
    for cell in table.cells:
        lines = cell.text.split("\n")
        figures = [sum(map(bool, map(FIGURE.fullmatch, line.split()))) for line in lines]
        under_words = lines[0] > "\u2e80" and FIGURE.fullmatch(lines[-1]) is not None
        several = sum(map(bool, figures)) > 1 and "," not in (lines[-1][:1], lines[0][-1:])
        if several or under_words:
            rows.setdefault(cell.row, []).extend(range(max(figures)))
    return sum(len(counts) for counts in rows.values() if len(counts) > 1)


def _astride(lines: Sequence[float], floors: Sequence[float], reach: float) -> bool:
    """Check whether a line of print stands where a floor would be: a heading without figures, or
    part of a label of several lines; or above the first or below the last figures.
    """
    return any(abs(y - floor) < reach for y in lines for floor in floors)


def _weighed_floors(
    grid: Grid, cells: Sequence[tuple[Region, list[Run]]], figures: int
) -> list[float]:
    """Return the floors between the rows of cells whose labels stand around their figures: the
    lines are weighed as those of a table without rulings.
    """
    pieces = [
        Piece(list(line), line_text(line), line[0].x0, max(run.x1 for run in line))
        for _, runs in cells
        for line in visual_lines(runs)
    ]
    for piece in pieces:
        piece.whole = is_entry(piece.text)
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda p: (p.runs[0].middle, p.x0)):
        top = min(r.top for r in piece.runs)
        bottom = max(r.bottom for r in piece.runs)
        if lines and abs(lines[-1].middle - (top + bottom) / 2) < (bottom - top) / 3:
            lines[-1].pieces.append(piece)
        else:
            lines.append(Line([piece], top, bottom))
    for line in lines:
        line.pieces.sort(key=lambda p: p.x0)
    rows = rows_of(lines, grid.xs)
    if len(rows) < figures:
        return []
    return [
        (max(line.bottom for line in above) + min(line.top for line in below)) / 2
        for above, below in pairwise(rows)
    ]


def labels_around(
    lines: Sequence[float], heights: Sequence[float], reach: float
) -> list[tuple[float, float]]:
    """Return the first and last line of the label of each figure: one line on its height, or two
    around it; none where a line or a figure is left over.
    """
    labels: list[tuple[float, float]] = []
    left = list(lines)
    for height in heights:
        alone = abs(left[0] - height) if left else reach
        around = abs((left[0] + left[1]) / 2 - height) if len(left) > 1 else reach
        if min(alone, around) >= reach:
            return []
        first = left.pop(0)
        last = left.pop(0) if around < alone else first
        labels.append((first, last))
    if left:
        return []
    return labels


def united(stacks: Sequence[list[float]], reach: float) -> list[float]:
    """Return the heights at which any column prints a figure: no column need fill every row."""
    heights: list[float] = []
    for height in sorted(height for stack in stacks for height in stack):
        if not heights or height - heights[-1] >= reach:
            heights.append(height)
    return heights


def meet(lines: Sequence[float], others: Sequence[float], reach: float) -> bool:
    """Check whether each of some lines stands on the height of one of the others."""
    return all(any(abs(y - other) < reach for other in others) for y in lines)


def _leaves_room(grid: Grid, region: Region, runs: Sequence[Run]) -> bool:
    """Check whether none of a cell's lines is so long that the next may go on with it."""
    width = grid.xs[region.column + region.column_span] - grid.xs[region.column]
    return all(line[-1].x1 - line[0].x0 < width - 2 * line[0].size for line in visual_lines(runs))


def line_heights(runs: Sequence[Run]) -> list[float]:
    """Return the middles of the lines of a cell."""
    return [_middle_of(line) for line in visual_lines(runs)]


def _middle_of(line: Sequence[Run]) -> float:
    """Return the y of half the height of a visual line."""
    return (min(run.top for run in line) + max(run.bottom for run in line)) / 2


def figure_heights(runs: Sequence[Run]) -> list[float]:
    """Return the middles of the lines of a cell that are a figure and nothing else; none where
    another line is among them.
    """
    if runs[0].glyphs[0].char not in FIGURE_CHARS | DASHES:
        return []
    middles: list[float] = []
    has_figure = False
    for runs_of_line in visual_lines(runs):
        line = cut_line(runs_of_line)
        text = line.pieces[0].text
        if len(line.pieces) > 1 or not is_entry(text):
            return []
        middles.append(line.middle)
        has_figure = has_figure or FIGURE.fullmatch(text) is not None
    if has_figure:
        return middles
    return []


def _with_floors(grid: Grid, held: Sequence[list[Run]], floors: dict[int, list[float]]) -> Grid:
    """Cut rows at floors; cells with one line of text between rows stay whole, as merged cells."""
    starts: list[int] = []
    ys: list[float] = []
    for row in range(grid.rows):
        starts.append(len(ys))
        ys += [grid.ys[row], *floors.get(row, [])]
    starts.append(len(ys))
    regions: list[Region] = []
    for region, runs in zip(grid.regions, held, strict=True):
        start = starts[region.row]
        end = starts[region.row + region.row_span]
        cut = floors.get(region.row, [])
        if region.row_span == 1 and cut and (not runs or _of_one_row(grid, region, runs, cut)):
            regions += [Region(r, region.column, 1, region.column_span) for r in range(start, end)]
        else:
            regions.append(Region(start, region.column, end - start, region.column_span))
    return Grid(
        grid.xs,
        [*ys, grid.ys[-1]],
        sorted(regions, key=lambda g: (g.row, g.column)),
        grid.open_rows,
    )


def _of_one_row(grid: Grid, region: Region, runs: Sequence[Run], floors: Sequence[float]) -> bool:
    """Check whether what a cell holds stands in the rows that floors make of it: it has several
    lines, or one that stands in the middle of a row and not of the whole.
    """
    lines = visual_lines(runs)
    if len(lines) > 1:
        return True
    middle = _middle_of(lines[0])
    pitch = min((b - a for a, b in pairwise(floors)), default=None)
    whole = (grid.ys[region.row] + grid.ys[region.row + 1]) / 2
    if FIGURE.fullmatch(line_text(lines[0])):
        return min(abs(middle - floor) for floor in floors) > 0.25 * (pitch or lines[0][0].size)
    return abs(middle - whole) > 0.5 * lines[0][0].size
