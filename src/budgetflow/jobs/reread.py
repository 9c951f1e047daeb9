"""The archive read again with today's readers: no site is asked."""

from __future__ import annotations

from budgetflow.archive.announcements import Announcements
from budgetflow.jobs.steps.model import Steps, add_release, ingest_all
from budgetflow.jobs.summary import RunSummary


def reread(steps: Steps, *, release: bool = True) -> RunSummary:
    """Read every announcement of the archive again, store what differs, and release it.

    What a new reader sees differently is told apart from what publishers changed by the causes in
    the release's changes. A second run changes nothing.
    """
    summary = RunSummary()
    ingest_all(Announcements(steps.settings.store("archive")).keys(), steps, summary)
    if release:
        add_release(steps, summary)
    return summary
