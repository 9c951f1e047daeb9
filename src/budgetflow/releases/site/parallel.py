"""Pages written by several processes: each page comes from its own rows alone, so who writes it
leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from budgetflow.readers.limits import Limits
from budgetflow.readers.sandbox.pool import map_limited

T = TypeVar("T")
R = TypeVar("R")

# The code is our own and its work is bounded by rows: a limit would only kill a slow machine's
# work.
_UNBOUNDED = Limits(seconds=24 * 3600, memory_mb=1 << 20)


class PagesFailed(RuntimeError):
    """Raised where a process that wrote pages failed; the message is its reason."""


def in_processes(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Return `function(item)` for every item, in order, from so many processes; with one, from this
    process itself.

    The function is a module's own, items and results can be pickled. Raises PagesFailed.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    for outcome in map_limited(function, items, workers=workers, limits=_UNBOUNDED):
        if outcome.error is not None:
            raise PagesFailed(f"pages of the catalogue could not be written: {outcome.error}")
        yield outcome.value  # type: ignore[misc]
