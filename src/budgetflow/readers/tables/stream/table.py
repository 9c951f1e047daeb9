"""Tables without rulings: columns from where figures and labels line up, rows from baselines,
headers from what stands over what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from budgetflow.readers.document import Box, Cell, Table
from budgetflow.readers.tables.rulings import Segment
from budgetflow.readers.tables.runs import Run, indent_of, line_text, part_figures, visual_lines
from budgetflow.readers.tables.stream.blocks import beside_notes, blocks_of, first_body_line
from budgetflow.readers.tables.stream.columns import (
    are_labels,
    column_edges,
    column_of,
    continued_edges,
    note_columns,
    repeats_header,
    with_empty_columns,
    with_walls,
    without_indents,
)
from budgetflow.readers.tables.stream.flush import mark_flush_numbers
from budgetflow.readers.tables.stream.header import Head, heads_of
from budgetflow.readers.tables.stream.lines import Line, Piece, cut_line
from budgetflow.readers.tables.stream.rows import rows_of
from budgetflow.readers.tables.stream.whole import mark_whole_numbers

# Of a cell whose borders were guessed.
CONFIDENCE = 0.8


def find_aligned(
    runs: Sequence[Run],
    page: int,
    floors: Sequence[Segment] = (),
    before: Table | None = None,
    walls: Sequence[float] = (),
) -> tuple[list[Table], list[Run]]:
    """Find the tables that alignment alone makes among runs outside ruled tables; give them and the
    runs left over.

    `floors` are the horizontal rulings of the page (`merge_lines`): a table may rule its rows and
    not its columns. `before` is the last table of the page before, whose columns hold for a table
    that goes on here, without a header or under the same one. `walls` are the x of rulings that
    part columns.
    """
    # A label and the figure that touches it are one run of print, and two cells.
    runs = [part for run in runs for part in part_figures(run)]
    lines = [cut_line(line) for line in visual_lines(runs)]
    # Whole numbers under heads of money first: those that end flush are looked for around figures
    # known by then.
    mark_whole_numbers(lines, before)
    mark_flush_numbers(lines)
    # Without a line of figures nothing on the page is a table; most pages of prose end here.
    if not any(line.is_body for line in lines):
        return [], runs
    left = min(run.x0 for run in runs)
    right = max(run.x1 for run in runs)
    tables: list[Table] = []
    taken: set[int] = set()
    notes = note_columns(before)
    goes_on = before
    for block in blocks_of(lines, left, right, notes, partial(_is_header_of, before)):
        heads = _header_height(block, notes, goes_on)
        header = block[:heads]
        body = block[heads:]
        edges = with_walls(_own_edges(block, heads, goes_on), walls, body)
        # Columns that part no figures from each other, or figures that stand anywhere, are a
        # paragraph set in columns.
        if len(edges) < 3 or not _lines_up(block):
            continue
        tables.append(_table(header, body, edges, page, floors))
        taken.update(id(run) for run in _runs_of(block))
        goes_on = None  # only the first table of a page can go on from the page before
    return tables, [run for run in runs if id(run) not in taken]


def _is_header_of(before: Table | None, lines: Sequence[Line]) -> bool:
    """Check whether lines repeat the header of the last table of the page before."""
    return before is not None and bool(lines) and repeats_header(lines, before)


def _lines_up(block: Sequence[Line]) -> bool:
    """Check whether most figures above or below others line up with one: right, left or middle
    within a third of their height.
    """
    rows = [line for line in block if line.is_body]
    figures = [[piece for piece in line.pieces if piece.is_money] for line in rows]
    near = 0
    total = 0
    for k, row in enumerate(figures):
        # Six rows each way: farther off figures of another part of the table begin.
        around = figures[max(0, k - 6) : k] + figures[k + 1 : k + 7]
        others = [piece for other in around for piece in other]
        for piece in row:
            stacked = [o for o in others if o.x0 < piece.x1 and o.x1 > piece.x0]
            total += bool(stacked)
            near += any(_in_line(piece, other) for other in stacked)
    # A single row has nothing to line up with; `_trimmed` has asked for three figures in it, or the
    # header of the page before.
    return len(figures) == 1 or near >= max(0.6 * total, 2)


def _in_line(piece: Piece, other: Piece) -> bool:
    """Check whether two pieces end, begin or have their middle at the same x."""
    reach = max(2.0, 0.35 * piece.runs[0].size)
    if abs(other.x1 - piece.x1) < reach:
        return True
    if abs(other.x0 - piece.x0) < reach:
        return True
    return abs(other.x0 + other.x1 - piece.x0 - piece.x1) < 2 * reach


def _own_edges(block: Sequence[Line], heads: int, goes_on: Table | None) -> list[float]:
    """Return the x of the columns' edges of a block whose header has `heads` lines: those of the
    table that goes on in it where they part its figures, else those its own pieces show.
    """
    header = block[:heads]
    body = block[heads:]
    if goes_on is not None and (not header or repeats_header(header, goes_on)):
        edges = continued_edges(goes_on.column_edges, body)
        if edges:
            return edges
    # Columns of headers without figures are added first: an indent is one only if no header stands
    # over it.
    own = with_empty_columns(column_edges(body), header, body)
    return without_indents(own, block)


def _runs_of(block: Sequence[Line]) -> list[Run]:
    pieces = [piece for line in block for piece in line.pieces]
    return [run for piece in pieces for run in piece.runs]


def _header_height(
    block: Sequence[Line], notes: list[tuple[float, float]], before: Table | None
) -> int:
    """Return how many lines of a block are its header. `notes` are the columns of texts of the
    table before, `before` is that table where the block may go on with it.
    """
    heads = first_body_line(block)
    while heads and notes and not beside_notes(block[heads - 1], notes).pieces:
        heads -= 1  # a note that begins above the figures of its row
    if before is not None and are_labels(block[:heads], block[heads:], before.column_edges):
        return 0
    return heads


def _table(
    header: Sequence[Line],
    body: Sequence[Line],
    edges: list[float],
    page: int,
    floors: Sequence[Segment],
) -> Table:
    # What the lanes left outside (a long first label, a note behind the last figure) is inside.
    edges[0] = min([edges[0], *(line.pieces[0].x0 - 1 for line in body)])
    edges[-1] = max([edges[-1], *(line.pieces[-1].x1 + 1 for line in body)])
    heads = heads_of(header, edges, floors)
    depth = max((head.depth for head in heads), default=0)
    rows = rows_of(body, edges, floors)
    frame = _Frame(edges, _heights(header, rows, depth), page)
    columns = len(edges) - 1
    cells: list[Cell] = []
    for row, head, span in _placed(heads, 0, depth):
        cells.append(frame.cell(row, head.first, head.pieces, span, head.last))
    covered = _places_of(cells)
    # Every place of the grid has a cell, so that a blank header is one and not a hole.
    for row in range(depth):
        blanks = [column for column in range(columns) if (row, column) not in covered]
        cells += [frame.cell(row, column, []) for column in blanks]
    for number, lines in enumerate(rows, depth):
        places: dict[int, list[Piece]] = {}
        for line in lines:
            for piece in line.pieces:
                places.setdefault(column_of(edges, piece), []).append(piece)
        cells += [frame.cell(number, column, places.get(column, [])) for column in range(columns)]
    cells.sort(key=lambda one: (one.row, one.column))
    return Table(
        cells,
        len(frame.ys) - 1,
        columns,
        page,
        frame.box(0, 0, len(frame.ys) - 1, columns),
        ruled=False,
        column_edges=tuple(round(x, 2) for x in edges),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the borders of a table's columns and rows stand on its page, in points."""

    xs: list[float]
    ys: list[float]
    page: int

    def box(self, row: int, column: int, last_row: int, last_column: int) -> Box:
        """Return the box between four borders."""
        left = round(self.xs[column], 2)
        top = round(self.ys[row], 2)
        right = round(self.xs[last_column], 2)
        return Box(left, top, right, round(self.ys[last_row], 2))

    def cell(
        self,
        row: int,
        first: int,
        pieces: Sequence[Piece],
        row_span: int = 1,
        last: int | None = None,
    ) -> Cell:
        """Return the cell from the column `first` to before `last`, the next without it."""
        if last is None:
            last = first + 1
        box = self.box(row, first, row + row_span, last)
        runs = [run for piece in pieces for run in piece.runs]
        return Cell(
            row,
            first,
            _text(pieces),
            row_span,
            last - first,
            self.page,
            box,
            confidence=CONFIDENCE,
            indent=indent_of(runs, box.x0),
        )


def _places_of(cells: Sequence[Cell]) -> set[tuple[int, int]]:
    """Return row and column of every place that cells cover."""
    places: set[tuple[int, int]] = set()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            columns = range(cell.column, cell.column + cell.column_span)
            places.update((row, column) for column in columns)
    return places


def _placed(heads: Sequence[Head], row: int, depth: int) -> Iterator[tuple[int, Head, int]]:
    """Return the row, the cell and its row span of header cells and those under them; a leaf
    reaches down to the body.
    """
    for head in heads:
        row_span = 1 if head.under else depth - row
        yield row, head, row_span
        yield from _placed(head.under, row + 1, depth)


def _heights(header: Sequence[Line], rows: Sequence[Sequence[Line]], depth: int) -> list[float]:
    """Return the y of the row borders: between rows in the middle of the blank, the header's height
    in equal parts.
    """
    tops = [min(line.top for line in row) for row in rows]
    bottoms = [max(line.bottom for line in row) for row in rows]
    blanks = zip(bottoms, tops[1:], strict=False)
    between = [(bottom + top) / 2 for bottom, top in blanks]
    if not depth:
        return [tops[0], *between, bottoms[-1]]
    top = header[0].top
    header_bottom = max(line.bottom for line in header)
    bottom = (header_bottom + tops[0]) / 2
    # Equal parts: a head and its leaf may share a line of print, so no blank parts their rows.
    parts = [top + (bottom - top) * k / depth for k in range(depth + 1)]
    return [*parts, *between, bottoms[-1]]


def _text(pieces: Sequence[Piece]) -> str:
    runs = [run for piece in pieces for run in piece.runs]
    lines = [line_text(line) for line in visual_lines(runs)]
    return "\n".join(lines)
