"""The crawl as a task and as a flow of its own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.coverage import keep
from budgetflow.crawl.http.rate_limit import CHINA
from budgetflow.crawl.run import crawl
from budgetflow.crawl.run_report import CrawlReport
from budgetflow.jobs.ingest import note
from budgetflow.lake.store import Lake
from budgetflow.settings import Settings
from budgetflow.sources.load import REGISTRY, load_sources
from budgetflow.sources.source import Source
from flows.finish import finished
from flows.settings import settings_for
from flows.summary import RunSummary


class UnknownSource(LookupError):
    """A source was asked for that is not in the registry; the message names it and the file."""


def chosen(sources: str | None, only: Sequence[str]) -> list[Source]:
    """Give the sources of a file or folder (None: those that come with the program), or only those
    with the ids named.

    BadSources for a faulty file, UnknownSource for an id that is not there.
    """
    place = Path(sources) if sources else REGISTRY
    found = load_sources(place)
    missing = set(only) - {source.id for source in found}
    if missing:
        raise UnknownSource(
            f"{', '.join(sorted(missing))}: not among the {len(found)} sources in {place}; see "
            f"budgetflow sources list"
        )
    return [source for source in found if not only or source.id in only]


# A crawl remembers every step, so one that died goes on where it was: try again once, when the site
# or the store is back.
@task(name="crawl", retries=1, retry_delay_seconds=60, cache_policy=NO_CACHE, persist_result=False)
def crawl_sources(sources: list[Source], settings: Settings) -> CrawlReport:
    """Visit the sources; what they announced is archived and noted, and the coverage ledger kept,
    before this returns.
    """
    archive = Archive(settings.store("archive"))
    report = crawl(sources, archive, settings.store("state"), settings)
    note(report.found, Announcements(settings.store("archive")))
    keep(
        sources,
        Path(settings.store("state")),
        Lake(settings.store("lake")),
        datetime.now(CHINA).date(),
    )
    return report


@flow(name="crawl")
def crawl_only(
    home: str | None = None, sources: str | None = None, only: list[str] | None = None
) -> State[RunSummary]:
    """Crawl and archive without reading; what was found is given to the next nightly run, since it
    is not acknowledged.
    """
    started = time.monotonic()
    settings = settings_for(home)
    report = crawl_sources(chosen(sources, only or []), settings)
    summary = RunSummary()
    summary.add_crawl(report)
    return finished(summary, settings, "crawl", started)
