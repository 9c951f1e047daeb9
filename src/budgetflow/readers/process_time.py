"""How long a process and those it started have worked, and limits that count work, not waiting."""

from __future__ import annotations

import os
import time
from pathlib import Path

# Times its seconds that a process may take where other processes have the processor.
_BUSY = 4
# Share of its time that a process must have had the processor to count as one that works.
_AT_WORK = 0.05
# utime, stime, cutime and cstime among the fields of /proc/PID/stat behind the program's name.
_TIMES = slice(11, 15)


class Deadline:
    """The end of a process's time, which moves where a busy machine gave it no processor.

    What a busy machine reads must be what an idle one reads: a process that works has `seconds` of
    the processor, within four times as much by the clock. One that sleeps gets no more than
    `seconds` by the clock, nor does any where `moves` is False.
    """

    def __init__(self, process: int, seconds: float, *, moves: bool = True) -> None:
        """Begin to count for a process now."""
        self._process = process
        self._seconds = seconds
        self._used = processor_seconds(process)
        now = time.monotonic()
        self._at = now + seconds
        most = _BUSY * seconds if moves else seconds
        self._latest = now + most

    def left(self) -> float:
        """Return the seconds to wait until the deadline is looked at again; 0 where time is up."""
        now = time.monotonic()
        if now < self._at:
            return self._at - now
        worked = processor_seconds(self._process) - self._used
        if worked < _AT_WORK * self._seconds:
            return 0.0
        self._at = min(now + self._seconds - worked, self._latest)
        return max(self._at - now, 0.0)


def processor_seconds(process: int) -> float:
    """Return the processor time that a process and all it started have had, 0 where the system does
    not tell.

    A process's own line has the time of children that ended; those that run (LibreOffice over an
    old Word file, while its reader sleeps) are asked themselves.
    """
    ticks = 0
    for one in (process, *descendants(process)):
        ticks += _ticks(one)
    return ticks / os.sysconf("SC_CLK_TCK")


def descendants(parent: int) -> list[int]:
    """Return the processes below one, the deepest first, where the system tells (Linux)."""
    found: list[int] = []
    for child in _children(parent):
        found += descendants(child)
        found.append(child)
    return found


def _children(parent: int) -> list[int]:
    """Return the processes that a process has started: each of its threads lists its own."""
    try:
        # not Path.glob: it raises where the process ends between its look and its listing
        threads = list(Path(f"/proc/{parent}/task").iterdir())
    except OSError:
        return []  # the process has ended since
    found: list[int] = []
    for thread in threads:
        try:
            listed = (thread / "children").read_text(encoding="ascii")
        except OSError:
            continue  # the thread has ended since
        found += map(int, listed.split())
    return found


def _ticks(process: int) -> int:
    """Return the clock ticks that a process and its ended children have had; 0 where it is gone."""
    try:
        line = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    fields = line.rpartition(")")[2].split()
    return sum(map(int, fields[_TIMES]))
