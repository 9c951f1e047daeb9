"""Threads, processes and Dask give the same release in every byte, and so does a plain call without
Prefect.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
from prefect.settings import PREFECT_API_URL

from budgetflow.extras import MissingExtra
from budgetflow.flows.engine.runners import one_server, release_effort, task_runner
from budgetflow.flows.reread import reread
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.steps import batches
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.making.parallel import PartFailed, side_by_side
from budgetflow.sample.archive import fill_archive
from budgetflow.sample.facts.invent import invented
from budgetflow.settings import Settings

DAY = date(2026, 11, 22)
COUNT = 4


def released(settings: Settings) -> dict[str, str]:
    """Hash of every file of a release of what the lake holds."""
    made = build_release(Lake(settings.store("lake")), settings.store("releases"), DAY)
    assert made
    return sums_of(Path(made.path))


def sums_of(release: Path) -> dict[str, str]:
    lines = (release / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


class Calls(Executor):
    """Passes calls on to an executor, and tells which processes answered them."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._asked: list[Future[int]] = []

    def submit(self, call: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        self._asked.append(self._executor.submit(os.getpid))
        return self._executor.submit(call, *given, **named)

    def processes(self) -> set[int]:
        return {asked.result() for asked in self._asked}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The release that a plain call makes."""
    settings = Settings(home=tmp_path_factory.mktemp("plain"))
    ingest(fill_archive(settings, invented(1, COUNT)), settings)
    return released(settings)


@pytest.mark.usefixtures("prefect_server")
@pytest.mark.parametrize("runner", ["threads", "processes", "dask"])
def test_a_runner_changes_no_byte(
    runner: str, plain: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)  # several batches, though the documents are few
    settings = Settings(home=tmp_path / "home", runner=runner, workers=2)  # type: ignore[arg-type]
    fill_archive(settings, invented(1, COUNT))
    state = reread.with_options(task_runner=task_runner(settings))(
        str(settings.home), release=False, return_state=True
    )
    assert state.name == f"Completed({COUNT} read again, {COUNT} changed)"
    assert released(settings) == plain


def test_dask_workers_make_the_release_that_one_process_makes(
    plain: dict[str, str], tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home", runner="dask", workers=2)
    ingest(fill_archive(settings, invented(1, COUNT)), settings)
    lake = Lake(settings.store("lake"))
    with release_effort(settings) as effort:
        assert effort.executor is not None and effort.workers == 2
        called = Calls(effort.executor)
        on_workers = replace(effort, executor=called)
        made = build_release(lake, settings.store("releases"), DAY, effort=on_workers)
        workers = called.processes()
    assert made
    assert workers and os.getpid() not in workers
    assert sums_of(Path(made.path)) == plain


def test_without_dask_a_release_is_made_on_this_machine(tmp_path: Path) -> None:
    with release_effort(Settings(home=tmp_path, workers=3)) as effort:
        assert effort.executor is None and effort.workers == 3


def test_a_part_that_a_worker_fails_to_make_ends_the_release_with_its_reason(
    tmp_path: Path,
) -> None:
    with (
        release_effort(Settings(home=tmp_path, runner="dask", workers=1)) as effort,
        pytest.raises(PartFailed, match="ZeroDivisionError: division by zero"),
    ):
        list(side_by_side(divided, [1, 0], effort))


def divided(by: int) -> float:
    """Divide by what is given; a worker must be able to import it."""
    return 1 / by


def test_a_local_dask_cluster_needs_no_address_and_another_is_used_where_named() -> None:
    assert (
        "DaskTaskRunner"
        in type(task_runner(Settings(runner="dask", dask_address="tcp://127.0.0.1:1"))).__name__
    )
    assert "ThreadPool" in type(task_runner(Settings())).__name__


def test_dask_without_its_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect_dask.task_runners", None)  # as where it is missing
    with pytest.raises(MissingExtra, match='BUDGETFLOW_RUNNER is "dask" but it is not installed'):
        task_runner(Settings(runner="dask"))


@pytest.mark.usefixtures("prefect_server")
def test_tasks_in_other_processes_report_to_the_server_of_their_run() -> None:
    assert PREFECT_API_URL.value() is None
    with one_server():
        address = PREFECT_API_URL.value()
        assert requests.get(f"{address}/health", timeout=30).ok
    assert PREFECT_API_URL.value() is None


def kill_a_worker(commits: Path, killed: list[int]) -> None:
    """Kill the Dask worker that is at work once the first commit is there."""
    end = time.monotonic() + 300
    while time.monotonic() < end and not (commits.exists() and any(commits.iterdir())):
        time.sleep(0.02)
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "multiprocessing.spawn" in " ".join(process.cmdline()) and process.children():
                process.kill()
                killed.append(process.pid)
                return


@pytest.mark.usefixtures("prefect_server")
def test_a_dask_worker_killed_in_the_middle_changes_no_byte(
    plain: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH", 1)
    settings = Settings(home=tmp_path / "home", runner="dask", workers=2)
    fill_archive(settings, invented(1, COUNT))
    killed: list[int] = []
    killer = threading.Thread(
        target=kill_a_worker, args=(Path(settings.store("lake"), "_log"), killed)
    )
    killer.start()
    again = reread.with_options(task_runner=task_runner(settings))
    again(str(settings.home), release=False)
    killer.join()
    assert killed
    # A batch that was lost with its worker is taken up again by the next run, whoever does it; one
    # that was done is not done twice.
    threads = settings.model_copy(update={"runner": "threads"})
    later = reread.with_options(task_runner=task_runner(threads))
    assert later(str(settings.home), release=False, return_state=True).name.startswith(
        f"Completed({COUNT} read again"
    )
    assert released(settings) == plain


@pytest.mark.parametrize(
    ("wanted", "workers", "size"),
    [(3, 2, 25), (400, 2, 25), (800, 2, 50), (5_000, 2, 100), (5_000, 64, 25), (100_000, 2, 250)],
)
def test_a_task_is_as_large_as_keeps_the_workers_busy_and_its_bookkeeping_small(
    wanted: int, workers: int, size: int
) -> None:
    assert batches.batch_size(wanted, workers) == size
