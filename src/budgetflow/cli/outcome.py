"""What a job came to, as exit code and as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import typer

from budgetflow.settings import Settings

if TYPE_CHECKING:
    from prefect import State

    from budgetflow.jobs.summary import RunSummary

DONE, NOTHING, USAGE, PARTLY = 0, 1, 2, 3
"""Exit codes: done (also without news), nothing could be done, bad usage, done but some source or
document failed.
"""


def came_of(state: State[Any]) -> tuple[int, RunSummary | None]:
    """Give the exit code of a flow that ended, and what came of it unless nothing could be done."""
    if not state.is_completed():
        typer.echo(f"nothing could be done: {state.message}", err=True)
        return NOTHING, None
    summary = cast("RunSummary", state.result())
    return code_of(summary), summary


def code_of(summary: RunSummary) -> int:
    """Return the exit code of a job that was done."""
    return PARTLY if summary.partly_failed else DONE


def report(summary: RunSummary, current: Settings) -> list[str]:
    """Say in lines for a person what came of a run and where things lie."""
    lines = [summary.words()]
    for source in summary.sources.values():
        lines += [f"  {source.source_id}: {message}" for message in source.messages]
    if summary.release_failure:
        lines.append(f"no release: {summary.release_failure}")
    elif summary.release:
        lines.append(f"release {summary.release} in {summary.release_url}")
    else:
        lines.append(f"no new release; releases are in {current.store('releases')}")
    return lines
