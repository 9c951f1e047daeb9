"""What each step of crawling one source needs: the source, client, stores and report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from budgetflow.archive.objects import Archive
from budgetflow.crawl.http.client import Client
from budgetflow.crawl.http.response import Fetched, FetchFailed
from budgetflow.crawl.run_report import Failure, SourceReport
from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.store import CrawlState
from budgetflow.reference.china_time import CHINA
from budgetflow.sources.source import Source

T = TypeVar("T")
# Pages that send a browser on, one after another, at most.
MOST_HOPS = 4
# Failures after which asking the same host again in this run is pointless.
_STOP_KINDS = ("resting", "budget", "hours")


class VisitContext:
    """One source in one run; `report` collects the result and `stopped` says not to go on."""

    def __init__(
        self,
        source: Source,
        client: Client,
        archive: Archive,
        state: CrawlState,
        take: Callable[[int, Found], None],
    ) -> None:
        """`take` receives every item found, with its number in the state."""
        self.source = source
        self.client = client
        self.archive = archive
        self.state = state
        self.take = take
        self.now: datetime = client.clock.now()
        # China's day, whatever the clock of the machine says: pages print days of China.
        self.today: date = self.now.astimezone(CHINA).date()
        self.report = SourceReport(source.id, source.host)
        self.stopped = False

    def fail(self, url: str, kind: str, message: str) -> None:
        """Put a failure into the report, once, and stop the visit where going on is pointless."""
        # The first says it all: the same would be said of every address left.
        if kind in _STOP_KINDS:
            if self.stopped:
                return
            self.stopped = True
        self.report.failures.append(Failure(self.source.id, url, kind, message))

    def follow(
        self, fetched: Fetched, look: Callable[[Fetched], tuple[T, str]]
    ) -> tuple[Fetched, T]:
        """Follow the redirects that pages carry themselves (a refresh, a script).

        `look` returns what it reads in a response and the address it sends a browser to, empty for
        none. Return the last response with what was read in it; FetchFailed where a page cannot be
        fetched or more than `MOST_HOPS` follow each other.
        """
        first = fetched
        for hop in range(MOST_HOPS + 1):
            seen, target = look(fetched)
            if not target:
                return fetched, seen
            if hop < MOST_HOPS:
                fetched = self.client.fetch(target, self.source)
        raise FetchFailed(
            "redirects",
            first.url,
            f"sends a browser on more than {MOST_HOPS} times; look at it in a browser",
        )
