"""Runs are called by what they do and when, so that the UI's list can be read."""

from __future__ import annotations

import pytest

from budgetflow.reference.china_time import today


@pytest.mark.usefixtures("prefect_server")
def test_a_run_is_named_by_its_day_and_a_task_by_how_much_it_has_to_do() -> None:
    from prefect import flow, task
    from prefect.runtime import flow_run, task_run

    from budgetflow.flows.run_names import counted, dated

    @task(task_run_name=counted("ingest", "keys", "announcements"))
    def step(keys: list[str]) -> str:
        return str(task_run.name)

    @flow(name="night", flow_run_name=dated("nightly"))
    def night() -> tuple[str, str]:
        return str(flow_run.name), step(["a", "b"])

    assert night() == (f"nightly {today().isoformat()}", "ingest 2 announcements")
