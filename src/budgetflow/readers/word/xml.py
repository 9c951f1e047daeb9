"""The words of WordprocessingML (ECMA-376 part 1, 17): small looks into its elements that every
Word module needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr")
)
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters of one look; `\\n` stands for a line break."""

    text: str
    bold: bool
    size: float | None


def child(node: Any, name: str) -> Any:
    """Give the first child of that name, None where there is none or no node."""
    return None if node is None else node.find(W + name)


def value(node: Any) -> str | None:
    """Give an element's `w:val`, None where there is none or no node."""
    return None if node is None else node.get(f"{W}val")


def is_on(node: Any) -> bool:
    """Tell whether a switch such as `w:b` is there and not off."""
    return node is not None and value(node) not in ("0", "false", "off", "none")


def content(node: Any) -> Iterator[Any]:
    """Give an element's children, looking through wrappers; of alternatives the first; nothing that
    was deleted.
    """
    for element in node:
        tag = element.tag
        if tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}customXml",
            f"{W}smartTag",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}hyperlink",
            f"{W}fldSimple",
        ):
            yield from content(element)
        elif tag == f"{_MC}AlternateContent":
            yield from content(_alternative(element))
        elif tag not in _LEFT_OUT:
            yield element


def _alternative(element: Any) -> Any:
    choice = element.find(f"{_MC}Choice")
    return (
        choice
        if choice is not None
        else element.find(f"{_MC}Fallback")
        if element.find(f"{_MC}Fallback") is not None
        else ()
    )


def runs(paragraph: Any) -> list[Run]:
    """Give a paragraph's visible runs, those of its text boxes apart."""
    out: list[Run] = []
    for run in content(paragraph):
        if run.tag != f"{W}r":
            continue
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            continue
        size = value(child(properties, "sz"))
        text = "".join(_printed(piece) for piece in content(run))
        if text:
            out.append(
                Run(
                    text,
                    is_on(child(properties, "b")),
                    int(size) / 2 if size and size.isdigit() else None,
                )
            )
    return out


def _printed(piece: Any) -> str:
    tag = piece.tag
    if tag == f"{W}t":
        return piece.text or ""
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag == f"{W}noBreakHyphen":
        return "-"
    return "\n" if tag in (f"{W}br", f"{W}cr") else ""


def text_boxes(paragraph: Any) -> list[Any]:
    """Give the contents of a paragraph's text boxes, each once (Word stores most of them twice)."""
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = list(box.iterancestors())
        inside = next((a for a in ancestors if a.tag == f"{W}txbxContent" or a is paragraph), None)
        fallback = any(
            a.tag == f"{_MC}Fallback" and a.getparent().find(f"{_MC}Choice") is not None
            for a in ancestors
        )
        if inside is paragraph and not fallback:
            boxes.append(box)
    return boxes


def from_strict(data: bytes) -> bytes:
    """Give the XML of a strict document with the names of a transitional one, which all else here
    uses.
    """
    return data.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
