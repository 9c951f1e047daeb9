"""A release of real documents with its views: what the ten questions are asked of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release


@pytest.fixture(scope="package")
def release(
    parsed: tuple[Understanding, ParseSummary, Path],
    further: Understanding,
    tmp_path_factory: pytest.TempPathFactory,
) -> duckdb.DuckDBPyConnection:
    """Release all real documents and open its views."""
    folder = tmp_path_factory.mktemp("questions")
    lake = Lake(folder / "lake")
    lake.replace(parsed[0], "1")
    lake.replace(further, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 29), site=False)
    assert made is not None
    connection = duckdb.connect()
    connection.execute(f"SET VARIABLE release = '{made.path}/'")
    connection.execute((Path(made.path) / "views.sql").read_text(encoding="utf-8"))
    return connection
