"""The nightly flow on a schedule, on one machine: what `budgetflow serve` runs until it is stopped,
in a process of its own (`python -m budgetflow.flows.serve CRON HOME [SOURCES]`).
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from prefect import Flow
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from budgetflow.reference.china_time import TIME_ZONE


class _WaitingIsNoNews(logging.Filter):
    """Drops the line that the runner writes at every poll while a due run waits for the one before
    it: an hour of waiting is hundreds of them, between which nobody finds the night's own lines.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Check whether a record says anything else."""
        return "skipped (at capacity)" not in str(record.msg)


def serve(flow: Flow[..., Any], cron: str, home: str, sources: str | None) -> None:
    """Register the nightly flow with its schedule and run what falls due, one run at a time, until
    interrupted.

    `cron` is a cron line in China time. Needs `PREFECT_API_URL` to name a server. A run that is due
    while another is under way waits for it.
    """
    logging.getLogger("prefect.runner").addFilter(_WaitingIsNoNews())
    flow.serve(
        name="nightly",
        description="Crawl, archive, read, interpret, check, store, release.",
        schedule=Cron(cron, timezone=TIME_ZONE),
        parameters={"home": home, "sources": sources},
        tags=["budgetflow", "nightly"],
        # A second night beside the first would fail: one crawl alone may hold the crawl's state.
        limit=1,
        # the runs' processes need not start in the repository
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


if __name__ == "__main__":
    from budgetflow.flows.nightly import nightly

    serve(nightly, sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
