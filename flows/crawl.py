"""The crawl as a flow of its own."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.flows.finish import finished
from budgetflow.flows.run_names import dated
from budgetflow.flows.tasks import TaskSteps
from budgetflow.jobs.crawl import chosen
from budgetflow.jobs.summary import RunSummary


@flow(name="crawl", flow_run_name=dated("crawl"))
def crawl_only(
    home: str | None = None, sources: str | None = None, only: list[str] | None = None
) -> State[RunSummary]:
    """Crawl and archive without reading; what was found is given to the next nightly run, since it
    is not acknowledged.
    """
    started = time.monotonic()
    steps = TaskSteps(home)
    summary = RunSummary()
    summary.add_crawl(steps.crawl(chosen(sources, only or [])))
    return finished(summary, steps.settings, "crawl", started)
