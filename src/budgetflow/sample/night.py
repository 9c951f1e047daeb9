"""The whole main job on the bundled sample site, offline, into `./budgetflow-home`: what
`make run` does.

The site is asked for at one fixed port, so that addresses, and with them the release, are the same
on every machine, and else at the port of the run before; a second run finds nothing new and says
so.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from budgetflow.cli.outcome import code_of, report
from budgetflow.jobs.crawl import chosen
from budgetflow.jobs.nightly import nightly
from budgetflow.jobs.steps.in_process import StepsInProcess
from budgetflow.releases.versions import Catalogue
from budgetflow.sample.command import command, once_more
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import port_before, write_sources
from budgetflow.settings import Settings, settings


def closing_lines(current: Settings, changed: bool) -> list[str]:
    """Return where the release lies, its version, what it holds, and what to type next."""
    latest = Catalogue(current.store("releases")).latest()
    if latest is None:
        return ["There is no release; the lines above say why."]
    folder = Path(current.store("releases"), latest.version)
    counts = latest.counts
    # A second night finds nothing new and makes no release, which is as it should be.
    what = "Release" if changed else "There was no news and no new release; the latest is"
    holds = (
        f"{counts['disclosures']:,} disclosures, {counts['amounts']:,} amounts, "
        f"{counts['findings']:,} findings"
    )
    program = command()
    return [
        "",
        f"{what} {latest.version}, in {folder}",
        f"It holds {holds}.",
        "",
        "Next:",
        f"  {program} release list",
        f"  {program} release verify {latest.version}",
        f"  less {folder / 'README.md'}",
        f"  {program} show FILE        what is understood in a document of your own",
        f"  {once_more()}        again: it will say that there is no news",
    ]


def main() -> int:
    """Serve the site, do a night's work over it, and print the result; return the exit code of
    `budgetflow run`.
    """
    started = time.monotonic()
    # The site is on loopback, which the crawl refuses unless it is told.
    os.environ["BUDGETFLOW_ALLOW_HOSTS"] = json.dumps([HOST])
    current = settings()
    pages = site(sample_articles())
    with serving(pages, port_before(current.home)) as address:
        print(
            f"A sample site of {len(pages)} pages and files is served at {address}; the night's "
            f"work starts ..."
        )
        sources = write_sources(current.home, address)
        summary = nightly(chosen(sources), StepsInProcess(current))
    print(
        "\n".join(
            # The last line of the report says what to type next for a real run; the sample says its
            # own.
            report(summary, current)[:-1] + closing_lines(current, changed=bool(summary.release))
        )
    )
    print(f"\nDone in {time.monotonic() - started:.0f} s.")
    return code_of(summary)
