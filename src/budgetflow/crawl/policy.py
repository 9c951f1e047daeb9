"""What is new: which entries are wanted, when reading on stops, when all is asked for again, when a
page counts as withdrawn.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, timedelta
from typing import Any

from budgetflow.crawl.pages.urls import join, split
from budgetflow.sources.page_model import Entry
from budgetflow.sources.source import Source

# A vanished page counts as withdrawn when it was absent at every look over this time; sites go
# down for shorter.
ABSENCE_BEFORE_WITHDRAWAL = timedelta(days=3)
# Nights a failing announcement is tried before it waits for the next full sweep.
MOST_ATTEMPTS = 8


def sort_entries(
    source: Source, base: str, entries: list[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Make the entries' addresses absolute and part them into wanted ones and ones to be left
    alone, each address once.
    """
    wanted: dict[str, Entry] = {}
    left: dict[str, Entry] = {}
    for entry in entries:
        url = join(base, entry.href)
        if split(url).scheme not in ("http", "https") or url in wanted or url in left:
            continue
        too_old = source.since is not None and entry.date is not None and entry.date < source.since
        target = left if too_old or not source.wants(entry.title, url) else wanted
        target[url] = Entry(url, entry.title, entry.date)
    return list(wanted.values()), list(left.values())


def all_too_old(source: Source, entries: list[Entry]) -> bool:
    """Check whether a list page lies wholly before the source's `since`, so that the pages after it
    do too.
    """
    since = source.since
    return (
        since is not None
        and bool(entries)
        and all(entry.date is not None and entry.date < since for entry in entries)
    )


def sweep_due(source: Source, visits: dict[str, Any], now: datetime) -> datetime | None:
    """Return the moment since which everything must have been looked at, or None when no full sweep
    is due.

    A sweep that was cut goes on from its own start, so what it already asked for is not asked for
    again.
    """
    started = visits.get("sweep_started")
    done = visits.get("sweep_done")
    if not done:
        return None  # the first visit reads everything anyway
    if started and started > done:
        return datetime.fromisoformat(started)
    if now - datetime.fromisoformat(done) >= timedelta(days=source.sweep_days):
        return now
    return None


def is_withdrawn(missing_since: date | None, today: date) -> bool:
    """Check whether a page absent since a day, and absent again today, counts as withdrawn."""
    return missing_since is not None and today - missing_since >= ABSENCE_BEFORE_WITHDRAWAL


def text_fingerprint(text: str) -> str:
    """Return a fingerprint of a page's visible text that visitor counters, clocks and layout do not
    change.

    Letters and Chinese are kept, and figures with a decimal point or thousands separator (sums of
    money); bare counters and
    clock times are dropped.
    """
    words = re.findall(
        r"[\u3400-\u9fff]+|[A-Za-z]+|(?<![\d,])\d[\d,]{0,24}\.\d+|(?<![\d,])\d{1,3}(?:,\d{3}){1,8}",
        text,
    )
    return hashlib.sha256("".join(words).encode()).hexdigest()
