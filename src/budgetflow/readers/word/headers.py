"""Page headers of a Word file: what is printed above every page of a section.

ECMA-376 part 1, 17.10: a section (17.6) names its headers; one that names none has those of the
section before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetflow.readers.word.xml import RELATION, W, child, is_on


def header_relations(section: Any) -> list[str]:
    """Return the relationship ids of a section's headers as its pages come: first, then others."""
    named: dict[str, str] = {}
    for node in section.iterchildren(f"{W}headerReference"):
        named[node.get(f"{W}type", "default")] = node.get(f"{RELATION}id", "")
    # The first page's header prints only where the section says that its first page differs.
    kinds = ["first"] if is_on(child(section, "titlePg")) else []
    # Those of even pages are left out: as a rule they repeat the others.
    return [named[kind] for kind in (*kinds, "default") if kind in named]


def sections_by_first_element(body: Any) -> dict[Any, Any]:
    """Return the section properties of each section by the body's child that it begins with.

    A section's properties stand in its last paragraph, the last section's at the end of the body.
    """
    out: dict[Any, Any] = {}
    first = None
    for element in _whole(body):
        if element.tag == f"{W}sectPr":
            if first is not None:
                out[first] = element
            continue
        first = element if first is None else first
        section = child(child(element, "pPr"), "sectPr") if element.tag == f"{W}p" else None
        if section is not None:
            out[first] = section
            first = None
    return out


def _whole(body: Any) -> Iterator[Any]:
    for element in body:
        if isinstance(element.tag, str):
            yield element
