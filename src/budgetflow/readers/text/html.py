"""HTML pages: visible text in reading order, data tables as grids with their spans, layout tables
looked through.

Also what calls itself a spreadsheet or a Word file and is HTML inside, which several publishing
systems hand out.
"""

from __future__ import annotations

import email
import email.policy
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree, html

from budgetflow.readers import encoding
from budgetflow.readers.common import SUPERSCRIPTS, clean, new_document
from budgetflow.readers.containers import media_types
from budgetflow.readers.document import Block, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.text.html_tables import grid_of_table, stray_parts
from budgetflow.readers.text.html_text import INVISIBLE, is_hidden, printed
from budgetflow.readers.text.markup_table import (
    Grid,
    is_data_table,
    is_one_row,
    lacks_head,
    table_of_grid,
    under_head,
)
from budgetflow.readers.text.plain import blocks_of_text
from budgetflow.readers.text.style_rules import hide_by_rules

_VERSION = "2"
# What the parser (libxml2) says where it leaves out all that is nested more deeply.
_TOO_DEEP = "Excessive depth"
# Levels that the parser keeps at most, and calls of functions for one of them.
_MOST_LEVELS, _CALLS_OF_A_LEVEL = 2048, 6
_BLOCK = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "caption",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
        ),
        *(
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    )
)
_SERVER_CODE = re.compile(
    r"<%.*?%>", re.DOTALL
)  # a template's own instructions that a server forgot to carry out
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))


def read_html(data: bytes, file_name: str) -> Document:
    """Return the Document of an HTML page: one page without a size, paragraphs as whole lines,
    tables with their spans.

    A line's locator is its line in the source (`L143`); a cell's is its table and place (`T3!D14`:
    third table of the page).
    Raises UnreadableDocument where the bytes are no text or hold no markup.
    """
    decoded = encoding.decode(data)
    if decoded is None:
        raise UnreadableDocument(
            f"{file_name}: the page's characters are in no encoding we know; save it again as UTF-8"
        )
    document = new_document(data, file_name, media_types.HTML, "html", _VERSION)
    try:
        with _deeper_recursion():
            _read(document, decoded[0], file_name)
    except RecursionError as error:
        raise UnreadableDocument(
            f"{file_name}: its elements are nested too deeply to be a page; nothing was read"
        ) from error
    return document


@contextmanager
def _deeper_recursion() -> Iterator[None]:
    """Let functions call themselves for every level that the parser keeps.

    Tags that are never closed nest as deep as there are of them: pages of old editors have some
    hundreds.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _CALLS_OF_A_LEVEL * _MOST_LEVELS))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _read(document: Document, text: str, file_name: str) -> None:
    """Read the page into a Document. Raises RecursionError where it is nested too deeply."""
    root = parse(text)
    if root is None:
        raise UnreadableDocument(
            f"{file_name}: the page is empty; fetch it again or look at it in a browser"
        )
    _open_inner_pages(root)
    hidden_tables = hide_by_rules(root)
    if hidden_tables:
        document.notes.append(
            f"{file_name}: {hidden_tables} parts with tables are hidden by the page's own style "
            f"and were not read; look at the page in a browser"
        )
    walk = _Walk()
    walk.element(root)
    walk.flush()
    document.title = _title(root)
    document.pages.append(Page(number=1, blocks=walk.blocks))


def read_mhtml(data: bytes, file_name: str) -> Document:
    """Return the Document of a page saved with its pictures in one mail-like file (`.mht`, often
    named `.doc`).
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        page = part.get_payload(decode=True)
        if not isinstance(page, bytes):
            continue
        # The first page is the document; those behind it are its frames.
        document = read_html(page, file_name)
        whole = new_document(data, file_name, media_types.MHTML, "html", _VERSION)
        whole.pages = document.pages
        whole.title = document.title
        return whole
    raise UnreadableDocument(
        f"{file_name}: a saved page without a page in it; save it again as PDF"
    )


def parse(text: str) -> html.HtmlElement | None:
    """Parse leniently, as a browser does; None where there is no element at all. No entity of a
    file is ever expanded. Raises RecursionError where elements are nested more than 2,048 deep.
    """
    # A declaration of an encoding contradicts text that is decoded already.
    undeclared = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    source = _SERVER_CODE.sub("", undeclared).replace("\x00", "")
    # huge_tree: without it libxml2 stops at 256 levels and leaves out the rest without an error.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(_TOO_DEEP in error.message for error in parser.error_log):
        raise RecursionError  # the parser left out all that stands deeper
    return root


@dataclass(frozen=True, slots=True)
class _Head:
    """A table of one row, whose cells were taken as the lines from `start` to `end`: the header of
    the table behind it where a page lets the rows scroll under it.
    """

    grid: Grid
    start: int
    end: int


class _Walk:
    """Gathers the blocks of a page in one pass over its elements."""

    def __init__(self) -> None:
        # What is gathered of the paragraph: its texts and whether each is bold, and its line.
        self._texts: list[tuple[str, bool]] = []
        self._line: int | None = None
        self._bold = 0
        self._tables = 0
        self._head: _Head | None = None
        self.blocks: list[Block] = []

    def element(self, element: html.HtmlElement, *, tail: bool = True) -> None:
        """Take an element and what follows it inside its parent."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "textarea" and not is_hidden(element):
            self._typed(element)
        elif tag and tag not in INVISIBLE and not is_hidden(element):
            if tag == "table":
                self._table(element)
            elif tag == "br":
                self.flush()
            # One with blocks inside is laid out by them, and not by its line ends.
            elif tag == "pre" and not any(one.tag in _BLOCK | {"br"} for one in element[:]):
                self._typed(element)
            else:
                self._children(element, tag)
        if tail:
            self._text(element.tail, element)

    def _children(self, element: html.HtmlElement, tag: str) -> None:
        block = tag in _BLOCK
        # A block begins and ends a paragraph, whether it stands in one or not.
        if block:
            self.flush()
        self._bold += tag in _BOLD
        start = len(self._texts)
        self._text(element.text, element)
        for child in element:
            self.element(child)
        if tag == "sup":
            raised = [(text.translate(SUPERSCRIPTS), bold) for text, bold in self._texts[start:]]
            self._texts[start:] = raised
        if block:
            self.flush()
        self._bold -= tag in _BOLD

    def _table(self, element: html.HtmlElement) -> None:
        """Take a data table as a Table; look through a layout table as if its cells were
        paragraphs.
        """
        self.flush()
        grid = grid_of_table(element)
        head = self._head
        self._head = None
        if not is_data_table(grid):
            start = len(self.blocks)
            self._children(element, "table")
            if is_one_row(grid):
                self._head = _Head(grid, start, len(self.blocks))
            return
        # Nothing between the two: else the one row was a line of its own.
        if head and head.end == len(self.blocks) and lacks_head(grid, head.grid):
            del self.blocks[head.start :]
            grid = under_head(head.grid, grid)
        # As browsers do, which show above the table what stands in it outside cells.
        for text, stray in stray_parts(element):
            self._text(text, element)
            if stray is not None:
                self.element(stray, tail=False)
        self.flush()
        for caption in element.iterchildren("caption"):
            self._children(caption, "caption")
        self._tables += 1
        self.blocks.append(table_of_grid(grid, self._tables))

    def _typed(self, element: html.HtmlElement) -> None:
        """Take text whose line ends and blanks are shown as typed, as a file of text is read:
        blanks or tabs may set out a table.
        """
        self.flush()
        first = element.sourceline or 1
        # the parser drops a line end straight behind the tag, as browsers do
        self.blocks += blocks_of_text(element.text_content(), first)

    def _text(self, text: str | None, element: html.HtmlElement) -> None:
        if not text:
            return
        # The line of the first text that prints: the paragraph may begin with blanks pages above.
        if self._line is None and text.strip():
            self._line = element.sourceline
        self._texts.append((text, bool(self._bold)))

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        source = "".join(part for part, _ in self._texts)
        text = clean(printed(source))
        if text:
            bold = all(bold for part, bold in self._texts if part.strip())
            locator = f"L{self._line}" if self._line else None
            self.blocks.append(
                TextLine(text=text, locator=locator, bold=bold, whole_paragraph=True)
            )
        self._texts = []
        self._line = None


def _open_inner_pages(root: html.HtmlElement) -> None:
    """Put the page that a frame holds in its own attribute (`srcdoc`) in the frame's place."""
    for frame in [*root.iter("iframe")]:
        inner = parse(frame.get("srcdoc") or "")
        body = None
        if inner is not None:
            body = inner.find("body")
        if body is not None:
            # No `body` inside a body: what asks for the page's own would find this one.
            frame.tag = body.tag = "div"
            frame.text = None
            frame.append(body)


def _title(root: html.HtmlElement) -> str | None:
    """Return the article's title from the national page tags, else the page's own."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        # The norm for tags of government web pages names it so; `title` is mostly the site's name.
        if name == "articletitle" and content:
            return clean(content) or None
    title = root.find(".//title")
    if title is not None:
        return clean(title.text_content()) or None
    return None
