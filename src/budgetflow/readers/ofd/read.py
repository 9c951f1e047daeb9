"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese public bodies: a zip of XML pages, read
by the PDF reader's lattice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import count
from typing import Any

from budgetflow.readers import limits
from budgetflow.readers.common import new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.document import Box, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.ocr.embedded_images import recognise_pictures
from budgetflow.readers.ofd.geometry import (
    IDENTITY,
    POINTS,
    Drawn,
    Placing,
    box_of,
    draw_path,
    draw_text,
    is_painted,
    matrix_of,
)
from budgetflow.readers.ofd.resources import Resources, joined, resources_of
from budgetflow.readers.tables.page import find_tables, in_reading_order
from budgetflow.readers.tables.runs import Run, line_text, make_runs, visual_lines

_VERSION = "2"
_MOST_OBJECTS = 500_000  # objects of a page; a full A3 sheet has 20,000
_DEEPEST = 30  # page blocks inside page blocks; real ones nest twice


def read_ofd(data: bytes, file_name: str) -> Document:
    """Return the Document of an OFD file: every page's tables and lines, placed in points like a
    PDF's.

    Raises UnreadableDocument where the container is damaged, locked or has no page.
    """
    container = SafeZip(data, file_name)
    document = new_document(data, file_name, media_types.OFD, "ofd", _VERSION)
    root = container.xml("OFD.xml")
    # A container may hold several documents; their pages are counted on.
    for body in root.iterchildren("{*}DocBody") if root is not None else ():
        document.title = document.title or body.findtext("{*}DocInfo/{*}Title")
        first = len(document.pages) + 1
        pages = _pages(container, _text(body, "DocRoot"))
        for number, page in enumerate(pages, start=first):
            before = document.pages[-1] if document.pages else None
            document.pages.append(_page(container, page, number, document.notes, before))
    if not document.pages:
        raise UnreadableDocument(
            f"{file_name}: an OFD file without pages; it is cut short or damaged, fetch it again"
        )
    return document


class _PageSource:
    """One page as the document names it: its part, its templates' parts, its default size."""

    def __init__(
        self,
        content: Any,
        templates: list[Any],
        size: str | None,
        resources: Resources,
        annotations: list[Any],
    ) -> None:
        self.content = content
        self.templates = templates
        self.size = size
        self.resources = resources
        self.annotations = annotations
        """What was put on the page afterwards (stamps, typed text), as `Appearance` elements."""


def _pages(container: SafeZip, document_root: str) -> Iterator[_PageSource]:
    """Return the pages of one document of the container, up to the limit in force."""
    document = container.xml(document_root)
    if document is None:
        return
    folder = posixpath.dirname(document_root)
    common = document.find("{*}CommonData")
    # Templates are what pages have in common: letterheads, rulings of forms.
    templates = {}
    for node in common.iterchildren("{*}TemplatePage") if common is not None else ():
        templates[node.get("ID")] = node.get("BaseLoc")
    size = common.findtext("{*}PageArea/{*}PhysicalBox") if common is not None else None
    annotations = _annotations(container, folder, document)
    for index, node in enumerate(document.iterfind("{*}Pages/{*}Page")):
        if index >= limits.current().pages:
            raise UnreadableDocument(
                f"{container.file_name}: has more than {limits.current().pages} pages; split it, "
                f"or raise BUDGETFLOW_READ_PAGES"
            )
        location = joined(folder, node.get("BaseLoc"))
        content = container.xml(location)
        if content is None:
            continue
        templates_of_page: list[Any] = []
        for template in content.iterchildren("{*}Template"):
            name = templates.get(template.get("TemplateID"))
            part = container.xml(joined(folder, name)) if name else None
            # A template that is missing costs its drawings, not the page.
            if part is not None:
                templates_of_page.append(part)
        yield _PageSource(
            content,
            templates_of_page,
            size,
            resources_of(container, folder, (*_children(common), *_children(content))),
            annotations.get(node.get("ID") or "", []),
        )


def _children(node: Any) -> Iterator[Any]:
    """Return the elements of a document or page that name a part with resources."""
    if node is not None:
        yield from node.iterchildren("{*}PublicRes", "{*}DocumentRes", "{*}PageRes")


def _annotations(container: SafeZip, folder: str, document: Any) -> dict[str, list[Any]]:
    """Return the appearances of the annotations that are shown and printed, by page id.

    A watermark is no part of the text and is left out.
    """
    listed = _text(document, "Annotations")
    index = container.xml(joined(folder, listed)) if listed else None
    out: dict[str, list[Any]] = {}
    for page in index.iterchildren("{*}Page") if index is not None else ():
        base = posixpath.dirname(joined(folder, listed))
        part = container.xml(joined(base, page.findtext("{*}FileLoc")))
        for note in part.iterchildren("{*}Annot") if part is not None else ():
            printed = (note.get("Print") or "true").lower() != "false"
            if not printed or note.get("Type") == "Watermark" or not is_painted(note):
                continue
            appearances = note.iterchildren("{*}Appearance")
            out.setdefault(page.get("PageID") or "", []).extend(appearances)
    return out


def _text(node: Any, name: str) -> str:
    text = (node.findtext(f"{{*}}{name}") or "").strip()
    return text.replace("\\", "/").lstrip("/")


def _page(
    container: SafeZip, source: _PageSource, number: int, notes: list[str], before: Page | None
) -> Page:
    """Read one page, its templates' drawings under its own; `before` is the page before it."""
    # A page without a size of its own has the document's.
    x, y, width, height = box_of(source.content.findtext("{*}Area/{*}PhysicalBox") or source.size)
    drawing = _Drawing(source.resources.units)
    drawn = drawing.drawn
    page_placing = Placing(IDENTITY, -x, -y)
    for part in (*source.templates, source.content):
        for layer in part.iterfind("{*}Content/{*}Layer"):
            drawing.objects(layer, page_placing)
    for appearance in source.annotations:
        # An annotation's boundary is on the page, whatever layer it lies over.
        left, top, _, _ = box_of(appearance.get("Boundary"))
        drawing.objects(appearance, page_placing.inside(IDENTITY, left, top))
    page = Page(number)
    page.width = round(width * POINTS, 2)
    page.height = round(height * POINTS, 2)
    if not drawn.glyphs:
        if drawn.images:
            return _picture_page(container, source, page, drawn, notes)
        return page
    rulings = (drawn.horizontal, drawn.vertical)
    tables, rest = find_tables(make_runs(drawn.glyphs), rulings, number, before)
    lines = [_line(line, number, drawn) for line in visual_lines(rest)]
    page.blocks = in_reading_order([*tables, *lines])
    return page


def _picture_page(
    container: SafeZip, source: _PageSource, page: Page, drawn: Drawn, notes: list[str]
) -> Page:
    """Recognise the largest picture of a page that has no characters; the page without text where
    that cannot be.
    """
    page.text_layer = "none"
    name = source.resources.pictures.get(max(drawn.images)[1])
    stored = container.find(name) if name else None
    if stored:
        read, problems = recognise_pictures([(stored, container.read(stored))], page.number)
    else:
        read = []
        problems = ["its picture is missing"]
    notes += [f"page {page.number} is an image: {problem}" for problem in problems]
    if read:
        return read[0]
    return page


class _Drawing:
    """Gathers what the objects of one page draw."""

    def __init__(self, units: dict[str, Any]) -> None:
        self.drawn = Drawn()
        self._units = units
        self._counter = count(1)
        self._seen = 0

    def objects(self, parent: Any, outer: Placing, depth: int = 0) -> None:
        """Add the objects of a layer, a page block, a composite unit or an annotation."""
        # Deeper than any real nesting is a unit that holds itself.
        for element in parent if depth <= _DEEPEST else ():
            self._seen += 1
            if self._seen > _MOST_OBJECTS:
                return  # units that hold each other
            if not isinstance(element.tag, str) or not is_painted(element):
                continue
            name = element.tag.rsplit("}", 1)[-1]
            if name == "PageBlock":
                self.objects(element, outer, depth + 1)
                continue
            left, top, width, height = box_of(element.get("Boundary"))
            placing = outer.inside(matrix_of(element.get("CTM")), left, top)
            if name == "TextObject":
                draw_text(element, placing, next(self._counter), self.drawn)
            elif name == "PathObject":
                draw_path(element, placing, self.drawn)
            elif name == "ImageObject":
                self.drawn.images.append((width * height, element.get("ResourceID") or ""))
            elif name == "CompositeObject":
                self._composite(element.get("ResourceID") or "", placing, depth)

    def _composite(self, resource: str, placing: Placing, depth: int) -> None:
        """Add what a composite unit, named like a picture, is made of."""
        unit = self._units.get(resource)
        if unit is None:
            return
        for content in unit.iterchildren("{*}Content"):
            self.objects(content, placing, depth + 1)


def _line(line: list[Run], number: int, drawn: Drawn) -> TextLine:
    edges = (
        min(r.x0 for r in line),
        min(r.top for r in line),
        max(r.x1 for r in line),
        max(r.bottom for r in line),
    )
    first = line[0].glyphs[0]
    box = Box(*(round(edge, 2) for edge in edges))
    return TextLine(
        line_text(line),
        number,
        box,
        bold=first.text_object in drawn.bold,
        size=round(first.bottom - first.top, 1),
    )
