"""What the Prefect UI calls runs: by what they do and when, so that a list of them can be read."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import cast

from prefect.runtime import task_run

from budgetflow.reference.china_time import today


def dated(flow: str) -> Callable[[], str]:
    """Return what names a flow's run: `nightly 2026-11-29`, the day in China."""
    return lambda: f"{flow} {today().isoformat()}"


def counted(task: str, parameter: str, things: str) -> Callable[[], str]:
    """Return what names a task's run by how much it has to do: `ingest 25 announcements`.

    `parameter` is the argument of the task whose length counts.
    """
    return lambda: f"{task} {len(cast(Sized, task_run.parameters[parameter]))} {things}"
