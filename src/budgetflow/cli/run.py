"""`budgetflow run`: one night's work as a Prefect flow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import Home, Json, app
from budgetflow.cli.outcome import USAGE, came_of, print_outcome

if TYPE_CHECKING:
    from budgetflow.jobs.summary import RunSummary
    from budgetflow.settings import Settings


@app.command()
def run(
    home: Home = None,
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
    as_json: Json = False,
) -> None:
    """Do one night's work: crawl, archive, read, interpret, check, store and release.

    Exit 0 done (also when there was no news), 3 done but some source or document failed, 2 bad
    usage, 1 nothing could be done.
    """
    from budgetflow.cli.progress import bars
    from budgetflow.settings import settings_at

    current = settings_at(home)
    with bars():  # before Prefect is imported, whose log keeps the standard error it finds then
        code, summary = night(current, sources, source or [], release=release)
    print_outcome(summary, current, as_json=as_json)
    raise typer.Exit(code)


def night(
    current: Settings, sources: Path | None, only: list[str], *, release: bool = True
) -> tuple[int, RunSummary | None]:
    """Run the nightly flow in this process and give the exit code, and what came of it unless
    nothing could be done.
    """
    from budgetflow.flows.engine.prefect_settings import prepare

    prepare(current)
    from budgetflow.flows.nightly import nightly
    from budgetflow.jobs.crawl import UnknownSource, chosen
    from budgetflow.sources.load import BadSources

    place = str(sources) if sources else None
    try:
        # Asked before the flow starts: bad usage is no failed run in Prefect's history.
        chosen(place, only)
    except (BadSources, UnknownSource) as error:
        typer.echo(str(error), err=True)
        return USAGE, None
    return came_of(nightly(str(current.home.resolve()), place, only, release, return_state=True))
