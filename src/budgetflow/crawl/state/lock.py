"""One crawl at a time on one state folder: the second waits, or leaves with a message."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CrawlBusy(RuntimeError):
    """Another crawl holds the state folder; the message names its process."""


@contextmanager
def only_crawl(state_dir: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the state folder for this process; CrawlBusy when another still holds it after the wait.

    The operating system drops the lock with the process, however it ends, so a kill leaves nothing
    to clean up.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    path = state_dir / "crawl.lock"
    with path.open("a+", encoding="ascii") as handle:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    holder = path.read_text(encoding="ascii").strip() or "unknown"
                    raise CrawlBusy(
                        f"{state_dir}: another crawl (process {holder}) is running; wait for it, "
                        f"or end that process"
                    ) from None
                time.sleep(0.2)
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
