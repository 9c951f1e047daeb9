"""The steps of the jobs as Prefect tasks: retries, batches on the flow's task runner, and keys
between tasks, never rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from prefect import State, task
from prefect.cache_policies import NO_CACHE

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.flows.engine.runners import one_server, release_effort
from budgetflow.flows.run_names import counted, of_sources
from budgetflow.flows.settings import settings_for
from budgetflow.gate.result import GateFailed
from budgetflow.jobs.crawl import crawl_sources
from budgetflow.jobs.from_settings import gate_pages
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.release import make_release
from budgetflow.jobs.steps.model import Stored
from budgetflow.reference.china_time import today
from budgetflow.releases.made import Release
from budgetflow.settings import Settings
from budgetflow.sources.source import Source


class TaskSteps:
    """The steps of a job, each as a task of the flow that is under way."""

    def __init__(self, home: str | None) -> None:
        """Take the home folder; a task on another machine reads the settings of its own process."""
        self.settings = settings_for(home)
        self._home = home

    def crawl(self, sources: list[Source], state: Path | None = None) -> CrawlReport:
        """Visit the sources, as one task."""
        return crawl_step(sources, self.settings, today(), state)

    def ingest(self, parts: Sequence[list[str]]) -> Iterator[Stored]:
        """Ingest the batches side by side, a task each."""
        with one_server():
            futures = [ingest_batch.submit(self._home, part) for part in parts]
        for future in futures:
            try:
                yield future.result()
            except Exception as error:  # the batch is lost for this run, whatever went wrong
                yield error

    def release(self) -> Release | None:
        """Make a release, as one task."""
        return release_step(self.settings, today())


# A crawl remembers every step, so one that died goes on where it was: try again once, when the site
# or the store is back.
@task(
    name="crawl",
    task_run_name=of_sources("crawl", "sources"),
    retries=1,
    retry_delay_seconds=60,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def crawl_step(
    sources: list[Source], settings: Settings, day: date, state: Path | None = None
) -> CrawlReport:
    """Visit the sources; see `budgetflow.jobs.crawl`."""
    return crawl_sources(sources, settings, day, state=state)


# A store that stumbles is back in seconds or minutes; what was stored is not done again, since
# replacing a unit by itself does nothing.
@task(
    name="ingest",
    task_run_name=counted("ingest", "keys", "announcements"),
    retries=3,
    retry_delay_seconds=[2, 20, 120],
    cache_policy=NO_CACHE,
    persist_result=False,
)
def ingest_batch(home: str | None, keys: Sequence[str]) -> list[Ingested]:
    """Read, understand, check and store some announcements; gives counts, never rows."""
    return ingest(list(keys), settings_for(home))


def _worth_another_try(_task: object, _run: object, state: State[object]) -> bool:
    """Check whether a release that failed may succeed at the next try: a store may answer then,
    while rows that break a promise break it again.
    """
    return not isinstance(state.result(raise_on_failure=False), GateFailed)


@task(
    name="release",
    task_run_name="release of {day}",
    retries=2,
    retry_delay_seconds=[10, 120],
    retry_condition_fn=_worth_another_try,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def release_step(settings: Settings, day: date) -> Release | None:
    """Make a release of what the lake holds; None where it holds nothing new."""
    with release_effort(settings) as effort:
        return make_release(settings, day, gate_pages=gate_pages(settings), effort=effort)
