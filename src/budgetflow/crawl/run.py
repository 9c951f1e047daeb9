"""One night: every source visited politely, hosts side by side, and a report that hides nothing."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from budgetflow.archive.objects import Archive
from budgetflow.archive.request_log import RequestsLog
from budgetflow.crawl.http.client import Client
from budgetflow.crawl.http.rate_limit import Clock
from budgetflow.crawl.run_report import CrawlReport, Failure, SourceReport
from budgetflow.crawl.source_visit import Visit
from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.lock import only_crawl
from budgetflow.crawl.state.store import CrawlState
from budgetflow.crawl.visit_context import VisitContext
from budgetflow.progress import VISITING, advance, stage
from budgetflow.settings import Settings
from budgetflow.sources.source import Source


def crawl(
    sources: Iterable[Source],
    archive: Archive,
    state_dir: str | Path,
    settings: Settings,
    on_news: Callable[[Found], None] | None = None,
    clock: Clock | None = None,
    wait_seconds: float = 0.0,
) -> CrawlReport:
    """Visit the sources and give what is new, revised or withdrawn, and what was not got.

    `state_dir` is a local folder; it holds the crawl's memory, its lock and `requests/`, the log of
    every request.
    With `on_news` each item is handed over as it is found (one call at a time) and counts as taken
    over when the call returns.
    Without it the caller calls `report.acknowledge()` once the items are safe; items never
    acknowledged, for example since
    the process was killed, are in the next report again, first.
    CrawlBusy when another crawl holds the state folder longer than `wait_seconds`. A failing source
    costs that source only.
    """
    state_dir = Path(state_dir)
    clock = clock or Clock()
    with only_crawl(state_dir, wait_seconds):
        # Only with the lock: what lies there unfinished may be another crawl's, still at work.
        archive.clear_incoming()
        state = CrawlState(state_dir / "crawl.sqlite")
        desk = _Desk(state, on_news)
        try:
            # Before anything new: items come in the order in which they were found.
            desk.recall()
            with RequestsLog(state_dir / "requests", clock.now()) as log:
                client = Client(settings, log, clock)
                try:
                    desk.report.sources = _visit_all(
                        list(sources), client, archive, state, desk, settings.crawl_threads
                    )
                    desk.report.hosts = client.counts()
                finally:
                    client.close()
        finally:
            state.close()
    return desk.close(state_dir / "crawl.sqlite")


class _Desk:
    """Takes found items from the threads and hands them on, one at a time."""

    def __init__(self, state: CrawlState, on_news: Callable[[Found], None] | None) -> None:
        self.report = CrawlReport()
        self._state = state
        self._on_news = on_news
        self._numbers: list[int] = []
        self._lock = threading.Lock()

    def recall(self) -> None:
        """Hand on what an earlier run found and nobody confirmed."""
        for number, item in self._state.undelivered():
            self.take(number, Found.from_json(item))

    def take(self, number: int, item: Found) -> None:
        """Hand one item on and confirm it when the receiver returns."""
        # One at a time: the receiver writes to the lake and need not be safe for threads.
        with self._lock:
            self.report.found.append(item)
            advance(VISITING, 0, documents=1)
            if self._on_news is None:
                self._numbers.append(number)
                return
            self._on_news(item)
            # After the receiver has returned: a kill before it gives the item again.
            self._state.delivered([number])

    def close(self, path: Path) -> CrawlReport:
        """Return the report; its `acknowledge` opens the state again for a moment."""
        numbers = self._numbers

        def acknowledge() -> None:
            state = CrawlState(path)
            try:
                state.delivered(numbers)
            finally:
                state.close()

        self.report._acknowledge = acknowledge
        return self.report


def _visit_all(
    sources: list[Source],
    client: Client,
    archive: Archive,
    state: CrawlState,
    desk: _Desk,
    threads: int,
) -> list[SourceReport]:
    """Visit sources of different hosts side by side and those of one host one after another;
    reports in the order of the sources.
    """
    by_host: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.crawled:
            by_host[source.host].append(source)

    # One host in one thread, so that it never has two requests of ours at once.
    def visit_host(host: str) -> list[SourceReport]:
        reports = []
        for source in by_host[host]:
            reports.append(_visit(source, client, archive, state, desk))
            advance(VISITING)
        client.close_host(host)
        return reports

    workers = max(1, min(threads, len(by_host)))
    with (
        stage(VISITING, sum(map(len, by_host.values()))),
        ThreadPoolExecutor(max_workers=workers, thread_name_prefix="host") as pool,
    ):
        reports = {
            report.source_id: report for group in pool.map(visit_host, by_host) for report in group
        }
    return [reports[source.id] for source in sources if source.id in reports]


def _visit(
    source: Source, client: Client, archive: Archive, state: CrawlState, desk: _Desk
) -> SourceReport:
    """Visit one source; an error of ours in it is a failure of that source and never of the
    night.
    """
    context = VisitContext(source, client, archive, state, desk.take)
    try:
        Visit(context).run()
    except Exception as error:  # the night goes on; the report names the source
        context.report.failures.append(
            Failure(
                source.id,
                source.host,
                "unreadable",
                f"{type(error).__name__}: {error}; please report this",
            )
        )
    return context.report
