"""The Typer application that every verb registers itself with, and options that verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="budgetflow", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

Home = Annotated[
    Path | None,
    typer.Option("--home", help="The home folder; else BUDGETFLOW_HOME, else ./budgetflow-home."),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print the answer as JSON, and nothing else on stdout.")
]


def _print_version(asked: bool) -> None:
    # importlib.metadata is slow to import, and only --version needs it.
    if asked:
        from importlib.metadata import version

        typer.echo(f"budgetflow {version('budgetflow')}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Budget disclosures of Chinese government bodies as open data that people trust."""
