"""`budgetflow run`: one night's work as a Prefect flow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from budgetflow.cli.app import app
from budgetflow.settings import Settings, settings

if TYPE_CHECKING:
    from prefect import State

    from budgetflow.jobs.summary import RunSummary

DONE, NOTHING, USAGE, PARTLY = 0, 1, 2, 3
"""Exit codes: done (also without news), nothing could be done, bad usage, done but some source or
document failed.
"""


@app.command()
def run(
    home: Annotated[
        Path | None,
        typer.Option(help="The home folder; else BUDGETFLOW_HOME, else ./budgetflow-home."),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(help="A YAML file with a list of sources, or a folder of such files."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(help="Id of a source to visit; may be given again. Without it: all."),
    ] = None,
    release: Annotated[
        bool, typer.Option("--release/--no-release", help="Make a release when something changed.")
    ] = True,
) -> None:
    """Do one night's work: crawl, archive, read, interpret, check, store and release.

    Exit 0 done (also when there was no news), 3 done but some source or document failed, 2 bad
    usage, 1 nothing could be done.
    """
    current = settings() if home is None else settings().model_copy(update={"home": home})
    code, summary = night(current, sources, source or [], release=release)
    if summary is not None:
        typer.echo("\n".join(report(summary, current)))
    raise typer.Exit(code)


def night(
    current: Settings, sources: Path | None, only: list[str], *, release: bool = True
) -> tuple[int, RunSummary | None]:
    """Run the nightly flow in this process and give the exit code, and what came of it unless
    nothing could be done.
    """
    from flows.prefect_settings import prepare

    prepare(current)
    from budgetflow.jobs.crawl import UnknownSource, chosen
    from budgetflow.sources.load import BadSources
    from flows.nightly import nightly

    place = str(sources) if sources else None
    try:
        chosen(place, only)
    except (BadSources, UnknownSource) as error:
        typer.echo(str(error), err=True)
        return USAGE, None
    return came_of(nightly(str(current.home.resolve()), place, only, release, return_state=True))


def came_of(state: State[Any]) -> tuple[int, RunSummary | None]:
    """Give the exit code of a flow that ended, and what came of it unless nothing could be done."""
    if not state.is_completed():
        typer.echo(f"nothing could be done: {state.message}", err=True)
        return NOTHING, None
    summary = cast("RunSummary", state.result())
    return PARTLY if summary.partly_failed else DONE, summary


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
