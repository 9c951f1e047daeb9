"""The bars: only on a terminal, only on standard error; an answer on standard output is whole."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from budgetflow import progress
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from tests.builders.watchers import Recorder
from tests.cli.builders import DISCLOSURE, run


def on_a_terminal(*arguments: object, **settings: str) -> tuple[str, str]:
    """Return what a command wrote to standard output, and what to a terminal beside it."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "budgetflow", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120", **settings},
    ) as done:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # Linux says so when the other side is closed
            pass
        assert done.stdout is not None
        answer = done.stdout.read().decode()
    os.close(ours)
    return answer, shown.decode("utf-8", "replace")


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


def test_without_a_terminal_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISCLOSURE, encoding="utf-8")
    done = run("parse", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", "1")
    assert "reading" not in done.stderr + done.stdout


@pytest.mark.slow
def test_a_night_a_release_and_its_verdict_have_bars_and_clean_answers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = {"BUDGETFLOW_ALLOW_HOSTS": HOST, "BUDGETFLOW_HOME": str(home)}
    with serving(site(sample_articles())) as address:
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
