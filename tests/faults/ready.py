"""A job in a process of its own that has imported everything: what a test kills is forked from
`multiprocessing`'s fork server, which imports what a job needs once for all of them.

A job that starts as a program takes half of its processor time to import; a kill in that time says
nothing of what a job leaves behind.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.builders.program import FORKS
from tests.faults.main_job import main_job


def start(home: Path, address: str, day: date, job: str) -> ForkServerProcess:
    """Start a job in a process that leads a group of its own."""
    process = FORKS.Process(target=_do, args=(home, address, day, job))
    process.start()
    return process


def _do(home: Path, address: str, day: date, job: str) -> None:
    """Do a job and end with its exit code: not 0 where something was lost."""
    os.setsid()
    done = main_job(home, address, day, job)
    sys.exit(done.release_failure or done.lost)
