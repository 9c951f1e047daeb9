"""Bytes from outside are hostile: they are read in a worker process that may die alone.

Limits on time and memory are kept from outside the code that reads: the parent kills a worker that
takes too long, and
the system refuses memory beyond the limit. Pages and expansion are the readers' own to count. A
worker is used again for
the next document, replaced when it died and after a number of documents, since libraries leak.

Workers are plain child processes that speak over pipes, not `multiprocessing`: they start clean (no
fork of a parent that
has threads), do not import the parent's `__main__`, and can be used from any thread.
"""

from __future__ import annotations

import atexit
import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any, Generic, TypeVar

from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.process import Worker, WorkerLost, too_much_memory

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of one item: a value, or the reason why there is none."""

    value: T | None = None
    error: UnreadableDocument | None = None

    def get(self) -> T:
        """Return the value, or raise the reason."""
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]


class Named(Generic[R]):
    """A module's own function as `module:name`, for a worker to do: whoever asks for it need not
    import what it takes, which is most of the program where it reads a document.
    """

    def __init__(self, name: str) -> None:
        """Take the name; the module is imported where the function is called or unpickled."""
        self.name = name

    def __call__(self, *arguments: Any) -> R:
        """Return what the function returns."""
        function: Callable[..., R] = resolve_name(self.name)
        return function(*arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a worker unpickle the function itself, before the time of its job begins."""
        return resolve_name, (self.name,)


def run_limited(function: Callable[..., T], *arguments: Any, limits: Limits | None = None) -> T:
    """Return `function(*arguments)`, computed in a worker process under limits.

    The function is a module's own (it is sent by name), arguments and value can be pickled. Raises
    UnreadableDocument
    with the reason when it raised that, took too long, needed too much memory, raised anything
    else, or crashed.
    """
    worker = _POOL.take()
    try:
        return _outcome(worker, function, arguments, limits or Limits()).get()
    finally:
        _POOL.give_back(worker)


def map_limited(
    function: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int = 1,
    limits: Limits | None = None,
) -> Iterator[Outcome[R]]:
    """Return the outcome of `function(item)` for every item, in order, computed by `workers`
    processes.

    Items are taken as they are needed, a few ahead. A worker that dies costs its one item. Closing
    the iterator early
    ends the workers.
    """
    limits = limits or Limits()
    # A worker for each thread, made here and started with its first item.
    idle: deque[Worker] = deque(Worker() for _ in range(max(1, workers)))
    all_workers = list(idle)

    def job(item: T) -> Outcome[R]:
        worker = idle.popleft()  # there are as many threads as workers, so one is always idle
        try:
            return _outcome(worker, function, (item,), limits)
        finally:
            idle.append(worker)

    pending: deque[Future[Outcome[R]]] = deque()
    pool = ThreadPoolExecutor(max_workers=len(all_workers), thread_name_prefix="sandbox")
    try:
        for item in items:
            pending.append(pool.submit(job, item))
            # Three a worker ahead: workers never wait, and not all items are held in memory.
            if len(pending) > 3 * len(all_workers):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        # First all are killed, so that no thread waits for an answer when the pool is shut down.
        for worker in all_workers:
            worker.kill()
        pool.shutdown(wait=True)
        for worker in all_workers:
            worker.stop()


def _outcome(
    worker: Worker, function: Callable[..., T], arguments: tuple[Any, ...], limits: Limits
) -> Outcome[T]:
    """Let a worker do one job and put what happened into words."""
    try:
        kind, payload = worker.call(
            pickle.dumps((function, arguments), protocol=pickle.HIGHEST_PROTOCOL), limits
        )
    except WorkerLost as lost:
        return Outcome(error=UnreadableDocument(str(lost)))
    if kind == "value":
        return Outcome(value=pickle.loads(payload))  # noqa: S301 - written by our own worker
    if kind == "memory":
        return Outcome(error=UnreadableDocument(too_much_memory(limits)))
    reason = pickle.loads(payload)  # noqa: S301 - written by our own worker
    # What reading code raised by mistake is said as such: the file may be all right.
    told = reason if kind == "unreadable" else f"reading failed: {reason}"
    return Outcome(error=UnreadableDocument(told))


class _IdleWorkers:
    """Workers that `run_limited` uses again; one is made where all are busy."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._owner = os.getpid()

    def take(self) -> Worker:
        with self._lock:
            if (
                self._owner != os.getpid()
            ):  # a forked copy of the parent must not talk into its workers' pipes
                self._idle, self._owner = [], os.getpid()
            if self._idle:
                return self._idle.pop()
            return Worker()

    def give_back(self, worker: Worker) -> None:
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        if self._owner == os.getpid():
            for worker in idle:
                worker.stop()


_POOL = _IdleWorkers()
atexit.register(_POOL.close)
