"""A finding as a card: what does not agree, both its sides with the cells they are printed in, the
arithmetic, the place, and the piece of the page that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from budgetflow.releases.site.grids import Figure
from budgetflow.releases.site.page_viewport import Frame

# Findings of each verdict that a disclosure's card list holds; the data have all.
SHOWN = 30
# Figures of one side that a card lists.
SIDES = 6
# One entry of `findings.evidence`, as `checks.model.arithmetic` writes it.
_PLACE = re.compile(
    r"(left|right): (?:p\. (\d+) )?"
    r"(?:\((-?[\d.]+), (-?[\d.]+), (-?[\d.]+), (-?[\d.]+)\) |(\S+) )?(.*)",
    re.DOTALL,
)
# Points above and below the figures that a picture shows, and its greatest height.
# Two lines above and below, so that the row's neighbours are seen.
_AROUND, _MOST = 26.0, 260.0
_ORDER = {"publisher_error": 0, "open": 1, "parse_suspect": 2, "rounding": 3}
_GRAVE = {"error": 0, "warning": 1, "info": 2}

# The picture of a page of a document (None where there is none) and what it shows.
Pages = Mapping[tuple[str, int], tuple[str | None, Frame]]


def cards_of(
    findings: Iterable[Mapping[str, Any]],
    figures: Sequence[tuple[Figure, str]],
    address: Callable[[str], str],
    pages: Pages,
) -> list[dict[str, Any]]:
    """Return the findings of one disclosure as cards, the gravest first.

    `figures` are its figures with the page that lists each; `address` gives where an amount or a
    statement is shown; `pages` what pictures there are.
    """
    by_id = {figure.amount_id: figure for figure, _ in figures}
    listed = sorted(findings, key=_rank)
    shown: dict[str, int] = {}
    cards = []
    for row in listed:
        shown[row["verdict"]] = shown.get(row["verdict"], 0) + 1
        if shown[row["verdict"]] <= SHOWN:
            cards.append(_card(row, by_id, address, pages))
    return cards


def _rank(row: Mapping[str, Any]) -> tuple[int, int, str, str]:
    return (
        _ORDER.get(row["verdict"], 9),
        _GRAVE[row["severity"]],
        row["check_id"],
        row["finding_id"],
    )


def _card(
    row: Mapping[str, Any],
    by_id: Mapping[str, Figure],
    address: Callable[[str], str],
    pages: Pages,
) -> dict[str, Any]:
    told = {
        name: row[name]
        for name in (
            "finding_id",
            "check_id",
            "severity",
            "verdict",
            "message_zh",
            "message_en",
            "explanation",
            "arithmetic",
            "quotation",
            "page",
            "held_in",
            "broken_in",
        )
    }
    figures = [by_id[amount] for amount in row["amount_ids"] if amount in by_id]
    told["left"], told["right"] = _sides(row["evidence"], figures, address)
    if not told["left"] and not told["right"]:
        told["left"] = [
            [figure.printed, address(figure.amount_id), figure.page] for figure in figures[:SIDES]
        ]
    told["text"] = next(filter(None, map(address, row["statement_ids"])), "")
    # Rounding is nothing to look at, and a picture each would double the page.
    told["crop"] = _crop(figures, pages) if row["verdict"] != "rounding" else None
    return told


def _sides(
    evidence: Sequence[str], figures: Sequence[Figure], address: Callable[[str], str]
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the figures of both sides: as printed, where they are shown, and their page."""
    sides: dict[str, list[list[Any]]] = {"left": [], "right": []}
    for entry in evidence:
        found = _PLACE.fullmatch(entry)
        if found is None or found[8].startswith("“"):
            continue  # a sentence is quoted by itself
        figure = next((f for f in figures if _is_at(f, found)), None)
        if figure is None:
            href = ""
        else:
            href = address(figure.amount_id)
        page = int(found[2]) if found[2] else None
        sides[found[1]].append([found[8], href, page])
    return sides["left"], sides["right"]


def _is_at(figure: Figure, found: re.Match[str]) -> bool:
    if figure.printed != found[8]:
        return False
    if found[3] is None or figure.box is None:
        return figure.locator == found[7]
    box = tuple(f"{corner:.1f}" for corner in figure.box)
    return box == found.group(3, 4, 5, 6) and str(figure.page) == found[2]


def _boxes_beside(first: Figure, placed: Sequence[Figure]) -> list[tuple[float, ...]]:
    """Return the boxes of the figures on the page of the first one."""
    page = (first.document_id, first.page)
    on_page = [figure for figure in placed if (figure.document_id, figure.page) == page]
    return [figure.box for figure in on_page if figure.box is not None]


def _crop(figures: Sequence[Figure], pages: Pages) -> dict[str, Any] | None:
    """Return which piece of which picture shows the figures of the first page they stand on."""
    placed = [
        figure
        for figure in figures
        if figure.box is not None and figure.page and (figure.document_id, figure.page) in pages
    ]
    if not placed:
        return None
    first = placed[0]
    assert first.page is not None
    picture, frame = pages[first.document_id, first.page]
    if picture is None:
        return None
    boxes = _boxes_beside(first, placed)
    top = max(frame.top, min(box[1] for box in boxes) - _AROUND)
    bottom = min(frame.top + frame.height, max(box[3] for box in boxes) + _AROUND, top + _MOST)
    height = bottom - top
    if height <= 0 or frame.width <= 0:
        return None

    def percent(value: float) -> float:
        return round(100 * value, 2)

    return {
        "src": picture,
        "ratio": f"{frame.width:.0f} / {height:.0f}",
        "top": percent(-(top - frame.top) / height),
        "boxes": [
            [
                percent((box[0] - frame.left) / frame.width),
                percent((box[1] - top) / height),
                percent((box[2] - box[0]) / frame.width),
                percent((box[3] - box[1]) / height),
            ]
            for box in boxes
            # Figures further down than the picture reaches are left out, not drawn at its edge.
            if box[3] <= bottom
        ],
    }
