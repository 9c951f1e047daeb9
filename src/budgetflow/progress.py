"""How far long work is, told to whoever watches: the command line draws bars from it on a terminal.

The work says when a stage begins and what of it is done. Nobody need listen, and the work never
knows. One watcher a process, and not one a thread: a process has one terminal, while the work tells
from the threads of a crawl, of Prefect and of its own. Processes that read documents or write pages
do not tell; the process that waits for them does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

VISITING = "visiting sources"
READING = "reading"
DATA = "data of the release"
GATE = "checks before the release"
FORMATS = "CSV and other formats"
DISCLOSURES = "pages of disclosures"
PUBLISHERS = "pages of publishers"
SEALING = "hashes of the release"
HASHING = "comparing hashes"


class Watcher(Protocol):
    """What wants to know how far work is. Called from any thread."""

    def begin(self, stage: str, total: int | None) -> None:
        """Note that a stage of so many steps begins; None where nobody knows how many."""

    def advance(self, stage: str, steps: int, documents: int, pages: int) -> None:
        """Note steps done and the documents and pages that were met; stages that are not open are
        left alone.
        """

    def end(self, stage: str) -> None:
        """Note that a stage is over, also where it failed."""


class _Nobody:
    """Listens to nothing: what every process starts with."""

    def begin(self, stage: str, total: int | None) -> None:
        """Do nothing."""

    def advance(self, stage: str, steps: int, documents: int, pages: int) -> None:
        """Do nothing."""

    def end(self, stage: str) -> None:
        """Do nothing."""


_watcher: Watcher = _Nobody()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Report everything to this watcher until the block ends."""
    global _watcher  # noqa: PLW0603  (one a process, see above)
    before, _watcher = _watcher, watcher
    try:
        yield
    finally:
        _watcher = before


@contextmanager
def stage(name: str, total: int | None = None) -> Iterator[None]:
    """Report a stage that lasts as long as the block."""
    watcher = _watcher
    watcher.begin(name, total)
    try:
        yield
    finally:
        watcher.end(name)


def advance(name: str, steps: int = 1, *, documents: int = 0, pages: int = 0) -> None:
    """Report steps done in a stage, and documents and pages met there."""
    _watcher.advance(name, steps, documents, pages)
