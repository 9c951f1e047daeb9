"""How the program grows: generated documents read, checked, stored and released, and a quiet night
over many sources.

    python benchmarks/scale.py --documents 1000 --sources 300            a look, some minutes
    make scale                                                           100,000 documents and 3,215
    sources, hours

Every document's truth is known, so accuracy is measured on the way. Prints one JSON object; `--out`
also writes it, step by
step. With `--home` the stores stay, and a run that was cut goes on where it was; `--steps` chooses
what is done.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pyarrow.compute as pc
from scale_measure import Report, processor_seconds, size_of

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.run import crawl
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.steps import batches
from budgetflow.jobs.steps.batches import LARGE_BATCH, MOST_BATCHES, batch_size, by_region
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.resources import Effort
from budgetflow.releases.verify import verify_release
from budgetflow.releases.versions import Catalogue
from budgetflow.sample.archive import add_government, fill_archive
from budgetflow.sample.facts.government import numbered_government
from budgetflow.sample.facts.invent import invent, layout_of
from budgetflow.sample.paper.printed import PrintedDocument
from budgetflow.sample.site.pages import Article, Served, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

STEPS = (
    "generate",
    "store",
    "again",
    "compact",
    "release",
    "no_news",
    "hashes",
    "accuracy",
    "night",
    "bookkeeping",
)
DAY = date(2026, 11, 22)
MANY_TASKS_BATCH = 5
"""Announcements a task where the cost of a task is measured: as many tasks as a few documents can
make.
"""
PORTION = 500
"""Documents that one process generates at a time."""
BODIES_A_GOVERNMENT = 50
"""One document in so many is a government's book, as a county has some fifty departments."""
Truth = tuple[int, Decimal]
"""How many figures were printed, and their sum in yuan."""


def generated(home: Path, seed: int, numbers: range) -> Truth:
    """Put some invented documents into the archive, and give what is true of them."""
    figures: list[Decimal] = []
    settings = Settings(home=home)

    def told(printed: PrintedDocument) -> None:
        figures.extend(truth.amount_yuan for truth in printed.truths())

    for number in numbers:
        if number % BODIES_A_GOVERNMENT == 0:
            book = numbered_government(seed, number // BODIES_A_GOVERNMENT)
            add_government(settings, book, number, told)
            continue
        facts = invent(seed, number)
        fill_archive(settings, [(facts, layout_of(facts, number))], first=number, told=told)
    return len(figures), sum(figures, Decimal(0))


def generate(report: Report, home: Path, seed: int, count: int, workers: int) -> None:
    portions = [range(first, min(count, first + PORTION)) for first in range(0, count, PORTION)]
    with report.step("generate") as told, ProcessPoolExecutor(workers) as pool:
        truths = list(pool.map(partial(generated, home, seed), portions))
        told |= {
            "figures": sum(number for number, _ in truths),
            "sum_yuan": str(sum((yuan for _, yuan in truths), Decimal(0))),
        }


def store(
    report: Report,
    settings: Settings,
    keys: Sequence[str],
    workers: int,
    seconds: float,
    name: str = "store",
) -> None:
    """Ingest in batches on threads, each document read in a reading process, until all are done or
    the time is up.
    """
    size = batch_size(len(keys), workers)
    parts = [keys[n : n + size] for n in range(0, len(keys), size)]
    lock, started, processor, counts = (
        threading.Lock(),
        time.monotonic(),
        processor_seconds(),
        {"done": 0, "failed": 0, "changed": 0},
    )
    with report.step(name) as told:
        growth: list[list[float]] = []

        def one(batch: Sequence[str]) -> None:
            if time.monotonic() - started > seconds:
                return
            results = ingest(batch, settings)
            with lock:
                counts["done"] += len(results)
                counts["failed"] += sum(bool(result.failed) for result in results)
                counts["changed"] += sum(result.changed for result in results)
                if (
                    not growth
                    or counts["done"] - growth[-1][0] >= len(keys) / 100
                    or counts["done"] == len(keys)
                ):
                    growth.append(
                        [
                            counts["done"],
                            round(time.monotonic() - started, 1),
                            round(processor_seconds() - processor, 1),
                        ]
                    )
                    told.update(asked=len(keys), **counts, growth=growth)
                    report.save()

        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(one, parts))
        told |= {
            "asked": len(keys),
            **counts,
            "documents_a_second": round(counts["done"] / (time.monotonic() - started), 2),
        }


def release(report: Report, settings: Settings, workers: int) -> None:
    with report.step("release") as told:
        made = build_release(
            Lake(settings.store("lake")),
            settings.store("releases"),
            DAY,
            effort=Effort(workers=workers),
        )
        told["rows"] = made.version.counts if made else {}
        told["store"] = size_of(settings.store("releases"))


def hashes(report: Report, settings: Settings) -> None:
    with report.step("hashes") as told:
        catalogue = Catalogue(settings.store("releases"))
        latest = catalogue.latest()
        if latest is not None:
            verdict = verify_release(catalogue, latest.version)
            told |= {"files": verdict.files, "problems": len(verdict.problems)}


def accuracy(report: Report, settings: Settings) -> None:
    """Hold the figures of the lake against what was printed: their number and their sum, equal only
    when every one is right.
    """
    with report.step("accuracy") as told:
        lake, found, total = Lake(settings.store("lake")), 0, Decimal(0)
        for partition in lake.partitions("amounts"):
            amounts = lake.column(partition, "amount_yuan")
            figures = amounts.filter(pc.not_equal(pc.fill_null(amounts, 0), 0))
            found, total = found + len(figures), total + (pc.sum(figures).as_py() or 0)
        truth = report.figures["generate"]
        told |= {
            "printed": truth["figures"],
            "found": found,
            "difference_yuan": str(Decimal(truth["sum_yuan"]) - total),
        }


def night(report: Report, folder: Path, count: int) -> None:
    """Visit many sources twice and measure the second visit, on which nothing is new."""
    pages: dict[str, Served] = {}
    for number in range(count):
        article = Article(
            "/zwgk/1.html", "关于召开会议的通知", "某局", "2026-01-01", "<p>请准时参加。</p>"
        )
        for path, served in site([article]).items():
            pages[path if path == "/robots.txt" else f"/{number}{path}"] = served
    settings = Settings(home=folder, allow_hosts=[HOST])
    with serving(pages, port=0) as address:
        sources = [
            Source(
                id=f"s-{number}",
                name="某地预决算",
                region_code="650104",
                start_urls=(f"{address}/{number}/zwgk/index.html",),
                requests_per_minute=600_000,
            )
            for number in range(count)
        ]
        for name in ("first_night", "quiet_night"):
            with report.step(name) as told:
                visited = crawl(
                    sources, Archive(settings.store("archive")), settings.store("state"), settings
                )
                visited.acknowledge()
                told |= {
                    "sources": count,
                    "requests": sum(host.requests for host in visited.hosts.values()),
                    "found": len(visited.found),
                }


def bookkeeping(report: Report, folder: Path, seed: int, count: int) -> None:
    """Store the same documents by a plain call, by a flow with one task, and by one with many, and
    tell what a run and a task cost.

    The server that the flow brings along counts as the flow's; starting it does not, since it is
    started once. One worker
    does all, so that nothing differs but the tasks.
    """
    homes = {
        name: Settings(home=folder / name, workers=1)
        for name in ("plain", "one_task", "many_tasks")
    }
    for settings in homes.values():
        generated(settings.home, seed, range(count))
    keys = by_region(Announcements(homes["plain"].store("archive")).keys(), homes["plain"])
    ingest(
        keys[:1], homes["plain"].model_copy(update={"lake": str(folder / "warm")})
    )  # a reading process is up and has imported what it needs
    with report.step("bookkeeping_plain"):
        ingest(keys, homes["plain"])
    from budgetflow.flows.engine.prefect_settings import prepare  # noqa: PLC0415  (Prefect reads its settings when it is imported)

    prepare(homes["plain"])
    from budgetflow.flows.engine.runners import task_runner  # noqa: PLC0415
    from budgetflow.flows.reread import reread  # noqa: PLC0415

    flow = reread.with_options(task_runner=task_runner(homes["plain"]))

    flow(str(folder / "empty"), release=False)  # the server is up
    for name, size in (("one_task", count), ("many_tasks", MANY_TASKS_BATCH)):
        batches.BATCH = batches.LARGE_BATCH = size
        with report.step(f"bookkeeping_{name}") as told:
            flow(str(homes[name].home), release=False)
            told["tasks"] = -(-count // size)
    used = {name: report.figures[f"bookkeeping_{name}"]["processor_seconds"] for name in homes}
    a_task = (used["many_tasks"] - used["one_task"]) / (
        report.figures["bookkeeping_many_tasks"]["tasks"] - 1
    )
    a_run = used["one_task"] - used["plain"] - a_task
    a_document = used["plain"] / count
    report.figures["bookkeeping"] = {
        "documents": count,
        "seconds_a_run": round(a_run, 3),
        "seconds_a_task": round(a_task, 4),
        "seconds_a_document": round(a_document, 4),
        "share_with_100_a_task": round(a_task / (a_task + LARGE_BATCH * a_document), 4),
        "share_of_100000": round(
            (a_run + MOST_BATCHES * a_task)
            / (a_run + MOST_BATCHES * a_task + 100_000 * a_document),
            4,
        ),
    }
    report.save()


def measure(report: Report, given: argparse.Namespace, home: Path) -> None:
    settings, steps = Settings(home=home), given.steps
    if "generate" in steps:
        generate(report, home, given.seed, given.documents, given.workers)
    announcements = Announcements(settings.store("archive"))
    if "store" in steps or "again" in steps:
        keys = by_region(announcements.keys(), settings)
        left = [key for key in keys if (record := announcements.get(key)) and not record.documents]
        if "store" in steps:
            store(report, settings, left, given.workers, given.store_seconds)
        if "again" in steps:
            store(
                report,
                settings,
                keys[: max(batches.BATCH, len(keys) // 100)],
                given.workers,
                given.store_seconds,
                "again",
            )
    if "compact" in steps:
        report.figures["before_compaction"] = {
            name: size_of(settings.store(name)) for name in ("archive", "lake")
        }
        with report.step("compact") as told:
            told["joined"] = Lake(settings.store("lake")).compact()
            told["store"] = size_of(settings.store("lake"))
    if "release" in steps:
        release(report, settings, given.workers)
    if "no_news" in steps:
        with report.step("no_news") as told:
            told["release"] = (
                build_release(Lake(settings.store("lake")), settings.store("releases"), DAY)
                is not None
            )
    if "hashes" in steps:
        hashes(report, settings)
    if "accuracy" in steps:
        accuracy(report, settings)
    if "night" in steps:
        with tempfile.TemporaryDirectory(prefix="budgetflow-night-") as folder:
            night(report, Path(folder), given.sources)
    if "bookkeeping" in steps:
        with tempfile.TemporaryDirectory(prefix="budgetflow-bookkeeping-") as folder:
            bookkeeping(report, Path(folder), given.seed, min(given.documents, 200))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--sources", type=int, default=100)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path)
    options.add_argument(
        "--home", type=Path, help="keep the stores here; what they hold already is not done again"
    )
    options.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    options.add_argument(
        "--store-seconds",
        type=float,
        default=float("inf"),
        help="store no further batch after so long, and go on with the next step",
    )
    given = options.parse_args()
    facts = {
        "documents": given.documents,
        "workers": given.workers,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    report = Report(given.out, **facts)
    with tempfile.TemporaryDirectory(prefix="budgetflow-scale-") as temporary:
        measure(report, given, given.home or Path(temporary, "home"))
    print(report.text())


if __name__ == "__main__":
    main()
