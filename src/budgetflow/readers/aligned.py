"""Tables without rulings: columns from where figures and labels line up, rows from baselines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from budgetflow.readers.aligned_columns import column_edges, column_of, span_of, with_empty_columns
from budgetflow.readers.aligned_lines import Line, Piece, blocks_of, cut_line, lines_up
from budgetflow.readers.document import Box, Cell, Table
from budgetflow.readers.pdf_lines import Run, line_text, part_figures, visual_lines

CONFIDENCE = 0.8
"""Of a cell whose borders were guessed."""

NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)")
"""How a line of a list begins, which is no rest of the label above it."""
ROW_GAP = 0.85
"""Of the least distance between two rows of figures: lines of one label stand closer."""


def find_aligned(runs: Sequence[Run], page: int) -> tuple[list[Table], list[Run]]:
    """Find the tables that alignment alone makes among runs outside ruled tables; give them and the runs left over."""
    runs = [part for run in runs for part in part_figures(run)]
    lines = [cut_line(line) for line in visual_lines(runs)]
    if sum(line.is_body for line in lines) == 0:
        return [], runs
    left, right = min(r.x0 for r in runs), max(r.x1 for r in runs)
    tables: list[Table] = []
    taken: set[int] = set()
    for block in blocks_of(lines, left, right):
        edges = with_empty_columns(column_edges([line for line in block if line.is_body]), block)
        if len(edges) < 3 or not lines_up(block):
            continue
        tables.append(_table(block, edges, page))
        taken.update(id(run) for line in block for piece in line.pieces for run in piece.runs)
    return tables, [run for run in runs if id(run) not in taken]


def _table(block: Sequence[Line], edges: list[float], page: int) -> Table:
    edges[0] = min([edges[0], *(line.pieces[0].x0 - 1 for line in block)])
    edges[-1] = max([edges[-1], *(line.pieces[-1].x1 + 1 for line in block)])
    rows = _rows(block)
    heads = next((k for k, row in enumerate(rows) if any(line.is_body for line in row)), 0)
    held: list[dict[int, list[Piece]]] = []
    for row in rows:
        places: dict[int, list[Piece]] = {}
        for piece in (p for line in row for p in line.pieces):
            places.setdefault(column_of(edges, piece), []).append(piece)
        held.append(places)
    tops = [min(line.top for line in row) for row in rows]
    bottoms = [max(line.bottom for line in row) for row in rows]
    ys = [tops[0], *((b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)), bottoms[-1]]
    cells: list[Cell] = []
    for r, places in enumerate(held):
        covered: set[int] = set()
        for c in range(len(edges) - 1):
            if c in covered:
                continue
            pieces = places.get(c, [])
            first, last = span_of(edges, pieces, held, r, c) if r < heads and pieces else (c, c + 1)
            if first < c:
                cells = [cell for cell in cells if not (cell.row == r and first <= cell.column < c)]
            covered.update(range(first, last))
            text = "\n".join(line_text(line) for line in visual_lines([run for p in pieces for run in p.runs]))
            box = Box(*(round(v, 2) for v in (edges[first], ys[r], edges[last], ys[r + 1])))
            cells.append(Cell(r, first, text, 1, last - first, page, box, confidence=CONFIDENCE))
    box = Box(*(round(v, 2) for v in (edges[0], ys[0], edges[-1], ys[-1])))
    return Table(cells, len(rows), len(edges) - 1, page, box, ruled=False, column_edges=tuple(round(x, 2) for x in edges))


def _rows(block: Sequence[Line]) -> list[list[Line]]:
    """Make rows of lines: one each, but the other lines of a wrapped label, which stand closer than rows do, go to its figures."""
    body = [k for k, line in enumerate(block) if line.is_body]
    pitch = median([block[b].middle - block[a].middle for a, b in pairwise(body)]) if len(body) > 1 else 0.0
    rows = [[line] for line in block]
    for k in range(body[0] - 1, len(block)):
        if k < 0 or block[k].is_body or (k > body[0] and _stands_apart(block, k, body)):
            continue
        after = bisect_right(body, k)
        above = body[after - 1] if after else None
        below = body[after] if after < len(body) else None
        if above is None or below is None:
            room = 0.6 * pitch if len(block[k].pieces) == 1 else 0.0
        else:
            room = 0.45 * (block[below].middle - block[above].middle)
        near = min((j for j in (above, below) if j is not None), key=lambda j: abs(block[j].middle - block[k].middle))
        if abs(block[near].middle - block[k].middle) < room:
            rows[near] += rows[k]
            rows[k] = []
    return [row for row in rows if row]


def _stands_apart(block: Sequence[Line], k: int, body: Sequence[int]) -> bool:
    """Tell whether a line without figures is a row: it begins with a number of its own, or stands as far from both neighbours as rows do."""
    if NUMBERED.match(block[k].pieces[0].text):
        return True
    beside = [block[b].middle - block[a].middle for a, b in pairwise(body) if b == a + 1]
    gaps = [block[b].middle - block[a].middle for a, b in ((k - 1, k), (k, k + 1)) if b < len(block)]
    return bool(beside) and min(gaps) > ROW_GAP * min(beside)
