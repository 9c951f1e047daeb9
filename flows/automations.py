"""Automations of a Prefect server, made from code: failure, silence, zombie runs, a growing
quarantine.

`python -m budgetflow.flows.automations` creates or updates them on the server that
`PREFECT_API_URL` names. Each sends a message to the first JSON address of `BUDGETFLOW_NOTIFY`;
without one they only act.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any, cast

from prefect.automations import Automation
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture

from budgetflow.flows.finish import QUARANTINE_EVENT
from budgetflow.flows.notify import webhook
from budgetflow.settings import Settings

_RUNS: dict[str, Any] = {"prefect.resource.id": "prefect.flow-run.*"}
_OF_NIGHTLY: dict[str, Any] = {"prefect.resource.name": "nightly", "prefect.resource.role": "flow"}
_ENDED = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Crashed", "Cancelled")}
# A night and the longest a run usually takes.
_SILENCE = timedelta(hours=26)
# Three heartbeats of a run, which come every 30 s.
_NO_SIGN_OF_LIFE = timedelta(seconds=90)


def automations(settings: Settings) -> list[Automation]:
    """Return the automations; with a webhook in the settings each also sends a message, so a server
    must be at hand.
    """
    block = _webhook(settings)

    def tell(subject: str, body: str) -> list[Any]:
        if block:
            return [SendNotification(block_document_id=block, subject=subject, body=body)]
        return []

    run = (
        "{{ flow.name }} {{ flow_run.name }}: {{ flow_run.state.name }} {{ "
        "flow_run.state.message }}"
    )
    crashed = ChangeFlowRunState(
        state=StateType.CRASHED,
        name="Crashed",
        message="no sign of life; the machine or its worker is gone",
        force=False,
    )
    return [
        Automation(
            name="budgetflow: run failed",
            description="A run ended as Failed or Crashed.",
            trigger=EventTrigger(
                match=_RUNS,
                expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
                for_each={"prefect.resource.id"},
                posture=Posture.Reactive,
            ),
            actions=tell("budgetflow: a run failed", run),
        ),
        Automation(
            name="budgetflow: silence",
            description="No nightly run ended in 26 hours.",
            trigger=EventTrigger(
                match=_RUNS,
                match_related=_OF_NIGHTLY,
                expect=_ENDED,
                posture=Posture.Proactive,
                threshold=1,
                within=_SILENCE,
            ),
            actions=tell(
                "budgetflow: no nightly run in 26 hours",
                "Look whether the worker and the schedule are there: budgetflow doctor",
            ),
        ),
        Automation(
            name="budgetflow: zombie run",
            description="A run that said it was alive no longer does.",
            trigger=EventTrigger(
                match=_RUNS,
                after={"prefect.flow-run.heartbeat"},
                expect={"prefect.flow-run.heartbeat", *_ENDED},
                for_each={"prefect.resource.id"},
                posture=Posture.Proactive,
                threshold=1,
                within=_NO_SIGN_OF_LIFE,
            ),
            actions=[crashed, *tell("budgetflow: a run is gone", run)],
        ),
        Automation(
            name="budgetflow: quarantine grew",
            description="A run held documents back.",
            trigger=EventTrigger(expect={QUARANTINE_EVENT}, posture=Posture.Reactive),
            actions=tell(
                "budgetflow: documents were held back",
                "{{ event.payload.held }} held back; see: budgetflow quarantine list",
            ),
        ),
    ]


def install(settings: Settings) -> list[str]:
    """Create the automations on the server, in place of those of the same name; gives their
    names.
    """
    names = []
    for automation in automations(settings):
        with contextlib.suppress(ValueError):  # the first time there is none
            cast("Automation", Automation.read(name=automation.name)).delete()
        automation.create()
        names.append(automation.name)
    return names


def _webhook(settings: Settings) -> Any:
    """Save the webhook as a block of the server and give its id; None where the settings name
    none.
    """
    address = webhook(settings)
    if address is None:
        return None
    block = CustomWebhookNotificationBlock(
        name="budgetflow",
        url=address,
        method="POST",
        headers=None,
        cookies=None,
        json_data={"title": "{{subject}}", "message": "{{body}}"},
    )
    return block.save("budgetflow-notify", overwrite=True)


if __name__ == "__main__":
    for name in install(Settings()):
        print(name)
