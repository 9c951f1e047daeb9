"""`budgetflow serve`: the nightly flow on a schedule, with the Prefect UI beside it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import Home, app
from budgetflow.cli.sources import load

# Seconds a run may take to end before it is killed. It loses nothing: each step of a night is kept
# whole or not at all. With the server's three they stay below the ten that Docker waits.
RUN_END_SECONDS = 4.0


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
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the Prefect UI.")] = 4200,
) -> None:
    """Run the nightly flow on a schedule until stopped; the Prefect UI shows its runs.

    Starts a Prefect server of its own unless PREFECT_API_URL names one. Asked to end (SIGTERM,
    Ctrl-C), it ends the run that is under way, then the server, and exits with 0; the next night
    goes on where this one stopped.
    """
    from budgetflow.flows.engine.children import ended_in_order

    with ended_in_order(), contextlib.ExitStack() as stack:
        _serve(stack, cron, home, sources, (host, port))


def _serve(
    stack: contextlib.ExitStack,
    cron: str,
    home: Path | None,
    sources: Path | None,
    address: tuple[str, int],
) -> None:
    """Start the server and the process that starts the runs, both of which end with the stack, and
    wait; Exit where something is wrong with what was asked for, or the process ends by itself.
    """
    from budgetflow.extras import require
    from budgetflow.flows.engine.children import child
    from budgetflow.flows.engine.cron_line import cron_fault
    from budgetflow.flows.engine.prefect_settings import prepare
    from budgetflow.settings import settings_at

    require("flows")
    current = settings_at(home)
    prepare(current)
    # Before any process starts, so that a slip in the line costs nothing.
    if fault := cron_fault(cron):
        typer.echo(
            f"--cron {cron!r} cannot be used: {fault}; five fields are needed, as in '0 2 * * *'",
            err=True,
        )
        raise typer.Exit(2)
    # Once before anything starts, as every night will read them: a faulty file would cost each.
    load(sources)
    state = Path(current.store("state"), "prefect")
    command = [sys.executable, "-m", "budgetflow.flows.serve", cron, str(current.home.resolve())]
    if sources:
        command.append(str(sources.resolve()))
    # A server that the operator runs already is used, and not ended with us.
    if not os.environ.get("PREFECT_API_URL"):
        os.environ["PREFECT_API_URL"] = _started_server(stack, state / "server.log", *address)
    runner = stack.enter_context(
        child(command, os.environ, state / "runs.log", RUN_END_SECONDS, show=True)
    )
    code = runner.wait()
    typer.echo(
        f"the process that starts the runs has ended (code {code}); what it printed is in "
        f"{state / 'runs.log'}",
        err=True,
    )
    raise typer.Exit(1)


def _started_server(stack: contextlib.ExitStack, log: Path, host: str, port: int) -> str:
    """Start the Prefect server, which ends with the stack, and return its API's address."""
    from budgetflow.flows.engine.local_server import ServerDidNotStart, local_server

    typer.echo(
        "Starting the Prefect server, which takes up to a minute the first time ...", err=True
    )
    try:
        address = stack.enter_context(local_server(log, host, port))
    except ServerDidNotStart as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"The Prefect UI is at {address.removesuffix('/api')}", err=True)
    return address
