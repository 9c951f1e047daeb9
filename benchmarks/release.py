"""How long and how much memory a release takes: `python benchmarks/release.py [--amounts 1000000]`.

Makes a lake of so many amounts, in the shape of real ones, then builds a release, one with a single
document changed, and
finds that a third is no news. Prints one JSON line each: seconds, and the growth of the
process's peak memory in MiB (`largest_child_mib`: the most that one of the processes that write
pages needed).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.builders.disclosures import disclosure

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.resources import Effort
from budgetflow.settings import Settings

PROVINCES = ("11", "31", "32", "37", "44", "65")
A_DOCUMENT = 250
"""Codes a synthetic document has; twice as many amounts."""


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def largest_child() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def processor() -> float:
    """Processor seconds of this process and of its children, ended or still there."""
    times = os.times()
    spent = times.user + times.system + times.children_user + times.children_system
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            used = child.cpu_times()
            spent += used.user + used.system + used.children_user + used.children_system
    return spent


@contextmanager
def effort_of(rows: int, workers: int, on_dask: bool) -> Iterator[Effort]:
    """Yield what a release may use: processes of its own, or a Dask cluster of so many workers."""
    if not on_dask:
        yield Effort(rows, workers)
        return
    from budgetflow.flows.engine.runners import release_effort  # noqa: PLC0415  (takes seconds)

    settings = Settings(runner="dask", workers=workers, release_rows=rows)
    with release_effort(settings) as effort:
        yield effort


def step(name: str, work: object, **told: object) -> None:
    before, start, used = peak(), time.perf_counter(), processor()
    result = work()  # type: ignore[operator]
    took = {
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(processor() - used, 1),
    }
    memory = {
        "peak_mib": round(peak()),
        "grew_mib": round(peak() - before),
        "largest_child_mib": round(largest_child()),
    }
    print(json.dumps({"step": name, **took, **memory, **told}))
    sys.stdout.flush()
    return result  # type: ignore[return-value]


def fill(lake: Lake, amounts: int) -> None:
    for number in range(amounts // (2 * A_DOCUMENT)):
        province = PROVINCES[number % len(PROVINCES)]
        figures = {
            f"{2010000 + code}": f"{(number * 7919 + code * 104729) % 10**8 / 100:.2f}"
            for code in range(A_DOCUMENT)
        }
        lake.replace(
            disclosure(f"第{number}号局", 2024 + number % 3, f"{province}0101", figures), "1"
        )
    lake.compact(more_than=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--amounts", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=200_000, help="rows held in memory at a time")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="processes that write pages"
    )
    parser.add_argument("--dask", action="store_true", help="workers of a local Dask cluster")
    wanted = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        effort_of(wanted.rows, wanted.workers, wanted.dask) as effort,
    ):
        lake = Lake(Path(folder) / "lake")
        releases = Path(folder) / "releases"
        step("fill the lake", lambda: fill(lake, wanted.amounts), amounts=wanted.amounts)
        step(
            "first release",
            lambda: build_release(lake, releases, date(2026, 11, 22), effort=effort),
        )
        lake.replace(disclosure("又一局", 2026, "650101"), "1")
        step(
            "one document more",
            lambda: build_release(lake, releases, date(2026, 11, 22), effort=effort),
        )
        step("no news", lambda: build_release(lake, releases, date(2026, 11, 22), effort=effort))


if __name__ == "__main__":
    main()
