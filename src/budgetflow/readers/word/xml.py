"""The words of WordprocessingML (ECMA-376 part 1, 17): small looks into its elements that every
Word module needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from budgetflow.readers.common import SUPERSCRIPTS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Properties are left out too: they hold elements of the names of content.
_LEFT_OUT = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr")
)
_STRICT = tuple(
    (b"http://purl.oclc.org/ooxml/" + strict, b"http://schemas.openxmlformats.org/" + transitional)
    for strict, transitional in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
    )
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of characters of one look; `\\n` stands for a line break."""

    text: str
    bold: bool
    size: float | None


def child(node: Any, name: str) -> Any:
    """Return the first child of that name, None where there is none or no node."""
    if node is None:
        return None
    return node.find(W + name)


def value(node: Any) -> str | None:
    """Return an element's `w:val`, None where there is none or no node."""
    if node is None:
        return None
    found: str | None = node.get(f"{W}val")
    return found


def is_on(node: Any) -> bool:
    """Check whether a switch such as `w:b` is there and not off."""
    if node is None:
        return False
    # The element alone means on (17.17.4).
    return value(node) not in ("0", "false", "off", "none")


def content(node: Any) -> Iterator[Any]:
    """Return an element's children, looking through wrappers; of alternatives the first; nothing
    that was deleted.
    """
    for element in node:
        tag = element.tag
        # Wrappers that print what they hold: controls, insertions, links, fields, directions.
        if tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}customXml",
            f"{W}smartTag",
            f"{W}ins",
            f"{W}moveTo",
            f"{W}hyperlink",
            f"{W}fldSimple",
            f"{W}bdo",
            f"{W}dir",
        ):
            yield from content(element)
        elif tag == f"{MC}AlternateContent":
            yield from content(_alternative(element))
        elif tag not in _LEFT_OUT:
            yield element


def _alternative(element: Any) -> Any:
    # The first choice is what newer programs show; the fallback is for those that know none.
    for name in ("Choice", "Fallback"):
        found = element.find(f"{MC}{name}")
        if found is not None:
            return found
    return ()


def runs(paragraph: Any) -> list[Run]:
    """Return a paragraph's runs, those of its text boxes apart; what is hidden is gone already
    (`unseen`).
    """
    out: list[Run] = []
    for run in content(paragraph):
        # Formulas stand beside runs, not in them, and print in the line.
        if run.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
            out.append(Run(_formula(run), False, None))
        if run.tag != f"{W}r":
            continue
        properties = child(run, "rPr")
        # Half points, as Word counts sizes.
        size = value(child(properties, "sz"))
        text = "".join(_printed(piece) for piece in content(run))
        if value(child(properties, "vertAlign")) == "superscript":
            text = text.translate(SUPERSCRIPTS)
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
    if tag == f"{W}ruby":  # the word itself, not the reading above it
        base = child(piece, "rubyBase")
        return "" if base is None else "".join(run.text for run in runs(base))
    # A page break parts lines as well.
    return "\n" if tag in (f"{W}br", f"{W}cr") else ""


def _formula(element: Any) -> str:
    """Return the characters of a formula (OMML), a fraction as `a/b`."""
    tag = element.tag
    if tag == f"{_MATH}t":
        return element.text or ""
    parts = [part for part in element if isinstance(part.tag, str)]
    sign = ""
    if tag == f"{_MATH}f":
        above_and_below = (element.find(f"{_MATH}num"), element.find(f"{_MATH}den"))
        parts = [part for part in above_and_below if part is not None]
        sign = "/"
    return sign.join(_formula(part) for part in parts)


def text_boxes(paragraph: Any) -> list[Any]:
    """Return the contents of a paragraph's text boxes, each once (Word stores most of them
    twice).
    """
    boxes = []
    for box in paragraph.iter(f"{W}txbxContent"):
        # A box within a box belongs to the outer one, whose blocks are read with it.
        for around in box.iterancestors():
            if around is paragraph:
                boxes.append(box)
                break
            if around.tag == f"{W}txbxContent":
                break
    return boxes


def from_strict(data: bytes) -> bytes:
    """Return the XML of a strict document with the names of a transitional one, which all else here
    uses.
    """
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    return data
