"""The whole night: crawl, archive, read, interpret, check, store, release."""

from __future__ import annotations

import time

from prefect import State, flow, get_run_logger

from budgetflow.archive.announcements import key_of
from budgetflow.settings import Settings
from flows.crawl import chosen, crawl_sources
from flows.finish import finished
from flows.ingest import ingest_all
from flows.notify import on_trouble
from flows.release import add_release
from flows.runners import task_runner
from flows.settings import settings_for
from flows.summary import RunSummary


# Twenty-three hours: the next night must not find this one still at work.
@flow(
    name="nightly",
    task_runner=task_runner(Settings()),
    on_failure=[on_trouble],
    on_crashed=[on_trouble],
    timeout_seconds=23 * 3600,
)
def nightly(
    home: str | None = None,
    sources: str | None = None,
    only: list[str] | None = None,
    release: bool = True,
    sweep: bool = False,
) -> State[RunSummary]:
    """Do one night's work over the sources.

    `home` and `sources` are paths on the machine that runs (None: the settings' home, the registry
    that comes with the
    program); `only` names the ids to visit; `release` makes a version at the end when something
    changed; `sweep` asks again
    for everything already known. Killed at any point, the next run takes up what this one left.
    """
    log = get_run_logger()
    started = time.monotonic()
    settings = settings_for(home)
    visited = chosen(sources, only or [])
    if sweep:
        visited = [source.model_copy(update={"sweep_days": 0}) for source in visited]
    log.info("visiting %d sources", len(visited))
    report = crawl_sources(visited, settings)
    summary = RunSummary()
    summary.add_crawl(report)
    log.info("found %s", summary.words())
    ingest_all(
        home, sorted({key_of(item.source_id, item.landing_url) for item in report.found}), summary
    )
    if not summary.lost:
        report.acknowledge()
    if release:
        add_release(summary, settings)
    return finished(summary, settings, "nightly", started)
