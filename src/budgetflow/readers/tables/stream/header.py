"""The header of a table without rulings: which words are one cell, and over which columns it
stands.

A header is a row of trees: a leaf names one column, a head stands centred over the columns of its
children. Leaves without a
head are centred on the height of the whole header, children on what is left under their head. Of
all ways to read the words as
such trees the one with the least misfit is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from budgetflow.readers.tables.rulings import Segment
from budgetflow.readers.tables.stream.columns import column_of
from budgetflow.readers.tables.stream.lines import Line, Piece

# Columns under one head.
WIDEST_HEAD = 16
# Cost of a column without words.
NAMELESS = 4.0
# Cost of a head; without it every word would be one.
HEAD = 0.6
# How many heads a head over one other head of the same columns counts for: the two are more likely
# one.
CHAIN = 4
# Blank between two lines of one cell, in heights of print, beyond which it costs.
LOOSE = 1.0
# Cost of a ruling through a cell.
THROUGH = 6.0


@dataclass(slots=True)
class Head:
    """A header cell: its words, its first column and the one after its last, and the cells under
    it.
    """

    first: int
    last: int
    pieces: list[Piece]
    under: list[Head] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """Rows this cell and those under it need."""
        below = [head.depth for head in self.under]
        return 1 + max(below, default=0)


@dataclass(frozen=True, slots=True)
class _Word:
    piece: Piece
    column: int
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.piece.x0 + self.piece.x1) / 2


def heads_of(
    lines: Sequence[Line], edges: Sequence[float], floors: Sequence[Segment] = ()
) -> list[Head]:
    """Read header lines as cells over columns, left to right. `floors` are the horizontal rulings
    of the page.
    """
    words = [_word(piece, edges) for line in lines for piece in line.pieces]
    if not words:
        return []
    return _Trees(words, edges, floors).read()


def _word(piece: Piece, edges: Sequence[float]) -> _Word:
    return _Word(
        piece,
        column_of(edges, piece),
        min(r.top for r in piece.runs),
        max(r.bottom for r in piece.runs),
    )


class _Trees:
    """Finds the cheapest row of trees."""

    def __init__(
        self, words: list[_Word], edges: Sequence[float], floors: Sequence[Segment]
    ) -> None:
        self._edges = edges
        # Of the words' heights the least: a column whose name is set larger would make all others
        # cheap.
        self._size = max(min(w.bottom - w.top for w in words), 1.0)
        top = min(w.top for w in words)
        bottom = max(w.bottom for w in words)
        # Only rulings within the header part its cells; the one under it closes them all.
        self._floors = [floor for floor in floors if top < floor[0] < bottom]
        self._columns: list[list[_Word]] = [[] for _ in edges[1:]]
        for word in sorted(words, key=lambda w: (w.top, w.piece.x0)):
            self._columns[word.column].append(word)
        # Both call each other for the columns under a head; kept, a header costs the cube of its
        # columns.
        self._row = cache(self._best_row)
        self._group = cache(self._best_group)

    def read(self) -> list[Head]:
        return self._row(0, len(self._columns), float("-inf"))[1]

    def _words(self, first: int, last: int, above: float) -> list[_Word]:
        found: list[_Word] = []
        for column in self._columns[first:last]:
            found.extend(word for word in column if word.top >= above)
        return found

    def _best_row(self, first: int, last: int, above: float) -> tuple[float, list[Head]]:
        """Return cost and cells of the columns from first to last, of words that begin under
        `above`.
        """
        words = self._words(first, last, above)
        if not words:
            return NAMELESS * (last - first), []
        top = min(word.top for word in words)
        bottom = max(word.bottom for word in words)
        middle = (top + bottom) / 2
        # `best[k]` is the cheapest reading of the first k columns, so that each column is decided
        # with what is best left of it.
        best: list[tuple[float, list[Head]]] = [(0.0, [])]
        for end in range(first + 1, last + 1):
            cost, leaf = self._leaf(end - 1, above, middle)
            choices = [(best[end - 1 - first][0] + cost, end - 1, leaf)]
            for start in range(max(first, end - WIDEST_HEAD), end - 1):
                cost, head = self._group(start, end, above)
                if head is not None:
                    choices.append((best[start - first][0] + cost, start, head))
            cost, start, chosen = min(choices, key=lambda choice: choice[0])
            heads = list(best[start - first][1])
            if chosen:
                heads.append(chosen)
            best.append((cost, heads))
        return best[-1]

    def _leaf(self, column: int, above: float, middle: float) -> tuple[float, Head | None]:
        words = self._words(column, column + 1, above)
        if not words:
            return NAMELESS, None
        bottom = max(word.bottom for word in words)
        own_middle = (words[0].top + bottom) / 2
        cost = abs(own_middle - middle) / self._size + self._stacked(words)
        for word in words:
            left_out = max(self._edges[column] - word.piece.x0, 0.0)
            right_out = max(word.piece.x1 - self._edges[column + 1], 0.0)
            # Cheap beside a wrong height: headers are often wider than their column.
            cost += 0.3 * (left_out + right_out) / self._size
        return cost, Head(column, column + 1, [w.piece for w in words])

    def _stacked(self, words: Sequence[_Word]) -> float:
        """Return what it costs that words are one cell."""
        cost = 0.0
        for a, b in pairwise(words):
            blank = (b.top - a.bottom) / self._size
            cost += 2.0 * max(blank - LOOSE, 0.0)
            centred = abs(a.middle - b.middle)
            left = abs(a.piece.x0 - b.piece.x0)
            # Lines under each other are set in the middle or begin at one x; the better counts.
            if b.top >= a.bottom - 0.5 * self._size:
                cost += 0.3 * min(centred, left) / self._size
            cost += THROUGH * self._parted(a, b)
        return cost

    def _parted(self, a: _Word, b: _Word) -> bool:
        upper = (a.top + a.bottom) / 2
        lower = (b.top + b.bottom) / 2
        between = [floor for floor in self._floors if upper < floor[0] < lower]
        return any(x0 < a.middle < x1 for _, x0, x1 in between)

    def _best_group(self, first: int, last: int, above: float) -> tuple[float, Head | None]:
        """Return cost and cell of a head over the columns from first to last."""
        words = sorted(self._words(first, last, above), key=lambda w: (w.top, w.piece.x0))
        best: tuple[float, Head | None] = (float("inf"), None)
        # A head of more than three lines or words was not seen; trying all costs the square.
        for count in range(1, min(4, len(words))):
            mine = words[:count]
            rest = words[count:]
            if self._overlap(mine):
                break
            bottom = max(word.bottom for word in mine)
            below = rest[0].top
            if below < bottom - 0.3 * self._size or self._apart(mine):
                continue
            cost, under = self._row(first, last, below)
            heads = CHAIN if len(under) == 1 else 1
            off = self._off_centre(first, last, mine, under)
            cost += HEAD * heads + self._stacked(mine) + off
            if cost < best[0] and under:
                best = cost, Head(first, last, [w.piece for w in mine], under)
        return best

    def _overlap(self, words: Sequence[_Word]) -> bool:
        """Check whether a word begins beside the one above it, and not on its line."""
        reach = 0.3 * self._size
        for lower, upper in pairwise(reversed(words)):
            beside = lower.top < upper.bottom - reach
            if beside and abs(lower.top - upper.top) > reach:
                return True
        return False

    def _apart(self, words: Sequence[_Word]) -> bool:
        """Check whether words stand side by side, each a word of its own and no character of one
        printed wide.
        """
        for a in words:
            for b in words:
                same_line = a.top < b.bottom and b.top < a.bottom
                if not same_line or a.piece.x1 > b.piece.x0:
                    continue
                if len(a.piece.text) > 1 or len(b.piece.text) > 1:
                    return True
        return False

    def _off_centre(
        self, first: int, last: int, words: Sequence[_Word], under: Sequence[Head]
    ) -> float:
        """Return how far a head stands from the middle of its columns, in heights of print, and
        what sticks out of a ruling under it.
        """
        bottom = max(word.bottom for word in words)
        first_x = min(word.piece.x0 for word in words)
        last_x = max(word.piece.x1 for word in words)
        middle = (first_x + last_x) / 2
        left = self._centre(first, under)
        right = self._centre(last - 1, under)
        out = 0.0
        for y, x0, x1 in self._floors:
            below = y - bottom + 0.3 * self._size
            # A ruling close under a head spans exactly the columns it heads.
            if 0 <= below < 2 * self._size and x0 < middle < x1:
                out += THROUGH * (left < x0 or right > x1)
        edges = self._edges
        widths = edges[last] - edges[last - 1] - edges[first + 1] + edges[first]
        # Publishers centre a head over the names under it or over the columns; the nearer counts.
        by_words = abs((left + right) / 2 + widths / 4 - middle)
        by_edges = abs((edges[first] + edges[last]) / 2 - middle)
        return out + 0.5 * min(by_words, by_edges) / self._size

    def _centre(self, column: int, under: Sequence[Head]) -> float:
        """Return the middle of a column: of its name, where it has one of its own."""
        for head in under:
            if not head.first <= column < head.last:
                continue
            if head.under:
                return self._centre(column, head.under)
            left = min(piece.x0 for piece in head.pieces)
            right = max(piece.x1 for piece in head.pieces)
            return (left + right) / 2
        return (self._edges[column] + self._edges[column + 1]) / 2
