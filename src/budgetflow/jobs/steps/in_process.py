"""The steps of a job as plain calls, one after another in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.jobs.crawl import crawl_sources
from budgetflow.jobs.from_settings import gate_pages
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.release import make_release
from budgetflow.jobs.steps.model import Stored
from budgetflow.reference.china_time import today
from budgetflow.releases.made import Release
from budgetflow.settings import Settings
from budgetflow.sources.source import Source


class StepsInProcess:
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
