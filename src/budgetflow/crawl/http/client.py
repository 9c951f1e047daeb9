"""The crawl's only door to the web: polite, bounded, guarded, conditional, and every request on the
record.
"""

from __future__ import annotations

import threading

from budgetflow.archive.request_log import RequestsLog
from budgetflow.crawl.http.address_guard import RefusedAddress, check_url
from budgetflow.crawl.http.rate_limit import (
    LONGEST_WAIT,
    Clock,
    HostCount,
    Manners,
    retry_after,
    within_hours,
)
from budgetflow.crawl.http.request import REDIRECTS, Exchange
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.http.robots import HOPS, Robots
from budgetflow.crawl.pages.urls import join
from budgetflow.progress import VISITING, advance
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

_TRY_AGAIN = (429, 500, 502, 503, 504)
_GONE = (404, 410)
# What bot filters and login walls answer with; 412, 468 and 521 are the habits of three that many
# government sites use.
_BLOCKED = (401, 403, 407, 412, 418, 468, 511, 521)
# With the waits between them 7 to 21 s, or longer where the site asks for it (`back_off`).
_ATTEMPTS = 4


class Client:
    """Fetches for one crawl; its methods may be called from many threads."""

    def __init__(
        self,
        settings: Settings,
        log: RequestsLog,
        clock: Clock | None = None,
        seed: int | None = None,
    ) -> None:
        """Take the settings (pace, contact, allowed hosts, limits), the log to write to, and the
        clock.
        """
        self._settings = settings
        self.clock = clock or Clock()
        # One for all threads: pace and counts are of hosts, not of sources.
        self.manners = Manners(self.clock, seed)
        self._robots = Robots(self.manners, self._ask_once)
        # By source: its form says how many requests a crawl may cost (`max_requests`).
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        self._user_agent = (
            f"budgetflow/0.1 (+{settings.contact}; open data from budget disclosures)"
        )
        self._exchange = Exchange(settings, log, self.clock, self.manners, self._user_agent)

    def fetch(self, url: str, source: Source, etag: str = "", last_modified: str = "") -> Fetched:
        """Get an address for a source, conditionally where validators are given; FetchFailed says
        why not.

        Follows up to eight redirects, each checked like the first address; tries again what may
        heal; keeps the source's
        pace, hours and budget of requests.
        """
        # Counted before it is known how it ends: people see that something is going on.
        advance(VISITING, 0, pages=1)
        hops: list[str] = []
        target = url
        while True:
            fetched = self._get(target, source, etag, last_modified)
            location = fetched.headers.get("location")
            if fetched.status not in REDIRECTS or not location:
                return fetched
            hops.append(target)
            target = join(target, location)
            # A circle gives the same page for ever, and a chain that makes up addresses never ends.
            if target in hops or len(hops) > HOPS:
                raise FetchFailed(
                    "redirects",
                    url,
                    f"redirects in a circle or too often (to {target}); look at the page in a "
                    f"browser",
                )

    def close_host(self, host: str) -> None:
        """Close the connections to a host that is done."""
        self._exchange.close_host(host)

    def close(self) -> None:
        """Close every connection."""
        self._exchange.close()

    def counts(self) -> dict[str, HostCount]:
        """Return requests, bytes, unchanged answers and errors a host."""
        return self.manners.counts()

    def _get(self, url: str, source: Source, etag: str, last_modified: str) -> Fetched:
        """Get one address without following redirects: permission, pace, tries."""
        try:
            host = check_url(url)
        except RefusedAddress as refused:
            raise FetchFailed("refused", url, str(refused)) from refused
        try:
            robots = self._robots.rules(url, source)
        except FetchFailed as failure:
            raise FetchFailed(
                failure.kind,
                url,
                f"is not asked, since the site's rules could not be read: {failure}",
                failure.status,
            ) from failure
        # The rules are asked with the name we go by, as site operators write them.
        if not robots.can_fetch(url, self._user_agent):
            raise FetchFailed(
                "robots",
                url,
                "robots.txt asks us not to fetch this; leave it, or ask the site's operator",
            )
        # The slower of the two: what the site asks for, and what the source's form says.
        apart = max(
            60.0 / (source.requests_per_minute or self._settings.requests_per_minute),
            robots.crawl_delay(self._user_agent) or 0.0,
        )
        headers = {
            name: value
            for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
            if value
        }
        return self._tries(url, host, source, apart, headers)

    def _tries(
        self, url: str, host: str, source: Source, apart: float, headers: dict[str, str]
    ) -> Fetched:
        """Ask until an answer holds: failures of the connection, 429 and 5xx are tried again after
        a wait.
        """
        for attempt in range(_ATTEMPTS):
            # For each try: hours end and budgets run out while a host is waited for.
            self._permit(url, host, source)
            last = attempt == _ATTEMPTS - 1
            wait: float | None = None
            try:
                with self.manners.turn(host, apart) as count:
                    fetched = self._exchange.once(url, host, source, headers, count)
            except FetchFailed as failure:
                # What the server refused would be refused again; only the connection may heal.
                if last or failure.kind not in ("unreachable", "timeout", "cut_off"):
                    raise
            else:
                if fetched.status not in _TRY_AGAIN:
                    return self._accepted(url, fetched)
                wait = retry_after(fetched.headers.get("retry-after"), self.clock.now())
                if wait is not None and wait > LONGEST_WAIT:
                    self.manners.rest(
                        host,
                        f"asked for a rest of {wait:.0f} s (HTTP {fetched.status} with "
                        f"Retry-After)",
                    )
                if last:
                    raise FetchFailed(
                        "status",
                        url,
                        f"answered HTTP {fetched.status} {_ATTEMPTS} times; tried again next night",
                        fetched.status,
                    )
            self.manners.postpone(host, self.manners.back_off(attempt) if wait is None else wait)
        raise AssertionError("the last try returns or raises")

    def _accepted(self, url: str, fetched: Fetched) -> Fetched:
        if fetched.status in _GONE:
            raise FetchFailed(
                "gone",
                url,
                f"answered HTTP {fetched.status}; the page is not there",
                fetched.status,
            )
        if fetched.status in _BLOCKED:
            message = (
                f"answered HTTP {fetched.status}: the site's filter does not let us in; "
                f"open it in a browser, or ask its operator"
            )
            raise FetchFailed("blocked", url, message, fetched.status)
        if fetched.status >= 400:
            raise FetchFailed(
                "status",
                url,
                f"answered HTTP {fetched.status}; look at the page in a browser",
                fetched.status,
            )
        return fetched

    def _permit(self, url: str, host: str, source: Source) -> None:
        """Refuse before asking: outside the hours, budget used up, host at rest."""
        if not within_hours(source.hours, self.clock.now()):
            raise FetchFailed(
                "hours",
                url,
                f"is asked only {source.hours} China time; the next run in those hours goes on",
            )
        if resting := self.manners.resting(host):
            raise FetchFailed("resting", url, f"the host is left alone for this run: {resting}")
        # Counted under the lock: two threads must not both take the last request.
        with self._lock:
            self._asked[source.id] = self._asked.get(source.id, 0) + 1
            if self._asked[source.id] > source.max_requests:
                raise FetchFailed(
                    "budget",
                    url,
                    f"the night's {source.max_requests} requests of {source.id} are used; the "
                    f"next run goes on",
                )

    def _ask_once(self, url: str, source: Source) -> Fetched:
        """Get one address at the source's pace, whatever the site's rules say of it."""
        apart = 60.0 / (source.requests_per_minute or self._settings.requests_per_minute)
        return self._tries(url, check_url(url), source, apart, {})
