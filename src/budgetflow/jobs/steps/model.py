"""The steps that the jobs are composed of, and how they are run.

A job (`nightly`, `backfill`, `reread`) says which steps come in which order and is given an object
that runs them: `jobs.steps.in_process` runs each as a plain call in this process, `flows.tasks` as
a task of Prefect, with retries, and batches side by side. The jobs do not know which.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.jobs.from_settings import gate_pages
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.steps.batches import batches
from budgetflow.jobs.summary import RunSummary
from budgetflow.progress import READING, stage
from budgetflow.releases.made import Release
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

_log = logging.getLogger(__name__)

# What came of a batch: a result for each announcement, or why none of them was stored.
Stored = list[Ingested] | Exception


class Steps(Protocol):
    """The steps that a job needs; who runs them decides how."""

    settings: Settings

    def crawl(self, sources: list[Source], state: Path | None = None) -> CrawlReport:
        """Visit the sources; see `jobs.crawl.crawl_sources`."""

    def ingest(self, parts: Sequence[list[str]]) -> Iterable[Stored]:
        """Read, understand, check and store batches of announcements; return what each came to, in
        their order. A batch that fails costs the others nothing.
        """

    def release(self) -> Release | None:
        """Make a release of what the lake holds; None where it holds nothing new."""


def ingest_all(keys: Iterable[str], steps: Steps, summary: RunSummary) -> None:
    """Ingest every announcement and count what came of it; those of a batch that failed are counted
    as lost and stay to be done.
    """
    parts = batches(keys, steps.settings)
    with stage(READING, sum(map(len, parts))):
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
