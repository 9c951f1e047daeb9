"""A job of the program on the sample site, as a program that a test may kill.

python main_job.py HOME ADDRESS DAY [nightly | backfill | reread | release]
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from budgetflow.jobs.backfill import backfill
from budgetflow.jobs.crawl import chosen
from budgetflow.jobs.nightly import nightly
from budgetflow.jobs.reread import reread
from budgetflow.jobs.steps.in_process import StepsInProcess
from budgetflow.jobs.steps.model import add_release
from budgetflow.jobs.summary import RunSummary
from budgetflow.sample.site.server import HOST
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings


def main_job(home: Path, address: str, day: date, job: str = "nightly") -> RunSummary:
    """Do the job, with its gate, its catalogue and its ledger, and return what came of it."""
    steps = StepsInProcess(Settings(home=home, allow_hosts=[HOST]), day, wait_seconds=30)
    if job == "nightly":
        return nightly(chosen(write_sources(home, address)), steps)
    if job == "backfill":
        return backfill(chosen(write_sources(home, address)), 2025, 2026, steps)
    if job == "reread":
        return reread(steps)
    summary = RunSummary()
    add_release(steps, summary)
    return summary


if __name__ == "__main__":
    done = main_job(Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3]), *sys.argv[4:])
    sys.exit(done.release_failure or done.lost)
