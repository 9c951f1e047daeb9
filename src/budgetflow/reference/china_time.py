"""The time of China: sites publish by it, legal dates are in it, releases are named by its days."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

# The name of the one time zone of the country (UTC+8, no summer time since 1992).
TIME_ZONE = "Asia/Shanghai"
CHINA = ZoneInfo(TIME_ZONE)


def today() -> date:
    """Return the current day in China."""
    return datetime.now(CHINA).date()
