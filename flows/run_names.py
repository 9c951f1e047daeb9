"""What the Prefect UI calls runs: by what they do and when, so that a list of them can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from typing import cast

from prefect.runtime import task_run

from budgetflow.reference.china_time import today
from budgetflow.sources.source import Source

# Sources a task's name may list; a night over the registry visits three thousand.
_MOST_NAMED = 3


def dated(flow: str) -> Callable[[], str]:
    """Return what names a flow's run: `nightly 2026-11-29`, the day in China."""
    return lambda: f"{flow} {today().isoformat()}"


def counted(task: str, parameter: str, things: str) -> Callable[[], str]:
    """Return what names a task's run by how much it has to do: `ingest 25 announcements`.

    `parameter` is the argument of the task whose length counts.
    """
    return lambda: f"{task} {len(cast(Sized, task_run.parameters[parameter]))} {things}"


def of_sources(task: str, parameter: str) -> Callable[[], str]:
    """Return what names a task's run by the sources it visits: `crawl hefei, wuhu`.

    `parameter` is the argument of the task that holds the sources; many are counted.
    """
    return lambda: f"{task} {_listed(cast(Sequence[Source], task_run.parameters[parameter]))}"


def _listed(sources: Sequence[Source]) -> str:
    if len(sources) > _MOST_NAMED:
        return f"{len(sources):,} sources"
    return ", ".join(source.id for source in sources) or "no source"
