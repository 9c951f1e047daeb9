"""Tables of a page that are set out by boxes: flex rows, grids, floats, rows of inline blocks.

CSS says there how wide a box is and where the next one stands (CSS Flexible Box Layout 1, CSS Grid
Layout 1, CSS 2.2, 9.5), not that it is a cell. Rows of boxes count as a table where at least three
of them follow each other with equally many short texts, and most have a label and a figure: menus,
galleries and calendars have not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import html

from budgetflow.readers.common import clean
from budgetflow.readers.text.html_text import is_hidden, lines_of

# What is looked at beside `display`.
PROPERTIES = frozenset(("float", "flex-direction", "grid-template-columns"))
# Returns the value of a property of an element, empty where nothing sets it.
Property = Callable[[Any, str], str]

_LEAST_ROWS, _LEAST_CELLS, _LONGEST = 3, 3, 60
_CONTAINERS = ("div", "section", "article", "ul", "ol", "dl", "span", "li", "td", "body", "main")
# Boxes that nobody would fill with a word of a sentence; of others, a style has to say it.
_BLOCKS = frozenset(("div", "li", "dd", "dt"))
_BESIDE = frozenset(("inline-block", "inline-flex", "inline-grid"))
_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}")
_SENTENCE = re.compile("[。；！？]")
_REPEAT = re.compile(r"repeat\(\s*(\d+)\s*,((?:[^()]|\([^()]*\))*)\)")
_TRACK = re.compile(r"(?:[^\s()\[\]]|\([^()]*\))+")
_NAMES = re.compile(r"\[[^\]]*\]")
_SPAN = re.compile(r"grid-column(?:-end)?\s*:[^;]*\bspan\s+(\d{1,3})", re.IGNORECASE)


def set_out_boxes(root: html.HtmlElement, value_of: Property) -> None:
    """Make tables of the boxes of a page that are set out as one."""
    for element in [*root.iter(*_CONTAINERS)]:
        if element.getparent() is None or is_hidden(element):
            continue
        # A grid's boxes are rows by their count alone; those of flex and floats by standing beside
        # each other.
        if value_of(element, "display").endswith("grid"):
            width = _tracks(value_of(element, "grid-template-columns"))
            if width >= _LEAST_CELLS:
                _lay_in_tracks(element, width)
                continue
        for rows in _alike(element, value_of):
            _make_table(rows)


def _lay_in_tracks(grid: Any, width: int) -> None:
    """Put the boxes of a grid into rows of `width` columns; make a table of them where they are
    one's.
    """
    rows: list[Any] = []
    left = 0
    for box in _boxes(grid):
        across = min(_span(box), width)
        if across > left:
            rows.append(html.Element("div"))
            left = width
        left -= across
        rows[-1].append(box)
    filled = [row for row in rows if len(row)]
    for row in filled:
        grid.append(row)
    if _is_table(filled):
        _make_table(filled)


def _alike(parent: Any, value_of: Property) -> Iterator[list[Any]]:
    """Return the runs of rows with equally many boxes inside an element."""
    # Two rows set out alike are met in any layout, three seldom.
    if len(parent) < _LEAST_ROWS:
        return
    runs = groupby(_boxes(parent), lambda box: _cells_beside(box, value_of))
    for count, run in runs:
        rows = [*run]
        if count >= _LEAST_CELLS and _is_table(rows):
            yield rows


def _cells_beside(row: Any, value_of: Property) -> int:
    """Return how many boxes an element sets out beside each other, 0 where it holds text too."""
    # Text beside the boxes makes a sentence with marked words of them.
    cells = _boxes(row) if len(row) >= _LEAST_CELLS else []
    if len(cells) < _LEAST_CELLS or (row.text or "").strip():
        return 0
    if any((cell.tail or "").strip() for cell in cells):
        return 0
    flex = value_of(row, "display").endswith("flex")
    if flex and not value_of(row, "flex-direction").startswith("column"):
        return len(cells)
    if all(cell.tag in _BLOCKS or _stands_beside(cell, value_of) for cell in cells):
        return len(cells)
    return 0


def _stands_beside(cell: Any, value_of: Property) -> bool:
    floats = value_of(cell, "float") in ("left", "right")
    return floats or value_of(cell, "display") in _BESIDE


def _boxes(parent: Any) -> list[Any]:
    """Return the elements directly inside another that are shown."""
    # The tag of a comment or an instruction is no text.
    elements = [one for one in parent if isinstance(one.tag, str)]
    return [one for one in elements if not is_hidden(one)]


def _is_table(rows: Sequence[Any]) -> bool:
    """Check for rows of short texts, most of them with a label and a figure."""
    if len(rows) < _LEAST_ROWS:
        return False
    rows_with_both = 0
    for row in rows:
        texts = [clean(lines_of(cell)) for cell in _boxes(row)]
        for text in texts:
            if len(text) > _LONGEST or _SENTENCE.search(text):
                return False
        has_label = any(map(_LABEL.search, texts))
        rows_with_both += has_label and any(map(_FIGURE.fullmatch, texts))
    # The first row holds heads, another may be blank.
    return 2 * rows_with_both >= len(rows)


def _make_table(rows: Sequence[Any]) -> None:
    """Set the tags of rows and their boxes to those of a table, which stands where they stood."""
    table = html.Element("table")
    rows[0].addprevious(table)
    for row in rows:
        tail, row.tail = row.tail, None
        table.append(row)
        row.tag = "tr"
        for cell in _boxes(row):
            across = _span(cell)
            cell.tag = "td"
            if across > 1:
                cell.set("colspan", str(across))
        if (tail or "").strip():
            table.tail = (table.tail or "") + tail


def _tracks(template: str) -> int:
    """Return how many columns a grid says it has; 0 where it says none, or as many as have room."""
    if "auto-fi" in template or template in ("none", "subgrid"):
        return 0
    unnamed = _NAMES.sub(" ", template)
    repeated = _REPEAT.sub(lambda found: f" {found[2]} " * int(found[1]), unnamed)
    return len(_TRACK.findall(repeated))


def _span(box: Any) -> int:
    found = _SPAN.search(box.get("style") or "")
    return int(found[1]) if found else 1
