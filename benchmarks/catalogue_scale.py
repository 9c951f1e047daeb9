"""How long the catalogue of many disclosures takes:
`python benchmarks/catalogue_scale.py --disclosures 2000`.

Makes a release of generated disclosures, three years each of eleven bureaus of every county, city
and province, and measures the writing of its pages alone: processor seconds, seconds, pages and the
largest of them. With `--of 1000` only so many are made and released, and copied until there are as
many as are wanted (`benchmarks/copied_disclosures.py`): their pages are measured, and the release
ends with them. `--keep FOLDER` leaves it there, for `benchmarks/catalogue.py` to open in a browser.
With `BUILD=` the root of an older checkout and its interpreter, it measures that one.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from itertools import islice, product
from pathlib import Path
from typing import Any

sys.path.insert(0, os.environ.get("BUILD", str(Path(__file__).resolve().parent.parent)))

from copied_disclosures import Copies
from tests.builders.disclosures import disclosure

from budgetflow.lake.store import Lake
from budgetflow.releases import build

BUREAUS = (
    "教育",
    "财政",
    "水务",
    "公安",
    "民政",
    "商务",
    "司法",
    "审计",
    "统计",
    "林业",
    "交通运输",
)
YEARS = (2024, 2025, 2026)
CODES = ("2010301", "2050201", "2080501", "2089901", "2101101", "2120101", "2130305", "2210201")
"""Function codes a disclosure has; two amounts each."""
A_BATCH = 500
"""Disclosures that are stored at a time."""


def bodies() -> Iterator[tuple[str, str]]:
    """Yield names of publishers with the codes of their regions, one bureau after the other."""
    text = files("budgetflow.reference").joinpath("regions.csv").read_text(encoding="utf-8")
    regions = [(row["name"], row["code"]) for row in csv.DictReader(text.splitlines())]
    for bureau, (region, code) in product(BUREAUS, regions):
        yield f"{region}{bureau}局", code


def fill(lake: Lake, disclosures: int) -> None:
    """Store so many disclosures, a batch at a time."""
    wanted = enumerate(islice(product(bodies(), YEARS), disclosures))
    while batch := list(islice(wanted, A_BATCH)):
        together: Any = None
        for number, ((name, code), year) in batch:
            figures = {
                function: f"{(number * 7919 + place * 104729) % 10**7 / 100:.2f}"
                for place, function in enumerate(CODES)
            }
            made = disclosure(name, year, code, figures)
            if together is None:
                together = made
            else:
                together.extend(made)
        lake.replace(together, "1")
    lake.compact(more_than=1)


def processor() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class PagesWrittenError(Exception):
    """Raised once the pages of copied disclosures are there: what a release has beside them would
    be that of the few.
    """


class Measured:
    """Wraps the writing of the catalogue and keeps what it took."""

    def __init__(self, write: Callable[..., None], times: int, kept: Path) -> None:
        self._write = write
        self._times = times
        self._kept = kept
        self.took: dict[str, object] = {}

    def __call__(self, release: Path, *given: Any, **named: Any) -> None:
        if self._times > 1:
            count = Copies(release / "data", list(bodies())).write(self._times)
            print(json.dumps({"disclosures copied": count}), flush=True)
        start, used = time.perf_counter(), processor()
        self._write(release, *given, **named)
        self.took = {
            "processor_seconds": round(processor() - used, 1),
            "seconds": round(time.perf_counter() - start, 1),
            "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            **pages(release),
        }
        if self._times > 1:
            release.rename(self._kept)
            raise PagesWrittenError


def pages(release: Path) -> dict[str, object]:
    """Return the number of pages, and the heaviest with its size in KiB."""
    found = [(path.stat().st_size, path) for path in release.rglob("*.html")]
    size, heaviest = max(found)
    name = heaviest.relative_to(release).as_posix()
    return {"pages": len(found), "heaviest": name, "heaviest_kib": size // 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disclosures", type=int, default=2000)
    parser.add_argument("--of", type=int, help="how many are made; the others are copies")
    parser.add_argument("--workers", type=int, default=1, help="processes that write pages")
    parser.add_argument("--keep", type=Path, help="an empty folder for the lake and the release")
    wanted = parser.parse_args()
    made = wanted.of or wanted.disclosures
    with tempfile.TemporaryDirectory() as folder:
        home = wanted.keep or Path(folder)
        site = Measured(build.write_site, -(-wanted.disclosures // made), home / "site")
        build.write_site = site
        lake = Lake(home / "lake")
        fill(lake, made)
        start = processor()
        effort = vars(build)["Effort"](workers=wanted.workers)
        told: dict[str, object] = {"disclosures": wanted.disclosures}
        try:
            build.build_release(lake, home / "releases", date(2026, 11, 22), effort=effort)
            told["release_processor_seconds"] = round(processor() - start, 1)
        except PagesWrittenError:
            pass
        print(json.dumps(told | site.took))


if __name__ == "__main__":
    main()
