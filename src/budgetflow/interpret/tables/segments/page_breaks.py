"""A row cut in two by a page break, put together again: the rest of its words, or its figures,
stand on the next page.

A next page's first row without figures is more often a row of its own (`二十、其他支出` with
nothing spent), so evidence is
asked for: a bracket left open, a name that is known only when joined, or a text that stops in
mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetflow.interpret.text.codes import split_code
from budgetflow.interpret.text.grid_rows import Row, filled_cells, is_blank, is_filled
from budgetflow.interpret.text.money import is_figure
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import OF_WHICH, numbering_depth, strip_numbering
from budgetflow.readers.document import Cell
from budgetflow.readers.tables.broken_figures import is_one_figure, usual_decimals
from budgetflow.reference.classifications import codes_seen, economic_codes, function_class

_SENTENCE_END = ("。", "；", ";", "！", "）", ")", "：", ":")
_HEADS = re.compile(r"^[一二三]级指标|^指标|^项目名称")
# Rows with a name and figures from which a name without figures is none of its own.
_ROWS_OF_PROOF = 4
# Squeezed characters from which a cell is a text, not a label: the longest line of a narrow column
# of goals.
_LONG_TEXT = 16


def mend_cut(last: Row, first: Row, above: Sequence[Row] = ()) -> Row | None:
    """Return the whole row where a page break cut one in two, None where the next page begins with
    a row of its own. `above` are the rows of the table so far, the last one among them.
    """
    if is_blank(last) or is_blank(first):
        return None
    figures_above = [cell for cell in filled_cells(last) if is_figure(cell.text)]
    figures_below = [cell for cell in filled_cells(first) if is_figure(cell.text)]
    # Figures alone, below a label alone: the row's figures were set overleaf.
    if figures_below and not figures_above and len(figures_below) == len(filled_cells(first)):
        return _laid_over(last, first)
    if figures_below and _ends_figures(last, first, above):
        return _joined(last, first)
    if figures_below or not (_goes_on(last, first) or _is_rest_of_name(last, first, above)):
        return None
    return _joined(last, first)


def mend_header(last: Row, first: Row) -> Row | None:
    """Return the whole row where a page break cut the last row of a header in two, None where the
    next page begins with a row of heads of its own.

    The rest of a head stands below its beginning, one cell below one cell; and some head has no
    rest, since a row of its own would fill all columns.
    """
    pairs = list(zip(last, first, strict=True))
    rests = [(above, below) for above, below in pairs if is_filled(below)]
    if not rests or any(below is not None and is_figure(below.text) for _, below in rests):
        return None
    heads: dict[int, set[int]] = {}
    for above, below in rests:
        if not is_filled(above):
            return None
        heads.setdefault(id(above), set()).add(id(below))
    named = {id(above) for above, _ in pairs if is_filled(above)}
    # Two cells below one head part it into columns, which is another row of heads.
    parted = any(len(below) > 1 for below in heads.values())
    if parted or len(heads) == len(named):
        return None
    return _joined(last, first)


def _ends_figures(last: Row, first: Row, above: Sequence[Row]) -> bool:
    """Check whether the figures of the first row are the ends of those above, which were too long
    for their columns, and its other words ends of words.
    """
    texts = (squeeze(cell.text) for row in above if row is not last for cell in filled_cells(row))
    decimals = usual_decimals(texts)
    for upper, lower in zip(last, first, strict=True):
        if lower is None or not is_filled(lower):
            continue
        if upper is None or not is_filled(upper):
            return False
        lines = [squeeze(line) for line in f"{upper.text}\n{lower.text}".splitlines()]
        if is_figure(lower.text):
            if not is_one_figure(lines, decimals):
                return False
        elif is_figure(upper.text) or not _is_plain(squeeze(lower.text)):
            return False
    return True


def _laid_over(last: Row, first: Row) -> Row:
    """Return a row of labels with the figures that stand below it."""
    row: Row = []
    for above, below in zip(last, first, strict=True):
        if is_filled(below):
            row.append(below)
        else:
            row.append(above)
    return row


def _joined(last: Row, first: Row) -> Row:
    """Return a row whose cells hold the text of both; a merged cell stays one cell."""
    joined: dict[int, Cell] = {}
    out: Row = []
    for upper, lower in zip(last, first, strict=True):
        if upper is None or lower is None or not lower.text.strip():
            out.append(upper)
            continue
        if id(upper) not in joined:
            joined[id(upper)] = replace(upper, text=f"{upper.text}\n{lower.text}")
        out.append(joined[id(upper)])
    return out


def _is_rest_of_name(last: Row, first: Row, above: Sequence[Row]) -> bool:
    """Check whether the only words of the first row end the name above: that name fills its cell's
    last line, and every name of that column so far has figures beside it, as these words have not.
    """
    words = filled_cells(first)
    if len(words) != 1 or not _is_plain(squeeze(words[0].text)):
        return False
    column = next(place for place, cell in enumerate(first) if cell is words[0])
    named = [row for row in above if _text(row, column).strip()]
    cut = last[column]
    if len(named) < _ROWS_OF_PROOF or cut is None or cut is not named[-1][column]:
        return False
    longest = 0
    for row in named:
        lines = _text(row, column).splitlines()
        longest = max(longest, *(len(squeeze(line)) for line in lines))
    last_line = squeeze(cut.text.splitlines()[-1])
    # One character short is full: punctuation may not begin a line and takes its neighbour along.
    fills = len(last_line) + 1 >= longest
    return fills and all(map(_has_figures, named))


def _has_figures(row: Row) -> bool:
    return any(is_figure(cell.text) for cell in filled_cells(row))


def _is_plain(words: str) -> bool:
    """Check whether words are no line of a list by themselves: not numbered, coded or known."""
    if numbering_depth(words) or split_code(words)[0] or _is_known(words):
        return False
    if OF_WHICH.match(words):
        return False
    return not words.endswith(("合计", "总计", "小计"))


def _text(row: Row, column: int) -> str:
    cell = row[column]
    if cell is not None:
        return cell.text
    return ""


def _goes_on(last: Row, first: Row) -> bool:
    """Check whether each text of the first row goes on with one above it, and at least one of them
    proves it.
    """
    proofs = 0
    for above, below in zip(last, first, strict=False):
        if below is None or not below.text.strip():
            continue
        if above is None or not above.text.strip() or is_figure(above.text):
            return False
        upper = squeeze(above.text)
        words = squeeze(below.text)
        # Numbers and codes begin a row of their own, and heads a table of their own.
        if _HEADS.match(words) or numbering_depth(words) or split_code(words)[0]:
            return False
        proofs += _proves(upper, words)
    return proofs > 0


def _proves(above: str, below: str) -> bool:
    opened_above = above.count("(") > above.count(")")
    if opened_above and below.count(")") > below.count("("):
        return True
    if len(above) >= _LONG_TEXT and not above.endswith(_SENTENCE_END):
        return True
    name = strip_numbering(above)
    whole = strip_numbering(above) + below
    return _is_known(whole) and not _is_known(name)


def _is_known(name: str) -> bool:
    return bool(function_class(name) or economic_codes(name) or codes_seen(name))
