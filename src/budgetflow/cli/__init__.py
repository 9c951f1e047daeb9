"""The command line. One module a group of verbs; each imports what it runs only when it runs, so
that `--help` is quick.
"""

from __future__ import annotations

from importlib import import_module

import typer

from budgetflow.cli.app import app

VERBS = (
    *("archive", "check", "crawl", "doctor", "parse", "quarantine", "release"),
    *("run", "serve", "show", "site", "sources"),
)
"""Modules that register verbs with the application."""


def register() -> typer.Typer:
    """Return the application with every verb registered."""
    for verb in VERBS:
        import_module(f"budgetflow.cli.{verb}")
    return app


def main() -> None:
    """Run the command line with every verb registered; the `budgetflow` command calls it."""
    from budgetflow.settings import BadSettings

    try:
        register()()
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
