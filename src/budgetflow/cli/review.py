"""`budgetflow review`: look at what is held back and at every accusation, in a browser."""

from __future__ import annotations

import contextlib
import getpass
from typing import Annotated

import typer

from budgetflow.cli.app import Home, Port, app, at_port


@app.command()
def review(
    home: Home = None,
    port: Port = 8777,
    by: Annotated[
        str | None, typer.Option("--by", help="Who decides; else the name of the user.")
    ] = None,
) -> None:
    """Serve a desk on this machine where a person accepts, corrects or withdraws what the program
    says, with the page beside it.

    Ends with Ctrl-C, exit 0. Exit 1 where the port is taken.
    """
    from budgetflow.review.server import Desk
    from budgetflow.settings import settings_at

    current = settings_at(home)
    with at_port(port):
        desk = Desk(current, port, by or getpass.getuser())
    typer.echo(f"The desk is at {desk.address} until Ctrl-C.")
    with desk, contextlib.suppress(KeyboardInterrupt):
        desk.serve_forever()
