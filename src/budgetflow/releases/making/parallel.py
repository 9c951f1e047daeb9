"""Parts of a release made side by side: each comes from its own rows alone, so who makes it leaves
no trace.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.pool import map_limited
from budgetflow.releases.resources import Effort

T = TypeVar("T")
R = TypeVar("R")

# The code is our own and its work is bounded by rows: a limit would only kill a slow machine's
# work.
_UNBOUNDED = Limits(seconds=24 * 3600, memory_mb=1 << 20)
# Parts under way for each worker: one that it makes and one that waits for it.
_AHEAD = 2
# Rows that are written before a second process has started.
FEW_ROWS = 200_000


class PartFailed(RuntimeError):
    """Raised where a process that made a part of a release failed; the message is its reason."""


def side_by_side(
    function: Callable[[T], R], items: Iterable[T], effort: Effort, few: bool = False
) -> Iterator[R]:
    """Return `function(item)` for every item, in order, from the workers there are; with one
    worker, from this process itself. `few` items are not worth the start of processes: only workers
    that are there already make them.

    The function is a module's own, items and results can be pickled; doing one twice must do no
    harm, since a worker may die when it is done. Raises PartFailed.
    """
    if effort.alone(few):
        return map(function, items)
    if effort.executor is not None:
        return _on(effort.executor, function, items, effort.workers)
    return _in_processes(function, items, effort.workers)


def _in_processes(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    for outcome in map_limited(function, items, workers=workers, limits=_UNBOUNDED):
        if outcome.error is not None:
            raise PartFailed(f"a part of the release could not be made: {outcome.error}")
        yield outcome.value  # type: ignore[misc]


def _on(
    executor: Executor, function: Callable[[T], R], items: Iterable[T], workers: int
) -> Iterator[R]:
    """Submit items a few ahead of the results: all at once, their rows would be in memory."""
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= _AHEAD * workers:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except Exception as reason:  # whatever went wrong there
        raise PartFailed(
            f"a part of the release could not be made: {type(reason).__name__}: {reason}"
        ) from reason
