"""The lines that a sheet prints above every page, which its cells do not hold.

ECMA-376 part 1, 18.3.1.39: one text of three parts (`&L`, `&C`, `&R`) with codes between its words:
fonts (`&"宋体,加粗"`), sizes (`&14`), colours (`&K01FF00`), the sheet's name (`&A`).
"""

from __future__ import annotations

import re

from budgetflow.readers.common import clean
from budgetflow.readers.page_numbers import is_page_number

_PART = re.compile(r"&([LCR])")
_LOOK = re.compile(r'&"[^"]*"|&\d{1,3}|&K[0-9A-F]{6}|&K\d\d[+-]\d{3}|&[BIUSXYEOH]')
# Page, pages, date, time, file, path, picture: a line with one of these names nothing.
_CHANGING = re.compile(r"&[PNDTFZG]")

# Stands for `&&`, a printed `&`, while codes are looked for.
_AMPERSAND = "\ue000"


def header_lines(code: str, sheet: str) -> list[str]:
    """Return the lines of a page header, the middle part first: titles stand there, units beside.

    `code` is the header as stored, `sheet` the name that `&A` stands for.
    """
    pieces = _PART.split(code.replace("&&", _AMPERSAND))
    # what stands before the first part's sign is printed in the middle
    parts = {"C": pieces[0], "L": "", "R": ""}
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[name] += text
    printed = [line for part in parts.values() for line in part.splitlines()]
    texts = [clean(_words(line, sheet)) for line in printed if not _CHANGING.search(line)]
    return [text for text in texts if text and not is_page_number(text)]


def _words(line: str, sheet: str) -> str:
    return _LOOK.sub("", line).replace("&A", sheet).replace(_AMPERSAND, "&")
