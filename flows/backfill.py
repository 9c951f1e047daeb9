"""A backfill as a flow: years and regions that were never visited, or must be visited again."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.flows.engine.runners import task_runner
from budgetflow.flows.finish import finished
from budgetflow.flows.notify import on_trouble
from budgetflow.flows.run_names import dated
from budgetflow.flows.tasks import TaskSteps
from budgetflow.jobs import backfill as job
from budgetflow.jobs.crawl import chosen
from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings


@flow(
    name="backfill",
    flow_run_name=dated("backfill"),
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
    """Crawl and store the disclosures of a range of budget years, then make a release; see
    `budgetflow.jobs.backfill`.
    """
    started = time.monotonic()
    steps = TaskSteps(home)
    found = chosen(sources)
    summary = job.backfill(
        found, first_year, last_year, steps, regions=regions or (), release=release
    )
    return finished(summary, steps.settings, "backfill", started)
