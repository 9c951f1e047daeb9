"""`budgetflow doctor` finds what would stop a run, and says what to do."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.cli.doctor import describe, examine
from budgetflow.health import machine, services
from budgetflow.lake.store import Lake
from budgetflow.settings import Settings
from tests.builders.disclosures import disclosure
from tests.builders.without_fonts import python_without_fonts
from tests.cli.builders import app


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    return Settings(home=tmp_path / "home")


def test_a_fresh_home_is_well(here: Settings) -> None:
    assert [result for result in examine(here) if result.state == "broken"] == []


def test_a_machine_without_fonts_and_programs_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = machine.programs()
    assert told.state == "warning"
    assert "LibreOffice" in told.message and "bsdtar" in told.message
    assert "libarchive-tools" in told.remedy
    asked = "from budgetflow.health import machine; print(machine.programs().message)"
    monkeypatch.undo()
    assert "a Chinese font (pictures" in python_without_fonts(["-c", asked])


def test_every_store_is_probed_and_left_clean(here: Settings) -> None:
    for name in services.STORES:
        assert services.store(here, name).state == "ok"
    assert [path for path in here.home.rglob("*") if path.is_file()] == []


def test_a_store_that_cannot_be_written_names_its_setting(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = services.store(here.model_copy(update={"lake": str(tmp_path / "file")}), "lake")
    assert result.state == "broken"
    assert "BUDGETFLOW_LAKE" in result.remedy


def test_the_state_must_be_a_local_folder(here: Settings) -> None:
    assert (
        services.store(here.model_copy(update={"state": "s3://bucket/state"}), "state").state
        == "broken"
    )


def test_a_damaged_lake_is_found_and_the_way_out_is_named(here: Settings) -> None:
    assert services.holdings(here).message == "0 documents in the lake; newest release: none yet"
    log = Path(here.store("lake"), "_log", "00000001.json")
    log.parent.mkdir(parents=True)
    log.write_text("{half a comm", encoding="utf-8")
    result = services.holdings(here)
    assert result.state == "broken"
    assert "reread" in result.remedy


def test_a_lake_whose_files_are_gone_is_found(here: Settings) -> None:
    lake = Lake(here.store("lake"))
    lake.replace(disclosure(), "1")
    assert services.holdings(here).state == "ok"
    [gone] = lake.files.names("amounts", ".parquet")
    lake.files.remove(gone)
    result = services.holdings(here)
    assert result.state == "broken"
    assert gone in result.message
    assert "budgetflow archive reread" in result.remedy


def test_a_half_written_lake_is_well_since_no_commit_names_the_half(here: Settings) -> None:
    lake = Lake(here.store("lake"))
    lake.replace(disclosure(), "1")
    lake.files.write("amounts/fiscal_year=2026/province=65/half.parquet", b"PAR1")
    assert services.holdings(here).state == "ok"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("BUDGETFLOW_WORKERS", "many", "BUDGETFLOW_WORKERS = 'many'"),
        ("BUDGETFLOW_ALLOW_HOSTS", '["localhost"', "BUDGETFLOW_ALLOW_HOSTS = "),
        ("BUDGETFLOW_ALOW_HOSTS", "localhost", "did you mean BUDGETFLOW_ALLOW_HOSTS?"),
        ("BUDGETFLOW_XYZZY", "1", "BUDGETFLOW_XYZZY: there is no such setting"),
        ("BUDGETFLOW_RUNNER", "cluster", "'threads', 'processes' or 'dask'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_a_line(
    variable: str, value: str, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "budgetflow", "doctor"],
        env=os.environ | {variable: value},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_database_of_a_named_server_is_left_to_it(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert "server's own" in services.database(here).message


def test_a_damaged_database_is_found(here: Settings) -> None:
    file = here.home / "state" / "prefect" / "prefect.db"
    file.parent.mkdir(parents=True)
    sqlite3.connect(file).execute("create table runs (id)").connection.close()
    assert services.database(here).state == "ok"
    file.write_bytes(b"SQLite format 3\0" + b"rubbish" * 200)
    assert services.database(here).state == "broken"


def test_an_unreachable_database_is_named_without_its_password(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PREFECT_API_DATABASE_CONNECTION_URL",
        "postgresql+asyncpg://prefect:hunter2@127.0.0.1:1/prefect",
    )
    result = services.database(here)
    assert result.state == "broken"
    assert "127.0.0.1" in result.message
    assert "hunter2" not in result.message + result.remedy


def test_a_named_server_that_does_not_answer_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert services.server().state == "broken"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), "broken"),
        (datetime(2026, 11, 22, tzinfo=UTC), "warning"),
        (datetime(2026, 12, 1, tzinfo=UTC), "ok"),
    ],
)
def test_a_clock_that_went_back_is_seen(here: Settings, now: datetime, state: str) -> None:
    log = Path(here.store("state"), "requests", "run.jsonl")
    log.parent.mkdir(parents=True)
    log.touch()
    written = datetime(2026, 11, 30, tzinfo=UTC).timestamp()
    os.utime(log, (written, written))
    assert machine.clock(here, now).state == state


def test_allowed_hosts_are_pointed_out(here: Settings) -> None:
    assert machine.network(here).state == "ok"
    assert (
        machine.network(here.model_copy(update={"allow_hosts": ["127.0.0.1"]})).state == "warning"
    )


def test_every_setting_says_what_it_is_for(here: Settings) -> None:
    assert [row["variable"] for row in describe(here) if not row["meaning"]] == []


def test_the_answer_for_a_program_is_json_alone() -> None:
    done = CliRunner().invoke(app, ["doctor", "--settings", "--json"])
    assert {row["variable"] for row in json.loads(done.stdout)} >= {
        "BUDGETFLOW_HOME",
        "BUDGETFLOW_ALLOW_HOSTS",
    }
