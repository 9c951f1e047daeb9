"""Runs are called by what they do and when, so that the UI's list can be read."""

from __future__ import annotations

import pytest

from budgetflow.reference.china_time import today
from budgetflow.sources.source import Source


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


def source(name: str) -> Source:
    """Return a source of some region."""
    return Source(id=name, name=name, region_code="340100", start_urls=["https://example.invalid/"])


@pytest.mark.parametrize(
    ("ids", "name"),
    [
        (["hefei"], "crawl hefei"),
        (["hefei", "wuhu", "bengbu"], "crawl hefei, wuhu, bengbu"),
        ([f"s{number}" for number in range(1200)], "crawl 1,200 sources"),
        ([], "crawl no source"),
    ],
)
@pytest.mark.usefixtures("prefect_server")
def test_a_crawl_is_named_by_its_sources(ids: list[str], name: str) -> None:
    from prefect import flow, task
    from prefect.runtime import task_run

    from budgetflow.flows.run_names import of_sources

    @task(task_run_name=of_sources("crawl", "sources"))
    def step(sources: list[Source]) -> str:
        return str(task_run.name)

    @flow
    def night() -> str:
        return step([source(one) for one in ids])

    assert night() == name
