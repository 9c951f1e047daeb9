"""Processes that `budgetflow serve` starts end with their block, and so does all below them."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from budgetflow.flows.engine.children import child, ended_in_order

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(below.pid, flush=True)
time.sleep(600)
"""
TALKATIVE = """
import signal, sys, time
def ended(*_):
    print("while ending", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, ended)
print("at work", flush=True)
time.sleep(600)
"""


def wait_until_printed(log: Path) -> str:
    while not (printed := log.read_text() if log.exists() else ""):
        time.sleep(0.02)
    return printed


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_that_will_not_end_is_killed_with_what_it_has_started(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    command = [sys.executable, "-c", STUBBORN]
    with child(command, os.environ, log, 0.2, show=False) as process:
        below = int(wait_until_printed(log))
        assert is_there(below)
    assert process.returncode == -signal.SIGKILL
    while is_there(below):  # until the system has taken it away
        time.sleep(0.02)


def test_what_it_prints_is_shown_until_it_is_ended_and_kept_in_its_log(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    log = tmp_path / "child.log"
    with child([sys.executable, "-c", TALKATIVE], os.environ, log, 30, show=True) as process:
        wait_until_printed(log)
        time.sleep(0.1)
    assert process.returncode == 0
    assert capfdbinary.readouterr().err == b"at work\n"
    assert log.read_text() == "at work\nwhile ending\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_the_block_and_a_second_one_cannot_stop_the_ending(number: int) -> None:
    ended = []
    with pytest.raises(SystemExit) as left, ended_in_order():
        try:
            os.kill(os.getpid(), number)
            time.sleep(60)
        finally:
            os.kill(os.getpid(), number)
            ended.append(number)
    assert left.value.code == 0 and ended == [number]


def test_signals_mean_what_they_meant_before_once_the_block_is_left() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with ended_in_order():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
