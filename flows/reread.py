"""The archive read again with today's readers: no site is asked."""

from __future__ import annotations

import time

from prefect import State, flow

from budgetflow.archive.announcements import Announcements
from budgetflow.settings import Settings
from flows.finish import finished
from flows.ingest import ingest_all
from flows.notify import on_trouble
from flows.release import add_release
from flows.runners import task_runner
from flows.settings import settings_for
from flows.summary import RunSummary


@flow(
    name="reread",
    task_runner=task_runner(Settings()),
    on_failure=[on_trouble],
    on_crashed=[on_trouble],
    timeout_seconds=7 * 24 * 3600,
)
def reread(home: str | None = None, release: bool = True) -> State[RunSummary]:
    """Read every announcement of the archive again, store what differs, and release it.

    What a new reader sees differently is told apart from what publishers changed by the causes in
    the release's changes.
    A second run changes nothing.
    """
    started = time.monotonic()
    settings = settings_for(home)
    summary = RunSummary()
    ingest_all(home, Announcements(settings.store("archive")).keys(), summary)
    if release:
        add_release(summary, settings)
    words = f"{summary.total('stored')} read again, {summary.total('changed')} changed"
    words += f", {summary.total('failed')} failed" if summary.partly_failed else ""
    return finished(summary, settings, "reread", started, words)
