"""Where tasks and the parts of a release run: threads of this process, processes of this machine,
or a Dask cluster. The results are the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from budgetflow.extras import MissingExtra
from budgetflow.jobs.from_settings import effort_of
from budgetflow.releases.resources import Effort
from budgetflow.settings import Settings

_NO_DASK = 'BUDGETFLOW_RUNNER is "dask" but it is not installed: pip install "budgetflow[dask]"'


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Return the task runner that `BUDGETFLOW_RUNNER` names.

    Threads suit one machine: a document is read in a process of its own anyway. Processes also
    spread checking and storing
    over the cores. Dask spreads over machines that see the same stores: `BUDGETFLOW_DASK_ADDRESS`
    names the scheduler; without
    it a cluster of local processes is started for the run. MissingExtra where Dask is asked for and
    not installed.
    """
    workers = settings.workers or os.cpu_count() or 1
    if settings.runner == "processes":
        return ProcessPoolTaskRunner(max_workers=workers)
    if settings.runner == "dask":
        try:
            from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  (an extra)
        except ModuleNotFoundError as error:
            raise MissingExtra(_NO_DASK) from error
        if settings.dask_address:
            return DaskTaskRunner(address=settings.dask_address)
        return DaskTaskRunner(
            cluster_kwargs={
                "n_workers": workers,
                "threads_per_worker": 1,
                "dashboard_address": None,
            }
        )
    return ThreadPoolTaskRunner(max_workers=workers)


@contextmanager
def release_effort(settings: Settings) -> Iterator[Effort]:
    """Yield what making a release may use: the workers of the Dask cluster that the settings ask
    for, else processes of this machine.

    The workers write into the folder that the release is built in, so they must see it under the
    same path. MissingExtra where Dask is asked for and not installed.
    """
    effort = effort_of(settings)
    if settings.runner != "dask":
        yield effort
        return
    with _dask_client(settings, effort.workers) as client:
        # Not `pure`: a call writes files, so its answer must not stand for the next one like it.
        executor = client.get_executor(pure=False)
        threads = sum(client.nthreads().values())
        yield replace(effort, executor=executor, workers=max(1, threads))


@contextmanager
def _dask_client(settings: Settings, workers: int) -> Iterator[Any]:
    """Yield a client of the cluster that the settings name, or of local processes that end with
    this.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise MissingExtra(_NO_DASK) from error
    if settings.dask_address:
        with Client(settings.dask_address) as client:
            yield client
        return
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def one_server() -> Iterator[None]:
    """Have the tasks submitted within report to the server of this run, wherever they are.

    A run that was given no `PREFECT_API_URL` brings a server of its own. Tasks in other processes
    do not know of it: each
    process would start another one, which takes half a minute, and all would write into one SQLite
    file.
    """
    if PREFECT_API_URL.value():
        yield
        return
    with get_client(sync_client=True) as client:
        address = str(client.api_url).rstrip("/")
    with temporary_settings({PREFECT_API_URL: address}):
        yield
