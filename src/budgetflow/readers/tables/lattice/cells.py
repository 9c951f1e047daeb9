"""Put text into the cells of a grid: which run belongs to which cell, and where a run is really
two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.document import Box, Cell, Table
from budgetflow.readers.tables.glyphs import Glyph
from budgetflow.readers.tables.lattice.cut_spans import cut_spans
from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.lattice.split_columns import split_columns
from budgetflow.readers.tables.lattice.split_rows import split_rows
from budgetflow.readers.tables.lattice.trim import trim
from budgetflow.readers.tables.runs import (
    FIGURE,
    FIGURE_CHARS,
    Run,
    indent_of,
    part_figures,
    text_of,
)

# Of an em: how much further apart than the characters of a word two cells' words are.
_WIDER = 0.15


def inside(grid: Grid, run: Run) -> bool:
    """Check whether a run's middle lies in the grid."""
    # The middle: print often sticks out of the outer border by a hair.
    middle = (run.x0 + run.x1) / 2
    if not grid.xs[0] <= middle <= grid.xs[-1]:
        return False
    return grid.ys[0] <= run.middle <= grid.ys[-1]


def fill_grid(grid: Grid, runs: Sequence[Run], page: int) -> Table | None:
    """Make the Table of a grid and the runs in it; None where it is a frame around text rather than
    a table.

    Rows and columns that only the outer border suggested (rulings that stick out) and that hold no
    text are left out.
    """
    held = place(grid, runs)
    # Merged cells first, since rows and columns are looked for in cells of one row or column; each
    # finer grid is filled again before the next looks at it.
    for split in (cut_spans, split_rows, split_columns):
        finer = split(grid, held)
        if finer is not None:
            grid = finer
            held = place(finer, runs)
    grid, held = trim(grid, held)
    xs = [round(x, 2) for x in grid.xs]
    ys = [round(y, 2) for y in grid.ys]
    pairs = zip(grid.regions, held, strict=True)
    cells = [_cell(xs, ys, region, pieces, page) for region, pieces in pairs]
    if not is_table(grid, cells):
        return None
    return Table(
        cells,
        grid.rows,
        grid.columns,
        page,
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        ruled=True,
        column_edges=tuple(xs),
    )


def place(grid: Grid, runs: Sequence[Run]) -> list[list[Run]]:
    """Return the runs of each region of a grid, in the order of its regions."""
    owners = _owners(grid)
    held: list[list[Run]] = [[] for _ in grid.regions]
    # Borders that the row has: a merged cell holds print across those of the rows beside it.
    borders: dict[int, list[float]] = {}
    for run in runs:
        r = _slot(grid.ys, run.middle)
        owner = owners[r]
        if r not in borders:
            crossing = [c for c in range(1, grid.columns) if owner[c] != owner[c - 1]]
            borders[r] = [grid.xs[c] for c in crossing]
        for piece in split_at_borders(run, borders[r]):
            held[owner[_slot(grid.xs, _centre(piece))]].append(piece)
    return held


def _owners(grid: Grid) -> list[list[int]]:
    """Return, by row and column of a grid, the number of the region that covers the place."""
    owners = [[0] * grid.columns for _ in range(grid.rows)]
    for number, (row, column, row_span, column_span) in enumerate(grid.regions):
        # Most regions are one place.
        if row_span == column_span == 1:
            owners[row][column] = number
            continue
        for owner in owners[row : row + row_span]:
            owner[column : column + column_span] = [number] * column_span
    return owners


def is_table(grid: Grid, cells: Sequence[Cell]) -> bool:
    """Return True for a table, False for a framed text, a chart or an underline: two columns with
    text, and two rows or three columns or a figure.
    """
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or grid.columns < 2:
        return False
    # Cells as wide as the grid only: a framed notice, or lines of text with rulings between.
    if not any(cell.column_span < grid.columns for cell in filled):
        return False
    if grid.rows >= 2 or grid.columns >= 3:
        return True
    return any(FIGURE.fullmatch(cell.text) for cell in filled)


def split_at_borders(run: Run, borders: Sequence[float]) -> list[Run]:
    """Cut a run where a border shows that two cells meet in it; else it stays whole and goes where
    most of it is.

    A figure that overflows its cell stays whole. `193,018,000一、社会` falls at the change from
    figure to words; `1,234.005,678.00` at the border, since only the halves are figures; `会议费
    培训费` at a border that runs through a gap wider than those inside the words.
    """
    # Half a point: a run that touches a border with the edge of its box does not cross it.
    first = bisect_right(borders, run.x0 + 0.5)
    last = bisect_right(borders, run.x1 - 0.5)
    if first == last:
        return [run]
    crossed = borders[first:last]
    pieces: list[Run] = []
    for token in _tokens(run.glyphs):
        if FIGURE_CHARS.issuperset(glyph.char for glyph in token):
            pieces += _split_figure(token, crossed)
        else:
            pieces += _split_words(token, crossed)
    return pieces


def _split_words(glyphs: list[Glyph], borders: Sequence[float]) -> list[Run]:
    """Cut words at the borders that run between two characters further apart than the others.

    Programs that write a PDF anew (Cairo, printers' drivers) draw the heads of two narrow columns
    as one text. What overflows its cell has no gap there, or is spaced as widely elsewhere.
    """
    apart: list[tuple[int, float]] = []
    within = 0.0
    for place, (left, right) in enumerate(pairwise(glyphs), start=1):
        gap = right.x0 - left.x1
        # A border that strikes through a character parts nothing.
        if any(left.x1 <= border <= right.x0 for border in borders):
            apart.append((place, gap))
        else:
            within = max(within, gap)
    widest = within + _WIDER * (glyphs[0].bottom - glyphs[0].top)
    cuts = [0, *(place for place, gap in apart if gap >= widest), len(glyphs)]
    return [Run(glyphs[start:end]) for start, end in pairwise(cuts)]


def _tokens(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Part figures from words."""
    tokens: list[list[Glyph]] = []
    for glyph in glyphs:
        of_figure = glyph.char in FIGURE_CHARS
        if tokens and of_figure == (tokens[-1][-1].char in FIGURE_CHARS):
            tokens[-1].append(glyph)
        else:
            tokens.append([glyph])
    return tokens


def _split_figure(glyphs: list[Glyph], borders: Sequence[float]) -> list[Run]:
    """Cut figures that touch: at the borders, or where the second decimal ends, if every piece is a
    figure then.
    """
    whole = "".join([g.char for g in glyphs])
    # No amount of a budget has twenty characters: two whole numbers touch.
    if FIGURE.fullmatch(whole) and len(whole) < 20:
        return [Run(glyphs)]
    middles = [(glyph.x0 + glyph.x1) / 2 for glyph in glyphs]
    left_of = [sum(middle < border for middle in middles) for border in borders]
    cuts = [0, *left_of, len(glyphs)]
    pieces = [(start, end) for start, end in pairwise(cuts) if start < end]
    if all(FIGURE.fullmatch(whole[start:end]) for start, end in pieces):
        return [Run(glyphs[start:end]) for start, end in pieces]
    return part_figures(Run(glyphs))


def _centre(run: Run) -> float:
    """Return the middle of the middle character: where most of the run is."""
    # Not the middle of its box, which one character far from the others would move.
    half, odd = divmod(len(run.glyphs), 2)
    glyph = run.glyphs[half]
    if odd:
        return (glyph.x0 + glyph.x1) / 2
    return (run.glyphs[half - 1].x1 + glyph.x0) / 2


def _slot(edges: Sequence[float], position: float) -> int:
    # Print outside the outermost edges belongs to the outermost cell.
    slot = bisect_right(edges, position) - 1
    last = len(edges) - 2
    return min(max(slot, 0), last)


def _cell(
    xs: Sequence[float], ys: Sequence[float], region: Region, pieces: Sequence[Run], page: int
) -> Cell:
    """Return the cell of a region; `xs` and `ys` are the rounded edges of its grid."""
    row, column, row_span, column_span = region
    box = Box(xs[column], ys[row], xs[column + column_span], ys[row + row_span])
    # Half the cells of a page are blank.
    if not pieces:
        return Cell(row, column, "", row_span, column_span, page, box)
    text = text_of(pieces)
    indent = indent_of(pieces, box.x0)
    return Cell(row, column, text, row_span, column_span, page, box, indent=indent)
