"""What the flows do, without Prefect, as a program that a test may kill.

    python main_job.py HOME ADDRESS DAY [nightly | backfill | reread | release]

nightly: crawl, note, ingest, acknowledge, release. backfill: the same with a memory of its own.
reread: the archive read anew,
and released. release: what the lake holds.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.run import crawl
from budgetflow.jobs.ingest import by_region, ingest, note
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.sample.server import HOST
from budgetflow.settings import Settings
from budgetflow.sources.source import Source


def main_job(home: Path, address: str, day: date, job: str = "nightly") -> str | None:
    """Do what a flow does, step by step; gives the version made."""
    settings = Settings(home=home, allow_hosts=[HOST])
    if job in ("nightly", "backfill"):
        visit(
            settings,
            address,
            settings.store("state") if job == "nightly" else str(home / "state" / "backfill"),
        )
    elif job == "reread":
        ingest(by_region(Announcements(settings.store("archive")).keys(), settings), settings)
    made = build_release(Lake(settings.store("lake")), settings.store("releases"), day, site=False)
    return made.version.version if made else None


def visit(settings: Settings, address: str, state: str) -> None:
    """Crawl the site, and store what it announced."""
    source = Source(
        id="sample",
        name="样例",
        region_code="650000",
        start_urls=(f"{address}/zwgk/index.html",),
        requests_per_minute=6000,
    )
    report = crawl([source], Archive(settings.store("archive")), state, settings, wait_seconds=30)
    ingest(note(report.found, Announcements(settings.store("archive"))), settings)
    report.acknowledge()


if __name__ == "__main__":
    main_job(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]), *sys.argv[4:])
