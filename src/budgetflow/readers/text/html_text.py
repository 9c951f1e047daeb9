"""What of an HTML element is visible, and how its source text prints."""

from __future__ import annotations

import re

from lxml import html

from budgetflow.readers.common import SUPERSCRIPTS, leading_indent

INVISIBLE = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "title",
            "meta",
            "link",
            "select",
            "datalist",
            "textarea",
        ),
        *("iframe", "object", "embed", "svg", "rt", "rp", "canvas", "audio", "video", "map"),
        # crossed out: shown, and shown not to hold
        *("del", "s", "strike"),
    )
)
_MOVED_IN = re.compile(
    r"(?:padding-left|text-indent)\s*:\s*(\d+(?:\.\d+)?)(pt|px|em)", re.IGNORECASE
)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 10.0}
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0*)?(?:p[xt]|r?em|%)?\s*(?:;|$)", re.IGNORECASE)
_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# Editors that wrap their source put line ends between Chinese characters, where nothing is printed.
_WRAP_IN_CHINESE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")
_FIELDS = frozenset(("input", "textarea", "select"))
_WHITE = re.compile(r"[ \t\r\n\f]+")
_NEW_LINE = "\x1e"  # a character that no page holds, where a new line begins
_BREAKING = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))


# Value of `hidden` on an element whose place stays empty (CSS `visibility: hidden`).
KEEPS_ITS_PLACE = "visibility"


def is_gone(element: html.HtmlElement) -> bool:
    """Return whether an element is not shown, and what follows it moves into its place."""
    # What keeps its place keeps the columns behind it in theirs.
    if element.get("hidden") == KEEPS_ITS_PLACE:
        return False
    style = element.get("style") or ""
    if "hidden" in element.attrib:
        return True
    return bool(_NO_DISPLAY.search(style))


def is_hidden(element: html.HtmlElement) -> bool:
    """Return whether a browser does not show an element, by its own attributes.

    What the page's style sheets hide has the attribute `hidden` too (`style_rules`).
    """
    if "hidden" in element.attrib or _is_closed(element):
        return True
    style = element.get("style") or ""
    if _NO_SIZE.search(style) and not len(element):
        return True  # what stands inside may have a size of its own: so menus close their gaps
    if element.tag == "input":
        return True  # what it shows is read by `_filled_in`, where a field can hold a figure
    return bool(_HIDDEN_STYLE.search(style))


def _is_closed(element: html.HtmlElement) -> bool:
    """Check for what is shown only once something is clicked (HTML standard, 4.11.4 and 6.12)."""
    if "popover" in element.attrib:
        return True
    return element.tag == "dialog" and "open" not in element.attrib


def printed(source: str) -> str:
    """Return source text with white space collapsed as it prints."""
    # Before blanks are made one: a line end between Chinese characters would become a blank.
    unwrapped = _WRAP_IN_CHINESE.sub("", source)
    return _WHITE.sub(" ", unwrapped)


def lines_of(element: html.HtmlElement, breaking: frozenset[str] = _BREAKING) -> str:
    """Return the visible text inside an element, a newline where a new line begins."""
    parts: list[str] = []
    _take_text(element, parts, breaking)
    pieces = "".join(parts).split(_NEW_LINE)
    lines = [printed(piece).strip() for piece in pieces]
    return "\n".join(line for line in lines if line)


def _take_text(node: html.HtmlElement, parts: list[str], breaking: frozenset[str]) -> None:
    """Add what an element prints, a mark where a new line begins."""
    tag = node.tag if isinstance(node.tag, str) else ""
    start = len(parts)
    if tag in _FIELDS and not is_gone(node):
        parts.append(_filled_in(node))
    elif tag and tag not in INVISIBLE and not is_hidden(node):
        breaks = tag in breaking
        if breaks:
            parts.append(_NEW_LINE)
        _take_inside(node, parts, breaking)
        if breaks and tag != "br":
            parts.append(_NEW_LINE)
    # Raised digits are the number of a note and no digits of the figure before them.
    if tag == "sup":
        parts[start:] = [part.translate(SUPERSCRIPTS) for part in parts[start:]]


def _take_inside(node: html.HtmlElement, parts: list[str], breaking: frozenset[str]) -> None:
    """Add the text inside an element; cells of a row are a blank apart."""
    parts.append(node.text or "")
    for child in node:
        _take_text(child, parts, breaking)
        if child.tag in ("td", "th"):
            parts.append(" ")
        parts.append(child.tail or "")


def indent_of(element: html.HtmlElement) -> float:
    """Return the points that a cell's text stands in: spaces that browsers do not drop before its
    first character, and the indents and left paddings of what stands around it.
    """
    points = 0.0
    node = element
    while True:
        for size, unit in _MOVED_IN.findall(node.get("style") or ""):
            points += float(size) * _POINTS[unit.lower()]
        # Only as long as the first thing inside is an element: text before it is not moved in.
        elements = (child for child in node if isinstance(child.tag, str))
        inner = next(elements, None)
        if inner is None or (node.text or "").strip():
            break
        node = inner
    kept = "".join(element.itertext()).lstrip(" \t\r\n\f")
    return points + leading_indent(kept)


def _filled_in(field: html.HtmlElement) -> str:
    """Return what a form's field shows, empty for buttons, boxes and fields without a face. A list
    shows the choice that is selected, else its first (HTML standard, 4.10.7).
    """
    if field.tag == "select":
        choices = [*field.iter("option")]
        chosen = [choice for choice in choices if "selected" in choice.attrib]
        # Of several selected the last, as a browser shows in a list of one choice.
        shown = chosen[-1:] or choices[:1]
        return "".join(choice.text_content() for choice in shown)
    if field.tag == "textarea":
        return field.text or ""
    kind = (field.get("type") or "text").lower()
    if kind in ("text", "number"):
        return field.get("value") or ""
    return ""
