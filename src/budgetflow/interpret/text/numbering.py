"""Numbering before labels, headings and sentences: `一、`, `（一）`, `1.`, `(1)`, `①`, 第一部分."""

from __future__ import annotations

import re
from functools import lru_cache

CJK_NUMBER = "一二三四五六七八九十百〇零"
_COUNT = "[一二三四五六七八九十]+"
# A part of a disclosure (第一部分), as a pattern.
PART = rf"第{_COUNT}(?:部分|章|篇)"

# Numbering before a label: `一、`, `（一）`, `1.`, `(1)`, `①`, the group's name telling how deep
# it stands.
NUMBERING = re.compile(
    rf"^(?:(?P<one>[{CJK_NUMBER}]+)[、，,.．]|[（(](?P<two>[{CJK_NUMBER}]+)[)）][、.．]?|"
    rf"(?P<three>\d{{1,2}})[、.．)）](?!\d)"
    r"|[（(](?P<four>\d{1,2})[)）][、.．]?|(?P<five>[①-⑳]))"
)

OF_WHICH = re.compile(r"^(?:其中|其 中)[:：]?")

# An entry of a contents list below a part, or a heading of its level.
SECTION = re.compile(rf"^{_COUNT}[、.．]")
# How an entry of a contents list begins; smaller numbers stand in few lists and in every text.
CONTENTS_ENTRY = re.compile(rf"(?:{PART}|{_COUNT}[、.．])(?=.)")
_HEADING_NUMBER = re.compile(
    rf"^(?:{PART}|{_COUNT}[、.．]|[（(]{_COUNT}[)）][、.．]?|\d{{1,2}}[、.．])[:：]?"
)
# Numbering before a sentence: behind `1.` stands no figure but a year, or the code of an item
# (`1.201一般公共服务支出`).
SENTENCE_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)、]|\d{1,2}[、"
    r".．](?:(?!\d)|(?=(?:19|20)\d\d年)|(?=[235]\d\d(?:\d\d){0,2}(?![万亿千元])[\u4e00-\u9fff（(]))|"
    r"[（(]\d{1,2}[）)]|[①-⑳])+"
)
# Marks of a heading or a list item, outermost first, as they stand in a squeezed text.
_MARKS = (
    re.compile(PART),
    re.compile(r"[一二三四五六七八九十百]+、"),
    re.compile(r"[(][一二三四五六七八九十百]+[)、]"),
    re.compile(r"\d{1,2}(?:[、]|[.](?!\d))"),
    re.compile(r"[(]\d{1,2}[)]"),
    re.compile(r"[①-⑳]"),
)


@lru_cache(maxsize=16384)
def strip_numbering(text: str) -> str:
    """Take `一、`, `（一）`, `1.` and `其中：` off the front of a squeezed label, as often as they
    stand there.
    """
    for _ in range(3):
        shorter = OF_WHICH.sub("", text, count=1)
        match = NUMBERING.match(shorter)
        if match:
            shorter = shorter[match.end() :]
        if shorter == text:
            break
        text = shorter
    return text


def numbering_depth(text: str) -> int | None:
    """Return 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `(1)`, 5 for `①`, None where no number
    stands in front.
    """
    match = NUMBERING.match(text)
    if not match:
        return None
    return 1 + ("one", "two", "three", "four", "five").index(str(match.lastgroup))


def bare(heading: str) -> str:
    """Return a heading without its number."""
    return _HEADING_NUMBER.sub("", heading).strip("：: ")


def mark_level(squeezed: str) -> int | None:
    """Return the level of the heading mark a squeezed text starts with (0 for 第一部分), None for
    none.
    """
    for level, pattern in enumerate(_MARKS):
        if pattern.match(squeezed):
            return level
    return None


def without_mark(text: str, level: int) -> str:
    """Return a heading, as printed, without its mark of a level."""
    half_width = text.replace("（", "(").replace("）", ")").replace("．", ".")
    match = _MARKS[level].match(half_width)
    if match:
        return text[match.end() :].lstrip("、.． ")
    return text
