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

_START_SECONDS = 120.0
"""An empty home takes up to 39 s on two slow cores; three times that means something else is wrong.
"""


class ServerDidNotStart(RuntimeError):
    """The server did not answer in time; the message names its log."""


@contextmanager
def local_server(log: Path, host: str = "127.0.0.1", port: int = 4200) -> Iterator[str]:
    """Start a server, wait until it answers, and give its API's address; it ends with the block.

    `log` takes what the server prints. Raises ServerDidNotStart, for example when the port is taken
    by another program.
    """
    address = f"http://{host}:{port}/api"
    log.parent.mkdir(parents=True, exist_ok=True)
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
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)  # noqa: S603  (our own interpreter)
        try:
            _wait(process, address, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


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
