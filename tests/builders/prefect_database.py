"""Prefect's database as an earlier run left it.

A server brings up an empty one by a hundred migrations, which take three to five seconds of
processor time; tests of what a run does begin with one that is there, as all nights but the first
do. From nothing begin tests/deploy/test_wheel.py and tests/flows/test_local_server.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.builders.kept import kept

_MAKE = (
    "import asyncio; from prefect.server.database import provide_database_interface as database; "
    "asyncio.run(database().create_db())"
)


def put_database(folder: Path) -> Path:
    """Write Prefect's database, without a run in it, into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "prefect.db"
    path.write_bytes(kept("prefect", "database", _made))
    return path


def put_database_of(home: Path) -> None:
    """Write the database into a home of the program, where `flows.engine.prefect_settings` has
    it.
    """
    put_database(home / "state" / "prefect")


def _made() -> bytes:
    with tempfile.TemporaryDirectory(prefix="budgetflow-prefect-") as folder:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        environment = own | {"PREFECT_HOME": folder, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
        subprocess.run([sys.executable, "-c", _MAKE], check=True, env=environment)
        return Path(folder, "prefect.db").read_bytes()
