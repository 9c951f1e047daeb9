"""The steps that the jobs are composed of, and how they are run.

A job (`nightly`, `backfill`, `reread`) says which steps come in which order. `Steps` runs each as a
plain call in this process; the flows give an object that runs each as a task of Prefect instead,
with retries, and batches side by side. The jobs do not know which.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.jobs.batches import batches
from budgetflow.jobs.crawl import crawl_sources
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.release import gate_pages, make_release, today
from budgetflow.jobs.summary import RunSummary
from budgetflow.releases.build import Release
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

_log = logging.getLogger(__name__)

Stored = list[Ingested] | Exception
"""What came of a batch: a result for each announcement, or why none of them was stored."""


class Steps:
    """The steps of a job, one after another in this process."""

    def __init__(
        self, settings: Settings, day: date | None = None, wait_seconds: float = 0.0
    ) -> None:
        """Take the settings and what all steps share.

        `day` names the release and is the ledger's; None: today in China. `wait_seconds` is how
        long to wait for another crawl to end.
        """
        self.settings = settings
        self.wait_seconds = wait_seconds
        self._day = day

    @property
    def day(self) -> date:
        """Return the day of the ledger and of the release."""
        return self._day or today()

    def crawl(self, sources: list[Source], state: Path | None = None) -> CrawlReport:
        """Visit the sources; see `jobs.crawl.crawl_sources`."""
        return crawl_sources(
            sources, self.settings, self.day, state=state, wait_seconds=self.wait_seconds
        )

    def ingest(self, parts: Sequence[list[str]]) -> Iterator[Stored]:
        """Read, understand, check and store batches of announcements; gives what came of each, in
        their order. A batch that fails costs the others nothing.
        """
        for part in parts:
            try:
                yield ingest(part, self.settings)
            except Exception as error:  # whatever went wrong with its store: the others go on
                yield error

    def release(self) -> Release | None:
        """Make a release of what the lake holds; None where it holds nothing new."""
        return make_release(self.settings, self.day, gate_pages=gate_pages(self.settings))


def ingest_all(keys: Iterable[str], steps: Steps, summary: RunSummary) -> None:
    """Ingest every announcement and count what came of it; those of a batch that failed are counted
    as lost and stay to be done.
    """
    parts = batches(keys, steps.settings)
    for part, stored in zip(parts, steps.ingest(parts), strict=True):
        if isinstance(stored, Exception):
            summary.add_lost(part, f"{type(stored).__name__}: {stored}")
            continue
        for result in stored:
            summary.add_ingested(result)


def add_release(steps: Steps, summary: RunSummary) -> None:
    """Make a release and enter it in the summary; one that fails is a failure of the run, not its
    end.
    """
    try:
        made = steps.release()
    except Exception as error:  # what was stored is safe, and the last release stays in place
        _log.error("no release: %s", error)
        summary.release_failure = f"{type(error).__name__}: {error}"
        return
    if made:
        summary.made = made
        summary.release = made.version.version
        summary.release_url = made.path
        summary.gate_pages = str(gate_pages(steps.settings) / "index.html")
