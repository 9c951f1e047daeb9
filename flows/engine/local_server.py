"""A Prefect server for one machine, started and stopped with `budgetflow serve`: scheduler, API and
UI on loopback.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from budgetflow.flows.engine.children import child

# An empty home takes up to 39 s on two slow cores; three times that means something else is wrong.
_START_SECONDS = 120.0
# Seconds a server may take to end; what it keeps is in its database at every moment.
_END_SECONDS = 3.0


class ServerDidNotStart(RuntimeError):
    """The server did not answer in time; the message names its log."""


@contextmanager
def local_server(log: Path, host: str = "127.0.0.1", port: int = 4200) -> Iterator[str]:
    """Start a server, wait until it answers, and yield its API's address; it ends with the block.

    `log` takes what the server prints. Raises ServerDidNotStart, for example when the port is taken
    by another program.
    """
    address = f"http://{host}:{port}/api"
    # The page in the browser asks the API under the same address, so the UI must be told of a port
    # of our own.
    environment = os.environ | {"PREFECT_UI_API_URL": address, "PREFECT_API_URL": ""}
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        host,
        "--port",
        str(port),
    ]
    with child(command, environment, log, _END_SECONDS, show=False) as process:
        _wait(process, address, log)
        yield address


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the server answers its health check."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ServerDidNotStart(
                f"the Prefect server ended at once (code {process.returncode}); its output is in "
                f"{log}"
            )
        try:
            if requests.get(f"{address}/health", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.5)
    raise ServerDidNotStart(
        f"the Prefect server did not answer at {address} in {_START_SECONDS:.0f} s; its output "
        f"is in {log}"
    )
