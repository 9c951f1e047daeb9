"""The nightly run as a flow: crawl, archive, read, interpret, check, store, release."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.flows.engine.runners import task_runner
from budgetflow.flows.finish import finished
from budgetflow.flows.notify import on_trouble
from budgetflow.flows.run_names import dated
from budgetflow.flows.tasks import TaskSteps
from budgetflow.jobs import nightly as job
from budgetflow.jobs.crawl import chosen
from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings


# Twenty-three hours: the next night must not find this one still at work.
@flow(
    name="nightly",
    flow_run_name=dated("nightly"),
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
    """Do one night's work over the sources; see `budgetflow.jobs.nightly`.

    `home` and `sources` are paths on the machine that runs (None: the settings' home, the registry
    that comes with the program); `only` names the ids to visit; `release` makes a version at the
    end when something changed; `sweep` asks again for everything already known.
    """
    started = time.monotonic()
    steps = TaskSteps(home)
    summary = job.nightly(chosen(sources, only or []), steps, release=release, recheck=sweep)
    return finished(summary, steps.settings, "nightly", started)
