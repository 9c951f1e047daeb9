"""How the program grows: generated documents read, checked, stored and released, and a quiet night over many sources.

    python benchmarks/scale.py --documents 1000 --sources 300            a look, some minutes
    make scale                                                           100,000 documents and 3,215 sources, some hours

Every document's truth is known, so accuracy is measured on the way. Prints one JSON object; `--out` also writes it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from budgetflow.archive.objects import Archive
from budgetflow.crawl.night import crawl
from budgetflow.ingest import ingest
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.compose import compose
from budgetflow.sample.invent import invented
from budgetflow.sample.server import HOST, serving
from budgetflow.sample.site import Article, Served, site
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

BATCH = 25


@contextmanager
def measured(name: str, into: dict[str, Any]) -> Iterator[None]:
    """Note wall seconds, processor seconds (children included) and the most memory so far."""
    wall, processor = time.monotonic(), _processor()
    yield
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    into[name] = {
        "seconds": round(time.monotonic() - wall, 2),
        "processor_seconds": round(_processor() - processor, 2),
        "memory_mib": used,
        "largest_child_mib": child,
    }


def _processor() -> float:
    """Processor seconds of this process and of its children, those at work included (they read the documents)."""
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
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def store(settings: Settings, keys: list[str], workers: int, progress: Callable[[int, float], None]) -> None:
    """Ingest in batches on threads, each document read in a process of its own."""
    done = 0
    lock = threading.Lock()
    started = time.monotonic()

    def one(batch: list[str]) -> None:
        nonlocal done
        ingest(batch, settings)
        with lock:
            done += len(batch)
            progress(done, time.monotonic() - started)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, [keys[n : n + BATCH] for n in range(0, len(keys), BATCH)]))


def accuracy(settings: Settings, count: int, seed: int) -> dict[str, Any]:
    """Hold the sum of all amounts of the lake against the sum of all truths: equal only when every figure is right."""
    expected = [truth.amount_yuan for facts, layout in invented(seed, count) for truth in compose(facts, layout).truths()]
    amounts = Lake(settings.store("lake")).read("amounts")
    found = amounts.filter(pc.not_equal(pc.fill_null(amounts["amount_yuan"], 0), 0))
    return {"figures": len(expected), "found": found.num_rows, "difference_yuan": str(sum(expected) - (pc.sum(found["amount_yuan"]).as_py() or 0))}


def quiet_night(folder: Path, count: int) -> dict[str, Any]:
    """Visit many sources twice and measure the second visit, on which nothing is new."""
    pages: dict[str, Served] = {}
    sources = []
    for number in range(count):
        article = Article("/zwgk/1.html", "关于召开会议的通知", "某局", "2026-01-01", "<p>请准时参加。</p>")
        for path, served in site([article]).items():
            pages[path if path == "/robots.txt" else f"/{number}{path}"] = served
    settings = Settings(home=folder, allow_hosts=[HOST])
    out: dict[str, Any] = {"sources": count}
    with serving(pages, port=0) as address:
        for number in range(count):
            start = (f"{address}/{number}/zwgk/index.html",)
            sources.append(Source(id=f"s-{number}", name="某地预决算", region_code="650104", start_urls=start, requests_per_minute=600_000))
        for name in ("first", "quiet"):
            with measured(name, out):
                report = crawl(sources, Archive(settings.store("archive")), settings.store("state"), settings)
                report.acknowledge()
            out[name]["requests"] = sum(host.requests for host in report.hosts.values())
    return out


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--sources", type=int, default=100)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path)
    given = options.parse_args()
    result: dict[str, Any] = {"documents": given.documents, "workers": given.workers, "cores": os.cpu_count(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory(prefix="budgetflow-scale-") as name:
        settings = Settings(home=Path(name, "home"))
        with measured("generate", result):
            keys = fill_archive(settings, invented(given.seed, given.documents))
        growth: list[tuple[int, float]] = []
        step = max(1, given.documents // 10)

        def progress(done: int, seconds: float) -> None:
            if not growth or done - growth[-1][0] >= step:
                growth.append((done, round(seconds, 1)))

        with measured("store", result):
            store(settings, keys, given.workers, progress)
        result["store"]["documents_a_second"] = round(given.documents / result["store"]["seconds"], 2)
        result["growth"] = growth
        with measured("store_again", result):
            store(settings, keys[: max(BATCH, given.documents // 20)], given.workers, lambda _done, _seconds: None)
        with measured("compact", result):
            Lake(settings.store("lake")).compact()
        with measured("release", result):
            made = build_release(Lake(settings.store("lake")), settings.store("releases"), date(2026, 11, 22))
        result["rows"] = made.version.counts if made else {}
        result["bytes"] = {
            store_name: sum(path.stat().st_size for path in Path(settings.store(store_name)).rglob("*") if path.is_file())
            for store_name in ("archive", "lake", "releases")
        }
        result["accuracy"] = accuracy(settings, given.documents, given.seed)
        result["quiet_night"] = quiet_night(Path(name, "night"), given.sources)
    text = json.dumps(result, ensure_ascii=False, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
