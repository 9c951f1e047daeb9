"""The chapters of a disclosure's text: what its contents list announces, and the headings that the
text really has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from budgetflow.interpret.text.contents import Contents, without_leaders
from budgetflow.interpret.text.normalise import plain_line
from budgetflow.interpret.text.numbering import bare
from budgetflow.interpret.text.paragraphs import Paragraph
from budgetflow.readers.document import Document, Page, TextLine

# How a heading without a number ends.
_TITLE = re.compile(r"(?:说明|情况|概况|职[责能]|设置|构成|解释|表)$")
_LONGEST_TITLE = 45
# A title is printed at least so much larger than the line below it.
_LARGER = 1.1
_STOP = re.compile(r"[，。；,;]")


def headings_of(
    document: Document, paragraphs: Sequence[Paragraph], contents: Contents
) -> list[str]:
    """Return the headings of the text in order, without numbers: numbered ones, titles on lines of
    their own, and leads of paragraphs.

    The contents list itself is numbered lines too; each entry is taken out once. A title in larger
    letters over its text may have
    been read as the first words of a paragraph.
    """
    announced = Counter(bare(entry) for entry in contents.entries)
    larger = [(page.number, line) for page in document.pages for line in _larger_titles(page)]
    pages_of_list = {None, *contents.pages}
    out: list[str] = []
    for paragraph in paragraphs:
        own = _own_titles(paragraph, larger)
        shown = [bare(without_leaders(words)) for words in own]
        if paragraph.page in pages_of_list and any(announced[heading] for heading in shown):
            announced.subtract(shown)
            continue
        out += [lead for lead in map(bare, paragraph.headings) if lead not in out]
        out += [heading for heading in shown if heading]
    return out


def _own_titles(paragraph: Paragraph, larger: list[tuple[int, str]]) -> list[str]:
    """Return the heading that a paragraph is, and the titles in larger letters (page and words)
    that its text begins with.
    """
    text = paragraph.text
    own = []
    if paragraph.is_heading or _is_title(text):
        own.append(text)
    # In the order of the page: a set of words has another order each time Python starts.
    on_page = dict.fromkeys(line for number, line in larger if number == paragraph.page)
    return own + [line for line in on_page if text.startswith(line) and line != text]


def _larger_titles(page: Page) -> Iterator[str]:
    """Return the lines of a page that end like a title and are printed larger than the line
    below.
    """
    lines = [block for block in page.blocks if isinstance(block, TextLine)]
    for line, below in pairwise(lines):
        if not line.size or not below.size or line.size <= below.size * _LARGER:
            continue
        words = plain_line(line.text)
        if _is_title(words):
            yield words


def _is_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or _STOP.search(text):
        return False
    return _TITLE.search(text) is not None
