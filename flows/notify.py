"""A message when a run fails, from the run itself, with or without a server's automations: by every
way that apprise knows (webhooks, e-mail, Feishu, WeCom, DingTalk and a hundred more).
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat

from budgetflow.settings import Settings

_log = logging.getLogger("budgetflow.notify")
_ASSET = AppriseAsset(app_id="budgetflow", app_desc="budgetflow", app_url="")


def on_trouble(flow: Any, flow_run: Any, state: Any) -> None:
    """Notify people that a run failed or crashed; Prefect calls this as a hook of the flow."""
    send(
        Settings(), f"budgetflow: {flow.name} {state.name}", f"run {flow_run.name}: {state.message}"
    )


def send(settings: Settings, subject: str, body: str) -> list[str]:
    """Send a message to every address of `notify`; return what went wrong, and never raise: a
    message must not cost the run.
    """
    faults = []
    for address in addresses(settings):
        # An address may hold a token or a password: only its kind and its host are named.
        shown = f"{address.partition(':')[0]} at {urlsplit(address).hostname}"
        service = Apprise(asset=_ASSET)
        if not service.add(address):
            faults.append(f"{shown}: no address that apprise knows; see BUDGETFLOW_NOTIFY")
        elif not service.notify(title=subject, body=body, body_format=NotifyFormat.TEXT):
            faults.append(f"{shown}: not sent")
    for fault in faults:
        _log.warning("a message could not be sent: %s", fault)
    return faults


def addresses(settings: Settings) -> list[str]:
    """Return the addresses of `notify`, one by one."""
    return settings.notify.get_secret_value().split()


def webhook(settings: Settings) -> str | None:
    """Return the first address that takes JSON, as the address that is asked; None for none."""
    # apprise's names for addresses that take JSON; Prefect's own block asks the address itself.
    schemes = {"json": "http", "jsons": "https"}
    for address in addresses(settings):
        scheme, _, rest = address.partition("://")
        if scheme in schemes:
            return f"{schemes[scheme]}://{rest.partition('?')[0]}"
    return None
