"""The Document: what is on the paper, whatever the format was.

Readers make it, `interpret` takes it. It holds no meaning: a table here is a grid of printed cells,
a text line is a
line. Places are kept for every cell, so that each figure in a release can be traced to the spot it
was read from.

Coordinates are points (1/72 inch) from the top left corner of the page *as displayed*, that is
after /Rotate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# Where the characters came from: the file itself, optical recognition, or there are none (an
# image).
TextLayer = Literal["native", "ocr", "none"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Cell:
    """One printed cell of a table; merged cells are one Cell with spans, never repeated."""

    row: int
    """First grid row, from 0, within its Table."""
    column: int
    """First grid column, from 0."""
    text: str
    """As printed, NFC, visual lines joined by a newline; empty for a blank cell."""
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    """Page from 1; the sheet number in workbooks; None in plain text."""
    box: Box | None = None
    locator: str | None = None
    """Sheet cell (`表2!D14`) or text line (`L143`) where there is no box."""
    confidence: float = 1.0
    """1.0 for a native text layer; the recogniser's score for OCR; lower where a reader had to
    guess a border; 0.0 for a figure that prints in one of two ways.
    """
    indent: float | None = None
    """Points from the cell's left border to its first line's text; 5 points a leading space and 10
    a level of indentation where the format has no geometry; None where the reader cannot tell.
    """


@dataclass(slots=True)
class Table:
    """A grid of cells on one page (readers never join pages; `interpret.segments` does)."""

    cells: list[Cell]
    rows: int
    columns: int
    page: int | None = None
    box: Box | None = None
    ruled: bool = True
    """True where rulings or markup made the grid; False where alignment alone did."""
    column_edges: tuple[float, ...] = ()
    """x of the columns' borders, columns + 1 of them; empty where there is no page geometry."""

    def grid(self) -> list[list[Cell | None]]:
        """Return rows x columns of cells; a merged cell stands at each grid place it covers, a hole
        is None.
        """
        out: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            # Most cells cover one place, which they have as a table within bounds.
            if cell.row_span == cell.column_span == 1 and cell.row < self.rows:
                if cell.column < self.columns:
                    out[cell.row][cell.column] = cell
                continue
            # A span may claim more rows than the table has: HTML and Word files print it cut off.
            last_row = min(cell.row + cell.row_span, self.rows)
            last_column = min(cell.column + cell.column_span, self.columns)
            for r in range(cell.row, last_row):
                for c in range(cell.column, last_column):
                    out[r][c] = cell
        return out


@dataclass(slots=True)
class TextLine:
    """One visual line of text outside tables (or one paragraph, where the format knows
    paragraphs).
    """

    text: str
    page: int | None = None
    box: Box | None = None
    locator: str | None = None
    bold: bool = False
    size: float | None = None
    """Font size in points, where known."""
    whole_paragraph: bool = False
    """True where the format says this is a whole paragraph (docx, html), so that nothing needs
    joining.
    """


# Readers name no headings, lists or captions: what a line means is for `interpret` to find.
Block = TextLine | Table
# Where a grid stands in its Document: the page's number, and the place among the page's blocks.
# Not an id of the object: rows mended over a page break are new objects and stand where they stood.
GridPlace = tuple[int, int]


# Blocks are ordered by their readers: only they know whether places, markup or lines say the order.
@dataclass(slots=True)
class Page:
    """One page, sheet, or the whole of a plain text, with its blocks in reading order."""

    number: int
    blocks: list[Block] = field(default_factory=list)
    width: float | None = None
    height: float | None = None
    rotation: int = 0
    """/Rotate of the PDF page: 0, 90, 180 or 270. Boxes are already in displayed coordinates."""
    name: str | None = None
    """A sheet's name."""
    text_layer: TextLayer = "native"


@dataclass(slots=True)
class Document:
    """A file as read: its pages and what is known of the file itself."""

    document_id: str
    """sha256 of the bytes, hex."""
    file_name: str
    media_type: str
    """By content, never by extension."""
    size: int
    """Bytes."""
    reader: str
    reader_version: str
    pages: list[Page] = field(default_factory=list)
    title: str | None = None
    """Title in the file's own metadata, a hint only."""
    notes: list[str] = field(default_factory=list)
    """What the reader could not do, in words a person can act on (`page 7 is an image; install
    budgetflow[ocr]`).
    """

    def placed_blocks(self) -> Iterator[tuple[GridPlace, Block]]:
        """Return the blocks of all pages in reading order, each with its place."""
        for page in self.pages:
            for number, block in enumerate(page.blocks):
                yield (page.number, number), block

    @property
    def paged(self) -> bool:
        """True where page numbers mean something to a reader of the printed document."""
        # Text and web pages are one page with neither size nor name; a sheet has a name.
        named = (page.width is not None or page.name is not None for page in self.pages)
        return any(named)

    @property
    def text_layer(self) -> TextLayer:
        """Return `native` if any page has characters of its own, else `ocr` if any was recognised,
        else `none`.
        """
        # One page with characters is enough: a scan stamped with a text layer of its page numbers
        # is rare, and a document with one scanned page is not a scan.
        layers = {page.text_layer for page in self.pages}
        if "native" in layers:
            return "native"
        if "ocr" in layers:
            return "ocr"
        return "none"


class UnreadableDocument(Exception):
    """Raised when bytes cannot be read as a document; the message names what is wrong and what to
    do.

    Costs one document, never the run: the pipeline writes it as a row of `documents` with
    `status_reason`.
    """
