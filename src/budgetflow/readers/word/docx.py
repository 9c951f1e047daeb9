"""DOCX: paragraphs and tables in the order of the text, list numbers and text boxes included,
deleted text left out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from budgetflow.readers.common import clean, new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import SafeZip, parse_xml
from budgetflow.readers.document import Block, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.ocr.embedded_images import SMALLEST, recognise_pictures
from budgetflow.readers.page_numbers import is_page_number
from budgetflow.readers.text.markup_table import is_data_table, table_of_grid
from budgetflow.readers.word.embedded import EmbeddedFiles, has_objects, targets_of
from budgetflow.readers.word.headers import (
    header_relations,
    sections_by_first_element,
)
from budgetflow.readers.word.numbering import Numbering
from budgetflow.readers.word.tabbed import with_tab_tables
from budgetflow.readers.word.tables import cell_text, grids_of_table
from budgetflow.readers.word.unseen import hidden_styles, remove_unseen, shaded_styles
from budgetflow.readers.word.xml import (
    RELATION,
    W,
    child,
    content,
    from_strict,
    runs,
    text_boxes,
    value,
)

_VERSION = "2"
_SCANT = 300  # characters; a file with less text, no table and pictures is a scan with a title
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_REFERENCES = (f"{RELATION}embed", f"{RELATION}id")
ReadWord = Callable[[bytes, str], Document]


def read_docx(data: bytes, file_name: str) -> Document:
    """Return the Document of a DOCX file: one page without a size, since Word keeps no pages.

    The title in a Word file's properties is not given: it is its template's (five of six real ones
    name an earlier year).
    A line's locator is its paragraph (`P12`), a cell's its table and place (`T3!D14`). Footnotes
    follow the text.
    Where there is hardly any text, the pictures are recognised as further pages.
    Raises UnreadableDocument where the container or its main part is damaged, locked or too large.
    """

    # One level of documents inside documents: a file may hold itself.
    def read_inner(inner: bytes, name: str) -> Document:
        return _read(inner, name, None)

    return _read(data, file_name, read_inner)


def _read(data: bytes, file_name: str, read_word: ReadWord | None) -> Document:
    """Read a file; `read_word` reads the documents embedded in it, which have none themselves."""
    container = SafeZip(data, file_name)
    main = main_part(container)
    stored = container.find(main)
    if stored is None:
        raise UnreadableDocument(
            f"{file_name}: the file is cut short: its text is missing; fetch it again"
        )
    root = parse_xml(from_strict(container.read(stored)), f"{file_name}: {main}")
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument(
            f"{file_name}: the file is damaged: there is no text in it; fetch it again"
        )
    folder = main.rsplit("/", 1)[0]
    styles = _part(container, f"{folder}/styles.xml")
    clear = partial(remove_unseen, hidden=hidden_styles(styles), shaded=shaded_styles(styles))
    # Before all else, so that nothing below has to ask whether what it meets is printed.
    clear(root)
    targets = targets_of(container, main)
    embedded = EmbeddedFiles(container, targets, read_word)
    numbering = Numbering.of(_part(container, f"{folder}/numbering.xml"), styles)
    walk = _Walk(numbering, _bold_styles(styles), embedded)
    document = new_document(data, file_name, media_types.DOCX, "word", _VERSION)
    try:
        walk.body(body, _headers(container, body, targets, clear))
        # Footnotes print at the foot of their pages, which Word keeps nowhere; so they follow the
        # text.
        for name in ("footnotes", "endnotes"):
            notes = _part(container, f"{folder}/{name}.xml")
            if notes is not None:
                clear(notes)
                walk.notes_of(notes)
    except RecursionError as error:
        raise UnreadableDocument(
            f"{file_name}: its tables are nested too deeply to be a document; nothing was read"
        ) from error
    document.pages.append(Page(number=1, blocks=walk.blocks))
    document.notes += embedded.notes
    lines = [block for block in walk.blocks if isinstance(block, TextLine)]
    has_tables = len(lines) < len(walk.blocks)
    if not has_tables and sum(len(line.text) for line in lines) < _SCANT:
        pages, notes = recognise_pictures(_pictures(container, body, targets), first=2)
        document.pages += pages
        document.notes += notes
    return document


def main_part(container: SafeZip) -> str:
    """Return the name of the part that holds the text: what the package says, else the usual."""
    relations = container.xml("_rels/.rels")
    for node in relations if relations is not None else ():
        target = (node.get("Target") or "").lstrip("/")
        # Word for the web names its main part otherwise; the package's relation says which it is.
        if (node.get("Type") or "").endswith("/officeDocument") and "/" in target:
            return target
    return "word/document.xml"


def _part(container: SafeZip, name: str) -> Any:
    """Return the root of a part, None where there is no such part."""
    stored = container.find(name)
    if stored:
        return parse_xml(from_strict(container.read(stored)), name)
    return None


def _headers(
    container: SafeZip, body: Any, targets: dict[str, str], clear: Callable[[Any], None]
) -> dict[Any, list[Any]]:
    """Return the roots of each section's headers by the element the section begins with."""
    out: dict[Any, list[Any]] = {}
    for first, section in sections_by_first_element(body).items():
        for relation in header_relations(section):
            part = _part(container, targets.get(relation, ""))
            if part is not None:
                clear(part)
                out.setdefault(first, []).append(part)
    return out


def _pictures(container: SafeZip, body: Any, targets: dict[str, str]) -> list[tuple[str, bytes]]:
    """Return the pictures of a body that are large enough to be pages, in order."""
    names: list[str] = []
    for node in body.iter(f"{_DRAWING}blip", f"{_VML}imagedata"):
        names += [targets.get(node.get(attribute), "") for attribute in _REFERENCES]
    # A picture that a page shows twice is read once.
    stored = [container.find(name) for name in dict.fromkeys(names) if name]
    pictures = [(name, container.read(name)) for name in stored if name]
    return [(name, data) for name, data in pictures if len(data) >= SMALLEST]


def _bold_styles(styles: Any) -> set[str]:
    """Return the paragraph styles that are headings or bold."""
    out: set[str] = set()
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = (value(child(style, "name")) or "").lower()
        heads = name.startswith(("heading", "title", "标题"))
        if heads or child(child(style, "rPr"), "b") is not None:
            out.add(style.get(f"{W}styleId", ""))
    return out


def _squeezed(text: str) -> str:
    return "".join(text.split())


class _Walk:
    """Gathers the blocks of a document part in one pass."""

    def __init__(
        self, numbering: Numbering, bold_styles: set[str], embedded: EmbeddedFiles
    ) -> None:
        self.blocks: list[Block] = []
        self._embedded = embedded
        self._numbering = numbering
        self._bold_styles = bold_styles
        self._paragraphs = 0
        self._tables = 0
        self._tabbed: dict[int, list[str]] = {}
        """The texts that tabs part in a line, by the `id` of its block."""

    def body(self, body: Any, headers: dict[Any, list[Any]]) -> None:
        """Take the text, each section with the headers of its pages above it."""
        # A header that repeats a line of the text (the report's title) says nothing new.
        printed = {_squeezed("".join(node.itertext())) for node in body.iter(f"{W}p")}
        for element in body:
            for header in headers.get(element, ()):
                self._header(header, printed)
            self.blocks_of((element,))
        self.blocks = with_tab_tables(self.blocks, self._tabbed)

    def _header(self, header: Any, printed: set[str]) -> None:
        """Take the lines of a header that say what the text itself does not print."""
        start = len(self.blocks)
        self.blocks_of(header)
        lines = self.blocks[start:]
        kept: list[Block] = []
        for line in lines:
            text = line.text if isinstance(line, TextLine) else ""
            if not text or not (is_page_number(text) or _squeezed(text) in printed):
                kept.append(line)
        self.blocks[start:] = kept
        # The next section prints the same header again.
        printed.update(_squeezed(line.text) for line in lines if isinstance(line, TextLine))

    def blocks_of(self, parent: Any) -> None:
        """Take the paragraphs and tables inside an element."""
        for element in content(parent):
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}altChunk":
                self.blocks += self._embedded.chunk(element)

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
        printed = [piece for piece in pieces if piece.text.strip()]
        # A paragraph without print is not counted: Word prints its number, people see an empty
        # line.
        label = self._numbering.label(properties) if printed else None
        if label:
            # `1.` and `a` stand apart from the words, `（一）` and `一、` do not, as in typed text.
            apart = label[-1].isalnum() or label.endswith(".")
            if apart:
                text = f"{label} {text}"
            else:
                text = label + text.lstrip()
        bold = value(child(properties, "pStyle")) in self._bold_styles
        if printed and all(piece.bold for piece in printed):
            bold = True
        size = printed[0].size if printed else None
        for raw in text.split("\n"):
            self._line(raw, bold=bold, size=size)
        for box in text_boxes(paragraph):
            self.blocks_of(box)
        self.blocks += self._embedded.objects_of(paragraph)

    def _line(self, raw: str, *, bold: bool, size: float | None) -> None:
        """Take one printed line of a paragraph; its size is in points."""
        line = clean(raw)
        if not line:
            return
        block = TextLine(
            text=line,
            locator=f"P{self._paragraphs}",
            bold=bold,
            size=size,
            whole_paragraph=True,
        )
        self.blocks.append(block)
        if "\t" in raw:
            self._tabbed[id(block)] = [clean(cell) for cell in raw.split("\t")]

    def _table(self, table: Any) -> None:
        """Take a data table as it is; of a layout table, what its cells hold, as if they followed
        each other.
        """
        grids = grids_of_table(table)
        framed = any(grid.frames_a_grid for grid in grids)
        if framed or not any(is_data_table(grid) for grid in grids):
            self._look_through(table)
            return
        for grid in grids:
            if any(cell.text for cell in grid.cells):
                self._tables += 1
                self.blocks.append(table_of_grid(grid, self._tables))

    def _look_through(self, table: Any) -> None:
        """Take what the cells of a layout table hold."""
        for row in content(table):
            for cell in content(row) if row.tag == f"{W}tr" else ():
                if cell.tag != f"{W}tc":
                    continue
                # A cell may hold nothing but a text box or an object pasted into it.
                if cell_text(cell) or text_boxes(cell) or has_objects(cell):
                    self.blocks_of(cell)
