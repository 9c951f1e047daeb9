"""Years and regions that were never visited, or must be visited again from the beginning."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from prefect import State, flow

from budgetflow.archive.announcements import key_of
from budgetflow.settings import Settings
from budgetflow.sources.source import Source
from flows.crawl import chosen, crawl_sources
from flows.finish import finished
from flows.ingest import ingest_all
from flows.notify import on_trouble
from flows.release import add_release
from flows.runners import task_runner
from flows.settings import settings_for
from flows.summary import RunSummary


def narrowed(
    sources: Sequence[Source], first_year: int, last_year: int, regions: Sequence[str]
) -> list[Source]:
    """Give the sources of some regions, told to look back to the first year and to leave titles of
    other years alone.

    `regions` are beginnings of region codes (`65` a province, `6501` a prefecture); none: all. A
    title that names no year is
    visited: the year is then in the document. Raises ValueError for years in the wrong order.
    """
    if first_year > last_year:
        raise ValueError(f"first_year {first_year} is after last_year {last_year}")
    years = "|".join(str(year) for year in range(first_year, last_year + 1))
    other_years = rf"\A(?!.*(?:{years}))[^\n]*20\d\d"
    # A budget is announced in its year, now and then late in the year before; final accounts in the
    # year after.
    wanted = {"since": date(first_year - 1, 10, 1), "max_pages": 2000}
    return [
        source.model_copy(update={**wanted, "exclude": (*source.exclude, other_years)})
        for source in sources
        if not regions or source.region_code.startswith(tuple(regions))
    ]


@flow(
    name="backfill",
    task_runner=task_runner(Settings()),
    on_failure=[on_trouble],
    on_crashed=[on_trouble],
    timeout_seconds=7 * 24 * 3600,
)
def backfill(
    first_year: int,
    last_year: int,
    regions: list[str] | None = None,
    home: str | None = None,
    sources: str | None = None,
    release: bool = True,
) -> State[RunSummary]:
    """Crawl and store the disclosures of a range of budget years, then make a release.

    Keeps a memory of its own beside the nightly one, so a backfill that was cut goes on where it
    was and disturbs no night.
    """
    started = time.monotonic()
    settings = settings_for(home)
    own = settings.model_copy(
        update={
            "state": str(Path(settings.store("state"), "backfill", f"{first_year}-{last_year}"))
        }
    )
    report = crawl_sources(narrowed(chosen(sources, []), first_year, last_year, regions or []), own)
    summary = RunSummary()
    summary.add_crawl(report)
    ingest_all(
        home, sorted({key_of(item.source_id, item.landing_url) for item in report.found}), summary
    )
    if not summary.lost:
        report.acknowledge()
    if release:
        add_release(summary, settings)
    return finished(summary, settings, "backfill", started)
