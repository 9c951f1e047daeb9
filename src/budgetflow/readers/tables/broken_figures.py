"""Figures that are too long for their column: `2,978,201.3` over `2` is one figure, not two.

Word processors break them at the column's edge, wherever that is, and over the end of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from budgetflow.readers.tables.runs import Run

_WHOLE = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?")
_PART = re.compile(r"[-+]?[\d,.]+")
# A point, or a comma with less than three digits behind it: no figure ends there.
_OPEN_END = re.compile(r"(?:\.|,\d{0,2})$")


def usual_decimals(texts: Iterable[str]) -> int | None:
    """Return how many decimals the figures of a table have; None where they have not all the same
    (350, 90.57 and 324.1 in one column), or there are none.
    """
    found: set[int] = set()
    for text in texts:
        match = _WHOLE.fullmatch(text)
        # A bare number may count rows and columns (行次, 栏次).
        if match is not None and (match["decimals"] or "," in text):
            found.add(len(match["decimals"] or ""))
    return found.pop() if len(found) == 1 else None


def decimals_in(held: Iterable[Sequence[Run]]) -> int | None:
    """Return the usual decimals of the cells of a grid, given by their runs."""
    return usual_decimals(runs[0].text for runs in held if len(runs) == 1)


def is_one_figure(lines: Sequence[str], decimals: int | None) -> bool:
    """Check whether lines of a cell are one figure in pieces: a whole one when joined, and none
    before the last line, by its end or by the `decimals` that its table's figures have.
    """
    if len(lines) < 2 or not all(map(_PART.fullmatch, lines)):
        return False
    match = _WHOLE.fullmatch("".join(lines))
    if match is None:
        return False
    upper = "".join(lines[:-1])
    if _OPEN_END.search(upper) or lines[-1].startswith((".", ",")):
        return True
    # 5 over 218.5 are two figures: only what has a point already lacks decimals.
    _, point, so_far = upper.partition(".")
    if not point or decimals is None:
        return False
    return len(so_far) < decimals == len(match["decimals"])
