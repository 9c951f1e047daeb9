"""`budgetflow serve`: a cron tick fires, and the server that it brought shows the run with its
artifacts.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from budgetflow.sample.site.pages import Served
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]

EVERY_TEN_SECONDS = "* * * * * */10"
"""Six fields: the last is the second. `*/10` in the first would be every tenth minute, which a test
may or may not live to see.
"""

_PATIENCE = 240.0
"""Seconds; a server takes up to 60 to start on a busy machine, a run in a process of its own about
20.
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path, sample_pages: dict[str, Served]) -> Iterator[str]:
    """A site, and `budgetflow serve` over it every ten seconds; gives the API's address."""
    home = tmp_path / "home"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = kept | {
        "BUDGETFLOW_HOME": str(home),
        "BUDGETFLOW_ALLOW_HOSTS": json.dumps([HOST]),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    }
    port = free_port()
    with serving(sample_pages, port=0) as address:
        command = [
            sys.executable,
            "-m",
            "budgetflow",
            "serve",
            "--cron",
            EVERY_TEN_SECONDS,
            "--port",
            str(port),
        ]
        command += ["--sources", str(write_sources(home, address))]
        with (tmp_path / "serve.log").open("wb") as log:
            process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=tmp_path
            )
            try:
                yield f"http://{HOST}:{port}/api"
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def finished_runs(api: str) -> list[dict[str, Any]]:
    try:
        answer = requests.post(
            f"{api}/flow_runs/filter",
            json={"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}},
            timeout=5,
        )
        return list(answer.json()) if answer.ok else []
    except requests.RequestException:
        return []


def test_a_cron_tick_fires_and_its_run_says_what_came_of_it(served: str, tmp_path: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not (runs := finished_runs(served)) and time.monotonic() < end:
        time.sleep(1)
    assert runs, (tmp_path / "serve.log").read_text()[-3000:]
    first = min(runs, key=lambda run: run["start_time"])
    assert first["state_name"] == "Completed(5 new)"
    assert first["auto_scheduled"] is True
    artifacts = requests.post(f"{served}/artifacts/latest/filter", json={}, timeout=5).json()
    assert {"night", "sources", "source-sample", "release"} <= {
        artifact["key"] for artifact in artifacts
    }
