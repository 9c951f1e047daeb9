"""Rows that a grid holds without a ruling between them: figures under each other in one cell.

Some tables draw their frame and columns only. Where figures of several cells stand on the same
baselines, those are rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.document import Table
from budgetflow.readers.tables.broken_figures import decimals_in, is_one_figure, usual_decimals
from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.runs import FIGURE, FIGURE_CHARS, Run, line_text, visual_lines
from budgetflow.readers.tables.stream.lines import Line, Piece, cut_line
from budgetflow.readers.tables.stream.rows import rows_of

# Cells of several lines in a row that is parted by one column of figures; a third has lines of its
# own that would have to agree.
_LABEL_AND_FIGURES = 2
# Figures under each other that part a cell into rows where only labels stand beside them.
ENOUGH = 3
# What tables print for no amount.
DASHES = frozenset("-—–－―")
_OF_ENTRIES = FIGURE_CHARS | DASHES


def is_entry(text: str) -> bool:
    """Check whether a line of a column of figures is a figure, or a dash where there is none."""
    if FIGURE.fullmatch(text):
        return True
    return bool(text) and DASHES.issuperset(text)


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
    decimals = decimals_in(held) if rows else None
    for row, cells in rows.items():
        found = _floors_of(grid, cells, decimals) if len(cells) > 1 else []
        if found:
            floors[row] = found
    if floors:
        return _with_floors(grid, held, floors)
    return None


# A cell of the grid with the runs that stand in it.
_Held = tuple[Region, list[Run]]


def _floors_of(grid: Grid, cells: Sequence[_Held], decimals: int | None) -> list[float]:
    """Return the y of the floors that are missing in one row of a grid, none where none is."""
    stacked: list[tuple[_Held, list[float]]] = []
    for cell in cells:
        stack = figure_heights(cell[1], decimals)
        if len(stack) > 1:
            stacked.append((cell, stack))
    if not stacked:
        return []
    stacks = [stack for _, stack in stacked]
    longest = max(stacks, key=len)
    # A third of the least distance: farther off, a baseline is the next line's.
    reach = min(distances(longest)) / 3
    heights = united(stacks, reach)
    # Names come first: they show rows without a figure too, which baselines of figures cannot.
    labels = _lines_with_figures(grid, cells, heights)
    if labels:
        return _middles(labels)
    if any(step < 2 * reach for step in distances(heights)):
        return []  # lines that stand between each other are no rows
    if len(stacks) == 1 and not _stands_by_itself(grid, stacked[0][0], cells, longest, reach):
        return []
    middles = _middles(heights)
    # Baselines part nothing where a label of several lines stands around its figure; then the
    # labels are asked, and last of all they are weighed.
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
        if not _are_names(runs):
            continue
        around = labels_around(line_heights(runs), heights, reach)
        if around:
            blanks = pairwise(around)
            return [(above + below) / 2 for (_, above), (below, _) in blanks]
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
    alike = 0
    for _, runs in cells:
        lines = line_heights(runs)
        if len(lines) == len(baselines):
            alike += meet(lines, baselines, reach)
    # The figures' own cell is one of them.
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
    for region, runs in cells:
        if region is stack[0]:
            continue
        if meet(baselines, line_heights(runs), reach) and _leaves_room(grid, region, runs):
            return True
    return False


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
        reach = min(distances(lines)) / 3
        # A name as wide as its cell may go on in the next line, which is then no row.
        if meet(heights, lines, reach) and _leaves_room(grid, region, runs):
            return lines
    return []


def _are_names(runs: Sequence[Run]) -> bool:
    """Check whether every line of a cell has words."""
    for line in visual_lines(runs):
        glyphs = [glyph for run in line for glyph in run.glyphs]
        if not any(glyph.char > "\u2e80" for glyph in glyphs):
            return False
    return True


def stacked_cells(table: Table) -> int:
    """Count the columns of figures that stand under each other, or under words, within a cell,
    where there are several in a row of the table.
    """
    rows: dict[int, list[int]] = {}
    decimals = usual_decimals(cell.text for cell in table.cells)
    for cell in table.cells:
        # One line stands under nothing, unless it is a figure in wide digits.
        if "\n" not in cell.text and not (cell.text > "\u2e80" and FIGURE.fullmatch(cell.text)):
            continue
        lines = cell.text.split("\n")
        figures = [_count_figures(line) for line in lines]
        under_words = lines[0] > "\u2e80" and FIGURE.fullmatch(lines[-1]) is not None
        # One figure that was too long for its column; a comma at the break shows it anywhere.
        broken = "," in (lines[-1][:1], lines[0][-1:]) or is_one_figure(lines, decimals)
        several = sum(map(bool, figures)) > 1 and not broken
        if several or under_words:
            rows.setdefault(cell.row, []).extend(range(max(figures)))
    return sum(len(counts) for counts in rows.values() if len(counts) > 1)


def _count_figures(line: str) -> int:
    """Return how many words of a line are figures."""
    return sum(FIGURE.fullmatch(word) is not None for word in line.split())


def _astride(lines: Sequence[float], floors: Sequence[float], reach: float) -> bool:
    """Check whether a line of print stands where a floor would be: a heading without figures, or
    part of a label of several lines; or above the first or below the last figures.
    """
    for floor in floors:
        near = [y for y in lines if abs(y - floor) < reach]
        if near:
            return True
    return False


def _weighed_floors(
    grid: Grid, cells: Sequence[tuple[Region, list[Run]]], figures: int
) -> list[float]:
    """Return the floors between the rows of cells whose labels stand around their figures: the
    lines are weighed as those of a table without rulings.
    """
    pieces: list[Piece] = []
    for _, runs in cells:
        for printed in visual_lines(runs):
            right = max(run.x1 for run in printed)
            piece = Piece(list(printed), line_text(printed), printed[0].x0, right)
            # Dashes count as figures here: each stands on the baseline of a row of its own.
            piece.whole = is_entry(piece.text)
            pieces.append(piece)
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda p: (p.runs[0].middle, p.x0)):
        top = min(r.top for r in piece.runs)
        bottom = max(r.bottom for r in piece.runs)
        # A third of the height: pieces of one line of print seldom agree to the point over cells.
        if lines and abs(lines[-1].middle - (top + bottom) / 2) < (bottom - top) / 3:
            lines[-1].pieces.append(piece)
        else:
            lines.append(Line([piece], top, bottom))
    for line in lines:
        line.pieces.sort(key=lambda p: p.x0)
    rows = rows_of(lines, grid.xs)
    # Fewer rows than figures would leave two amounts in one cell.
    if len(rows) < figures:
        return []
    floors: list[float] = []
    for above, below in pairwise(rows):
        bottom = max(line.bottom for line in above)
        top = min(line.top for line in below)
        floors.append((bottom + top) / 2)
    return floors


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
        last = first
        # One line on the height is preferred: of two the second may begin the next label.
        if around < alone:
            last = left.pop(0)
        labels.append((first, last))
    if left:
        return []
    return labels


def united(stacks: Sequence[list[float]], reach: float) -> list[float]:
    """Return the heights at which any column prints a figure: no column need fill every row."""
    heights: list[float] = []
    every = [height for stack in stacks for height in stack]
    for height in sorted(every):
        if not heights or height - heights[-1] >= reach:
            heights.append(height)
    return heights


def meet(lines: Sequence[float], others: Sequence[float], reach: float) -> bool:
    """Check whether each of some lines stands on the height of one of the others."""
    for y in lines:
        on_height = any(abs(y - other) < reach for other in others)
        if not on_height:
            return False
    return True


def _leaves_room(grid: Grid, region: Region, runs: Sequence[Run]) -> bool:
    """Check whether none of a cell's lines is so long that the next may go on with it."""
    width = grid.xs[region.column + region.column_span] - grid.xs[region.column]
    for line in visual_lines(runs):
        printed = line[-1].x1 - line[0].x0
        # Two characters of room: a shorter word could not have gone on in the line either.
        if printed >= width - 2 * line[0].size:
            return False
    return True


def line_heights(runs: Sequence[Run]) -> list[float]:
    """Return the middles of the lines of a cell."""
    lines = visual_lines(runs)
    return [_middle_of(line) for line in lines]


def _middle_of(line: Sequence[Run]) -> float:
    """Return the y of half the height of a visual line."""
    top = min(run.top for run in line)
    bottom = max(run.bottom for run in line)
    return (top + bottom) / 2


def figure_heights(runs: Sequence[Run], decimals: int | None) -> list[float]:
    """Return the middles of the lines of a cell that are a figure and nothing else; none where
    another line is among them, or where they are one figure with the table's usual `decimals`.
    """
    if runs[0].glyphs[0].char not in _OF_ENTRIES:
        return []
    if len(runs) == 1:
        text = line_text(runs)
        return [runs[0].middle] if FIGURE.fullmatch(text) else []
    middles: list[float] = []
    texts: list[str] = []
    has_figure = False
    for runs_of_line in visual_lines(runs):
        line = cut_line(runs_of_line)
        text = line.pieces[0].text
        if len(line.pieces) > 1 or not is_entry(text):
            return []
        middles.append(line.middle)
        texts.append(text)
        has_figure = has_figure or FIGURE.fullmatch(text) is not None
    if has_figure and not is_one_figure(texts, decimals):
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
        rows = range(start, end)
        parted = region.row_span == 1 and bool(cut)
        if parted and (not runs or _of_one_row(grid, region, runs, cut)):
            regions += [Region(row, region.column, 1, region.column_span) for row in rows]
        else:
            regions.append(Region(start, region.column, end - start, region.column_span))
    regions.sort()
    return Grid(grid.xs, [*ys, grid.ys[-1]], regions, grid.open_rows)


def _of_one_row(grid: Grid, region: Region, runs: Sequence[Run], floors: Sequence[float]) -> bool:
    """Check whether what a cell holds stands in the rows that floors make of it: it has several
    lines, or one that stands in the middle of a row and not of the whole.
    """
    lines = visual_lines(runs)
    if len(lines) > 1:
        return True
    middle = _middle_of(lines[0])
    size = lines[0][0].size
    if FIGURE.fullmatch(line_text(lines[0])):
        pitch = min(distances(floors), default=size)
        nearest = min(abs(middle - floor) for floor in floors)
        # On a floor a figure stands for the rows on both sides, between two for one.
        return nearest > 0.25 * (pitch or size)
    # A lone label in the middle of the whole names all of its rows and stays a merged cell.
    whole = (grid.ys[region.row] + grid.ys[region.row + 1]) / 2
    return abs(middle - whole) > 0.5 * size
