"""What the tests of plain text share."""

from __future__ import annotations

from budgetflow.readers.document import Document, Table, TextLine
from budgetflow.readers.text.plain import read_text


def read(text: str, name: str = "预算.txt") -> Document:
    return read_text(text.encode(), name)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, TextLine)]


def tables(document: Document) -> list[list[list[str]]]:
    found = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return [
        [[cell.text if cell else "" for cell in row] for row in table.grid()] for table in found
    ]
