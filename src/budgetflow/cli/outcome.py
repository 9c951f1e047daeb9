"""What a job came to, as exit code and as lines for a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import typer

if TYPE_CHECKING:
    from prefect import State

    from budgetflow.jobs.summary import RunSummary
    from budgetflow.settings import Settings

# Exit codes: done (also without news), nothing could be done, bad usage, done but some source or
# document failed.
DONE, NOTHING, USAGE, PARTLY = 0, 1, 2, 3


def came_of(state: State[Any]) -> tuple[int, RunSummary | None]:
    """Return the exit code of a flow that ended, and what came of it unless nothing could be
    done.
    """
    # Failed, crashed and cancelled alike: such a run has no summary as its result.
    if not state.is_completed():
        typer.echo(f"nothing could be done: {state.message}", err=True)
        return NOTHING, None
    result = state.result()
    summary = cast("RunSummary", result)
    return code_of(summary), summary


def code_of(summary: RunSummary) -> int:
    """Return the exit code of a job that was done."""
    if summary.partly_failed:
        return PARTLY
    return DONE


def print_outcome(
    summary: RunSummary | None, current: Settings, headline: str = "", *, as_json: bool
) -> None:
    """Print what came of a job, for a person or as one JSON object; `headline` stands in place of
    the counts. Where nothing could be done, JSON is null and a person has read why.
    """
    if as_json:
        if summary is None:
            answer = None
        else:
            answer = answer_of(summary, current)
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    elif summary is not None:
        lines = report(summary, current)
        typer.echo("\n".join([headline or lines[0], *lines[1:]]))


def answer_of(summary: RunSummary, current: Settings) -> dict[str, Any]:
    """Return what came of a job as values for a program."""
    return {
        "outcome": summary.words(),
        "release": summary.release,
        "release_url": summary.release_url or None,
        "release_failure": summary.release_failure or None,
        "releases": current.store("releases"),
        "sources": [
            source.row() | {"messages": source.messages} for source in summary.sources.values()
        ],
    }


def report(summary: RunSummary, current: Settings) -> list[str]:
    """Return in lines for a person what came of a run and where things lie."""
    lines = [summary.words()]
    for source in summary.sources.values():
        lines += [f"  {source.source_id}: {message}" for message in source.messages]
    if summary.release_failure:
        lines.append(f"no release: {summary.release_failure}")
    elif summary.release:
        lines.append(f"release {summary.release} in {summary.release_url}")
    else:
        place = current.store("releases")
        lines.append(f"no new release; releases are in {place}")
    return lines
