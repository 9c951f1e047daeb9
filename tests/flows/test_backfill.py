"""Backfill visits the regions and years asked for, reread asks no site at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetflow.flows.backfill import backfill
from budgetflow.flows.nightly import nightly
from budgetflow.flows.reread import reread
from budgetflow.jobs.backfill import narrowed
from budgetflow.lake.store import Lake
from budgetflow.sample.site.pages import Served
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

SOURCES = [
    Source(
        id=f"s-{code}",
        name="某地预决算",
        region_code=code,
        start_urls=("https://example.invalid/",),
    )
    for code in ("650104", "620702")
]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("某局2025年部门预算公开", True),
        ("某局2019年部门预算公开", False),
        ("某局部门预算公开", True),
        ("2019年结转 2025年预算", True),
    ],
)
def test_titles_of_other_years_are_left_alone(title: str, wanted: bool) -> None:
    [source] = narrowed(SOURCES[:1], 2024, 2026, [])
    assert source.wants(title, "https://example.invalid/201901/t20190102_1.html") is wanted


@pytest.mark.parametrize(
    ("regions", "ids"), [([], 2), (["65"], 1), (["65", "6207"], 2), (["11"], 0)]
)
def test_regions_are_beginnings_of_codes(regions: list[str], ids: int) -> None:
    assert len(narrowed(SOURCES, 2024, 2026, regions)) == ids


def test_years_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="after"):
        narrowed(SOURCES, 2026, 2024, [])


@pytest.mark.usefixtures("prefect_server")
def test_a_backfill_takes_its_years_and_leaves_the_nights_memory_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_pages: dict[str, Served]
) -> None:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", json.dumps([HOST]))
    home = tmp_path / "home"
    lake = Lake(Settings(home=home).store("lake"))
    with serving(sample_pages, port=0) as address:
        sources = str(write_sources(home, address))
        assert (
            backfill(2025, 2025, ["65"], str(home), sources, return_state=True).name
            == "Completed(4 new)"
        )
        # the report on the execution of 2025 is the draft of 2026
        assert set(lake.read("disclosures")["fiscal_year"].to_pylist()) == {2025, 2026}
        assert nightly(str(home), sources, return_state=True).name == "Completed(6 new)"
    assert reread(str(home), return_state=True).name == "Completed(6 read again, 0 changed)"
