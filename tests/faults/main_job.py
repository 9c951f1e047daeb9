"""The main job without Prefect, as a program that a test may kill: crawl, note, ingest, acknowledge, release.

python main_job.py HOME ADDRESS DAY
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.night import crawl
from budgetflow.ingest import ingest, note
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.sample.server import HOST
from budgetflow.settings import Settings
from budgetflow.sources.source import Source


def main_job(home: Path, address: str, day: date) -> str | None:
    """Do what the nightly flow does, step by step; gives the version made."""
    settings = Settings(home=home, allow_hosts=[HOST])
    source = Source(id="sample", name="样例", region_code="650000", start_urls=(f"{address}/zwgk/index.html",), requests_per_minute=6000)
    report = crawl([source], Archive(settings.store("archive")), settings.store("state"), settings, wait_seconds=30)
    ingest(note(report.found, Announcements(settings.store("archive"))), settings)
    report.acknowledge()
    made = build_release(Lake(settings.store("lake")), settings.store("releases"), day, site=False)
    return made.version.version if made else None


if __name__ == "__main__":
    main_job(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]))
