"""The Typer application that every verb registers itself with."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="budgetflow", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def _root() -> None:
    """Budget disclosures of Chinese government bodies as open data that people trust."""
