"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese public bodies: a zip of XML pages, read
by the PDF reader's lattice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import count
from typing import Any

from budgetflow.readers.common import new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.document import Box, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.ocr.embedded_images import recognise_pictures
from budgetflow.readers.ofd.geometry import (
    POINTS,
    Drawn,
    Placing,
    box_of,
    draw_path,
    draw_text,
    matrix_of,
)
from budgetflow.readers.tables.lattice.grid import find_grids
from budgetflow.readers.tables.page import in_reading_order, take_tables
from budgetflow.readers.tables.runs import Run, line_text, make_runs, visual_lines
from budgetflow.settings import settings

_VERSION = "1"
_DEEPEST = 30  # page blocks inside page blocks; real ones nest twice


def read_ofd(data: bytes, file_name: str) -> Document:
    """Give the Document of an OFD file: every page's tables and lines, placed in points like a
    PDF's.

    Raises UnreadableDocument where the container is damaged, locked or has no page.
    """
    container = SafeZip(data, file_name)
    document = new_document(data, file_name, media_types.OFD, "ofd", _VERSION)
    root = container.xml("OFD.xml")
    for body in root.iterchildren("{*}DocBody") if root is not None else ():
        document.title = document.title or body.findtext("{*}DocInfo/{*}Title")
        for number, page in enumerate(
            _pages(container, _text(body, "DocRoot")), start=len(document.pages) + 1
        ):
            document.pages.append(_page(container, page, number, document.notes))
    if not document.pages:
        raise UnreadableDocument(
            f"{file_name}: an OFD file without pages; it is cut short or damaged, fetch it again"
        )
    return document


class _PageSource:
    """One page as the document names it: its part, its templates' parts, its default size."""

    def __init__(
        self, content: Any, templates: list[Any], size: str | None, pictures: dict[str, str]
    ) -> None:
        self.content = content
        self.templates = templates
        self.size = size
        self.pictures = pictures
        """Member of the container by resource id."""


def _pages(container: SafeZip, document_root: str) -> Iterator[_PageSource]:
    """Give the pages of one document of the container, up to the limit of the settings."""
    document = container.xml(document_root)
    if document is None:
        return
    folder = posixpath.dirname(document_root)
    common = document.find("{*}CommonData")
    templates = {}
    for node in common.iterchildren("{*}TemplatePage") if common is not None else ():
        templates[node.get("ID")] = node.get("BaseLoc")
    size = common.findtext("{*}PageArea/{*}PhysicalBox") if common is not None else None
    pictures = _pictures(container, folder, common)
    for index, node in enumerate(document.iterfind("{*}Pages/{*}Page")):
        if index >= settings().read_pages:
            raise UnreadableDocument(
                f"{container.file_name}: has more than {settings().read_pages} pages; split it, "
                f"or raise BUDGETFLOW_READ_PAGES"
            )
        content = container.xml(_joined(folder, node.get("BaseLoc")))
        if content is None:
            continue
        named = [
            templates.get(template.get("TemplateID"))
            for template in content.iterchildren("{*}Template")
        ]
        yield _PageSource(
            content,
            [
                part
                for name in named
                if name and (part := container.xml(_joined(folder, name))) is not None
            ],
            size,
            pictures,
        )


def _pictures(container: SafeZip, folder: str, common: Any) -> dict[str, str]:
    """Give the container's member of every picture resource of a document."""
    out: dict[str, str] = {}
    for node in (
        (*common.iterchildren("{*}PublicRes"), *common.iterchildren("{*}DocumentRes"))
        if common is not None
        else ()
    ):
        name = _joined(folder, node.text)
        resources = container.xml(name)
        base = (
            _joined(posixpath.dirname(name), resources.get("BaseLoc"))
            if resources is not None
            else ""
        )
        for media_node in (
            resources.iterfind("{*}MultiMedias/{*}MultiMedia") if resources is not None else ()
        ):
            out[media_node.get("ID") or ""] = _joined(base, media_node.findtext("{*}MediaFile"))
    return out


def _joined(folder: str, location: str | None) -> str:
    """Resolve a location: absolute in the container, or relative to the document's folder. It only
    ever names a member.
    """
    name = (location or "").strip().replace("\\", "/")
    return posixpath.normpath(
        name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name)
    )


def _text(node: Any, name: str) -> str:
    return (node.findtext(f"{{*}}{name}") or "").strip().replace("\\", "/").lstrip("/")


def _page(container: SafeZip, source: _PageSource, number: int, notes: list[str]) -> Page:
    """Read one page, its templates' drawings under its own."""
    x, y, width, height = box_of(source.content.findtext("{*}Area/{*}PhysicalBox") or source.size)
    drawn = Drawn()
    counter = count(1)
    for part in (*source.templates, source.content):
        for layer in part.iterfind("{*}Content/{*}Layer"):
            _draw(layer, Placing((1.0, 0.0, 0.0, 1.0, 0.0, 0.0), -x, -y), drawn, counter, depth=0)
    page = Page(number, width=round(width * POINTS, 2), height=round(height * POINTS, 2))
    if not drawn.glyphs:
        return _picture_page(container, source, page, drawn, notes) if drawn.images else page
    tables, rest = take_tables(
        make_runs(drawn.glyphs), find_grids(drawn.horizontal, drawn.vertical), number
    )
    page.blocks = in_reading_order(
        [*tables, *(_line(line, number, drawn) for line in visual_lines(rest))]
    )
    return page


def _picture_page(
    container: SafeZip, source: _PageSource, page: Page, drawn: Drawn, notes: list[str]
) -> Page:
    """Recognise the largest picture of a page that has no characters; the page without text where
    that cannot be.
    """
    page.text_layer = "none"
    name = source.pictures.get(max(drawn.images)[1])
    stored = container.find(name) if name else None
    read, problems = (
        recognise_pictures([(stored, container.read(stored))], page.number)
        if stored
        else ([], ["its picture is missing"])
    )
    notes += [f"page {page.number} is an image: {problem}" for problem in problems]
    return read[0] if read else page


def _draw(parent: Any, outer: Placing, drawn: Drawn, counter: Iterator[int], depth: int) -> None:
    """Add what the objects of a layer or page block draw."""
    if depth > _DEEPEST:
        return
    for element in parent:
        name = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        if (element.get("Visible") or "true").lower() == "false" or element.get("Alpha") == "0":
            continue
        if name == "PageBlock":
            _draw(element, outer, drawn, counter, depth + 1)
            continue
        left, top, width, height = box_of(element.get("Boundary"))
        placing = Placing(matrix_of(element.get("CTM")), outer.x + left, outer.y + top)
        if name == "TextObject":
            draw_text(element, placing, next(counter), drawn)
        elif name == "PathObject":
            draw_path(element, placing, drawn)
        elif name in ("ImageObject", "CompositeObject"):
            drawn.images.append((width * height, element.get("ResourceID") or ""))


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
