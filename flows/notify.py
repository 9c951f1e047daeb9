"""A message when a run fails, from the run itself: by webhook and by e-mail, with or without a
server's automations.
"""

from __future__ import annotations

import logging
import smtplib
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from budgetflow.settings import Settings

_log = logging.getLogger("budgetflow.notify")


def on_trouble(flow: Any, flow_run: Any, state: Any) -> None:
    """Say that a run failed or crashed; Prefect calls this as a hook of the flow."""
    send(
        Settings(), f"budgetflow: {flow.name} {state.name}", f"run {flow_run.name}: {state.message}"
    )


def send(settings: Settings, subject: str, body: str) -> list[str]:
    """Send a message by every way that is set; gives what went wrong, and never raises: a message
    must not cost the run.
    """
    faults = []
    if settings.notify_webhook:
        try:
            requests.post(
                settings.notify_webhook, json={"title": subject, "text": body}, timeout=10
            ).raise_for_status()
        except requests.RequestException as error:
            # The address may hold a token: only its host is named.
            faults.append(
                f"webhook at {urlsplit(settings.notify_webhook).hostname}: {type(error).__name__}"
            )
    if settings.notify_email and settings.smtp_url.get_secret_value():
        try:
            _mail(settings, subject, body)
        except (OSError, smtplib.SMTPException) as error:
            faults.append(f"e-mail to {settings.notify_email}: {type(error).__name__}: {error}")
    for fault in faults:
        _log.warning("a message could not be sent: %s", fault)
    return faults


def _mail(settings: Settings, subject: str, body: str) -> None:
    """Send an e-mail by the server of `smtp_url`: `smtp://user:password@host:port`, `smtps://` for
    TLS from the start.
    """
    place = urlsplit(settings.smtp_url.get_secret_value())
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = (
        subject,
        settings.notify_email,
        settings.notify_email,
    )
    message.set_content(body)
    kind = smtplib.SMTP_SSL if place.scheme == "smtps" else smtplib.SMTP
    with kind(place.hostname or "localhost", place.port or 0, timeout=10) as server:
        if place.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)
