"""Checks of what a run leans on: the five stores, Prefect's database, and a Prefect server where
one is named.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from budgetflow.extras import EXTRAS, install_command, missing_from
from budgetflow.health.result import Result, broken, ok, warning
from budgetflow.settings import Settings

STORES = ("archive", "lake", "releases", "quarantine", "state")


def without_stores() -> Result | None:
    """Return what to say where the packages that stores need are not installed; None where they
    are. Reading one's own files needs no store.
    """
    if not missing_from("crawl"):
        return None
    return warning(
        "stores",
        f"not checked: {EXTRAS['crawl']} is not installed; reading own files does not need it",
        install_command("crawl"),
    )


def store(settings: Settings, name: str) -> Result:
    """Write, read and delete a small object in a store, as a run would."""
    import fsspec  # noqa: PLC0415  (slow to import)

    url = settings.store(name)
    # SQLite and locks need a disk of this machine.
    if name == "state" and "://" in url:
        return broken(
            "state",
            f"{url} is no local folder",
            "set BUDGETFLOW_STATE to a folder on a local disk: it holds locks and a database",
        )
    # A name of its own: two doctors may look at one store.
    probe = f"{url.rstrip('/')}/.doctor-{uuid.uuid4().hex}"
    try:
        files, path = fsspec.core.url_to_fs(probe)
        files.makedirs(files._parent(path), exist_ok=True)
        files.pipe_file(path, b"probe")
        # Read back: a right to write is not yet one to read.
        same = files.cat_file(path) == b"probe"
        files.rm_file(path)
    except Exception as error:  # any store may fail in its own way; the message says how
        return broken(
            name,
            f"{url}: {type(error).__name__}: {error}",
            f"make it writable, or set BUDGETFLOW_{name.upper()} to a place that is",
        )
    if not same:
        return broken(
            name, f"{url} gave back other bytes than were written", "do not use this store"
        )
    return ok(name, f"{url} can be written and read")


def holdings(settings: Settings) -> Result:
    """Open the lake and the list of releases as a run would, and say what they hold."""
    from budgetflow.lake.store import Lake  # noqa: PLC0415  (slow to import)
    from budgetflow.releases.versions import Catalogue  # noqa: PLC0415

    again = (
        "move the folder away and run `budgetflow archive reread --no-release`: it makes the lake "
        "anew from the archive; the next night adds the coverage and releases"
    )
    try:
        lake = Lake(settings.store("lake"))
        documents = len(lake.documents())
        missing = lake.missing()
    except Exception as error:  # whatever is wrong with a store shows here
        return broken(
            "holdings",
            f"{settings.store('lake')} cannot be read: {type(error).__name__}: {error}",
            again,
        )
    if missing:
        return broken(
            "holdings",
            f"{settings.store('lake')}: {len(missing)} files of it are gone, among them "
            f"{missing[0]}",
            again,
        )
    try:
        latest = Catalogue(settings.store("releases")).latest()
    except Exception as error:
        remedy = (
            "move the newest release away if its descriptor is damaged: the next run makes it anew"
        )
        return broken(
            "holdings",
            f"{settings.store('releases')} cannot be read: {type(error).__name__}: {error}",
            remedy,
        )
    return ok(
        "holdings",
        f"{documents:,} documents in the lake; newest release: "
        f"{latest.version if latest else 'none yet'}",
    )


def database(settings: Settings) -> Result:
    """Check Prefect's database: the SQLite file of the home folder, or the one that its connection
    URL names.
    """
    url = os.environ.get("PREFECT_API_DATABASE_CONNECTION_URL") or os.environ.get(
        "PREFECT_SERVER_DATABASE_CONNECTION_URL", ""
    )
    if url.startswith("postgresql"):
        return _postgresql(url)
    if os.environ.get("PREFECT_API_URL"):
        return ok("database", "the Prefect server's own; ask for it with the server's environment")
    file = Path(
        os.environ.get("PREFECT_HOME", Path(settings.store("state"), "prefect")), "prefect.db"
    )
    if not file.exists():
        return ok("database", f"{file} is made by the first run")
    try:
        # Read only: looking must not change or make a database.
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5) as connection:
            verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        return broken(
            "database",
            f"{file}: {error}",
            "stop every run; if it stays so, move the file away: only the history of runs is in it",
        )
    if verdict != "ok":
        return broken(
            "database",
            f"{file}: {verdict}",
            "move the file away: only the history of runs is in it, a new one is made",
        )
    return ok(
        "database", f"{file} (SQLite: right for one machine; use PostgreSQL with several workers)"
    )


def server() -> Result:
    """Ask the Prefect server for its health where `PREFECT_API_URL` names one."""
    import requests  # noqa: PLC0415

    url = os.environ.get("PREFECT_API_URL", "")
    if not url:
        return ok("server", "none named: each run brings its own")
    try:
        # Five seconds: a server that needs longer holds up every run.
        answer = requests.get(f"{url.rstrip('/')}/health", timeout=5)
        answer.raise_for_status()
    except requests.RequestException as error:
        return broken(
            "server",
            f"{url}: {error}",
            "start it (deploy/README.md), or unset PREFECT_API_URL to run without one",
        )
    return ok("server", f"{url} is healthy")


def _postgresql(url: str) -> Result:
    """Connect and ask for the version; the password never shows in a message."""
    import sqlalchemy as sa  # noqa: PLC0415
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    # Host and name alone are shown: the URL holds the password.
    place = urlsplit(url)
    shown = f"{place.hostname or 'local socket'}{place.path}"
    try:
        # Prefect's URL names asyncpg, which cannot be asked by a plain call.
        engine = sa.create_engine(
            url.replace("+asyncpg", "+psycopg2"), connect_args={"connect_timeout": 5}
        )
        with engine.connect() as connection:
            found = connection.execute(sa.text("show server_version")).scalar_one()
        engine.dispose()
    except ModuleNotFoundError:
        return warning(
            "database",
            f"PostgreSQL at {shown} was not asked",
            "install psycopg2-binary to have it checked",
        )
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        return broken(
            "database",
            f"PostgreSQL at {shown}: {reason}",
            "start it, or correct PREFECT_API_DATABASE_CONNECTION_URL",
        )
    return ok("database", f"PostgreSQL {found} at {shown}")
