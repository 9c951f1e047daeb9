"""The release as a task and as a flow of its own."""

from __future__ import annotations

import time
from pathlib import Path

from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from budgetflow.gate.result import GateFailed
from budgetflow.jobs.release import make_release, today
from budgetflow.releases.build import Release
from budgetflow.settings import Settings
from flows.artifacts import release_page
from flows.finish import finished
from flows.settings import settings_for
from flows.summary import RunSummary


def gate_pages(settings: Settings) -> Path:
    """Give the folder of the last gate's Data Docs and of its result."""
    return Path(settings.store("state")) / "gate"


def _worth_another_try(_task: object, _run: object, state: State[object]) -> bool:
    """Say that rows which break a promise will break it again, while a store may answer at the next
    try.
    """
    return not isinstance(state.result(raise_on_failure=False), GateFailed)


@task(
    name="release",
    retries=2,
    retry_delay_seconds=[10, 120],
    retry_condition_fn=_worth_another_try,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def release_step(settings: Settings) -> Release | None:
    """Make a release of what the lake holds; None where it holds nothing new."""
    return make_release(settings, today(), gate_pages=gate_pages(settings))


def add_release(summary: RunSummary, settings: Settings) -> None:
    """Make a release and enter it in the summary; one that fails is a failure of the run, not its
    end.
    """
    try:
        made = release_step(settings)
        summary.gate_pages = str(gate_pages(settings) / "index.html") if made else ""
    except (
        Exception
    ) as error:  # whatever held it back, what was stored is safe and the last release stays live
        get_run_logger().error("no release: %s", error)
        summary.release_failure = f"{type(error).__name__}: {error}"
        return
    if made:
        summary.release, summary.release_url, summary.release_page = (
            made.version.version,
            made.path,
            release_page(made, settings.site_url),
        )


@flow(name="release")
def release(home: str | None = None) -> State[RunSummary]:
    """Make a new version when the lake holds something that the latest release does not."""
    started = time.monotonic()
    settings = settings_for(home)
    summary = RunSummary()
    add_release(summary, settings)
    words = (
        f"release {summary.release}"
        if summary.release
        else "release failed"
        if summary.release_failure
        else "nothing new"
    )
    return finished(summary, settings, "release", started, words)
