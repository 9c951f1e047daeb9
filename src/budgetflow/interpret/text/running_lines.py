"""Running headers and footers: lines that stand at the edge of three pages or more, page numbers
apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from budgetflow.readers.document import Block, Document, Page, Table, TextLine
from budgetflow.readers.page_numbers import is_page_number

# The share of the page's height, at its top and bottom, in which a line of three pages is a running
# one.
_EDGE = 0.09
_FEWEST_PAGES = 3
# Further in, one of the outermost lines is, where it stands on a third of the pages: the title of
# each unit's chapter begins a page as well.
_LINES = 2
_SHARE = 3
# There a line must say something: 万元 ends a paragraph at the top of many pages.
_LETTERS = 4


class RunningLines:
    """Which lines of a document are its running headers and footers."""

    def __init__(self, document: Document) -> None:
        """Count what stands at the edge of the pages."""
        in_margin: Counter[str] = Counter()
        outermost: Counter[str] = Counter()
        for page in document.pages:
            # Sets: a line printed twice on one page counts for one page.
            in_margin.update({_key(line.text) for line in _in_margins(page)})
            outermost.update({_key(line.text) for line in _outermost(page)})
        often = max(_FEWEST_PAGES, len(document.pages) // _SHARE)
        self._in_margin = {text for text, count in in_margin.items() if count >= _FEWEST_PAGES}
        self._outermost = {text for text, count in outermost.items() if count >= often}

    def holds(self, line: TextLine, page: Page) -> bool:
        """Check whether a line of a page is a page number, a running header or a footer."""
        if is_page_number(line.text):
            return True
        text = _key(line.text)
        if text in self._in_margin and _is_in_margin(line, page):
            return True
        # A page printed smaller on its sheet has its header far from the edge.
        return text in self._outermost and any(line is one for one in _outermost(page))


def _in_margins(page: Page) -> list[TextLine]:
    lines = [block for block in page.blocks if isinstance(block, TextLine)]
    return [line for line in lines if _is_in_margin(line, page)]


def _is_in_margin(line: TextLine, page: Page) -> bool:
    box = line.box
    if box is None or not page.height:
        return False
    return box.bottom < page.height * _EDGE or box.top > page.height * (1 - _EDGE)


def _outermost(page: Page) -> list[TextLine]:
    """Return the first and last lines of a page outside tables that may be a header or footer."""
    return _first(page.blocks) + _first(list(reversed(page.blocks)))


def _first(blocks: Sequence[Block]) -> list[TextLine]:
    """Return the first lines up to a table; page numbers do not count."""
    found: list[TextLine] = []
    for block in blocks:
        if isinstance(block, Table) or block.box is None or len(found) == _LINES:
            break
        if not is_page_number(block.text):
            found.append(block)
    return [line for line in found if _may_run(line.text)]


def _may_run(text: str) -> bool:
    """Check whether a line may be a header outside the margins: words, no end of a sentence and no
    label (编制单位：… stands above every table).
    """
    words = _key(text)
    if len(words) < _LETTERS or words.endswith(("。", "；", "，")):
        return False
    return "：" not in words and ":" not in words


def _key(text: str) -> str:
    """Return the words of a line without what counts on from page to page."""
    return re.sub(r"[\d\s—–-]+", "", text)
