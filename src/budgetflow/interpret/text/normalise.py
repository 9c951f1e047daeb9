"""Printed words made comparable: padding and line breaks out, numbering and years off. Nothing here
knows a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[ \t　]*[\n\r]+[ \t　]*")
_PADDING = re.compile(r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=[^\x00-\x7f])")
_PAGE_NUMBER = re.compile(
    r"^(?:第?[-—–－·~\s]*\d{1,4}[-—–－·~\s]*页?|第\d+页[,，/]?共\d+页|\d+/\d+)$"
)
_CJK_NUMBER = "一二三四五六七八九十百〇零"

NUMBERING = re.compile(
    rf"^(?:(?P<one>[{_CJK_NUMBER}]+)[、，,.．]|[（(](?P<two>[{_CJK_NUMBER}]+)[)）][、.．]?|"
    rf"(?P<three>\d{{1,2}})[、.．)）](?!\d)"
    r"|[（(](?P<four>\d{1,2})[)）][、.．]?|(?P<five>[①-⑳]))"
)
"""Numbering before a label: `一、`, `（一）`, `1.`, `(1)`, `①`, the group's name telling how deep
it stands.
"""

OF_WHICH = re.compile(r"^(?:其中|其 中)[:：]?")


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """Give the text with all white space out and full-width letters, digits and brackets made
    plain, for comparing.
    """
    plain = unicodedata.normalize("NFKC", text)
    return _SPACE.sub("", plain)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """Give the text as printed but for the line breaks and the padding between characters that the
    layout put in.
    """
    one_line = _BREAK.sub("", text.strip())
    return _PADDING.sub("", one_line).strip()


def strip_numbering(text: str) -> str:
    """Take `一、`, `（一）`, `1.` and `其中：` off the front of a squeezed label, as often as they
    stand there.
    """
    for _ in range(3):
        shorter = OF_WHICH.sub("", text, count=1)
        match = NUMBERING.match(shorter)
        shorter = shorter[match.end() :] if match else shorter
        if shorter == text:
            break
        text = shorter
    return text


def numbering_depth(text: str) -> int | None:
    """Give 1 for `一、`, 2 for `（一）`, 3 for `1.`, 4 for `(1)`, 5 for `①`, None where no number
    stands in front.
    """
    match = NUMBERING.match(text)
    if not match:
        return None
    return 1 + ("one", "two", "three", "four", "five").index(str(match.lastgroup))


def is_page_number(text: str) -> bool:
    """Tell whether the line is the folio: `12`, `- 12 -`, `第 12 页`."""
    return bool(_PAGE_NUMBER.match(squeeze(text)))
