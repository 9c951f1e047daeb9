"""A re-read as a flow: the archive read again with today's readers."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.flows.engine.runners import task_runner
from budgetflow.flows.finish import finished
from budgetflow.flows.notify import on_trouble
from budgetflow.flows.run_names import dated
from budgetflow.flows.tasks import TaskSteps
from budgetflow.jobs import reread as job
from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings


@flow(
    name="reread",
    flow_run_name=dated("reread"),
    task_runner=task_runner(Settings()),
    on_failure=[on_trouble],
    on_crashed=[on_trouble],
    timeout_seconds=7 * 24 * 3600,
)
def reread(home: str | None = None, release: bool = True) -> State[RunSummary]:
    """Read every announcement of the archive again, store what differs, and release it; see
    `budgetflow.jobs.reread`.
    """
    started = time.monotonic()
    steps = TaskSteps(home)
    summary = job.reread(steps, release=release)
    words = f"{summary.total('stored')} read again, {summary.total('changed')} changed"
    if summary.partly_failed:
        words += f", {summary.total('failed')} failed"
    return finished(summary, steps.settings, "reread", started, words)
