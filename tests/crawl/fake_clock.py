"""A clock whose hands move when someone sleeps, shared by the threads of a crawl."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from budgetflow.crawl.http.rate_limit import Clock

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""12:00 in China."""


class Hands(Clock):
    """Time stands still until a sleep moves it on; nobody waits."""

    def __init__(self, start: datetime = NOON) -> None:
        self.start, self.slept, self.waits = start, 0.0, list[float]()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.slept)

    def monotonic(self) -> float:
        return self.slept

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
            self.waits.append(seconds)

    def next_day(self, days: int = 1) -> None:
        self.sleep(days * 86400.0)
