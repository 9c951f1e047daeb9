"""A row cut in two by a page break, put together again: the rest of its words, or its figures,
stand on the next page.

A next page's first row without figures is more often a row of its own (`二十、其他支出` with
nothing spent), so evidence is
asked for: a bracket left open, a name that is known only when joined, or a text that stops in
mid-sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from budgetflow.interpret.text.codes import split_code
from budgetflow.interpret.text.grid_rows import Row, filled_cells, is_blank
from budgetflow.interpret.text.money import is_figure
from budgetflow.interpret.text.normalise import numbering_depth, squeeze, strip_numbering
from budgetflow.readers.document import Cell
from budgetflow.reference.classifications import codes_seen, economic_codes, function_class

_SENTENCE_END = ("。", "；", ";", "！", "）", ")", "：", ":")
_HEADS = re.compile(r"^[一二三]级指标|^指标|^项目名称")
_LONG_TEXT = 16
"""Squeezed characters from which a cell is a text, not a label: the longest line of a narrow column
of goals.
"""


def mend_cut(last: Row, first: Row) -> Row | None:
    """Give the whole row where a page break cut one in two, None where the next page begins with a
    row of its own.
    """
    if is_blank(last) or is_blank(first):
        return None
    figures_above = [cell for cell in filled_cells(last) if is_figure(cell.text)]
    figures_below = [cell for cell in filled_cells(first) if is_figure(cell.text)]
    if figures_below and not figures_above and len(figures_below) == len(filled_cells(first)):
        return [
            below if below is not None and below.text.strip() else above
            for above, below in zip(last, first, strict=True)
        ]
    if figures_below or not _goes_on(last, first):
        return None
    joined: dict[int, Cell] = {}
    out: Row = []
    for above, below in zip(last, first, strict=True):
        if above is None or below is None or not below.text.strip():
            out.append(above)
            continue
        if id(above) not in joined:
            joined[id(above)] = replace(above, text=f"{above.text}\n{below.text}")
        out.append(joined[id(above)])
    return out


def _goes_on(last: Row, first: Row) -> bool:
    """Tell whether each text of the first row goes on with one above it, and at least one of them
    proves it.
    """
    proofs = 0
    for above, below in zip(last, first, strict=False):
        if below is None or not below.text.strip():
            continue
        words = squeeze(below.text)
        if (
            _HEADS.match(words)
            or above is None
            or not above.text.strip()
            or is_figure(above.text)
            or numbering_depth(words)
            or split_code(words)[0]
        ):
            return False
        proofs += _proves(squeeze(above.text), words)
    return proofs > 0


def _proves(above: str, below: str) -> bool:
    if above.count("(") > above.count(")") and below.count(")") > below.count("("):
        return True
    if len(above) >= _LONG_TEXT and not above.endswith(_SENTENCE_END):
        return True
    name, whole = strip_numbering(above), strip_numbering(above) + below
    return _is_known(whole) and not _is_known(name)


def _is_known(name: str) -> bool:
    return bool(function_class(name) or economic_codes(name) or codes_seen(name))
