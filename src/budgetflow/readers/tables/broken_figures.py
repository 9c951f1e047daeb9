"""Figures that are too long for their column: `2,978,201.3` over `2` is one figure, not two.

Word processors break them at the column's edge, wherever that is, and over the end of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from budgetflow.readers.tables.runs import Run

_WHOLE = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?")
_PART = re.compile(r"[-+]?[\d,.]+")


def usual_decimals(texts: Iterable[str]) -> int:
    """Return how many decimals most figures of a table have, 0 where it has no figures."""
    found: Counter[int] = Counter()
    for text in texts:
        match = _WHOLE.fullmatch(text)
        # A bare number may count rows and columns (行次, 栏次).
        if match is not None and (match["decimals"] or "," in text):
            found[len(match["decimals"] or "")] += 1
    return found.most_common(1)[0][0] if found else 0


def decimals_in(held: Iterable[Sequence[Run]]) -> int:
    """Return the usual decimals of the cells of a grid, given by their runs."""
    return usual_decimals(runs[0].text for runs in held if len(runs) == 1)


def is_one_figure(lines: Sequence[str], decimals: int) -> bool:
    """Check whether lines of a cell are one figure in pieces: whole when joined, with the decimals
    its table has, and not before the last line.
    """
    if len(lines) < 2 or not all(map(_PART.fullmatch, lines)):
        return False
    *upper, _ = lines
    return _is_whole("".join(lines), decimals) and not _is_whole("".join(upper), decimals)


def _is_whole(text: str, decimals: int) -> bool:
    match = _WHOLE.fullmatch(text)
    return match is not None and len(match["decimals"] or "") == decimals
