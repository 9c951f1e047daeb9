"""Every deployment that is declared can be loaded and called with the parameters it declares, and
`prefect deploy` leads to runs that wait for their hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from prefect import Flow
from prefect.flows import load_flow_from_entrypoint

from budgetflow.flows.engine.local_server import local_server
from tests.builders.ports import free_port
from tests.builders.prefect_database import put_database

ROOT = Path(__file__).resolve().parents[2]
DECLARED: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "deploy" / "prefect.yaml").read_text(encoding="utf-8")
)["deployments"]


def loaded(deployment: dict[str, Any]) -> Flow[..., Any]:
    path, _, name = deployment["entrypoint"].rpartition(":")
    return load_flow_from_entrypoint(f"{ROOT / path}:{name}")


@pytest.mark.parametrize("deployment", DECLARED, ids=lambda d: d["name"])
def test_its_entrypoint_imports_and_takes_its_parameters(deployment: dict[str, Any]) -> None:
    given = deployment.get("parameters", {})
    assert loaded(deployment).validate_parameters(given).items() >= given.items()


@pytest.mark.parametrize(
    "deployment", [d for d in DECLARED if "schedules" in d], ids=lambda d: d["name"]
)
def test_its_schedule_is_one_and_in_china_time(deployment: dict[str, Any]) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    assert deployment["schedules"]
    for schedule in deployment["schedules"]:
        assert (
            CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"]).timezone
            == "Asia/Shanghai"
        )


def test_no_two_runs_of_one_deployment_overlap() -> None:
    assert all(deployment["concurrency_limit"]["limit"] == 1 for deployment in DECLARED)


def test_the_five_jobs_are_declared() -> None:
    assert {deployment["name"] for deployment in DECLARED} == {
        "nightly",
        "weekly-sweep",
        "backfill",
        "reread",
        "release",
    }


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The API of a Prefect server with a database of its own and the work pool."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    database = put_database(tmp_path)
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", f"sqlite+aiosqlite:///{database}")
    with local_server(tmp_path / "server.log", port=free_port()) as api:
        pool = {"name": "budgetflow", "type": "process"}
        requests.post(f"{api}/work_pools/", json=pool, timeout=30).raise_for_status()
        yield api


def scheduled_runs(api: str) -> set[str]:
    """Return the names of the deployments of which runs wait for their hour."""
    waiting = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    runs = requests.post(f"{api}/flow_runs/filter", json=waiting, timeout=30).json()
    deployments = requests.post(f"{api}/deployments/filter", json={}, timeout=30).json()
    names = {one["id"]: one["name"] for one in deployments}
    return {names[run["deployment_id"]] for run in runs}


@pytest.mark.slow
@pytest.mark.xdist_group("prefect")
def test_prefect_deploy_leads_to_runs_that_wait_for_their_hour(server: str) -> None:
    """An exit code of 0 says nothing: the server schedules by itself, and may fail to."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    done = subprocess.run(
        [*command, "--prefect-file", "deploy/prefect.yaml"],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": server},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    wanted = {one["name"] for one in DECLARED if "schedules" in one}
    end = time.monotonic() + 90  # the scheduler looks every 60 s, and at once at new deployments
    while scheduled_runs(server) != wanted and time.monotonic() < end:
        time.sleep(0.5)
    assert scheduled_runs(server) == wanted
