"""Whatever goes wrong, the next run makes it good: nothing lost, nothing doubled, no partial
release.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from budgetflow.cli.doctor import examine
from budgetflow.jobs.from_settings import gate_pages
from budgetflow.jobs.ingest import ingest
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.versions import Catalogue
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.facts.invent import invented
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import serving
from budgetflow.settings import Settings
from tests.faults.main_job import main_job
from tests.faults.ready import start

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 22)
PROGRAM = Path(__file__).with_name("main_job.py")
KILLS = int(os.environ.get("SOAK_KILLS", "8"))
"""Kills of the test, shared by the flows; `make soak` asks for many more."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(site(sample_articles()), port=0) as served:
        yield served


@dataclass(frozen=True)
class Calm:
    """A home after a job that nothing disturbed, and the seconds that it took."""

    home: Path
    seconds: float


@pytest.fixture(scope="module")
def night(address: str, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """Return a night that nothing disturbed, in an empty home."""
    home: Path = tmp_path_factory.mktemp("undisturbed")
    return Calm(home, undisturbed(home, address, "nightly"))


@pytest.fixture
def untouched(night: Calm) -> Path:
    """Return the home after that night."""
    return night.home


def undisturbed(home: Path, address: str, job: str) -> float:
    """Do a job in a process of its own to its end, and return the seconds it took."""
    started = time.monotonic()
    process = start(home, address, DAY, job)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - started


def sums(home: Path) -> str:
    """SHA256SUMS of the one release there is."""
    settings = Settings(home=home)
    [version] = Catalogue(settings.store("releases")).versions()
    return Path(settings.store("releases"), version.version, "SHA256SUMS").read_text(
        encoding="utf-8"
    )


def kill_group(process: ForkServerProcess) -> None:
    """Kill a process and its children, and wait for its end."""
    assert process.pid
    with contextlib.suppress(ProcessLookupError):  # it was done a moment before
        os.killpg(process.pid, signal.SIGKILL)
    process.join()


KEPT = {"nightly": (), "backfill": (), "reread": ("archive",), "release": ("archive", "lake")}
"""What each flow finds when it begins."""


def calm_of(job: str, address: str, night: Calm, home: Path) -> Calm:
    """Do a job undisturbed with what it finds after a night."""
    for store in KEPT[job]:
        shutil.copytree(night.home / store, home / store)
    return Calm(home, undisturbed(home, address, job))


@pytest.mark.parametrize("job", KEPT)
def test_killed_at_random_moments_it_ends_with_the_same_release(
    job: str, address: str, night: Calm, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    for store in KEPT[job]:
        shutil.copytree(night.home / store, home / store)
    calm = night if job == "nightly" else calm_of(job, address, night, tmp_path / "calm")
    wanted = sums(calm.home)
    dice = random.Random(f"20261122 {job}")
    for _ in range(KILLS // len(KEPT)):
        process = start(home, address, DAY, job)
        time.sleep(dice.uniform(0.3, 1.0) * calm.seconds)
        kill_group(process)
        # A release is whole or not there at all, at every moment.
        for version in Catalogue(Settings(home=home).store("releases")).versions():
            folder = Path(Settings(home=home).store("releases"), version.version)
            assert (folder / "SHA256SUMS").read_text(encoding="utf-8") == wanted
    summary = main_job(home, address, DAY, job)
    assert not (summary.release_failure or summary.lost), summary.words()
    assert sums(home) == wanted
    assert [
        result.check for result in examine(Settings(home=home)) if result.state == "broken"
    ] == []


def test_the_night_that_is_killed_is_the_whole_one(untouched: Path) -> None:
    """Ledger, gate and catalogue are part of it."""
    settings = Settings(home=untouched)
    assert Lake(settings.store("lake")).read("coverage").num_rows > 0
    assert (gate_pages(settings) / "index.html").exists()
    latest = Catalogue(settings.store("releases")).latest()
    assert latest and Path(settings.store("releases"), latest.version, "index.html").exists()


def test_a_disk_that_fills_up_costs_the_run_and_nothing_else(
    address: str, untouched: Path, tmp_path: Path
) -> None:
    def small_disk() -> None:
        # No file may grow beyond this: the larger pages and tables fail as they do on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (24_000, 24_000))

    command = [sys.executable, PROGRAM, tmp_path, address, DAY.isoformat()]
    root = PROGRAM.parents[2]
    failed = subprocess.run(
        command, cwd=root, stderr=subprocess.PIPE, check=False, preexec_fn=small_disk, timeout=120
    )
    assert failed.returncode != 0, failed.stderr
    assert Catalogue(Settings(home=tmp_path).store("releases")).versions() == []
    main_job(tmp_path, address, DAY)
    assert sums(tmp_path) == sums(untouched)


def test_a_document_that_poisons_its_reader_costs_that_document(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, read_seconds=0.001)
    keys = fill_archive(settings, invented(1, 1))
    [result] = ingest(keys, settings)
    assert "longer than" in result.failed[0]
    [row] = Lake(settings.store("lake")).read("documents").to_pylist()
    assert row["status"] == "unreadable"
    again = ingest(keys, settings.model_copy(update={"read_seconds": 120.0}))
    assert again[0].failed == []
    assert Lake(settings.store("lake")).read("documents").num_rows == 1


def test_a_clock_that_goes_back_makes_no_version_older_than_the_newest(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    lake = Lake(settings.store("lake"))
    keys = fill_archive(settings, invented(1, 3))
    ingest(keys[:1], settings)
    assert build_release(lake, settings.store("releases"), DAY, site=False)
    ingest(keys[1:], settings)
    made = build_release(lake, settings.store("releases"), date(1999, 1, 1), site=False)
    assert made
    assert made.version.version == "2026.11.22.1"
    assert build_release(lake, settings.store("releases"), date(1999, 1, 2), site=False) is None
    latest = Catalogue(settings.store("releases")).latest()
    assert latest and latest.version == "2026.11.22.1"
