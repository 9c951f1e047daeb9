"""Reading and storing as tasks: announcements in batches, keys between tasks and never rows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from budgetflow.jobs.ingest import Ingested, by_region, ingest
from flows.runners import one_server
from flows.settings import settings_for
from flows.summary import RunSummary

BATCH = 25
"""Announcements a task at least."""
LARGE_BATCH = 100
"""Announcements a task where there are enough of them to keep every worker busy: the bookkeeping of
a task is then a few hundredths of its work
even where a document takes a twentieth of a second."""
TASKS_A_WORKER = 8
"""Tasks that a worker should have before they grow larger, so that a slow one does not keep the
others waiting at the end.
"""
MOST_TASKS = 400
"""Tasks a run: thousands choke Prefect, so a very large run has still larger batches."""


# A store that stumbles is back in seconds or minutes; what was stored is not done again, since
# replacing a unit by itself does nothing.
@task(
    name="ingest",
    retries=3,
    retry_delay_seconds=[2, 20, 120],
    cache_policy=NO_CACHE,
    persist_result=False,
)
def ingest_batch(home: str | None, keys: Sequence[str]) -> list[Ingested]:
    """Read, understand, check and store some announcements; gives counts, never rows."""
    return ingest(list(keys), settings_for(home))


def batch_size(wanted: int, workers: int) -> int:
    """Give how many of the wanted announcements make a task."""
    return max(
        BATCH, min(LARGE_BATCH, wanted // (TASKS_A_WORKER * workers)), -(-wanted // MOST_TASKS)
    )


def ingest_all(home: str | None, keys: Iterable[str], summary: RunSummary) -> None:
    """Ingest every announcement in batches on the flow's task runner and count what came of them.

    A batch that fails after its retries is counted and the others go on; its announcements stay to
    be done.
    """
    settings = settings_for(home)
    wanted = by_region(keys, settings)
    size = batch_size(len(wanted), settings.workers or os.cpu_count() or 1)
    batches = [wanted[start : start + size] for start in range(0, len(wanted), size)]
    with one_server():
        futures = [ingest_batch.submit(home, batch) for batch in batches]
    for batch, future in zip(batches, futures, strict=True):
        try:
            for result in future.result():
                summary.add_ingested(result)
        except (
            Exception
        ) as error:  # the batch is lost for this run, whatever went wrong with its store
            summary.add_lost(batch, f"{type(error).__name__}: {error}")
