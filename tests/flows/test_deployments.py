"""Every deployment that is declared can be loaded and called with the parameters it declares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.flows import load_flow_from_entrypoint

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
