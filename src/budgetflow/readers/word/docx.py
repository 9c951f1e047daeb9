"""DOCX: paragraphs and tables in the order of the text, list numbers and text boxes included,
deleted text left out.
"""

from __future__ import annotations

from typing import Any

from budgetflow.readers.common import clean, new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import SafeZip, parse_xml
from budgetflow.readers.document import Block, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.ocr.embedded_images import SMALLEST, recognise_pictures
from budgetflow.readers.text.markup_table import is_data_table, table_of_grid
from budgetflow.readers.word.numbering import Numbering
from budgetflow.readers.word.tables import cell_text, grids_of_table
from budgetflow.readers.word.xml import W, child, content, from_strict, runs, text_boxes, value

_VERSION = "1"
_SCANT = 300  # characters; a file with less text, no table and pictures is a scan with a title
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCES = (f"{_RELATIONS}embed", f"{_RELATIONS}id")


def read_docx(data: bytes, file_name: str) -> Document:
    """Give the Document of a DOCX file: one page without a size, since Word keeps no pages.

    The title in a Word file's properties is not given: it is its template's (five of six real ones
    name an earlier year).
    A line's locator is its paragraph (`P12`), a cell's its table and place (`T3!D14`). Footnotes
    follow the text.
    Where there is hardly any text, the pictures are recognised as further pages.
    Raises UnreadableDocument where the container or its main part is damaged, locked or too large.
    """
    container = SafeZip(data, file_name)
    main = container.find("word/document.xml")
    if main is None:
        raise UnreadableDocument(
            f"{file_name}: the file is cut short: its text is missing; fetch it again"
        )
    root = parse_xml(from_strict(container.read(main)), f"{file_name}: word/document.xml")
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument(
            f"{file_name}: the file is damaged: there is no text in it; fetch it again"
        )
    styles = container.xml("word/styles.xml")
    walk = _Walk(Numbering.of(container.xml("word/numbering.xml"), styles), _bold_styles(styles))
    document = new_document(data, file_name, media_types.DOCX, "word", _VERSION)
    try:
        walk.blocks_of(body)
        walk.notes_of(container.xml("word/footnotes.xml"))
    except RecursionError as error:
        raise UnreadableDocument(
            f"{file_name}: its tables are nested too deeply to be a document; nothing was read"
        ) from error
    document.pages.append(Page(number=1, blocks=walk.blocks))
    if (
        all(isinstance(block, TextLine) for block in walk.blocks)
        and sum(len(block.text) for block in walk.blocks if isinstance(block, TextLine)) < _SCANT
    ):
        pages, notes = recognise_pictures(_pictures(container, body), first=2)
        document.pages += pages
        document.notes += notes
    return document


def _pictures(container: SafeZip, body: Any) -> list[tuple[str, bytes]]:
    """Give the pictures of a body that are large enough to be pages, in order."""
    relations = container.xml("word/_rels/document.xml.rels")
    targets = (
        {node.get("Id"): node.get("Target") or "" for node in relations}
        if relations is not None
        else {}
    )
    names = [
        targets.get(node.get(attribute), "")
        for node in body.iter(f"{_DRAWING}blip", f"{_VML}imagedata")
        for attribute in _REFERENCES
    ]
    stored = [
        container.find(name if name.startswith("/") else f"word/{name}")
        for name in dict.fromkeys(names)
        if name
    ]
    pictures = [(name, container.read(name)) for name in stored if name]
    return [(name, data) for name, data in pictures if len(data) >= SMALLEST]


def _bold_styles(styles: Any) -> set[str]:
    """Give the paragraph styles that are headings or bold."""
    out: set[str] = set()
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = (value(child(style, "name")) or "").lower()
        if (
            name.startswith(("heading", "title", "标题"))
            or child(child(style, "rPr"), "b") is not None
        ):
            out.add(style.get(f"{W}styleId", ""))
    return out


class _Walk:
    """Gathers the blocks of a document part in one pass."""

    def __init__(self, numbering: Numbering, bold_styles: set[str]) -> None:
        self.blocks: list[Block] = []
        self._numbering = numbering
        self._bold_styles = bold_styles
        self._paragraphs = 0
        self._tables = 0

    def blocks_of(self, parent: Any) -> None:
        """Take the paragraphs and tables inside an element."""
        for element in content(parent):
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)

    def notes_of(self, footnotes: Any) -> None:
        """Take the footnotes, the separators that Word keeps among them apart."""
        for note in footnotes if footnotes is not None else ():
            if note.get(f"{W}type") is None:
                self.blocks_of(note)

    def _paragraph(self, paragraph: Any) -> None:
        self._paragraphs += 1
        properties = child(paragraph, "pPr")
        pieces = runs(paragraph)
        text = "".join(piece.text for piece in pieces)
        if text.strip() and (label := self._numbering.label(properties)):
            text = (
                f"{label} {text}"
                if label[-1].isalnum() or label.endswith(".")
                else label + text.lstrip()
            )
        bold = value(child(properties, "pStyle")) in self._bold_styles or (
            bool(text.strip()) and all(piece.bold for piece in pieces if piece.text.strip())
        )
        size = next((piece.size for piece in pieces if piece.text.strip()), None)
        for line in clean(text).split("\n"):
            if line:
                self.blocks.append(
                    TextLine(
                        text=line,
                        locator=f"P{self._paragraphs}",
                        bold=bold,
                        size=size,
                        whole_paragraph=True,
                    )
                )
        for box in text_boxes(paragraph):
            self.blocks_of(box)

    def _table(self, table: Any) -> None:
        """Take a data table as it is; of a layout table, what its cells hold, as if they followed
        each other.
        """
        grids = grids_of_table(table)
        if any(grid.frames_a_grid for grid in grids) or not any(
            is_data_table(grid) for grid in grids
        ):
            for row in content(table):
                for cell in content(row) if row.tag == f"{W}tr" else ():
                    if cell.tag == f"{W}tc" and (cell_text(cell) or text_boxes(cell)):
                        self.blocks_of(cell)
            return
        for grid in grids:
            if any(cell.text for cell in grid.cells):
                self._tables += 1
                self.blocks.append(table_of_grid(grid, self._tables))
