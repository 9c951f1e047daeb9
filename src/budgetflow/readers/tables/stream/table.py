"""Tables without rulings: columns from where figures and labels line up, rows from baselines,
headers from what stands over what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    lines_up,
)
from budgetflow.readers.tables.stream.rows import rows_of
from budgetflow.readers.tables.stream.whole import mark_whole_numbers

CONFIDENCE = 0.8
"""Of a cell whose borders were guessed."""


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
    if sum(line.is_body for line in lines) == 0:
        return [], runs
    left, right = min(r.x0 for r in runs), max(r.x1 for r in runs)
    floors = merge_lines(floors)
    tables: list[Table] = []
    taken: set[int] = set()
    notes = note_columns(before)
    for block in blocks_of(lines, left, right, notes):
        heads = first_body_line(block)
        while heads and notes and not beside_notes(block[heads - 1], notes).pieces:
            heads -= 1  # a note that begins above the figures of its row
        goes_on = None
        if before is not None and not tables:
            if are_labels(block[:heads], block[heads:], before.column_edges):
                heads = 0
            if not heads or repeats_header(block[:heads], before):
                goes_on = continued_edges(before.column_edges, block[heads:])
        filled = block[heads:]
        edges = goes_on or without_indents(
            with_empty_columns(column_edges(filled), block[:heads], filled), block
        )
        edges = with_walls(edges, walls, filled)
        if len(edges) < 3 or not lines_up(block):
            continue
        tables.append(_table(block[:heads], block[heads:], edges, page, floors))
        taken.update(id(run) for line in block for piece in line.pieces for run in piece.runs)
    return tables, [run for run in runs if id(run) not in taken]


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
    ys = _heights(header, rows, depth)
    columns = len(edges) - 1

    def cell(
        row: int, first: int, pieces: Sequence[Piece], row_span: int = 1, last: int | None = None
    ) -> Cell:
        last = first + 1 if last is None else last
        box = Box(*(round(v, 2) for v in (edges[first], ys[row], edges[last], ys[row + row_span])))
        return Cell(
            row,
            first,
            _text(pieces),
            row_span,
            last - first,
            page,
            box,
            confidence=CONFIDENCE,
            indent=indent_of([run for piece in pieces for run in piece.runs], box.x0),
        )

    cells = [
        cell(row, head.first, head.pieces, span, head.last)
        for row, head, span in _placed(heads, 0, depth)
    ]
    covered = {
        (r, c)
        for one in cells
        for r in range(one.row, one.row + one.row_span)
        for c in range(one.column, one.column + one.column_span)
    }
    cells += [cell(r, c, []) for r in range(depth) for c in range(columns) if (r, c) not in covered]
    for r, row in enumerate(rows, depth):
        places: dict[int, list[Piece]] = {}
        for piece in (p for line in row for p in line.pieces):
            places.setdefault(column_of(edges, piece), []).append(piece)
        cells += [cell(r, c, places.get(c, [])) for c in range(columns)]
    box = Box(*(round(v, 2) for v in (edges[0], ys[0], edges[-1], ys[-1])))
    cells.sort(key=lambda one: (one.row, one.column))
    return Table(
        cells,
        len(ys) - 1,
        columns,
        page,
        box,
        ruled=False,
        column_edges=tuple(round(x, 2) for x in edges),
    )


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
    top, bottom = header[0].top, (max(line.bottom for line in header) + tops[0]) / 2
    return [*(top + (bottom - top) * k / depth for k in range(depth + 1)), *between, bottoms[-1]]


def _text(pieces: Sequence[Piece]) -> str:
    return "\n".join(
        line_text(line) for line in visual_lines([run for p in pieces for run in p.runs])
    )
