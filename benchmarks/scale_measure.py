"""What `scale.py` measures with: seconds, processor and memory of a step, and a report that is
saved as it grows.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Report:
    """Figures by step, written to a file whenever one is there: a run that is killed leaves what it
    had measured.
    """

    def __init__(self, out: Path | None, **facts: Any) -> None:
        self._out = out
        self.figures: dict[str, Any] = facts
        if out is not None and out.exists():
            self.figures = json.loads(out.read_text(encoding="utf-8")) | facts

    def save(self) -> None:
        if self._out is not None:
            beside = self._out.with_suffix(".new")
            beside.write_text(self.text() + "\n", encoding="utf-8")
            beside.replace(self._out)

    def text(self) -> str:
        return json.dumps(self.figures, ensure_ascii=False, indent=1)

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Measure a step; what it puts into the dictionary it is given is kept beside the
        seconds.
        """
        into: dict[str, Any] = {}
        wall, processor = time.monotonic(), processor_seconds()
        self.figures[name] = into
        yield into
        into |= {
            "seconds": round(time.monotonic() - wall, 2),
            "processor_seconds": round(processor_seconds() - processor, 2),
            "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "largest_child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            "load": round(os.getloadavg()[0], 1),
        }
        self.save()


def processor_seconds() -> float:
    """Processor seconds of this process and of its children, those at work included (they read the
    documents).
    """
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system + _at_work()


def _at_work() -> float:
    """Processor seconds of the children that have not ended, from /proc (0 where there is none)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended just now
        if int(fields[1]) == os.getpid():
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def size_of(folder: str | Path) -> dict[str, int]:
    """Bytes and number of the files under a folder."""
    sizes = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
    return {"bytes": sum(sizes), "files": len(sizes)}
