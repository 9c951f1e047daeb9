"""`budgetflow site`: the catalogue of a release, built into a folder of one's own or served on this
machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import Home, Json, Port, app, at_port, folder_to_write
from budgetflow.cli.release import print_json

site = typer.Typer(
    no_args_is_help=True, help="Build the catalogue of a release, or look at it in a browser."
)
app.add_typer(site, name="site")


@site.command("build")
def build(
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            callback=folder_to_write,
            help="An empty folder to write to, or one that is not there yet.",
        ),
    ],
    version: Annotated[str, typer.Argument(help="A version, or latest.")] = "latest",
    query_engine: Annotated[
        Path | None,
        typer.Option(help="A folder with the query engine that `make query-engine` fetched."),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Copy a release with its catalogue to a folder for a web server; the catalogue is written anew
    by this version of the program.
    """
    from budgetflow.archive.objects import Archive
    from budgetflow.jobs.release import pictures_from
    from budgetflow.releases.site.export import export_site
    from budgetflow.releases.site.queries import EngineMissing
    from budgetflow.releases.versions import Catalogue, UnknownVersion
    from budgetflow.settings import settings_at

    if out.exists() and any(out.iterdir()):
        typer.echo(
            f"{out} is not empty; name a folder that is, or one that is not there yet", err=True
        )
        raise typer.Exit(2)
    try:
        at_home = settings_at(home)
        pictures = pictures_from(Archive(at_home.store("archive")), at_home)
        pages = export_site(
            Catalogue(at_home.store("releases")), version, out, pictures, query_engine
        )
    except (UnknownVersion, EngineMissing) as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(2) from None
    if as_json:
        print_json({"folder": str(out), "pages": pages})
    else:
        typer.echo(f"{pages} pages in {out}; open {out / 'index.html'}.")


@site.command("serve")
def serve(
    version: Annotated[str, typer.Argument(help="A version, or latest.")] = "latest",
    home: Home = None,
    port: Port = 8650,
) -> None:
    """Serve a release on this machine alone (127.0.0.1), until interrupted; DuckDB can read it
    there in place. Exit 1 where the port is taken.
    """
    from budgetflow.releases.build import local_copy
    from budgetflow.releases.site.http_server import server_of
    from budgetflow.releases.versions import Catalogue, UnknownVersion
    from budgetflow.settings import settings_at

    catalogue = Catalogue(settings_at(home).store("releases"))
    try:
        found = catalogue.find(version)
    except UnknownVersion as unknown:
        typer.echo(str(unknown), err=True)
        raise typer.Exit(2) from None
    with local_copy(catalogue, found.version) as folder:
        assert folder is not None
        with at_port(port):
            opened = server_of(folder, port)
        with opened as server:
            typer.echo(
                f"{found.version} at http://127.0.0.1:{server.server_port}/index.html; stop with "
                f"Ctrl-C"
            )
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                typer.echo("stopped")
