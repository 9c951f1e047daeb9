"""The program run as a command, in a process that has imported what most verbs need.

It is forked from `multiprocessing`'s fork server, which imports for all commands of a worker once;
a program started from nothing spends half of its processor time on imports, five seconds of it on
great-expectations. Prefect reads the environment when it is imported and is left to the command.
What must be started as an operator starts it (how long it takes, what it imports, what ends with
it) is started with `subprocess`.
"""

from __future__ import annotations

import atexit
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
FORKS = get_context("forkserver")
# Named and not imported here: a worker that only collects these tests must not wait for them. A
# server has one list of what it imports, so all tests that fork give this one.
FORKS.set_forkserver_preload(
    [__name__, "tests.faults.main_job", "budgetflow.cli.parse", "great_expectations"]
)


def run_program(
    *words: object,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    errors_to: str = "",
    seconds: float = 300.0,
) -> subprocess.CompletedProcess[str]:
    """Run `python -m budgetflow WORDS` to its end and return its exit code and what it wrote.

    `errors_to` is a terminal that takes standard error, which is then empty in what is returned.
    Raises subprocess.TimeoutExpired after so many seconds, when the command has been killed.
    """
    out = Path(tempfile.mkdtemp(prefix="budgetflow-program-"))
    errors = errors_to or str(out / "stderr")
    arguments = [str(word) for word in words]
    process = FORKS.Process(
        target=_do,
        args=(arguments, folder or Path.cwd(), dict(environment or os.environ), out, errors),
    )
    try:
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, seconds)
        told = "" if errors_to else (out / "stderr").read_text(encoding="utf-8")
        answer = (out / "stdout").read_text(encoding="utf-8")
        return subprocess.CompletedProcess(arguments, process.exitcode, answer, told)
    finally:
        shutil.rmtree(out)


def _do(
    words: list[str], folder: Path, environment: dict[str, str], out: Path, errors: str
) -> None:
    """Be the program: in its folder, with its environment, its streams and its exit code."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _send(1, str(out / "stdout"))
    _send(2, errors)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    sys.argv = ["budgetflow", *words]
    try:
        runpy.run_module("budgetflow", run_name="__main__", alter_sys=True)
    finally:
        # A process of `multiprocessing` ends without what is registered for the end of a program.
        atexit._run_exitfuncs()
        sys.stdout.flush()


def _send(number: int, path: str) -> None:
    """Have a stream of this process write to a file or a terminal."""
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOCTTY, 0o600)
    os.dup2(target, number)
    os.close(target)
