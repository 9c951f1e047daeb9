"""Dates as these sites print them, and the dates their addresses carry."""

from __future__ import annotations

import re
from datetime import date

# 2025年1月-6月 and 2025年3月1日-5日 are spans, not days.
_FULL = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})(?!\d)"
    r"(?!\s*[-–—至]\s*\d+\s*[日月])"
    r"|\s*(?P<mark>[-/.–—])\s*(?P<m2>\d{1,2})\s*(?P=mark)\s*(?P<d2>\d{1,2})(?!\d))"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})\s+((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})(?!\s*[-/.月]?\s*\d)"
)
_DAY_APART = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?\s+(\d{1,2})日?(?![\d:：])"
)
_YEAR_APART = re.compile(r"(?<!\d)(20\d{2})\s+(\d{2})[-/.](\d{2})(?![-/.\d])")
_YEAR_LAST = re.compile(r"(?<![-/.\d])(\d{2})[-/.](\d{2})\s+(20\d{2})(?![-/.\d])")
_MONTH_DAY = re.compile(r"(?<!\d)[\[(（]?\s*(\d{1,2})\s*[-/月]\s*(\d{1,2})日?\s*[\])）]?(?!\d)")
# Characters of text beside a link in which a bare month and day is its date; in longer prose it is
# any day.
_LONGEST_BESIDE = 80
_DATE_WORDS = re.compile(r"发布|公开|更新|发文|时间|日期|[年月日时分秒]")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_ADDRESS_DAY = re.compile(r"(?:t|/|_|W0|P0)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[_/\d])")
_ADDRESS_PARTS = re.compile(r"/(20\d{2})[/-]?(0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=/)")
_ADDRESS_MONTH = re.compile(r"/(20\d{2})[-/]?(0[1-9]|1[0-2])/")


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Make a date; None for one that cannot be, and for 1970-01-01, which is what a missing date
    becomes in many systems.
    """
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if 1990 <= made.year <= 2099:
        return made
    return None


def read_date(text: str) -> date | None:
    """Return the first date in a text, in any way of printing it with a year; None when there is
    none.
    """
    # In the order of how surely the form is a date; the rest are calendar leaves with parts set
    # apart.
    for match in _FULL.finditer(text):
        if found := _day(
            match.group(1),
            match.group("m1") or match.group("m2"),
            match.group("d1") or match.group("d2"),
        ):
            return found
    for match in _DAY_APART.finditer(text):
        if found := _day(*match.groups()):
            return found
    for match in _DAY_FIRST.finditer(text):
        if found := _day(match.group(2), match.group(3), match.group(1)):
            return found
    for match in _YEAR_APART.finditer(text):
        if found := _day(*match.groups()):
            return found
    for match in _YEAR_LAST.finditer(text):
        if found := _day(match.group(3), match.group(1), match.group(2)):
            return found
    return None


def read_tag_date(text: str) -> date | None:
    """Return the date in a PubDate tag: as printed, or eight digits in a row."""
    if found := read_date(text):
        return found
    match = _COMPACT.search(text)
    if match:
        return _day(*match.groups())
    return None


def read_entry_date(text: str, address: str) -> date | None:
    """Return the date of a list entry from the text beside its link; a bare month and day takes its
    year from the address.
    """
    if found := read_date(text):
        return found
    # A bare month and day is a date only beside an address that says the year.
    bare = _MONTH_DAY.search(text) if len(text) <= _LONGEST_BESIDE else None
    year_month = (
        _ADDRESS_MONTH.search(address)
        or _ADDRESS_DAY.search(address)
        or _ADDRESS_PARTS.search(address)
    )
    if bare and year_month:
        return _day(year_month.group(1), bare.group(1), bare.group(2))
    return None


def stands_alone(line: str) -> bool:
    """Check whether a line is a date and nothing else but its label and a time of day."""
    # A longer line is a sentence with a date in it.
    return (
        len(line) <= 40
        and read_date(line) is not None
        and not re.search(r"[\u4e00-\u9fffA-Za-z]", _DATE_WORDS.sub("", line))
    )


def address_date(address: str) -> date | None:
    """Return the day an address carries (`/202602/t20260212_123.html`, `/2026/2/12/`); None when it
    carries none.
    """
    for pattern in (_ADDRESS_DAY, _ADDRESS_PARTS):
        match = pattern.search(address)
        if match and (found := _day(*match.groups())):
            return found
    return None


_AT_THE_END = (
    r"[\[(（【]?\s*20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?"
)

# At the start also a day apart from its month, as calendar leaves print them.
_AT_THE_START = (
    rf"(?:{_AT_THE_END}|\d{{1,2}}\s+20\d{{2}}[-/.]\d{{1,2}}(?!\d)|"
    rf"20\d{{2}}[-/.]\d{{1,2}}\s+\d{{1,2}}(?!\d))"
)


def without_dates(text: str) -> str:
    """Return an entry's title without the date that some sites print into its link, before or after
    it; dates in words stay.
    """
    return re.sub(rf"^\s*{_AT_THE_START}\s*|\s*{_AT_THE_END}\s*$", "", text)
