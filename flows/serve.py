"""The nightly flow on a schedule, on one machine: what `budgetflow serve` runs until it is
stopped.
"""

from __future__ import annotations

from typing import Any

from prefect import Flow
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from budgetflow.reference.china_time import TIME_ZONE


def serve(flow: Flow[..., Any], cron: str, home: str, sources: str | None) -> None:
    """Register the nightly flow with its schedule and run what falls due, one run at a time, until
    interrupted.

    `cron` is a cron line in China time. Needs `PREFECT_API_URL` to name a server. A run that is due
    while another is under way waits for it.
    """
    flow.serve(
        name="nightly",
        description="Crawl, archive, read, interpret, check, store, release.",
        schedule=Cron(cron, timezone=TIME_ZONE),
        parameters={"home": home, "sources": sources},
        tags=["budgetflow", "nightly"],
        limit=1,
        # the runs' processes need not start in the repository
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
