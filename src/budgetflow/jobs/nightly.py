"""The night: crawl, note, ledger, ingest, acknowledge, release."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from budgetflow.archive.announcements import key_of
from budgetflow.jobs.outdated import outdated
from budgetflow.jobs.steps.model import Steps, add_release, ingest_all
from budgetflow.jobs.summary import RunSummary
from budgetflow.sources.source import Source

_log = logging.getLogger(__name__)


def nightly(
    sources: Sequence[Source],
    steps: Steps,
    *,
    release: bool = True,
    recheck: bool = False,
    state: Path | None = None,
) -> RunSummary:
    """Do one night's work over the sources and return its results.

    `release` makes a version at the end when something changed; `recheck` asks again for everything
    already known; `state` is a crawl memory apart from that of the settings. Killed at any point,
    the next run takes up what this one left: found items are acknowledged only when all are stored.
    What an earlier version of the program understood is read again with them.
    """
    visited = list(sources)
    if recheck:
        visited = [source.model_copy(update={"sweep_days": 0}) for source in visited]
    _log.info("visiting %d sources", len(visited))
    report = steps.crawl(visited, state)
    summary = RunSummary()
    summary.add_crawl(report)
    _log.info("found %s", summary.words())
    # What an earlier night found and did not acknowledge is in the report again.
    keys = {key_of(item.source_id, item.landing_url) for item in report.found}
    ingest_all(sorted(keys.union(outdated(steps.settings))), steps, summary)
    # A report is acknowledged whole or not: what was stored is found the same by the next run.
    if not summary.lost:
        report.acknowledge()
    if release:
        add_release(steps, summary)
    return summary
