"""What was given wrongly is said in a line or two before anything starts; the exit code is 2."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from budgetflow.bad_settings import BadSettings
from budgetflow.cli.app import folder_to_write
from budgetflow.folders import nearest_there
from budgetflow.lake.storage import Files
from budgetflow.releases.versions import Version
from budgetflow.settings import Settings, settings, settings_at
from tests.cli.builders import DISCLOSURE, app

NOBODY = 65534


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
    assert "five fields are needed, as in '0 2 * * *'" in said
    assert "Starting the Prefect server" not in said


def test_the_version_is_the_packages() -> None:
    assert told(Path.cwd(), "--version", code=0) == f"budgetflow {version('budgetflow')}\n"


def refused(*arguments: str) -> str:
    """Return what the program says on stderr in one line, without the box around it; its exit code
    is that of bad usage.
    """
    wide = {"COLUMNS": "1000"}  # a path that is broken at the box's edge is no word to look for
    answer = CliRunner().invoke(app, list(arguments), env=wide)
    assert answer.exit_code == 2, (arguments, answer.exception, answer.stderr)
    return re.sub(r"[\s│╭╮╰╯─]+", " ", answer.stderr)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("parse own.txt --out file", "file is a file; name a folder"),
        ("parse own.txt --out file/below", "file is a file; name a folder"),
        ("site build --out file/below", "file is a file; name a folder"),
        ("sources survey table.csv --out file", "file is a file; name a folder"),
        ("show own.txt --page 1 --image .", ". is a folder; name a file"),
        ("show own.txt --page 1 --image file/p.png", "file is a file; name a folder"),
        ("archive export --warc file/a.warc.gz", "file is a file; name a folder"),
        ("release workbook 0a1b --out file/a.xlsx", "file is a file; name a folder"),
        (
            "sources add https://example.invalid/ --region 650104 --to file/my.yaml",
            "file is a file",
        ),
        ("show own.txt --image p.png", "--image draws one page: name it with --page"),
        ("sources inspect gone.html", "give a saved page or an http address"),
        ("site build --out .", "name a folder that is, or one that is not there yet"),
        ("release build --date yesterday", "'yesterday' is no day; give one as YYYY-MM-DD"),
        ("release build --date 2026-13-01", "'2026-13-01' is no day"),
        ("archive export --warc a.warc.gz --since 1.2.2026", "'1.2.2026' is no day"),
        ("site serve --port 99999", "--port"),
        ("review --port 99999", "--port"),
        ("serve --port 99999", "--port"),
        ("sources list --state asleep", "'asleep'"),
        ("sources coverage --state asleep", "'asleep'"),
        ("sources survey gone.csv --out o", "gone.csv"),
        ("sources survey table.csv --out o", "is no survey: it needs rows with the columns"),
        ("serve --sources gone.yaml", "there is no such file or folder; give a YAML file"),
        ("serve --sources file", "not a list of sources"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(fresh: Path, line: str, words: str) -> None:
    (fresh / "own.txt").write_text(DISCLOSURE, encoding="utf-8")
    (fresh / "file").write_text("x", encoding="utf-8")
    (fresh / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert words in refused(*line.split())
    made = {path.name for path in fresh.iterdir()} - {"own.txt", "file", "table.csv"}
    assert made <= {"budgetflow-home"}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's rights, which know no folder that may not be written to, for a while."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    with as_nobody(), pytest.raises(typer.BadParameter, match="/ cannot be written to"):
        folder_to_write(Path("/rows"))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with as_nobody(), pytest.raises(typer.BadParameter, match="cannot be written to"):
        folder_to_write(closed / "rows")


def test_what_lies_in_a_folder_that_may_not_be_looked_into_is_not_there(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    with as_nobody():
        assert nearest_there(closed / "home") in (closed, *closed.parents)
    assert nearest_there(tmp_path / "new" / "home") == tmp_path
    assert nearest_there(tmp_path) == tmp_path


@pytest.mark.parametrize("verb", ["review", "site serve"])
def test_a_port_that_is_taken_is_named_and_ends_with_1(fresh: Path, verb: str) -> None:
    release = Version("2026.11.22", "2026-11-22", None, "1.0.0", "0" * 64, {})
    Files(settings().store("releases")).write(
        "versions.json", json.dumps([asdict(release)]).encode()
    )
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(app, [*verb.split(), "--port", str(port)])
    assert answer.exit_code == 1
    assert re.search(r"port \d+ cannot be used: .*; choose one with --port", answer.stderr)


def test_results_may_go_to_a_folder_that_is_not_there_yet(fresh: Path) -> None:
    (fresh / "own.txt").write_text(DISCLOSURE, encoding="utf-8")
    out = fresh / "new" / "rows"
    answer = CliRunner().invoke(app, ["parse", "own.txt", "--out", str(out), "--workers", "1"])
    assert answer.exit_code == 0, answer.output
    assert (out / "amounts.parquet").exists()


def test_a_disk_that_fails_in_the_middle_is_one_sentence(tmp_path: Path) -> None:
    """`/dev/full` is a disk without space left: whatever is written there fails."""
    (tmp_path / "own.txt").write_text(DISCLOSURE, encoding="utf-8")
    out = tmp_path / "rows"
    out.mkdir()
    (out / "amounts.parquet").symlink_to("/dev/full")
    said = told(tmp_path, "parse", "own.txt", "--out", "rows", code=1)
    assert "stopped in the middle: [Errno 28]" in said
    assert said.rstrip().endswith("mend that and type the same again")


def test_the_doctor_looks_at_the_home_that_is_named(tmp_path: Path) -> None:
    said = told(tmp_path, "doctor", "--settings", "--home", "elsewhere", code=0)
    assert "BUDGETFLOW_HOME = elsewhere" in said
