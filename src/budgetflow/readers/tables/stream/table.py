"""Tables without rulings: columns from where figures and labels line up, rows from baselines,
headers from what stands over what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetflow.readers.document import Box, Cell, Table
from budgetflow.readers.tables.rulings import Segment, merge_lines
from budgetflow.readers.tables.runs import Run, indent_of, line_text, part_figures, visual_lines
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
from budgetflow.readers.tables.stream.lines import (
    Line,
    Piece,
    beside_notes,
    blocks_of,
    cut_line,
    first_body_line,
)
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

    `floors` are the horizontal rulings of the page: a table may rule its rows and not its columns.
    `before` is the last table
    of the page before, whose columns hold for a table that goes on here, without a header or under
    the same one. `walls` are the x of rulings that part columns.
    """
    runs = [part for run in runs for part in part_figures(run)]
    lines = [cut_line(line) for line in visual_lines(runs)]
    mark_whole_numbers(lines, before)
    mark_flush_numbers(lines)
    if not any(line.is_body for line in lines):
        return [], runs
    left = min(run.x0 for run in runs)
    right = max(run.x1 for run in runs)
    floors = merge_lines(floors)
    tables: list[Table] = []
    taken: set[int] = set()
    notes = note_columns(before)
    goes_on = before
    for block in blocks_of(lines, left, right, notes):
        heads = _header_height(block, notes, goes_on)
        header = block[:heads]
        body = block[heads:]
        edges = with_walls(_own_edges(block, heads, goes_on), walls, body)
        if len(edges) < 3 or not _lines_up(block):
            continue
        tables.append(_table(header, body, edges, page, floors))
        taken.update(id(run) for run in _runs_of(block))
        goes_on = None  # only the first table of a page can go on from the page before
    return tables, [run for run in runs if id(run) not in taken]


def _lines_up(block: Sequence[Line]) -> bool:
    """Check whether most figures above or below others line up with one: right, left or middle
    within a third of their height.
    """
    figures = [[p for p in line.pieces if p.is_money] for line in block if line.is_body]
    near = total = 0
    for k, row in enumerate(figures):
        around = figures[max(0, k - 6) : k] + figures[k + 1 : k + 7]
        others = [piece for other in around for piece in other]
        for piece in row:
            stacked = [o for o in others if o.x0 < piece.x1 and o.x1 > piece.x0]
            total += bool(stacked)
            near += any(_in_line(piece, other) for other in stacked)
    return len(figures) == 1 or near >= max(0.6 * total, 2)


def _in_line(piece: Piece, other: Piece) -> bool:
    """Check whether two pieces end, begin or have their middle at the same x."""
    reach = max(2.0, 0.35 * piece.runs[0].size)
    if abs(other.x1 - piece.x1) < reach or abs(other.x0 - piece.x0) < reach:
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
    own = with_empty_columns(column_edges(body), header, body)
    return without_indents(own, block)


def _runs_of(block: Sequence[Line]) -> list[Run]:
    return [run for line in block for piece in line.pieces for run in piece.runs]


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
    edges[0] = min([edges[0], *(line.pieces[0].x0 - 1 for line in body)])
    edges[-1] = max([edges[-1], *(line.pieces[-1].x1 + 1 for line in body)])
    heads = heads_of(header, edges, floors)
    depth = max((head.depth for head in heads), default=0)
    rows = rows_of(body, edges, floors)
    frame = _Frame(edges, _heights(header, rows, depth), page)
    columns = len(edges) - 1
    cells = [
        frame.cell(row, head.first, head.pieces, span, head.last)
        for row, head, span in _placed(heads, 0, depth)
    ]
    covered = _places_of(cells)
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
        corners = (self.xs[column], self.ys[row], self.xs[last_column], self.ys[last_row])
        return Box(*(round(value, 2) for value in corners))

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
        return Cell(
            row,
            first,
            _text(pieces),
            row_span,
            last - first,
            self.page,
            box,
            confidence=CONFIDENCE,
            indent=indent_of([run for piece in pieces for run in piece.runs], box.x0),
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
        yield row, head, 1 if head.under else depth - row
        yield from _placed(head.under, row + 1, depth)


def _heights(header: Sequence[Line], rows: Sequence[Sequence[Line]], depth: int) -> list[float]:
    """Return the y of the row borders: between rows in the middle of the blank, the header's height
    in equal parts.
    """
    tops = [min(line.top for line in row) for row in rows]
    bottoms = [max(line.bottom for line in row) for row in rows]
    between = [(b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)]
    if not depth:
        return [tops[0], *between, bottoms[-1]]
    top = header[0].top
    bottom = (max(line.bottom for line in header) + tops[0]) / 2
    return [*(top + (bottom - top) * k / depth for k in range(depth + 1)), *between, bottoms[-1]]


def _text(pieces: Sequence[Piece]) -> str:
    return "\n".join(
        line_text(line) for line in visual_lines([run for p in pieces for run in p.runs])
    )
