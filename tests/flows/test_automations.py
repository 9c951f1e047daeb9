"""Automations are made from code and accepted by a server; messages go out and never cost a run."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import SecretStr

from budgetflow.flows.automations import automations, install
from budgetflow.flows.notify import send
from budgetflow.settings import Settings


def told_at(*urls: str) -> Settings:
    """Return settings that tell addresses of webhooks, or others as apprise writes them."""
    return Settings(notify=SecretStr(" ".join(url.replace("http:", "json:") for url in urls)))


@contextmanager
def hook(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on loopback and what it was sent."""
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/token-1234", got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_four_automations_are_there_and_act_without_a_webhook() -> None:
    made = {
        automation.name.removeprefix("budgetflow: "): automation
        for automation in automations(Settings())
    }
    assert set(made) == {"run failed", "silence", "zombie run", "quarantine grew"}
    assert [action.type for action in made["zombie run"].actions] == ["change-flow-run-state"]


@pytest.mark.usefixtures("prefect_server")
def test_a_server_takes_them_and_taking_them_again_doubles_nothing() -> None:
    from prefect.automations import Automation
    from prefect.client.orchestration import get_client

    with hook() as (url, _):
        settings = told_at(url)
        assert install(settings) == install(settings)
    with get_client(sync_client=True) as client:
        names = [row["name"] for row in client._client.post("/automations/filter", json={}).json()]
    assert sorted(names) == sorted(a.name for a in automations(Settings()))
    assert Automation.read(name="budgetflow: run failed").actions[0].type == "send-notification"


def test_a_message_reaches_the_webhook() -> None:
    with hook() as (url, got):
        assert send(told_at(url), "budgetflow: nightly Failed", "run x: disk full") == []
    [message] = got
    assert message["title"] == "budgetflow: nightly Failed"
    assert message["message"] == "run x: disk full"


def test_every_address_is_told_and_one_that_fails_keeps_no_other_from_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with hook(status=500) as (bad, _), hook() as (good, got):
        assert len(send(told_at(bad, "nonsense://x", good), "s", "b")) == 2
    assert len(got) == 1
    assert caplog.text.count("a message could not be sent: ") == 2


def test_a_webhook_that_fails_is_named_without_its_token_and_costs_nothing() -> None:
    with hook(status=500) as (url, _):
        [fault] = send(told_at(url), "s", "b")
    assert "127.0.0.1" in fault
    assert "token-1234" not in fault


def test_a_mail_server_that_is_away_costs_nothing_and_its_password_stays_secret() -> None:
    settings = told_at("mailto://user:hunter2@127.0.0.1:1?to=ops@example.invalid")
    [fault] = send(settings, "s", "b")
    assert "127.0.0.1" in fault
    assert "hunter2" not in fault + repr(settings)


def test_nothing_is_sent_where_nothing_is_set() -> None:
    assert send(Settings(), "s", "b") == []
