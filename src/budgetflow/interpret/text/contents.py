"""The contents list (目录) of a document: the one place that finds it, for its entries and for the
tables it announces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.text.normalise import plain_line
from budgetflow.interpret.text.numbering import CONTENTS_ENTRY
from budgetflow.readers.document import Document, Page, Table
from budgetflow.readers.page_numbers import is_page_number

_LEADER_LINE = re.compile(r"(?:[.．·…․‥]{4,}|…{2,}|—{4,})\s*\d*$")
_LEADERS = re.compile(r"[.．·…—\-]{2,}[（(]?\d*[)）]?$|(?<=[^\d年第])\d{1,3}$")
_PRINTED_LEADERS = re.compile(r"[.…·—\-]{2,}[\d\s]*$|\s+\d{1,3}\s*$")
# A table on the list, which is no part of the entry before it.
_TABLE = re.compile(r"表(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[-—]\d{1,2})?(?=.)")
# Pages that a contents list may fill.
_LONGEST_LIST = 3
_LONGEST_ENTRY = 60


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list (目录): its entries in order, with their numbers, without page numbers; and
    the pages it stands on.
    """

    entries: list[str]
    pages: frozenset[int]
    lines: list[str]
    """All its lines as printed, those of tables among them, down to where it ends."""


def is_contents_line(text: str) -> bool:
    """Check whether a line is an entry of a contents list: its title, leaders, a page number."""
    return _LEADER_LINE.search(text.strip()) is not None


def is_of_contents(text: str) -> bool:
    """Check whether a line without blanks is a contents list's title, or one of its entries."""
    # A title set wide (目　录) can be two lines of one character.
    if text == "目" or text.startswith("目录"):
        return True
    return is_contents_line(text)


def without_leaders(line: str) -> str:
    """Take leaders and page number off an entry, whose blanks are taken out already."""
    return _LEADERS.sub("", line)


def without_printed_leaders(line: str) -> str:
    """Take leaders and page number off an entry as printed, where a blank may stand for leaders."""
    return _PRINTED_LEADERS.sub("", line)


def contents_of(document: Document) -> Contents:
    """Read the contents list of a document; without entries where there is none."""
    out: list[str] = []
    pages: list[int] = []
    shown: list[str] = []
    for page in document.pages:
        if pages and page.number >= pages[0] + _LONGEST_LIST:
            break
        for text in _text_of(page):
            line = plain_line(text)
            if not pages:
                if line in ("目录", "目次"):
                    pages.append(page.number)
            elif _add(line, out):
                pages.append(page.number)
                shown.append(text)
            else:
                return Contents(out, frozenset(pages), shown)
        # The list stands before the tables it announces; behind one nothing is an entry any more.
        if pages and any(isinstance(block, Table) for block in page.blocks):
            break
    return Contents(out, frozenset(pages), shown)


def _text_of(page: Page) -> list[str]:
    """Return a page's lines down to its first table, as printed."""
    lines: list[str] = []
    for block in page.blocks:
        if isinstance(block, Table):
            break
        lines.append(block.text)
    return [line for line in lines if plain_line(line)]


def _add(line: str, out: list[str]) -> bool:
    """Take a line of the list in; False where the list has ended, because the text begins with an
    entry told before or a sentence.
    """
    if is_page_number(line):
        return True
    entry = without_leaders(line)
    if "。" in entry or len(entry) > _LONGEST_ENTRY:
        return False
    if not CONTENTS_ENTRY.match(entry):
        if out and not _TABLE.match(entry):
            out[-1] += entry  # an entry longer than its line
        return True
    if entry in out:
        return False
    out.append(entry)
    return True
