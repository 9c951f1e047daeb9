"""Rows of a joined table: a grid of printed cells with the small questions everything else asks of
a row.
"""

from __future__ import annotations

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.readers.document import Cell

# One grid row; a merged cell stands at every place it covers, a hole is None.
Row = list[Cell | None]


def text_at(row: Row, column: int) -> str:
    """Return the squeezed text of a cell, empty for a hole or a blank."""
    cell = row[column] if 0 <= column < len(row) else None
    if cell is not None:
        return squeeze(cell.text)
    return ""


def filled_cells(row: Row) -> list[Cell]:
    """Return the cells with text in a row, a merged cell once, left to right."""
    out: list[Cell] = []
    last: Cell | None = None
    for cell in row:
        if cell is not None and cell is not last and cell.text.strip():
            out.append(cell)
            last = cell
    return out


def is_blank(row: Row) -> bool:
    """Check whether nothing is printed in the row."""
    return not any(map(is_filled, row))


def is_filled(cell: Cell | None) -> bool:
    """Check whether a place of a row holds a cell that prints something."""
    return cell is not None and bool(cell.text.strip())


def row_words(row: Row) -> tuple[str, ...]:
    """Return the squeezed texts of the filled cells, for comparing rows."""
    return tuple(squeeze(cell.text) for cell in filled_cells(row))


def has_same_words(rows: list[Row], others: list[Row]) -> bool:
    """Check whether two headers print the same words, a few differing characters and rows of column
    numbers forgiven.
    """
    words = _words_of(rows)
    other_words = _words_of(others)
    if not words or not other_words:
        return False
    shorter = min(len(words), len(other_words))
    # Seven words of ten: a header repeated overleaf is often cut, or one of its words broken anew.
    return len(words & other_words) * 10 >= 7 * shorter


def _words_of(rows: list[Row]) -> set[str]:
    """Return the words of some rows; numbers of columns are none."""
    words: set[str] = set()
    for row in rows:
        for word in row_words(row):
            if not word.isdigit():
                words.add(word)
    return words
