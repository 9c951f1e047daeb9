"""Bars on a terminal, plain lines elsewhere, only on standard error; an answer on standard output
is whole.
"""

from __future__ import annotations

import json
import os
import pty
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from budgetflow import progress
from budgetflow.cli.progress import Lines
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from tests.builders.prefect_database import put_database_of
from tests.builders.program import run_program
from tests.builders.watchers import Recorder
from tests.cli.builders import DISCLOSURE, run


def on_a_terminal(*arguments: object, **settings: str) -> tuple[str, str]:
    """Return what a command wrote to standard output, and what to a terminal beside it."""
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as reader:
        shown = reader.submit(_all_of, ours)
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **settings}
        try:
            done = run_program(*arguments, environment=environment, errors_to=os.ttyname(theirs))
        finally:
            os.close(theirs)  # ends what is read: nobody has the terminal open any more
    os.close(ours)
    return done.stdout, shown.result().decode("utf-8", "replace")


def _all_of(terminal: int) -> bytes:
    """Return what is written to a terminal until nobody has it open."""
    shown = b""
    with suppress(OSError):  # Linux says so when the other side is closed
        while part := os.read(terminal, 4096):
            shown += part
    return shown


@pytest.mark.slow
def test_a_terminal_sees_a_bar_and_the_answer_stays_clean(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        text = DISCLOSURE.replace("甘泉市", f"甘泉{number}市")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    answer, shown = on_a_terminal("parse", folder, "--out", out, "--workers", 1, "--json")
    assert json.loads(answer)["files"] == 3
    assert "reading" in shown and "3/3" in shown
    assert "3 documents" in shown


def test_without_a_terminal_a_plain_line_says_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISCLOSURE, encoding="utf-8")
    done = run("parse", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", "1", "--json")
    assert json.loads(done.stdout)["files"] == 1
    (line,) = (one for one in done.stderr.splitlines() if one.startswith(progress.READING))
    assert re.fullmatch(r"reading: 1 of 1, 1 documents(, \d+ pages)?, took \d+ s", line)
    assert "\x1b" not in done.stderr and "\r" not in done.stderr


@pytest.mark.slow
def test_without_a_terminal_the_other_verbs_say_it_in_plain_lines(tmp_path: Path) -> None:
    """`crawl`, `run`, `release build` and `release verify`, as cron or systemd start them."""
    home = tmp_path / "home"
    put_database_of(home)
    with serving(site(sample_articles()), port=0) as address:
        sources = write_sources(tmp_path, address)
        told = {verb: without_a_terminal(home, verb, "--sources", sources) for verb in NIGHTLY}
    told["build"] = without_a_terminal(home, "release", "build", "--date", "2030-01-01")
    told["verify"] = without_a_terminal(home, "release", "verify", "latest")
    assert "visiting sources: 1 of 1, 6 documents" in told["crawl"]
    assert f"{progress.READING}: 5 of 5, " in told["run"]
    for stage in (progress.DATA, progress.GATE, progress.SEALING):
        assert f"{stage}: " in told["run"]
    assert f"{progress.HASHING}: " in told["verify"]
    assert all("\x1b" not in lines for lines in told.values())


NIGHTLY = ("crawl", "run")


def without_a_terminal(home: Path, *arguments: object) -> str:
    """Return what a verb says on standard error; its answer on standard output is JSON alone."""
    environment = {**os.environ, "BUDGETFLOW_ALLOW_HOSTS": HOST, "BUDGETFLOW_HOME": str(home)}
    done = run_program(*arguments, "--json", environment=environment)
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)
    return done.stderr


def test_a_long_stage_has_a_line_every_half_minute_with_its_rate_and_the_time_left() -> None:
    lines: list[str] = []
    clock = iter([0.0, 10.0, 40.0, 50.0, 80.0, 90.0])
    watcher = Lines(lines.append, clock.__next__)
    watcher.begin(progress.READING, 100)
    for _ in range(4):
        watcher.advance(progress.READING, 10, 10, 25)
    watcher.end(progress.READING)
    assert lines == [
        "reading: 20 of 100, 20 documents, 50 pages, 0.5/s, 160 s left",
        "reading: 40 of 100, 40 documents, 100 pages, 0.5/s, 120 s left",
        "reading: 40 of 100, 40 documents, 100 pages, took 90 s",
    ]


def test_a_stage_whose_end_nobody_knows_has_no_time_left() -> None:
    lines: list[str] = []
    clock = iter([0.0, 60.0, 61.0])
    watcher = Lines(lines.append, clock.__next__)
    watcher.begin(progress.DATA, None)
    watcher.advance(progress.DATA, 30, 0, 0)
    watcher.end(progress.DATA)
    watcher.advance(progress.DATA, 1, 0, 0)  # another thread, too late
    assert lines == [
        f"{progress.DATA}: 30, 0.5/s",
        f"{progress.DATA}: 30, took 61 s",
    ]


@pytest.mark.slow
def test_a_night_a_release_and_its_verdict_have_bars_and_clean_answers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put_database_of(home)
    settings = {"BUDGETFLOW_ALLOW_HOSTS": HOST, "BUDGETFLOW_HOME": str(home)}
    with serving(site(sample_articles()), port=0) as address:
        sources = write_sources(tmp_path, address)
        answer, shown = on_a_terminal("crawl", "--json", "--sources", sources, **settings)
        assert len(json.loads(answer)["found"]) == 6
        assert progress.VISITING in shown and "1/1" in shown and "6 documents" in shown
        answer, shown = on_a_terminal(
            "run", "--json", "--no-release", "--sources", sources, **settings
        )
    assert json.loads(answer)["outcome"] == "6 new"
    assert f"{progress.READING} " in shown and "5/5" in shown
    answer, shown = on_a_terminal("release", "build", "--json", **settings)
    assert json.loads(answer)["counts"]["disclosures"] == 5
    assert progress.GATE in shown and progress.DISCLOSURES in shown
    answer, shown = on_a_terminal("release", "verify", "latest", "--json", **settings)
    assert json.loads(answer)["holds"] is True
    assert progress.HASHING in shown


def test_a_stage_that_fails_ends_and_nobody_is_told_after_the_watch() -> None:
    watcher = Recorder()
    full = pytest.raises(OSError, match="disk full")
    with progress.watched_by(watcher), full, progress.stage(progress.DATA):
        progress.advance(progress.DATA, documents=2)
        raise OSError("disk full")
    with progress.stage(progress.GATE):
        progress.advance(progress.GATE)
    assert watcher.told == [
        ("begin", progress.DATA, None),
        ("advance", progress.DATA, 1, 2, 0),
        ("end", progress.DATA),
    ]
