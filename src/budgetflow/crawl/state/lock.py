"""One crawl at a time on one state folder: the second waits, or leaves with a message."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class CrawlBusy(RuntimeError):
    """Another crawl holds the state folder; the message names its process."""


@contextmanager
def only_crawl(state_dir: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the state folder for this process; CrawlBusy when another still holds it after the wait.

    The operating system drops the lock with the process, however it ends, so a kill leaves nothing
    to clean up. The process is named in a file beside the lock, which taking it empties.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    holder = state_dir / "crawl.pid"
    lock = FileLock(state_dir / "crawl.lock", timeout=wait_seconds, poll_interval=0.2)
    try:
        lock.acquire()
    except Timeout:
        # Empty for the moment between its holder's opening it and writing its number there.
        named = holder.read_text(encoding="ascii").strip() if holder.exists() else ""
        raise CrawlBusy(
            f"{state_dir}: another crawl (process {named or 'unknown'}) is running; wait for it, "
            f"or end that process"
        ) from None
    try:
        # After taking the lock, and read by whoever fails to take it.
        holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        lock.release()
