"""Builders of Documents for tests of interpretation: lines and small tables, no reader involved."""

from __future__ import annotations

import hashlib

from budgetflow.readers.document import Block, Box, Cell, Document, Page, Table, TextLine


def lines(*texts: str, page: int = 1) -> list[Block]:
    """Text lines of one page, one under the other."""
    return [
        TextLine(text, page=page, box=Box(90.0, 60.0 + 22 * i, 505.0, 74.0 + 22 * i), size=14.0)
        for i, text in enumerate(texts)
    ]


def table(*rows: list[str], page: int = 1) -> Table:
    """A ruled table without merged cells; an empty string is a blank cell."""
    cells = [
        Cell(r, c, text, page=page) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    return Table(cells, len(rows), max(map(len, rows)), page=page)


def document(*pages: list[Block], file_name: str = "a.pdf", title: str | None = None) -> Document:
    """A paged document; the same content has the same document_id."""
    text = repr(pages)
    return Document(
        document_id=hashlib.sha256(text.encode()).hexdigest(),
        file_name=file_name,
        media_type="application/pdf",
        size=len(text),
        reader="built",
        reader_version="1",
        pages=[Page(number, blocks, 595.0, 842.0) for number, blocks in enumerate(pages, 1)],
        title=title,
    )


def text_document(text: str, file_name: str = "a.txt") -> Document:
    """A plain text: one page without geometry, a line a block, with line numbers as locators."""
    blocks: list[Block] = [
        TextLine(line, locator=f"L{number}")
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    return Document(
        hashlib.sha256(text.encode()).hexdigest(),
        file_name,
        "text/plain",
        len(text),
        "built",
        "1",
        [Page(1, blocks)],
    )
