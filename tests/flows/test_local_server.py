"""A Prefect server that cannot be had is one sentence that names its log, and leaves nothing."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from budgetflow.flows.engine import local_server as module
from budgetflow.flows.engine.local_server import ServerDidNotStart, local_server
from tests.builders.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the server writes, with a Prefect home of its own."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv("PREFECT_API_DATABASE_CONNECTION_URL", raising=False)
    return tmp_path / "server.log"


def test_a_port_that_another_program_has(log: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ServerDidNotStart, match="the Prefect server ended at once") as told,
        local_server(log, port=taken.getsockname()[1]),
    ):
        pass
    assert str(log) in str(told.value)


def test_a_server_that_does_not_answer_in_time(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_START_SECONDS", 0.1)  # no server is that fast
    with (
        pytest.raises(
            ServerDidNotStart, match=r"the Prefect server did not answer at .*; its output is in"
        ),
        local_server(log, port=free_port()),
    ):
        pass
    assert log.exists()
