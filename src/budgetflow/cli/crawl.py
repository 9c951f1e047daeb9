"""`budgetflow crawl`: the crawl of a night alone, without Prefect; nothing is read or released."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import Home, Json, app
from budgetflow.cli.sources import Registry

if TYPE_CHECKING:
    from budgetflow.crawl.run_report import CrawlReport


@app.command("crawl")
def crawl(
    registry: Registry = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only this source; may be given several times."),
    ] = None,
    home: Home = None,
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for another crawl to end; else leave at once.")
    ] = 0.0,
    as_json: Json = False,
) -> None:
    """Visit the sources, archive and note what is new, and keep the coverage ledger; the next
    `budgetflow run` reads it.

    Exit 0 done (also without news), 3 done but some source failed, 2 bad usage, 1 another crawl is
    running or nothing could be done.
    """
    from budgetflow.cli.progress import bars
    from budgetflow.crawl.state.lock import CrawlBusy
    from budgetflow.jobs.crawl import UnknownSource, chosen, crawl_sources
    from budgetflow.reference.china_time import today
    from budgetflow.settings import settings_at
    from budgetflow.sources.load import BadSources

    try:
        visited = chosen(registry, source or [])
    except (BadSources, UnknownSource) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    at_home = settings_at(home)
    try:
        with bars():
            report = crawl_sources(visited, at_home, today(), wait_seconds=wait)
    except CrawlBusy as busy:
        typer.echo(str(busy), err=True)
        raise typer.Exit(1) from None
    _print(report, as_json)
    states = [one.state for one in report.sources]
    if all(state == "done" for state in states):
        raise typer.Exit(0)
    raise typer.Exit(3 if report.found or "done" in states else 1)


def _print(report: CrawlReport, as_json: bool) -> None:
    if as_json:
        answer = {
            "found": [json.loads(item.to_json()) for item in report.found],
            "failures": [asdict(failure) for failure in report.failures],
            "hosts": {name: asdict(count) for name, count in report.hosts.items()},
            "sources": [asdict(one) | {"state": one.state} for one in report.sources],
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for item in report.found:
        typer.echo(
            f"{item.state}\t{item.source_id}\t{item.published_on or ''}\t{item.title}\t"
            f"{item.source_url}"
        )
    for failure in report.failures:
        typer.echo(f"{failure.kind}\t{failure.source_id}\t{failure.message}", err=True)
    for host, count in report.hosts.items():
        rest = f", left alone: {count.resting}" if count.resting else ""
        tls = f", TLS exception: {count.tls_exception}" if count.tls_exception else ""
        line = (
            f"{host}: {count.requests} requests, {count.bytes:,} bytes, {count.not_modified} "
            f"unchanged, {count.errors} errors{rest}{tls}"
        )
        # Counts are for whoever watches; standard output is the list of what was found.
        typer.echo(line, err=True)
    typer.echo(
        ", ".join(f"{number} {state}" for state, number in report.counts.items())
        + f", {len(report.failures)} failures"
    )
