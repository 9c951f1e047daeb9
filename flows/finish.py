"""How every flow ends: artifacts, metrics, and a state whose name says what came of the run."""

from __future__ import annotations

import time

from prefect import State, get_run_logger
from prefect.events import emit_event
from prefect.states import Completed

from budgetflow.flows import artifacts, metrics
from budgetflow.jobs.standing import standing
from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings

# Emitted when a run held documents back; an automation may wait for it.
QUARANTINE_EVENT = "budgetflow.quarantine.grew"


def finished(
    summary: RunSummary, settings: Settings, flow: str, started: float, words: str = ""
) -> State[RunSummary]:
    """Publish what a run came to and give its final state; `started` is `time.monotonic()` at its
    beginning.
    """
    said = words or summary.words()
    artifacts.publish(summary, standing(settings), settings.site_url)
    metrics.write(summary, settings, flow, time.monotonic() - started)
    held = summary.total("quarantined")
    # Only then: an automation sends people a message for each of these events.
    if held:
        emit_event(
            event=QUARANTINE_EVENT,
            resource={"prefect.resource.id": f"budgetflow.{flow}"},
            payload={"held": held},
        )
    get_run_logger().info("done: %s", said)
    return Completed(name=summary.state_name(words), message=said, data=summary)
