"""What one document may cost, and the limits in force while it is read.

Time and memory are kept from outside (`readers.sandbox`); pages, expansion and recognition are
counted by the readers themselves. They lie many calls below whoever knows the settings, so the
limits are set once around a reading, as that of memory is, and not passed through every reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost."""

    seconds: float = 120.0
    """Time by the clock, longer where a busy machine gives the reader no processor
    (`readers.process_time`).
    """
    # Growth, not size: a worker keeps libraries and their data from document to document.
    memory_mb: int = 1500
    """Growth of the worker's private data, in MiB."""
    pages: int = 3000
    """Pages it may have."""
    expansion_mb: int = 600
    """What a compressed file may expand to, in MiB."""


_DEFAULT = Limits()
# A context variable: threads of the tests and the server read at once with limits of their own.
_IN_FORCE: ContextVar[Limits] = ContextVar("limits of reading", default=_DEFAULT)


def current() -> Limits:
    """Return the limits of the document being read; those of `Limits()` where nobody set any."""
    return _IN_FORCE.get()


@contextmanager
def in_force(limits: Limits) -> Iterator[None]:
    """Set the limits for all that is read inside the block, in this thread."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
