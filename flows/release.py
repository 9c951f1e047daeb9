"""A release as a flow of its own."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.flows.finish import finished
from budgetflow.flows.run_names import dated
from budgetflow.flows.tasks import TaskSteps
from budgetflow.jobs.steps.model import add_release
from budgetflow.jobs.summary import RunSummary


@flow(name="release", flow_run_name=dated("release"))
def release(home: str | None = None) -> State[RunSummary]:
    """Make a new version when the lake holds something that the latest release does not."""
    started = time.monotonic()
    steps = TaskSteps(home)
    summary = RunSummary()
    add_release(steps, summary)
    words = "nothing new"
    if summary.release_failure:
        words = "release failed"
    elif summary.release:
        words = f"release {summary.release}"
    return finished(summary, steps.settings, "release", started, words)
