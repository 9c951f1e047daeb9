"""`budgetflow sources`: what is looked at (list, check, add, coverage), and what the crawler sees in one page (inspect)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from budgetflow.cli import app
from budgetflow.sources.source import Source

sources = typer.Typer(help="The registry of sources, and what the crawler sees in a page.", no_args_is_help=True)
app.add_typer(sources, name="sources")

Registry = Annotated[Path | None, typer.Option("--sources", help="YAML file or folder; without it the registry that comes with the program.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on stdout and nothing else.")]


@sources.command("inspect")
def inspect_page(
    page: Annotated[str, typer.Argument(metavar="FILE_OR_URL", help="A saved page, or an address to fetch politely.")],
    url: Annotated[str, typer.Option(help="Where a saved page was found; links are made absolute with it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what the crawler sees in one page: kind, title, date, source, files, entries, next page.

    Exit 0 when the page was read, also when it is blocked; 1 when an address could not be fetched; 2 when there is no such file.
    """
    from budgetflow.crawl.inspection import BadPage, inspect, view_to_dict
    from budgetflow.settings import settings

    try:
        view = inspect(page, url, settings())
    except BadPage as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from None
    facts = view_to_dict(view)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for key, value in facts.items():
        if isinstance(value, list):
            typer.echo(f"{key}: {len(value)}")
            for row in value:
                typer.echo("  " + "  ".join(str(part) for part in row.values() if part))
        elif value not in ("", None, 0):
            typer.echo(f"{key}: {value}")


@sources.command("list")
def list_sources(
    registry: Registry = None,
    region: Annotated[str, typer.Option(help="Only regions whose code begins with these digits: 65, 6501.")] = "",
    state: Annotated[str, typer.Option(help="Only sources of this state: active, doubtful, unreachable, retired.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the sources: id, region, state, method, name, first address."""
    chosen = [source for source in _load(registry) if source.region_code.startswith(region) and (not state or source.state == state)]
    if as_json:
        typer.echo(json.dumps([source.model_dump(mode="json") for source in chosen], ensure_ascii=False, indent=1))
        return
    for source in chosen:
        typer.echo("\t".join((source.id, source.region_code, source.state, source.method, source.name, source.start_urls[0])))
    typer.echo(f"{len(chosen)} sources", err=True)


def _load(registry: Path | None) -> list[Source]:
    """Load a registry or leave with its faults on stderr and exit code 2."""
    from budgetflow.sources.registry import REGISTRY, BadSources, load_sources

    try:
        return load_sources(registry or REGISTRY)
    except BadSources as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
