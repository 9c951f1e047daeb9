"""Pace: one connection and a set pause a host, rest for a host that asks for it, and
the counts that show it (what robots.txt asks for is read in `robots` and held to in `client`).

The limiter lives in this process and needs no server. Time comes from a `Clock`, so tests run
without waiting.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as time_of_day
from email.utils import parsedate_to_datetime

from budgetflow.reference.china_time import CHINA

# Seconds a Retry-After may ask for and still be waited out; a host that asks for more is left
# alone for this run.
LONGEST_WAIT = 300.0
# Connection failures in a row after which a host is left alone for this run.
FAILURES_BEFORE_REST = 5


class Clock:
    """The real time. A test gives one whose `sleep` only moves the hands."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(slots=True)
class HostCount:
    """What one host was asked and gave in this run."""

    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    errors: int = 0
    resting: str = ""
    """Why the host is left alone for the rest of the run; empty while it is asked."""
    tls_exception: str = ""
    """The stated reason of a TLS exception that was used here."""


@dataclass(slots=True)
class _Host:
    lock: threading.RLock = field(default_factory=threading.RLock)
    next_turn: float = 0.0
    failures_in_a_row: int = 0
    count: HostCount = field(default_factory=HostCount)


class Manners:
    """Takes turns on hosts and keeps their counts; shared by the threads of one crawl."""

    def __init__(self, clock: Clock, seed: int | None = None) -> None:
        """Start with every host fresh; `seed` fixes the jitter in tests."""
        self.clock = clock
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()
        self._random = random.Random(seed)  # noqa: S311  (jitter, not a secret)

    @contextmanager
    def turn(self, host: str, seconds_apart: float) -> Iterator[HostCount]:
        """Hold the host for one request: waits for the one before to end and for the pace, then
        gives the host's counts.
        """
        state = self._state(host)
        # Held for the whole request: one connection a host is the point, not only a pause.
        with state.lock:
            wait = state.next_turn - self.clock.monotonic()
            if wait > 0:
                self.clock.sleep(wait)
            try:
                yield state.count
            finally:
                # From the end of a request: a slow server is not asked again the moment it has
                # answered.
                state.next_turn = self.clock.monotonic() + seconds_apart

    def postpone(self, host: str, seconds: float) -> None:
        """Let the host's next turn, whoever takes it, wait so long from now."""
        state = self._state(host)
        # Never earlier: a host that asked for a rest keeps it whoever asks next.
        state.next_turn = max(state.next_turn, self.clock.monotonic() + seconds)

    def rest(self, host: str, why: str) -> None:
        """Leave a host alone for the rest of this run."""
        self._state(host).count.resting = why

    def resting(self, host: str) -> str:
        """Return why a host is left alone; empty when it is not."""
        return self._state(host).count.resting

    def failed(self, host: str, why: str) -> None:
        """Count a failed connection; after several in a row the host is left alone."""
        state = self._state(host)
        state.count.errors += 1
        state.failures_in_a_row += 1
        if state.failures_in_a_row >= FAILURES_BEFORE_REST:
            state.count.resting = f"{state.failures_in_a_row} failures in a row, the last: {why}"

    def answered(self, host: str) -> None:
        """Note that the host answered."""
        # Only failures in a row: a site that answers now and then is alive.
        self._state(host).failures_in_a_row = 0

    def counts(self) -> dict[str, HostCount]:
        """Return the counts a host, by name."""
        return {
            name: state.count for name, state in sorted(self._hosts.items()) if state.count.requests
        }

    def back_off(self, attempt: int) -> float:
        """Return seconds to wait before try `attempt + 1`: 2, 4, 8 ... up to a minute, half to one
        and a half times that.
        """
        # Spread, so that the threads of hosts behind one filter do not all come back at once.
        return min(2.0 * 2.0**attempt, 60.0) * self._random.uniform(0.5, 1.5)

    def _state(self, host: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(host, _Host())


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); None
    when there is none that reads.
    """
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip())
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def within_hours(hours: str, now: datetime) -> bool:
    """Check whether a moment lies in hours written `20:00-07:00` (China time, over midnight
    allowed); empty hours hold always.
    """
    if not hours:
        return True
    start, end = (time_of_day.fromisoformat(part) for part in hours.split("-"))
    moment = now.astimezone(CHINA).time()
    # `20:00-07:00` ends on the next day.
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end
