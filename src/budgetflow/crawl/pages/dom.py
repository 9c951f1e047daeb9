"""A page as text and as a tree: decoding, parsing, and the small questions every reader of pages
asks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree, html

from budgetflow.readers import encoding

# An lxml element; lxml's own types do not cover its HTML functions.
Node = Any

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANK = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
# Characters of a page that are read; the rest of a longer one is not looked at.
_LONGEST_PAGE = 4_000_000
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "select",
    "option",
    "textarea",
)


def page_text(body: bytes, content_type: str) -> str:
    """Return a page's characters, as the readers decode it. Never fails; lost bytes are U+FFFD."""
    decoded = encoding.decode(body, content_type)
    if decoded:
        return decoded[0]
    return body.decode("utf-8", "replace")


def parse(text: str) -> Node:
    """Parse a page into a tree without comments; an empty page gives an empty tree."""
    # Comments and instructions would be nodes without a tag that every reader must skip.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    # A declaration of an encoding contradicts text that is decoded already.
    text = _XML_DECLARATION.sub("", text[:_LONGEST_PAGE].replace("\x00", ""), count=1)
    try:
        root = html.document_fromstring(text, parser=parser) if text.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is not None:
        return root
    return html.document_fromstring("<html><body></body></html>")


def one_line(text: str) -> str:
    """Join runs of white space, of every kind these sites use, into one blank."""
    return _BLANK.sub(" ", text).strip()


def text_of(node: Node) -> str:
    """Return the visible text below an element in one line; blocks are parted by a blank, inline
    marks by nothing.
    """
    return one_line("".join(_pieces(node)))


def apart(node: Node) -> str:
    """Return the visible text below an element with a blank at the edge of every element, inline
    ones too.
    """
    return one_line(
        " ".join(
            part
            for one in node.iter()
            if isinstance(one.tag, str) and one.tag not in _UNSEEN
            for part in (one.text, one.tail)
            if part
        )
    )


def heading_of(node: Node) -> str:
    """Return the text of a heading in one line: a line break inside it is the layout's and parts
    nothing.
    """
    return one_line("".join(_pieces(node, breaks="")))


def lines_of(node: Node) -> list[str]:
    """Return the visible text below an element as lines, one a block, without empty ones."""
    return [
        line
        for line in (one_line(piece) for piece in "".join(_pieces(node, "\x00")).split("\x00"))
        if line
    ]


_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
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
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


_LABEL = re.compile(r"\s*[\[【]?\s*[\u4e00-\u9fff]{2,8}\s*[\]】]?\s*[:：]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _pieces(node: Node, parting: str = " ", breaks: str | None = None) -> list[str]:
    """Return the pieces of text below an element: `parting` at the edges of blocks, `breaks` (as
    blocks, if None) at line breaks.

    An inline element that begins with a label stands apart from what is before it, as its layout
    shows it.
    """
    if not isinstance(node.tag, str) or node.tag in _UNSEEN:
        return []
    if node.tag == "br":
        return [parting if breaks is None else breaks]
    if node.tag in _HEADINGS and parting != " ":
        breaks = ""
    edge = parting if node.tag in _BLOCKS else ""
    # A label that layouts set as an inline element would grow together with the words before it.
    pieces = [
        edge or (" " if _LABEL.match(node.text or "") else ""),
        node.text or _icon_label(node),
    ]
    for child in node:
        pieces.extend(_pieces(child, parting, breaks))
        pieces.append(child.tail or "")
    pieces.append(edge)
    return pieces


def _icon_label(node: Node) -> str:
    """Return the label an empty icon carries as its title: `<i title="发布日期"></i>` stands for
    the printed words.
    """
    label = (
        (node.get("title") or "")
        if node.tag in ("i", "em", "span", "b", "img") and not len(node)
        else ""
    )
    # A longer one is a hint for the mouse and no label.
    if label.strip().endswith(("日期", "时间", "机构", "来源")) and len(label) <= 8:
        return f"{label}："
    return ""


def visible_text(text: str) -> str:
    """Return the visible text of a page given as text."""
    body = parse(text).find("body")
    if body is not None:
        return text_of(body)
    return ""


def marks(node: Node) -> str:
    """Return an element's class and id in lower case: the words a layout uses for its parts."""
    return f"{node.get('class', '')} {node.get('id', '')}".lower()


_FRAME = re.compile(
    r"(?:^|[_-])(?:header|head|footer|foot|nav|navbar|menu|topbar|banner|crumbs?|breadcrumb|"
    r"copyright|sitemap|friend\w*|share)(?:$|[_-])"
)
# Parts of the content have a head and a foot of their own: `article-footer`.
_OF_CONTENT = re.compile(
    r"(?:article|arti?|content|con|detail|text|xl|zw|post|entry|doc|file|fj|attach\w*|appendix)[_-]"
)


# The words of a layout come again on every element: looked at once.
@lru_cache(maxsize=4096)
def _is_frame(words: str) -> bool:
    return any(_FRAME.search(word) and not _OF_CONTENT.match(word) for word in words.split())


def in_frame(node: Node) -> bool:
    """Check whether an element belongs to the frame of the site (head, navigation, foot) by the
    tags and words around it.
    """
    # From within outwards: an article's own header is inside the site's content.
    for parent in [node, *node.iterancestors()]:
        if parent.tag in ("header", "footer", "nav"):
            return True
        if parent.tag in ("body", "html"):
            return False
        if _is_frame(marks(parent)):
            return True
    return False
