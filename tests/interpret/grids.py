"""Builds Documents from what a person sees: rows of cells, `<` for a cell merged with its left
neighbour, `^` with the one above.
"""

from __future__ import annotations

from budgetflow.readers.document import Cell, Document, Page, Table, TextLine


def table(*lines: str, page: int | None = 1, edges: tuple[float, ...] = ()) -> Table:
    """Give a Table from lines of cells parted by `|`; `\\n` inside a cell is written as `/`-free
    newline.
    """
    rows = [[text.strip(" ") for text in line.split("|")] for line in lines]
    owners: dict[tuple[int, int], Cell] = {}
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                owner = owners[r, c - 1]
                owner.column_span = c - owner.column + 1
            elif text == "^":
                owner = owners[r - 1, c]
                owner.row_span = r - owner.row + 1
            else:
                owner = Cell(r, c, text, page=page, locator=f"R{r + 1}C{c + 1}")
                cells.append(owner)
            owners[r, c] = owner
    return Table(cells, len(rows), max(len(row) for row in rows), page=page, column_edges=edges)


def document(*blocks: Table | str, pages: list[list[Table | str]] | None = None) -> Document:
    """Give a Document of one page, or of several, from tables and lines of text."""
    out = Document("0" * 64, "test.pdf", "application/pdf", 1, "test", "1")
    for number, content in enumerate(pages or [list(blocks)], start=1):
        made: list[Table | TextLine] = []
        for block in content:
            if isinstance(block, Table):
                block.page = number
                for cell in block.cells:
                    cell.page = number
                made.append(block)
            else:
                made.append(TextLine(block, number))
        out.pages.append(Page(number, list(made), width=595.0, height=842.0))
    return out
