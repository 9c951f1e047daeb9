"""`budgetflow serve`: the nightly flow on a schedule, with the Prefect UI beside it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import Home, app


@app.command()
def serve(
    cron: Annotated[
        str, typer.Option(help="When to run, as a cron line in China time.")
    ] = "0 2 * * *",
    home: Home = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            help="A sources file or folder; else the registry that comes with the program."
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address the Prefect UI listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of the Prefect UI.")] = 4200,
) -> None:
    """Run the nightly flow on a schedule until stopped; the Prefect UI shows its runs.

    Starts a Prefect server of its own unless PREFECT_API_URL names one.
    """
    from budgetflow.extras import require
    from budgetflow.flows.engine.cron_line import cron_fault
    from budgetflow.flows.engine.prefect_settings import prepare
    from budgetflow.settings import settings_at

    require("flows")
    current = settings_at(home)
    prepare(current)
    if fault := cron_fault(cron):
        typer.echo(
            f"--cron {cron!r} cannot be used: {fault}; five fields are needed, as in '0 2 * * *'",
            err=True,
        )
        raise typer.Exit(2)
    with contextlib.ExitStack() as stack:
        if not os.environ.get("PREFECT_API_URL"):
            from budgetflow.flows.engine.local_server import ServerDidNotStart, local_server

            typer.echo(
                "Starting the Prefect server, which takes up to a minute the first time ...",
                err=True,
            )
            try:
                address = stack.enter_context(
                    local_server(Path(current.store("state"), "prefect", "server.log"), host, port)
                )
            except ServerDidNotStart as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
            os.environ["PREFECT_API_URL"] = address
            typer.echo(f"The Prefect UI is at {address.removesuffix('/api')}", err=True)
        from budgetflow.flows.nightly import nightly
        from budgetflow.flows.serve import serve as serve_flow

        registry = str(sources.resolve()) if sources else None
        serve_flow(nightly, cron, str(current.home.resolve()), registry)
