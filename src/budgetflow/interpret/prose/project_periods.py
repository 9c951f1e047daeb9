"""The period of a project as first and last day: 2025年1月1日-2025年12月31日, 2026年1月-12月,
2026年至2027年, 2026年.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_WITH_STOPS = re.compile(
    r"(?P<year>20\d\d)(?P<stop>[./-])(?P<month>\d{1,2})(?!\d)(?:(?P=stop)(?P<day>\d{1,2})(?!\d))?"
)
_RANGE = re.compile(
    r"(?P<year1>20\d\d)年?度?(?:(?P<month1>\d{1,2})月份?)?(?:(?P<day1>\d{1,2})日)?(?:起|开始)?，?"
    r"(?:[-—–－~～]+|至|到)"
    r"(?:(?P<year2>20\d\d)年?度?)?(?:(?P<month2>\d{1,2})月份?)?(?:(?P<day2>\d{1,2})日)?"
)
_ONLY_YEAR = re.compile(
    r"^(?:[^\d，。；]{0,16}(?:为|是|[:：]|于))?(?P<year>20\d\d)年(?:度|全年|内)?(?:[，。；].*)?$"
)
_MONTHS = range(1, 13)


def read_period(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period; (None, None) where they are not said (`1年`,
    长期) or are no dates.

    A year alone is from its first day to its last; so is each end that names no month.
    """
    # Dates with stops are spelt out first, so that one pattern knows all ranges.
    without_blanks = re.sub(r"\s", "", text)
    plain = _WITH_STOPS.sub(_spelled, without_blanks).rstrip("。")
    if match := _ONLY_YEAR.match(plain):
        year = int(match["year"])
        return date(year, 1, 1), date(year, 12, 31)
    # A second day alone (2026年1月1日至5日) is a meeting's, not the period of a project.
    found = next((m for m in _RANGE.finditer(plain) if m["year2"] or m["month2"]), None)
    if found is None:
        return None, None
    first = int(found["year1"])
    last = int(found["year2"] or found["year1"])
    month1 = int(found["month1"] or 1)
    month2 = int(found["month2"] or 12)
    if month1 not in _MONTHS or month2 not in _MONTHS:
        return None, None
    # A day that its month has not (31 April) leaves the period unknown, rather than guessed.
    try:
        start = date(first, month1, int(found["day1"] or 1))
        _, last_day = calendar.monthrange(last, month2)
        end = date(last, month2, int(found["day2"] or last_day))
    except ValueError:
        return None, None
    if start <= end:
        return (start, end)
    return (None, None)


def _spelled(match: re.Match[str]) -> str:
    """Return a date written with stops in words: 2026.1.15 as 2026年1月15日."""
    if int(match["month"]) not in _MONTHS:
        return match.group()
    day = f"{match['day']}日" if match["day"] else ""
    return f"{match['year']}年{match['month']}月{day}"
