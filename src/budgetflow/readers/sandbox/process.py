"""One reading process as its parent sees it: started when needed, spoken to over pipes, killed when
it takes too long.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from typing import Any

from budgetflow.readers.limits import Limits
from budgetflow.readers.process_time import Deadline
from budgetflow.readers.sandbox.worker import HEADER, data_bytes

# for starting and importing, which are not the document's fault; only an overloaded machine needs
# longer
_START_SECONDS = 120.0
_DOCUMENTS_A_WORKER = 1000
_DOCUMENTS_UNWATCHED = 100  # where the system does not tell how large a process is
# pdfium and lxml keep some memory of what they read: a worker that keeps more than this beyond its
# first document starts afresh.
_KEPT_BYTES = 300 * 2**20
# Bytes; a longer answer is a length read from garbage.
_LARGEST_ANSWER = 2**31
# Bytes; more than a pipe of Linux holds (64 KiB), so that a read takes all that is there.
_CHUNK = 1 << 18
_LAST_WORDS = 1 << 20  # bytes of what a dying library prints; the cause stands first, traces follow
_OUT_OF_MEMORY = (
    b"memory allocation",
    b"bad_alloc",
    b"out of memory",
    b"cannot allocate memory",
    b"memoryerror",
)


class WorkerLost(Exception):
    """Raised when a worker was killed or died over a job; the message is the reason to publish."""


class Worker:
    """One child process, started when it is first needed and again after it was lost."""

    def __init__(self) -> None:
        """Start nothing yet; the first call does."""
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: Any = None
        self._received = bytearray()
        self._done = 0
        self._first_bytes = 0
        self._closed = False
        self._lock = threading.Lock()

    def call(self, job: bytes, limits: Limits) -> tuple[str, bytes]:
        """Return the worker's answer to a job; raises WorkerLost with the reason where there is
        none.
        """
        # Between two documents, never within one.
        if self._is_worn():
            self.stop()
        process = self._started()
        frame = pickle.dumps((job, limits), protocol=pickle.HIGHEST_PROTOCOL)
        try:
            answer = self._exchange(process, HEADER.pack(len(frame)) + frame, _START_SECONDS)
            # Two answers: the document's time runs from `begun`, not from the import of its reader.
            if answer[0] == "begun":
                answer = self._exchange(process, b"", limits.seconds, moves=True)
        except TimeoutError:
            self.stop()
            raise WorkerLost(
                f"took longer than {limits.seconds:g} s; it is damaged or hostile, or raise "
                f"BUDGETFLOW_READ_SECONDS"
            ) from None
        except (OSError, EOFError, pickle.UnpicklingError):
            raise WorkerLost(self._cause_of_death(limits)) from None
        self._done += 1
        if self._done == 1:
            self._first_bytes = data_bytes(process.pid)
        return answer

    def _is_worn(self) -> bool:
        """Check whether the process has read enough documents, or kept enough of them, to be
        replaced.
        """
        if self._process is None or self._done == 0:
            return False
        if not self._first_bytes:
            return self._done >= _DOCUMENTS_UNWATCHED
        return (
            self._done >= _DOCUMENTS_A_WORKER
            or data_bytes(self._process.pid) - self._first_bytes > _KEPT_BYTES
        )

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the running process, starting one where there is none."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
        with self._lock:
            if self._closed:
                raise WorkerLost("the run was ended before this document was read")
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
            self._process = subprocess.Popen(
                # Not multiprocessing: see the module `pool`.
                [
                    sys.executable,
                    "-c",
                    "from budgetflow.readers.sandbox.worker import main; main()",
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
                },
                # A session of its own: the whole group can be killed, and Ctrl-C reaches the parent
                # alone.
                start_new_session=True,
            )
        # Neither side may wait for the other: a job and an answer can both be larger than a pipe.
        for pipe in (self._process.stdin, self._process.stdout):
            os.set_blocking(pipe.fileno(), False)  # type: ignore[union-attr]
        self._done = 0
        self._received.clear()
        try:
            self._exchange(self._process, b"", _START_SECONDS)
        except (TimeoutError, OSError, EOFError, pickle.UnpicklingError) as error:
            cause = self._cause_of_death(Limits())
            raise WorkerLost(
                f"the reading process did not start ({cause}); run `budgetflow doctor`"
            ) from error
        return self._process

    def _exchange(
        self,
        process: subprocess.Popen[bytes],
        out: bytes,
        seconds: float,
        *,
        moves: bool = False,
    ) -> tuple[str, bytes]:
        """Write a frame and read one, both without blocking beyond the deadline, which may move
        for a process that works (`Deadline`).
        """
        if process.stdin is None or process.stdout is None:
            raise EOFError
        deadline = Deadline(process.pid, seconds, moves=moves)
        unsent = memoryview(out)
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if unsent:
                selector.register(process.stdin, selectors.EVENT_WRITE)
            while (answer := _next_answer(self._received)) is None:
                left = deadline.left()
                if left <= 0:
                    raise TimeoutError
                for key, _ in selector.select(left):
                    if key.fileobj is process.stdin:
                        unsent = unsent[os.write(process.stdin.fileno(), unsent[:_CHUNK]) :]
                        if not unsent:
                            selector.unregister(process.stdin)
                        continue
                    chunk = os.read(process.stdout.fileno(), _CHUNK)
                    if not chunk:
                        raise EOFError
                    self._received += chunk
        return answer

    def _cause_of_death(self, limits: Limits) -> str:
        """Return in words how the process ended, and forget it."""
        process = self._process
        if process is None:
            return "the run was ended before this document was read"
        try:
            code = process.wait(timeout=5)
        # It closed its pipe and lives: it is killed like any other.
        except subprocess.TimeoutExpired:
            code = 0
        self._errors.seek(0)
        last_words = self._errors.read(_LAST_WORDS).lower()
        self.stop()
        if any(words in last_words for words in _OUT_OF_MEMORY):
            return too_much_memory(limits)
        if code < 0:
            return (
                f"crashed the reader ({signal.Signals(-code).name}); it is damaged or hostile,"
                f" open it by hand"
            )
        return f"ended the reader (exit code {code}); it is damaged or hostile, open it by hand"

    def kill(self) -> None:
        """End the process and what it started, from any thread; whoever waits for its answer learns
        that it is gone.
        """
        with self._lock:
            self._closed = True
            if self._process is not None:
                _kill_group(self._process)

    def stop(self) -> None:
        """End the process and forget it; only for the thread that uses the worker, which can be
        used again.
        """
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        _kill_group(process)
        process.wait()
        for pipe in (process.stdin, process.stdout, self._errors):
            if pipe is not None:
                pipe.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _next_answer(received: bytearray) -> tuple[str, bytes] | None:
    """Take the next whole answer out of what was received, None while bytes are missing."""
    if len(received) < HEADER.size:
        return None
    length = HEADER.unpack_from(received)[0]
    if length > _LARGEST_ANSWER:
        raise EOFError
    end = HEADER.size + length
    if len(received) < end:
        return None
    whole = bytes(received[HEADER.size : end])
    answer: tuple[str, bytes] = pickle.loads(whole)  # noqa: S301 - written by our own worker
    # What follows is the beginning of the next answer, which may come in the same read.
    del received[:end]
    return answer


def too_much_memory(limits: Limits) -> str:
    """Return the reason published for a document that hit its limit on memory."""
    return (
        f"needs more than {limits.memory_mb} MB of memory; it is damaged or hostile, or raise "
        f"BUDGETFLOW_READ_MEMORY_MB"
    )
