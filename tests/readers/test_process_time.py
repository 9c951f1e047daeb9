"""What a process has started is counted, whichever of its threads did."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from budgetflow.readers.process_time import descendants, processor_seconds

WAITS = (sys.executable, "-c", "input()")


def test_a_child_that_a_thread_has_started_is_found_while_the_thread_lives() -> None:
    started: list[subprocess.Popen[bytes]] = []
    begun, looked = threading.Event(), threading.Event()

    def work() -> None:
        with subprocess.Popen(WAITS, stdin=subprocess.PIPE) as child:
            started.append(child)
            begun.set()
            looked.wait(timeout=60)
            child.communicate(b"\n")

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(timeout=60)
    found = descendants(os.getpid())
    looked.set()
    thread.join()
    assert started[0].pid in found
    assert started[0].pid not in descendants(os.getpid())


def test_a_process_that_has_ended_started_nothing_and_has_had_no_time() -> None:
    """A converter's helpers end between the listing of processes and the look at each."""
    ended = subprocess.run(
        (sys.executable, "-c", "import os; print(os.getpid())"), stdout=subprocess.PIPE, check=True
    )
    assert descendants(int(ended.stdout)) == []
    assert processor_seconds(int(ended.stdout)) == 0
