"""Processes that `budgetflow serve` starts: each ends, with all that it has started, when its block
ends, whichever way that comes about.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_POLL_SECONDS = 0.05


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Leave the block by SystemExit(0) when the process is asked to end (SIGTERM, or SIGINT as by
    Ctrl-C), so that the blocks inside end what they have started, the last one first.

    Further signals are ignored from then on: whoever presses Ctrl-C twice must not leave children
    behind.
    """
    signals = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in signals}

    def stop(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        # An exception, so that every `with` block on the way out ends what it holds.
        raise SystemExit(0)

    for number in signals:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in signals:
            signal.signal(number, before[number])


@contextmanager
def child(
    command: Sequence[str], environment: Mapping[str, str], log: Path, grace: float, *, show: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process in a session of its own and end it with the block: all its processes are
    asked to (SIGTERM), and killed after `grace` seconds.

    What it prints is added to `log`; with `show` it is printed here too until the block ends:
    what a run prints while it is being ended belongs to no operator's screen.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,  # Ctrl-C in a terminal reaches us alone
        )
        shown = threading.Event()
        if show:
            shown.set()
        assert process.stdout is not None
        copier = threading.Thread(target=_copy, args=(process.stdout, out, shown), daemon=True)
        copier.start()
        try:
            yield process
        finally:
            shown.clear()
            _end(process, grace)
            copier.join(timeout=0.5)  # a reader of its own session may still hold the pipe


def _copy(printed: IO[bytes], log: IO[bytes], shown: threading.Event) -> None:
    """Copy a child's lines into its log, and to our standard error while they are shown."""
    for line in printed:
        log.write(line)
        # At once: of a process that dies the last lines are the ones to read.
        log.flush()
        if shown.is_set():
            sys.stderr.buffer.write(line)
            sys.stderr.buffer.flush()


def _end(process: subprocess.Popen[bytes], grace: float) -> None:
    """End all processes of a child's session and wait for them."""
    _signal(process.pid, signal.SIGTERM)
    end = time.monotonic() + grace
    while _alive(process) and time.monotonic() < end:
        time.sleep(_POLL_SECONDS)
    _signal(process.pid, signal.SIGKILL)
    process.wait()


def _alive(process: subprocess.Popen[bytes]) -> bool:
    """Check whether the child, or a process it has started, is still there."""
    process.poll()  # a child that has ended counts as there until it is waited for
    return _signal(process.pid, 0)


def _signal(group: int, number: int) -> bool:
    """Send a signal to a group of processes; False where it has none left."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
