"""What the tests of plain text and of pages share."""

from __future__ import annotations

from budgetflow.readers.document import Document, Table, TextLine
from budgetflow.readers.text.html import read_html
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


def read_page(body: str) -> Document:
    return read_html(
        f"<html><head><title>预算公开</title></head><body>{body}</body></html>".encode(),
        "page.html",
    )


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.pages[0].blocks if isinstance(block, Table)]
    return table


def texts(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.grid()]
