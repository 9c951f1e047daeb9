"""The chapters of a disclosure's text: what its contents list announces, and the headings that the
text really has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetflow.interpret.text.paragraphs import Paragraph, plain
from budgetflow.readers.document import Document, Page, Table, TextLine

_ENTRY = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+[、.．])(?=.)"
)
"""How an entry of a contents list begins; smaller numbers stand in few lists and in every text."""
_LEADERS = re.compile(r"[.．·…—\-]{2,}\d*$|(?<=[^\d年第])\d{1,3}$")
_PAGE_NUMBER = re.compile(r"[-—–·第]*\d{1,3}[-—–·页]*")
_LONGEST_LIST = 3
"""Pages that a contents list may fill."""
_LONGEST_ENTRY = 60
_TITLE = re.compile(r"(?:说明|情况|概况|职[责能]|设置|构成|解释|表)$")
"""How a heading without a number ends."""
_LONGEST_TITLE = 45
_LARGER = 1.1
"""A title is printed at least so much larger than the line below it."""
_STOP = re.compile(r"[，。；,;]")
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+[、.．]|"
    r"[（(][一二三四五六七八九十]+[)）][、.．]?|\d{1,2}[、.．])[:：]?"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list (目录): its entries in order, with their numbers, without page numbers; and
    the pages it stands on.
    """

    entries: list[str]
    pages: frozenset[int]


def contents_of(document: Document) -> Contents:
    """Read the contents list of a document; without entries where there is none."""
    out: list[str] = []
    pages: list[int] = []
    for page in document.pages:
        if pages and page.number >= pages[0] + _LONGEST_LIST:
            break
        for line in _text_of(page):
            if not pages:
                pages += [page.number] if line in ("目录", "目次") else []
            elif _add(line, out):
                pages.append(page.number)
            else:
                return Contents(out, frozenset(pages))
        if pages and any(isinstance(block, Table) for block in page.blocks):
            break
    return Contents(out, frozenset(pages))


def _text_of(page: Page) -> list[str]:
    """Give a page's lines down to its first table, without blanks."""
    lines: list[str] = []
    for block in page.blocks:
        if isinstance(block, Table):
            break
        lines.append(plain(block.text))
    return [line for line in lines if line]


def _add(line: str, out: list[str]) -> bool:
    """Take a line of the list in; False where the list has ended, because the text begins with an
    entry told before or a sentence.
    """
    if _PAGE_NUMBER.fullmatch(line):
        return True
    entry = _LEADERS.sub("", line)
    if "。" in entry or len(entry) > _LONGEST_ENTRY:
        return False
    if not _ENTRY.match(entry):
        if out:
            out[-1] += entry  # an entry longer than its line
        return True
    if entry in out:
        return False
    out.append(entry)
    return True


def headings_of(
    document: Document, paragraphs: Sequence[Paragraph], contents: Contents
) -> list[str]:
    """Give the headings of the text in order, without numbers: numbered ones, titles on lines of
    their own, and leads of paragraphs.

    The contents list itself is numbered lines too; each entry is taken out once. A title in larger
    letters over its text may have
    been read as the first words of a paragraph.
    """
    announced = Counter(bare(entry) for entry in contents.entries)
    larger = {(page.number, line) for page in document.pages for line in _larger_titles(page)}
    out: list[str] = []
    for paragraph in paragraphs:
        own = [paragraph.text] if paragraph.is_heading or _is_title(paragraph.text) else []
        own += [
            line
            for number, line in larger
            if number == paragraph.page
            and paragraph.text.startswith(line)
            and line != paragraph.text
        ]
        shown = [bare(_LEADERS.sub("", words)) for words in own]
        if paragraph.page in {None, *contents.pages} and any(
            announced[heading] for heading in shown
        ):
            announced.subtract(shown)
            continue
        out += [lead for lead in map(bare, paragraph.headings) if lead not in out]
        out += [heading for heading in shown if heading]
    return out


def _larger_titles(page: Page) -> Iterator[str]:
    """Give the lines of a page that end like a title and are printed larger than the line below."""
    lines = [block for block in page.blocks if isinstance(block, TextLine)]
    for line, below in pairwise(lines):
        if (
            line.size
            and below.size
            and line.size > below.size * _LARGER
            and _is_title(plain(line.text))
        ):
            yield plain(line.text)


def bare(heading: str) -> str:
    """Give a heading without its number."""
    return _NUMBER.sub("", heading).strip("：: ")


def _is_title(text: str) -> bool:
    return (
        len(text) <= _LONGEST_TITLE and _TITLE.search(text) is not None and not _STOP.search(text)
    )
