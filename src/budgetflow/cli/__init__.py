"""The command line. One module a group of verbs; each imports what it runs only when it runs, so that `--help` is quick."""

from __future__ import annotations

import typer

app = typer.Typer(name="budgetflow", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _root() -> None:
    """Budget disclosures of Chinese government bodies as open data that people trust."""


def main() -> None:
    """Run the command line with every verb registered; the entry point of the `budgetflow` command."""
    from budgetflow.cli import archive, check, checks, crawl, doctor, parse, quarantine, release, run, serve, show, site, sources  # noqa: F401  (each registers its verbs)
    from budgetflow.settings import BadSettings

    try:
        app()
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
