"""Prefect on PostgreSQL: a run is on record there, and a database that went away and came back
costs nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from budgetflow.health.services import database
from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings

BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        BINARIES is None,
        reason="PostgreSQL is not on this machine (Debian: apt-get install postgresql)",
    ),
]


class PostgreSQL:
    """A cluster of its own on loopback, as the user that PostgreSQL wants to be (it refuses
    root).
    """

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = int(probe.getsockname()[1])
        self.folder = folder
        self.url = f"postgresql+asyncpg://prefect:secret@{HOST}:{self.port}/postgres"
        folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        password = folder / "password"
        password.write_text("secret")
        password.chmod(0o644)
        self._do(
            "initdb",
            "--username",
            "prefect",
            "--pwfile",
            str(password),
            "--auth",
            "scram-sha-256",
            "--pgdata",
            str(folder / "data"),
        )

    def _do(self, name: str, *arguments: str) -> None:
        assert BINARIES is not None
        command = [str(BINARIES / name), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self) -> None:
        options = (
            f"-c listen_addresses={HOST} -c port={self.port} -c "
            f"unix_socket_directories={self.folder} -c fsync=off"
        )
        self._do(
            "pg_ctl",
            "start",
            "--wait",
            "--pgdata",
            str(self.folder / "data"),
            "--log",
            str(self.folder / "log"),
            "--options",
            options,
        )

    def stop(self) -> None:
        self._do(
            "pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", str(self.folder / "data")
        )

    def state_names(self) -> list[str]:
        engine = sa.create_engine(self.url.replace("asyncpg", "psycopg2"))
        with engine.connect() as connection:
            names = (
                connection.execute(sa.text("select state_name from flow_run order by start_time"))
                .scalars()
                .all()
            )
        engine.dispose()
        return list(names)


@pytest.fixture
def postgresql() -> Iterator[PostgreSQL]:
    root = Path(tempfile.mkdtemp(prefix="budgetflow-postgresql-"))
    root.chmod(0o755)  # the other user must be able to walk in
    cluster = PostgreSQL(root / "cluster")
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(root)


def test_runs_are_on_record_and_the_database_may_go_and_come_back(
    postgresql: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = kept | {
        "BUDGETFLOW_ALLOW_HOSTS": json.dumps([HOST]),
        "PREFECT_API_DATABASE_CONNECTION_URL": postgresql.url,
    }
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", postgresql.url)
    with serving(site(sample_articles()), port=0) as address:
        command = [
            sys.executable,
            "-m",
            "budgetflow",
            "run",
            "--home",
            str(home),
            "--sources",
            str(write_sources(home, address)),
        ]

        def run() -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                command, env=environment, check=False, capture_output=True, text=True, timeout=400
            )

        assert database(Settings(home=home)).state == "ok"
        first = run()
        assert first.returncode == 0, first.stderr[-2000:]
        assert postgresql.state_names() == ["Completed(6 new)"]
        postgresql.stop()
        assert database(Settings(home=home)).state == "broken"
        postgresql.start()
        assert run().returncode == 0
        assert postgresql.state_names() == ["Completed(6 new)", "Completed(no news)"]
