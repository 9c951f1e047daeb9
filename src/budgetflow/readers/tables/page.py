"""Tables and lines of one page put together: grids filled, blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.document import Block, Page, Table
from budgetflow.readers.page_numbers import is_page_number
from budgetflow.readers.tables.lattice.cells import fill_grid, inside
from budgetflow.readers.tables.lattice.grid import Grid, find_grids
from budgetflow.readers.tables.lattice.open_body import with_open_body
from budgetflow.readers.tables.lattice.split_rows import stacked_cells
from budgetflow.readers.tables.rulings import Segment, merge_lines
from budgetflow.readers.tables.runs import Run, line_text, visual_lines
from budgetflow.readers.tables.stream.table import find_aligned


def last_aligned(page: Page | None) -> Table | None:
    """Return the last table of a page if no rulings made it."""
    if page is None:
        return None
    tables = [block for block in page.blocks if isinstance(block, Table)]
    if tables and not tables[-1].ruled:
        return tables[-1]
    return None


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """Order blocks from top to bottom, then from left to right."""
    return sorted(blocks, key=_top_left)


def _top_left(block: Block) -> tuple[float, float]:
    if block.box is None:
        return 0.0, 0.0
    return block.box.top, block.box.x0


def _by_alignment(
    table: Table, runs: list[Run], grid: Grid, number: int, floors: Sequence[Segment]
) -> list[Table]:
    """Read a grid whose cells hold figures of several rows by their alignment; nothing where it has
    none, or where alignment leaves print over.
    """
    if stacked_cells(table) < 2:
        return []
    tables, left = find_aligned(runs, number, floors, walls=_walls(grid))
    # Print left over, or a second table, shows that alignment misread the grid: glued rows are
    # better than lost ones.
    if len(tables) != 1 or left or stacked_cells(tables[0]) >= stacked_cells(table):
        return []
    return tables


def _walls(grid: Grid) -> list[float]:
    """Return the inner borders of columns that reach through most of a grid."""
    covered = dict.fromkeys(range(1, grid.columns), 0)
    for region in grid.regions:
        if region.column in covered:
            covered[region.column] += region.row_span
    walls: list[float] = []
    for x, rows in covered.items():
        # Half the rows at the least: a wall of the header alone parts no column below it.
        if 2 * rows > grid.rows:
            walls.append(grid.xs[x])
    return walls


def find_tables(
    runs: list[Run],
    rulings: tuple[list[Segment], list[Segment]],
    number: int,
    before: Page | None = None,
) -> tuple[list[Table], list[Run]]:
    """Return the tables of a page, those of rulings (horizontal, vertical) first and then those set
    by alignment, which may go on from the page `before`; and the runs outside all of them.
    """
    horizontal, vertical = map(merge_lines, rulings)
    grids = find_grids(horizontal, vertical)
    # Rulings first: what they enclose is certain, and alignment would join it with print beside it.
    tables, rest = take_tables(runs, grids, number, horizontal)
    aligned, rest = find_aligned(rest, number, horizontal, last_aligned(before))
    return [*tables, *aligned], rest


def take_tables(
    runs: list[Run], grids: list[Grid], number: int, floors: Sequence[Segment] = ()
) -> tuple[list[Table], list[Run]]:
    """Fill the grids, the smallest first, so that a frame around a table does not take what is the
    table's.

    A grid that rules its columns and not its rows leaves figures of several rows in one cell; it is
    read by alignment. `floors` are the horizontal rulings of the page (`merge_lines`).
    """
    if not grids:
        return [], list(runs)
    # The page's number would be an amount of the last row where a table reaches down to it.
    foot = _page_number(runs)
    runs = _without(runs, foot)
    tables: list[Table] = []
    tops = [grid.ys[0] for grid in grids]
    grids = [with_open_body(grid, runs, floors, tops) for grid in grids]
    for grid in sorted(grids, key=_area):
        mine = [run for run in runs if inside(grid, run)]
        table = fill_grid(grid, mine, number) if mine else None
        if table is None:
            continue
        tables += _by_alignment(table, mine, grid, number, floors) or [table]
        runs = _without(runs, mine)
    return tables, [*runs, *foot]


def _without(runs: list[Run], taken: Sequence[Run]) -> list[Run]:
    """Return the runs that are none of those taken."""
    ids = set(map(id, taken))
    return [run for run in runs if id(run) not in ids]


def _area(grid: Grid) -> float:
    width = grid.xs[-1] - grid.xs[0]
    height = grid.ys[-1] - grid.ys[0]
    return width * height


def _page_number(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of the page's number, which may stand on the last row of a table that fills
    its page (`第 66 页`, `- 66 -`); a bare number may be a figure, `-66` too.
    """
    if not runs:
        return []
    last = list(visual_lines(runs))[-1]
    words = line_text(last)
    plain = "".join(words.split())
    if not is_page_number(words) or not any(map(str.isdigit, plain)):
        return []
    bare = plain[:1].isdigit() or plain[-1:].isdigit()
    if bare and "页" not in plain:
        return []
    return list(last)
