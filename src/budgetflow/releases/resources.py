"""What making a release may use; none of it leaves a trace in the release."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Effort:
    """How much memory and how many processes."""

    rows: int = 200_000
    """Rows held in memory at a time; about 300 MB at the most."""
    workers: int = 1
    """Processes that make parts of a release: data, CSV, wide tables, pages, and the look for
    personal data. With more than one, the source of pictures is sent to them, pickled.
    """
    room: Path | None = None
    """Folder on this machine's disk for releases on an object store: they are built in it, and of
    the newest it keeps what the next one reads. None: built under the system's folder for temporary
    files, nothing kept. Releases on a disk have all that in their own folder.
    """

    executor: Executor | None = None
    """Where those processes are, if not on this machine: each sees the release's folder under the
    same path, and so many of its calls may be under way as there are `workers`. A worker that dies
    is the executor's business; a call may be made twice.
    """

    def alone(self, few: bool) -> bool:
        """Check whether this process makes all parts itself; for `few` no process is started, but
        workers that are there already are used.
        """
        return self.executor is None and (few or self.workers <= 1)

    @property
    def site_rows(self) -> int:
        """Return the figures in memory while pages are written, all processes together: as Python
        objects they are ten times larger than in Arrow.
        """
        return min(self.rows, 50_000)


USUAL = Effort()
