"""`budgetflow doctor`: is everything as it should be, and if not, what to do; `--settings` lists
every setting.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import Home, Json, app

if TYPE_CHECKING:
    from budgetflow.health.result import Result
    from budgetflow.settings import Settings

_MARKS = {"ok": "ok      ", "warning": "look    ", "broken": "BROKEN  "}


@app.command()
def doctor(
    list_settings: Annotated[
        bool,
        typer.Option("--settings", help="List every setting with its value, and nothing else."),
    ] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Check the installation, the stores, the database, disk, clock and network policy. Exit 1 when
    something is broken.
    """
    from budgetflow.settings import settings_at

    at_home = settings_at(home)
    if list_settings:
        _print_settings(at_home, as_json=as_json)
        return
    results = examine(at_home)
    if as_json:
        typer.echo(
            json.dumps([result.to_dict() for result in results], ensure_ascii=False, indent=2)
        )
    else:
        for result in results:
            typer.echo(f"{_MARKS[result.state]}{result.check:<11}{result.message}")
            if result.remedy:
                typer.echo(f"{'':19}-> {result.remedy}")
    raise typer.Exit(1 if any(result.state == "broken" for result in results) else 0)


def examine(current: Settings) -> list[Result]:
    """Run every check and return what each says, in the order they are printed."""
    from budgetflow.health import machine, services

    found = [
        machine.python(),
        machine.packages(),
        machine.extras(),
        machine.programs(),
        machine.disk(current),
        machine.clock(current),
        machine.network(current),
    ]
    # A core installation has no stores to look at, which is no fault of it.
    if (unchecked := services.without_stores()) is not None:
        return [*found, unchecked]
    found += [services.store(current, name) for name in services.STORES]
    return [*found, services.holdings(current), services.database(current), services.server()]


def describe(current: Settings) -> list[dict[str, str]]:
    """Return every setting: name in the environment, value, default, and what it is for (the string
    under the field).
    """
    rows = []
    for name, field in type(current).model_fields.items():
        value = getattr(current, name)
        default = field.get_default(call_default_factory=True)
        rows.append(
            {
                "variable": f"BUDGETFLOW_{name.upper()}",
                "value": str(value),
                "default": str(default),
                "meaning": field.description or "",
            }
        )
    return rows


def _print_settings(current: Settings, *, as_json: bool) -> None:
    """Print the settings as JSON or as a table in plain text."""
    rows = describe(current)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        if row["value"] == row["default"]:
            changed = ""
        else:
            changed = f"   (default {row['default'] or 'empty'})"
        typer.echo(f"{row['variable']} = {row['value'] or 'empty'}{changed}")
        if row["meaning"]:
            typer.echo(f"    {row['meaning']}")
