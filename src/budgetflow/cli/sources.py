"""`budgetflow sources`: what is looked at (list, check, add, coverage, survey), and what the
crawler sees in one page (inspect).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from budgetflow.cli.app import Home, Json, app, file_to_write, folder_to_write

if TYPE_CHECKING:
    from budgetflow.crawl.coverage import Coverage
    from budgetflow.sources.source import Source

sources = typer.Typer(
    help="The registry of sources, and what the crawler sees in a page.", no_args_is_help=True
)
app.add_typer(sources, name="sources")

Registry = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        help="YAML file or folder; without it the registry that comes with the program.",
    ),
]
CoverageState = Literal["published", "late", "withdrawn", "blocked", "image_only", "not_yet_due"]
Region = Annotated[
    str, typer.Option(help="Only regions whose code begins with these digits: 65, 6501.")
]


@sources.command("inspect")
def inspect_page(
    page: Annotated[
        str,
        typer.Argument(
            metavar="FILE_OR_URL", help="A saved page, or an address to fetch politely."
        ),
    ],
    url: Annotated[
        str, typer.Option(help="Where a saved page was found; links are made absolute with it.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show what the crawler sees in one page: kind, title, date, source, files, entries, next page.

    Exit 0 when the page was read, also when it is blocked; 1 when an address could not be fetched;
    2 when there is no such file.
    """
    from budgetflow.crawl.inspect_page import BadPage, inspect, view_to_dict
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
    region: Region = "",
    state: Annotated[
        Literal["active", "doubtful", "unreachable", "retired"] | None,
        typer.Option(help="Only sources of this state."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List the sources: id, region, state, method, name, first address."""
    chosen = [
        source
        for source in load(registry)
        if source.region_code.startswith(region) and (not state or source.state == state)
    ]
    if as_json:
        typer.echo(
            json.dumps(
                [source.model_dump(mode="json") for source in chosen], ensure_ascii=False, indent=1
            )
        )
        return
    for source in chosen:
        if source.start_urls:
            address = source.start_urls[0]
        else:
            address = source.host
        typer.echo(
            "\t".join(
                (source.id, source.region_code, source.state, source.method, source.name, address)
            )
        )
    typer.echo(f"{len(chosen)} sources", err=True)


@sources.command("check")
def check_sources(registry: Registry = None) -> None:
    """Check a registry without a network: keys, methods, region codes, addresses used twice. Exit 0
    in order, 1 faults, 2 not readable.
    """
    from budgetflow.sources.lint import faults

    found = load(registry)
    lines = faults(found)
    for line in lines:
        typer.echo(line)
    typer.echo(f"{len(found)} sources, {len(lines)} faults", err=True)
    raise typer.Exit(1 if lines else 0)


@sources.command("add")
def add_source(
    url: Annotated[str, typer.Argument(help="The first page of the column.")],
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            callback=file_to_write,
            help="The YAML file to add it to; it is made when it is not there.",
        ),
    ],
    region: Annotated[str, typer.Option(help="Region: six digits of GB/T 2260, or its full name.")],
    name: Annotated[
        str, typer.Option(help="Name of the source; without it the page's title.")
    ] = "",
    source_id: Annotated[
        str, typer.Option("--id", help="Id; without it one is made from the region code.")
    ] = "",
    method: Annotated[
        str, typer.Option(help="How the site is walked; without it the way that finds entries.")
    ] = "",
) -> None:
    """Look at a column's first page, say what is seen, and add a source for it. Exit 1 when nothing
    to crawl is seen there, 2 when what was given makes no source.
    """
    from budgetflow.crawl.propose_source import NotAdded, propose
    from budgetflow.settings import settings

    known = load(to) if to.exists() else []
    try:
        source, seen = propose(url, region, name, source_id, method, known, settings())
    except NotAdded as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(error.exit_code) from None
    # A file that ends without a line break would have two entries on one line.
    before = to.read_text(encoding="utf-8") if to.exists() else ""
    with to.open("a", encoding="utf-8") as file:
        if before and not before.endswith("\n"):
            file.write("\n")
        file.write(source)
    typer.echo(f"{seen}\nAdded to {to}:\n{source}\nNext: budgetflow crawl --sources {to}")


@sources.command("coverage")
def show_coverage(
    registry: Registry = None,
    region: Region = "",
    year: Annotated[int | None, typer.Option(help="Only this fiscal year.")] = None,
    state: Annotated[CoverageState | None, typer.Option(help="Only this state.")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Show what each source should have published by the legal calendar against what was seen, and
    alarms on silence: a heading, a line a source, year and stage, and a summary.
    """
    from budgetflow.crawl.coverage import coverage, silent
    from budgetflow.settings import settings_at

    chosen = [source for source in load(registry) if source.region_code.startswith(region)]
    folder = Path(settings_at(home).store("state"))
    today = datetime.now(UTC).date()
    rows = [
        row
        for row in coverage(chosen, folder, today)
        if year in (None, row.fiscal_year) and state in (None, row.state)
    ]
    alarms = silent(chosen, folder, today)
    if as_json:
        answer = {
            "coverage": [asdict(row) for row in rows],
            "silent": [asdict(alarm) for alarm in alarms],
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, default=str))
        return
    typer.echo("\t".join(_COVERAGE_HEADING))
    for row in rows:
        typer.echo("\t".join(_coverage_cells(row)))
    for alarm in alarms:
        typer.echo(f"SILENT  {alarm.source_id}: {alarm.message}", err=True)
    states = Counter(row.state for row in rows).most_common()
    counts = "".join(f", {number} {name}" for name, number in states)
    typer.echo(f"{len(chosen)} sources, {len(rows)} lines{counts}, {len(alarms)} silent", err=True)


_COVERAGE_HEADING = ("source", "region", "year", "stage", "state", "expected", "last new on")


def _coverage_cells(row: Coverage) -> tuple[str, ...]:
    """Return the cells of one line under the heading."""
    return (
        row.source_id,
        row.region_code,
        str(row.fiscal_year),
        row.stage,
        row.state,
        str(row.expected),
        str(row.last_new_on or ""),
    )


# Columns without which nothing can be made of a survey.
_OF_A_REGION = {"province", "city", "county", "region_name", "url"}
_OF_A_UNIVERSITY = {"university", "url"}


@sources.command("survey")
def bring_in_survey(
    table: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV of regional columns, or of universities (with a column `university`).",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", callback=folder_to_write, help="Folder the registry files are written to."
        ),
    ],
) -> None:
    """Turn a survey of budget columns into registry files: a province's folder, a prefecture's or
    body's file.
    """
    import csv

    from budgetflow.sources.import_survey import columns, universities, write_registry

    # With the BOM of a table that Excel saved, or without.
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    given = set(rows[0]) if rows else set()
    if not given >= _OF_A_UNIVERSITY and not given >= _OF_A_REGION:
        typer.echo(
            f"{table} is no survey: it needs rows with the columns "
            f"{', '.join(sorted(_OF_A_REGION))}, or with {', '.join(sorted(_OF_A_UNIVERSITY))}",
            err=True,
        )
        raise typer.Exit(2)
    if "university" in given:
        files = universities(rows)
    else:
        files = columns(rows)
    typer.echo(f"{write_registry(files, out)} sources in {len(files)} files below {out}")


def load(registry: Path | None) -> list[Source]:
    """Load a registry or leave with its faults on stderr and exit code 2."""
    from budgetflow.sources.load import REGISTRY, BadSources, load_sources

    try:
        return load_sources(registry or REGISTRY)
    except BadSources as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
