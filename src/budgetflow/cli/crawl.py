"""`budgetflow crawl`: the crawl alone, without Prefect, lake or release."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetflow.cli.app import app
from budgetflow.cli.sources import AsJson, Home, Registry, load

if TYPE_CHECKING:
    from budgetflow.crawl.run_report import CrawlReport


@app.command("crawl")
def crawl_sources(
    registry: Registry = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only this source; may be given several times."),
    ] = None,
    home: Home = None,
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for another crawl to end; else leave at once.")
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Visit the sources and archive what is new; the next `budgetflow run` reads it.

    Exit 0 done (also without news), 3 done but some source failed, 2 bad usage, 1 another crawl is
    running or nothing could be done.
    """
    from budgetflow.archive.objects import Archive
    from budgetflow.crawl.run import crawl
    from budgetflow.crawl.state.lock import CrawlBusy
    from budgetflow.settings import settings

    found = load(registry)
    missing = set(source or []) - {one.id for one in found}
    if missing:
        typer.echo(
            f"{', '.join(sorted(missing))}: no such source; see `budgetflow sources list`", err=True
        )
        raise typer.Exit(2)
    chosen = [one for one in found if not source or one.id in source]
    at_home = settings() if home is None else settings().model_copy(update={"home": home})
    try:
        report = crawl(
            chosen,
            Archive(at_home.store("archive")),
            Path(at_home.store("state")),
            at_home,
            wait_seconds=wait,
        )
    except CrawlBusy as busy:
        typer.echo(str(busy), err=True)
        raise typer.Exit(1) from None
    _print(report, as_json)
    states = [one.state for one in report.sources]
    raise typer.Exit(
        0
        if all(state == "done" for state in states)
        else 3
        if report.found or "done" in states
        else 1
    )


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
        typer.echo(line, err=True)
    typer.echo(
        ", ".join(f"{number} {state}" for state, number in report.counts.items())
        + f", {len(report.failures)} failures"
    )
