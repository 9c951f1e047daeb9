"""The Typer application that every verb registers itself with, and options that verbs share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.folders import nearest_there

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
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")]


@contextmanager
def at_port(port: int) -> Iterator[None]:
    """End with one sentence, exit code 1, where a server opened within cannot have its port."""
    try:
        yield
    except OSError as error:
        said = f"port {port} cannot be used: {error.strerror}; choose one with --port"
        typer.echo(said, err=True)
        raise typer.Exit(1) from None


def day(text: str) -> date:
    """Return the day an option names; BadParameter, exit code 2, where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; give one as YYYY-MM-DD") from None


def folder_to_write(folder: Path) -> Path:
    """Return a folder that an option names for results; BadParameter where there is a file in its
    place or nobody may write there: said before the work begins, which may take hours.
    """
    nearest = nearest_there(folder)
    if not nearest.is_dir():
        raise typer.BadParameter(f"{nearest} is a file; name a folder")
    if not os.access(nearest, os.W_OK):
        raise typer.BadParameter(f"{nearest} cannot be written to; name another folder")
    return folder


def file_to_write(file: Path | None) -> Path | None:
    """Return a file that an option names for results, with the folder it lies in made;
    BadParameter where that cannot be, or a folder of that name is there.
    """
    if file is None:
        return None
    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder; name a file")
    folder_to_write(file.parent).mkdir(parents=True, exist_ok=True)
    return file


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
