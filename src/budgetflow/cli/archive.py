"""`budgetflow archive`: re-hash what is kept, and write it out in the archivists' format."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import Home, Json, app, day, file_to_write

archive = typer.Typer(help="The archive of raw bytes: verify it, export it.", no_args_is_help=True)
app.add_typer(archive, name="archive")


@archive.command("verify")
def verify(home: Home = None, as_json: Json = False) -> None:
    """Re-hash every object. Exit 0 when all hold what their names say, 1 when some do not; nothing
    is changed.
    """
    from budgetflow.archive.objects import Archive
    from budgetflow.settings import settings_at

    at_home = settings_at(home)
    place = at_home.store("archive")
    report = Archive(place).verify()
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        for sha256 in report.damaged:
            typer.echo(f"DAMAGED {sha256}: remove it, and the next full sweep fetches it again")
        typer.echo(
            f"{place}: {report.objects} objects, {report.bytes:,} bytes, "
            f"{len(report.damaged)} damaged"
        )
    raise typer.Exit(0 if report.sound else 1)


@archive.command("reread")
def reread(
    release: Annotated[
        bool, typer.Option("--release/--no-release", help="Make a release when something changed.")
    ] = True,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Read every announcement again with this version, store what differs, and release it; asks no
    site. Exit codes as of `run`.
    """
    from budgetflow.cli.outcome import came_of, print_outcome
    from budgetflow.flows.engine.prefect_settings import prepare
    from budgetflow.settings import settings_at

    at_home = settings_at(home)
    # Before the flow is imported: Prefect reads its settings once, at its import.
    prepare(at_home)
    from budgetflow.flows.reread import reread as flow

    state = flow(str(at_home.home.resolve()), release, return_state=True)
    code, summary = came_of(state)
    print_outcome(summary, at_home, str(state.message), as_json=as_json)
    raise typer.Exit(code)


@archive.command("export")
def export(
    warc: Annotated[
        Path,
        typer.Option("--warc", callback=file_to_write, help="The file to write: NAME.warc.gz."),
    ],
    since: Annotated[
        date | None,
        typer.Option(parser=day, help="Only requests made on or after this day (UTC), YYYY-MM-DD."),
    ] = None,
    home: Home = None,
) -> None:
    """Write requests and answers as a WARC file for replay tools; answers that were not kept are
    counted and left out.
    """
    from budgetflow.archive.objects import Archive
    from budgetflow.archive.request_log import read_requests
    from budgetflow.archive.warc import export_warc
    from budgetflow.settings import settings_at

    at_home = settings_at(home)
    first = since or date.min
    requests = read_requests(Path(at_home.store("state")) / "requests")
    report = export_warc(
        (one for one in requests if one.requested_at.date() >= first),
        Archive(at_home.store("archive")),
        warc,
    )
    typer.echo(
        f"{warc}: {report.responses} answers, {report.revisits} unchanged, {report.not_kept} "
        f"whose body was not kept"
    )
