"""`budgetflow checks`: every check, what it came to over the lake, and what it last caught."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli.app import app
from budgetflow.settings import settings


@app.command()
def checks(
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", help="The home folder; else BUDGETFLOW_HOME, else ./budgetflow-home."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON, and nothing else on stdout.")
    ] = False,
) -> None:
    """List every check with how often it held and failed in the lake, and the latest thing it
    caught.
    """
    import json
    from dataclasses import asdict

    from budgetflow.checks.report import report
    from budgetflow.lake.store import Lake

    at = settings() if home is None else settings().model_copy(update={"home": home})
    lake = Lake(at.store("lake"))
    told = report(
        *(lake.read(name).to_pylist() for name in ("disclosures", "check_results", "findings"))
    )
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in told], ensure_ascii=False))
        return
    for one in told:
        typer.echo(
            f"{one.check_id}  {one.zh}: {one.held} held, {one.failed} failed, "
            f"{one.not_applicable} not applicable"
        )
        if one.last_caught:
            typer.echo(f"     last caught: {one.last_caught}")
