"""What was given wrongly is said in a line or two before anything starts; the exit code is 2."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from budgetflow.bad_settings import BadSettings
from budgetflow.settings import Settings, settings, settings_at


def told(folder: Path, *arguments: str, code: int = 2) -> str:
    """Return what the program says on stderr, started in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETFLOW_")}
    done = subprocess.run(
        [sys.executable, "-m", "budgetflow", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=kept,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr or done.stdout


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder without settings of its own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BUDGETFLOW_")]:
        monkeypatch.delenv(name)
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.mark.parametrize(
    "value", ["localhost,127.0.0.1", " localhost , 127.0.0.1,", '["localhost", "127.0.0.1"]']
)
def test_hosts_are_names_with_commas_or_json(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", value)
    assert settings().allow_hosts == ["localhost", "127.0.0.1"]


def test_hosts_in_the_file_are_a_list(fresh: Path) -> None:
    (fresh / "budgetflow.toml").write_text('allow_hosts = ["localhost"]\n', encoding="utf-8")
    assert settings().allow_hosts == ["localhost"]


def test_an_empty_variable_names_no_host(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", "")
    assert settings().allow_hosts == []


def test_every_setting_may_stand_in_the_environment(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in Settings().model_dump(mode="json").items():
        if isinstance(value, str) and name != "notify":
            monkeypatch.setenv(f"BUDGETFLOW_{name.upper()}", value)
    assert settings() == Settings()


@pytest.mark.parametrize("name", ["NOTIFY_WEBHOOK", "NOTIFY_EMAIL", "SMTP_URL"])
def test_a_setting_of_former_versions_is_refused_with_the_one_that_took_its_place(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"BUDGETFLOW_{name}", "https://example.invalid/hook")
    with pytest.raises(BadSettings, match="is BUDGETFLOW_NOTIFY now: write"):
        settings()


def test_a_misspelt_variable_is_refused_with_the_nearest_name(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETFLOW_READ_SECOND", "3")
    with pytest.raises(BadSettings, match=r"did you mean BUDGETFLOW_READ_SECONDS\?"):
        settings()


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "budgetflow.toml").write_text("workers = 2\nhome =\n", encoding="utf-8")
    said = told(tmp_path, "release", "list")
    assert str(tmp_path / "budgetflow.toml") in said
    assert "line 2" in said


def test_a_wrong_value_in_the_file_is_named_with_its_line(fresh: Path) -> None:
    (fresh / "budgetflow.toml").write_text("# ours\nworkers = 'many'\n", encoding="utf-8")
    with pytest.raises(BadSettings, match=r"budgetflow\.toml, line 2"):
        settings()


def test_a_misspelt_name_in_the_file_is_refused_with_the_nearest_name(fresh: Path) -> None:
    (fresh / "budgetflow.toml").write_text("worker = 2\n", encoding="utf-8")
    with pytest.raises(BadSettings, match=r"did you mean workers\?"):
        settings()


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file" in told(tmp_path, "release", "list", "--home", "file")


def test_a_home_below_a_file_is_refused_and_a_new_one_is_not(fresh: Path) -> None:
    (fresh / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BadSettings, match="is a file"):
        settings_at(fresh / "file" / "home")
    assert settings_at(fresh / "new" / "home").home == fresh / "new" / "home"


def test_a_cron_line_is_checked_before_a_server_starts(tmp_path: Path) -> None:
    said = told(tmp_path, "serve", "--cron", "bogus")
    assert "--cron 'bogus' cannot be used" in said
    assert "Starting the Prefect server" not in said


def test_the_version_is_the_packages() -> None:
    assert told(Path.cwd(), "--version", code=0) == f"budgetflow {version('budgetflow')}\n"
