"""`budgetflow serve`: a cron tick fires, the server that it brought shows the run with its
artifacts, and all of it ends in order when asked to.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests

from budgetflow.readers.process_time import descendants
from budgetflow.sample.site.pages import Served as Page
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from tests.builders.ports import free_port
from tests.builders.prefect_database import put_database_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

EVERY_TEN_SECONDS = "* * * * * */10"
"""Six fields: the last is the second. `*/10` in the first would be every tenth minute, which a test
may or may not live to see.
"""

_PATIENCE = 240.0
"""Seconds; a server takes up to 60 to start on a busy machine, a run in a process of its own about
20.
"""

UNIT = Path(__file__).parents[2] / "deploy" / "systemd" / "budgetflow.service"
TEN_SECONDS = 10.0
"""What Docker waits before it kills; our own limits for runs and server add up to eight."""


class Served(NamedTuple):
    """`budgetflow serve` over a site every ten seconds."""

    process: subprocess.Popen[bytes]
    api: str
    log: Path


@pytest.fixture
def served(tmp_path: Path, sample_pages: dict[str, Page]) -> Iterator[Served]:
    home = tmp_path / "home"
    put_database_of(home)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = kept | {
        "BUDGETFLOW_HOME": str(home),
        "BUDGETFLOW_ALLOW_HOSTS": json.dumps([HOST]),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    }
    port = free_port()
    command = [sys.executable, "-m", "budgetflow", "serve", "--cron", EVERY_TEN_SECONDS]
    command += ["--port", str(port)]
    with serving(sample_pages, port=0) as address, (tmp_path / "serve.log").open("wb") as log:
        command += ["--sources", str(write_sources(home, address))]
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=tmp_path
        )
        try:
            yield Served(process, f"http://{HOST}:{port}/api", tmp_path / "serve.log")
        finally:
            process.terminate()
            process.wait(timeout=60)


def running(numbers: list[int]) -> list[int]:
    """Return those of some processes that have not ended."""
    return [number for number in numbers if Path(f"/proc/{number}").exists()]


def waited_for_a_processor(number: int) -> float:
    """Return the seconds in which the threads of a process could have worked and had no processor;
    0.0 where it has ended.
    """
    waited = 0.0
    with contextlib.suppress(OSError):  # a thread or the process ends while it is looked at
        for thread in Path(f"/proc/{number}/task").iterdir():
            waited += int((thread / "schedstat").read_text().split()[1]) / 1e9
    return waited


class Ending:
    """The time that processes take to end, less what a busy machine let them wait for."""

    def __init__(self, numbers: list[int]) -> None:
        self._began = time.monotonic()
        self._before = {number: waited_for_a_processor(number) for number in numbers}
        self._waited = dict(self._before)

    def look(self) -> None:
        """Note how long each has waited, while it can be asked."""
        for number, known in self._waited.items():
            self._waited[number] = max(known, waited_for_a_processor(number))

    def seconds(self) -> float:
        """Return the seconds until now."""
        waited = sum(self._waited.values()) - sum(self._before.values())
        return time.monotonic() - self._began - waited


def asked_to_end(served: Served) -> None:
    """Ask as systemd does by the unit's `KillMode=mixed`: the first process alone; and hold it to
    what the unit and Docker expect.
    """
    assert "KillMode=mixed" in UNIT.read_text(encoding="utf-8")
    first = served.process
    started = descendants(first.pid)
    assert started
    ending = Ending([first.pid, *started])
    limit = time.monotonic() + 60
    first.terminate()
    # Readers have a session of their own and end when their pipe does, just after the first one.
    while (first.poll() is None or running(started)) and time.monotonic() < limit:
        ending.look()
        time.sleep(0.05)
    assert first.poll() == 0, served.log.read_text()[-3000:]
    assert ending.seconds() < TEN_SECONDS
    assert not running(started)
    assert "Traceback" not in served.log.read_text()


def runs_that_are(kind: str, api: str) -> list[dict[str, Any]]:
    try:
        answer = requests.post(
            f"{api}/flow_runs/filter",
            json={"flow_runs": {"state": {"type": {"any_": [kind]}}}},
            timeout=5,
        )
        return list(answer.json()) if answer.ok else []
    except requests.RequestException:
        return []


def wait_for(kind: str, served: Served) -> list[dict[str, Any]]:
    end = time.monotonic() + _PATIENCE
    while not (runs := runs_that_are(kind, served.api)) and time.monotonic() < end:
        time.sleep(0.5)
    assert runs, served.log.read_text()[-3000:]
    return runs


def test_a_cron_tick_fires_its_run_says_what_came_of_it_and_another_ends_in_order(
    served: Served,
) -> None:
    first = min(wait_for("COMPLETED", served), key=lambda run: run["start_time"])
    assert first["state_name"] == "Completed(6 new)"
    assert "The Prefect UI is at http://127.0.0.1:" in served.log.read_text()
    assert first["auto_scheduled"] is True
    artifacts = requests.post(f"{served.api}/artifacts/latest/filter", json={}, timeout=5).json()
    assert {"night", "sources", "source-sample", "release"} <= {
        artifact["key"] for artifact in artifacts
    }
    wait_for("RUNNING", served)
    asked_to_end(served)
    assert "at capacity" not in served.log.read_text()


def test_asked_to_end_while_the_server_starts_it_leaves_nothing_behind(served: Served) -> None:
    while not (descendants(served.process.pid) and "Starting" in served.log.read_text()):
        time.sleep(0.05)
    asked_to_end(served)


def test_runs_that_cannot_be_started_end_it_with_where_to_look(tmp_path: Path) -> None:
    """A server that is named and is not there: the process that starts the runs ends by itself."""
    gone = f"http://{HOST}:{free_port()}/api"
    done = subprocess.run(
        [sys.executable, "-m", "budgetflow", "serve"],
        env={**os.environ, "BUDGETFLOW_HOME": str(tmp_path), "PREFECT_API_URL": gone},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("the process that starts the runs has ended (code 1); what it printed")
    assert "runs.log" in last and (tmp_path / "state" / "prefect" / "runs.log").exists()
