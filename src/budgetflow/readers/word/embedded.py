"""Files inside a Word file that print as part of it: workbooks and documents pasted as objects
(`o:OLEObject`), and whole texts taken in (`w:altChunk`, ECMA-376 part 1, 17.17.2).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from budgetflow.readers.common import column_letters
from budgetflow.readers.containers import media_types, ole
from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.document import Block, Cell, Document, Table, TextLine, UnreadableDocument
from budgetflow.readers.libreoffice import convert, libreoffice
from budgetflow.readers.ocr.embedded_images import recognise_pictures
from budgetflow.readers.ocr.read import affordable, available
from budgetflow.readers.spreadsheet.read import read_shown_sheet
from budgetflow.readers.text.html import read_html, read_mhtml
from budgetflow.readers.text.plain import read_text
from budgetflow.readers.word.xml import RELATION

_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_WORKBOOKS = (media_types.XLSX, media_types.XLS, media_types.XLSB, media_types.ODS)
Readers = dict[str, Callable[[bytes, str], Document]]
_TEXTS: Readers = {
    media_types.HTML: read_html,
    media_types.MHTML: read_mhtml,
    media_types.TEXT: read_text,
}
_CONVERTED = {media_types.DOC: ".doc", media_types.RTF: ".rtf", media_types.ODT: ".odt"}


class EmbeddedFiles:
    """The files inside one Word file, read when the text comes to them."""

    def __init__(
        self,
        container: SafeZip,
        targets: dict[str, str],
        read_word: Callable[[bytes, str], Document] | None,
    ) -> None:
        """Take the container, the members by relationship id, and the reader of documents inside
        it (None inside a document that is itself embedded: one level is read).
        """
        self.notes: list[str] = []
        self._pictures = 0
        self._container = container
        self._targets = targets
        self._read_word = read_word

    def objects_of(self, paragraph: Any) -> Iterator[Block]:
        """Return the blocks of the objects pasted into a paragraph, in order.

        What prints is an object's picture. The file inside has the same in exact characters, as a
        rule; where the picture, if it can be recognised, shows another table, the picture counts.
        """
        for element in paragraph.iter(_OBJECT):
            # An object shown as an icon prints the icon, not what is in the file.
            if (element.get("DrawAspect") or "Content").lower() == "icon":
                continue
            kind = (element.get("ProgID") or "unknown")[:60]
            inside = self._blocks(element.get(f"{RELATION}id") or "", f"an object ({kind})", {})
            drawn = self._recognised(element.getparent())
            if drawn and not same_figures(inside, drawn):
                if inside:
                    self.notes.append(
                        f"an object ({kind}) prints other figures than the file inside it holds; "
                        f"its picture was read"
                    )
                inside = drawn
            yield from inside

    def _recognised(self, shown: Any) -> list[Block]:
        """Return the blocks of an object's picture, none where it cannot be recognised."""
        picture = next(shown.iter(_PICTURE), None)
        relation = "" if picture is None else picture.get(f"{RELATION}id") or ""
        name = self._targets.get(relation, "")
        stored = self._container.find(name) if name else None
        if stored is None or not available() or self._pictures >= affordable():
            return []
        data = self._container.read(stored)
        if not media_types.sniff(data, stored).startswith("image/"):
            return []  # a metafile: drawn, not painted
        self._pictures += 1
        pages, _ = recognise_pictures([(stored, data)], 1)
        blocks = [block for page in pages for block in page.blocks]
        return [_inside(block, stored.rsplit("/", 1)[-1]) for block in blocks]

    def chunk(self, element: Any) -> list[Block]:
        """Return the blocks of a text that stands in a part of its own."""
        relation = element.get(f"{RELATION}id") or ""
        return self._blocks(relation, "a text taken in", _TEXTS)

    def _blocks(self, relation: str, what: str, texts: Readers) -> list[Block]:
        name = self._targets.get(relation, "")
        stored = self._container.find(name) if name else None
        try:
            if stored is None:
                raise UnreadableDocument("it is not in the file")
            name = stored.rsplit("/", 1)[-1]
            data = self._container.read(stored)
            blocks = self._read(data, name, texts)
        except UnreadableDocument as error:
            self.notes.append(f"{what} was not read: {error}; open the file and look at it")
            return []
        return [_inside(block, name) for block in blocks]

    def _read(self, data: bytes, name: str, texts: Readers) -> list[Block]:
        # Old objects stand in an OLE file of their own, the package as a stream in it.
        data = ole.read_stream(data, "Package", "package") or data
        kind = media_types.sniff(data, name)
        if kind in _WORKBOOKS:
            document = read_shown_sheet(data, name)
        elif kind in texts:
            document = texts[kind](data, name)
        elif kind == media_types.DOCX and self._read_word is not None:
            document = self._read_word(data, name)
        elif kind in _CONVERTED and self._read_word is not None:
            program = libreoffice()
            if program is None:
                raise UnreadableDocument(f"{name} needs LibreOffice, which is not on this machine")
            converted = convert(program, data, name, (_CONVERTED[kind], "docx"))
            document = self._read_word(converted, name)
        else:
            raise UnreadableDocument(f"{name} is of a kind ({kind}) that is not read there")
        self.notes += document.notes
        return [block for page in document.pages for block in page.blocks]


def has_objects(element: Any) -> bool:
    """Return whether an object is pasted somewhere below an element."""
    return next(element.iter(_OBJECT), None) is not None


def same_figures(inside: list[Block], drawn: list[Block]) -> bool:
    """Return whether two readings are of one table: as many figures, most of them the same.

    Recognition errs in a figure now and then, not in half of them, nor in how many there are.
    """
    first = Counter(_figures(inside))
    second = Counter(_figures(drawn))
    most = max(first.total(), second.total())
    alike = (first & second).total()
    apart = abs(first.total() - second.total())
    # Half of them alike, and in number no more than a tenth apart.
    return alike * 2 >= most and apart * 10 <= most


def _figures(blocks: list[Block]) -> Iterator[str]:
    tables = [block for block in blocks if isinstance(block, Table)]
    for table in tables:
        for cell in table.cells:
            text = cell.text
            if _FIGURE.fullmatch(text):
                yield text.replace(",", "")


def _inside(block: Block, name: str) -> Block:
    """Return a block of an embedded file as one of the document around it: places name the file."""
    if isinstance(block, TextLine):
        return replace(block, page=None, box=None, locator=f"{name}!{block.locator or ''}")
    cells: list[Cell] = []
    for cell in block.cells:
        # Without a locator of its own a cell is named by its place, as a sheet names it.
        place = cell.locator or column_letters(cell.column) + str(cell.row + 1)
        cells.append(replace(cell, page=None, box=None, locator=f"{name}!{place}"))
    return replace(block, page=None, box=None, column_edges=(), cells=cells)


def targets_of(container: SafeZip, part: str) -> dict[str, str]:
    """Return the members that a part (`word/document.xml`) names, by relationship id."""
    folder, name = part.rsplit("/", 1)
    relations = container.xml(f"{folder}/_rels/{name}.rels")
    out = {}
    for node in relations if relations is not None else ():
        # Some programs of Windows write backslashes, which the standard does not know.
        target = (node.get("Target") or "").replace("\\", "/")
        if node.get("TargetMode") == "External":
            continue
        if not target.startswith("/"):
            target = f"{folder}/{target}"
        out[node.get("Id") or ""] = target
    return out
