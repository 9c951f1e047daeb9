"""The bar: only on a terminal, only on standard error; an answer on standard output is whole."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.builders import DISCLOSURE, run


def parsed_on_a_terminal(folder: Path, out: Path) -> tuple[str, str]:
    """Return what `parse --json` wrote to standard output, and what to a terminal beside it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "budgetflow", "parse", str(folder), "--out", str(out)]
    with subprocess.Popen(
        [*command, "--workers", "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
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
    answer, shown = parsed_on_a_terminal(folder, tmp_path / "out")
    assert json.loads(answer)["files"] == 3
    assert "reading" in shown and "3/3" in shown


def test_without_a_terminal_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISCLOSURE, encoding="utf-8")
    done = run("parse", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", "1")
    assert "reading" not in done.stderr + done.stdout
