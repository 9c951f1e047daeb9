"""The release as a task and as a flow of its own."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.settings import Settings
from flows import artifacts
from flows.settings import settings_for
from flows.summary import RunSummary

CHINA = ZoneInfo("Asia/Shanghai")
"""Releases are named by the day in China, where their readers and publishers are."""


@task(name="release", retries=2, retry_delay_seconds=[10, 120], cache_policy=NO_CACHE, persist_result=False)
def release_step(settings: Settings) -> tuple[str, str] | None:
    """Make a release of what the lake holds; gives its version and place, or None where it holds nothing new."""
    lake = Lake(settings.store("lake"))
    lake.compact()
    made = build_release(lake, settings.store("releases"), datetime.now(CHINA).date())
    return (made.version.version, made.path) if made else None


def add_release(summary: RunSummary, settings: Settings) -> None:
    """Make a release and enter it in the summary; one that fails is a failure of the run, not its end."""
    try:
        made = release_step(settings)
    except Exception as error:  # whatever held it back, what was stored is safe and the last release stays live
        get_run_logger().error("no release: %s", error)
        summary.release_failure = f"{type(error).__name__}: {error}"
        return
    if made:
        summary.release, summary.release_url = made


@flow(name="release")
def release(home: str | None = None) -> State[RunSummary]:
    """Make a new version when the lake holds something that the latest release does not."""
    summary = RunSummary()
    add_release(summary, settings_for(home))
    artifacts.publish(summary)
    words = f"release {summary.release}" if summary.release else "release failed" if summary.release_failure else "nothing new"
    return Completed(name=f"Completed({words})", message=words, data=summary)
