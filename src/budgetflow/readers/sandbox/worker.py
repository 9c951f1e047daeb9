"""The child's side of the sandbox: takes one job after the other from its standard input, answers,
dies with its parent.

A job is (pickled function and arguments, limits). It is answered twice: with `begun`, and
when it is done with
(kind, pickled value), kind being `value`, `unreadable`, `memory` or `error`. Frames are eight bytes
of length and then
the pickle. What libraries print goes to standard error, never between the answers.
"""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import in_force

# A document makes some hundred thousand objects and few cycles: Python's 700 has a seventh of the
# time spent on looking for them.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
HEADER = struct.Struct(">Q")
Answer = tuple[str, bytes]


def main() -> None:
    """Serve until the parent closes our input."""
    # Answers go over a copy of standard output, and what libraries print there goes to the errors.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    jobs = sys.stdin.buffer
    _send(answers, ("ready", b""))
    while (header := jobs.read(HEADER.size)) and len(header) == HEADER.size:
        job = jobs.read(HEADER.unpack(header)[0])
        _send(answers, _answer(job, lambda: _send(answers, ("begun", b""))))


def _send(answers: BinaryIO, answer: Answer) -> None:
    frame = pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
    answers.write(HEADER.pack(len(frame)) + frame)
    answers.flush()


def _answer(job: bytes, begin: Callable[[], None]) -> Answer:
    """Do a job under its memory limit; whatever happens inside is an answer, unless it takes the
    process with it.
    """
    try:
        call, limits = pickle.loads(job)  # noqa: S301 - comes from our own parent
        function, arguments = pickle.loads(call)  # noqa: S301 - comes from our own parent
        begin()  # what it needs is imported: its time runs from here
        # After the imports, which every document has in common: growth counts from here.
        _limit_memory(limits.memory_mb)
        try:
            with in_force(limits):
                value = function(*arguments)
            return "value", pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        finally:
            _limit_memory(None)
    except UnreadableDocument as error:
        return "unreadable", pickle.dumps(str(error))
    except MemoryError:
        return "memory", b""
    except BaseException as error:  # also a Rust library's panic, and `sys.exit` in a parser
        return "error", pickle.dumps(
            f"{type(error).__name__}: {str(error)[:300]} ({_where(error)})"
        )


def _where(error: BaseException) -> str:
    """Return the last place in our own code that an error passed, for the person who mends it."""
    passed = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in passed if frame.filename != __file__]
    ours = [frame for frame in frames if "budgetflow" in Path(frame.filename).parts] or frames
    if ours:
        last = ours[-1]
        return f"{Path(last.filename).name}:{last.lineno}"
    return "no place"


def _limit_memory(growth_mb: int | None) -> None:
    """Let the private data of this process grow by so much from now on; None lifts the limit again.

    RLIMIT_DATA counts what is written to, not address space that libraries reserve. Where the
    system has no such
    limit, the parent's limit on time is the only one.
    """
    try:
        import resource  # noqa: PLC0415 - exists on Unix only
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = hard
    if growth_mb is not None and (now := data_bytes()):
        soft = now + growth_mb * 2**20
        soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def data_bytes(process: int | str = "self") -> int:
    """Return the size of a process's private data now, 0 where the system does not tell."""
    try:
        fields: list[Any] = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(fields[5]) * os.sysconf("SC_PAGE_SIZE")
