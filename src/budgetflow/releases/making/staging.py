"""Where a release is built before it is put in place, and what killed builds left there.

A builder holds a lock on its folder as long as it lives; the system lets go of it however the
process ends. So a folder that
nobody holds is abandoned, and the next build removes it: a release of a whole country is many
gigabytes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from budgetflow.releases.versions import Catalogue

PREFIX = ".staging-"
# A folder younger than this may belong to a process that has not locked it yet.
# Between making a folder and locking it lie two system calls; a minute bears a machine that swaps.
YOUNG_SECONDS = 60.0


def room_of(catalogue: Catalogue, room: Path | None) -> Path:
    """Return the folder to build in: the releases' own on a disk, so that a rename puts a release
    in place; else `room`, or the system's for temporary files.
    """
    if catalogue.files.local:
        return Path(catalogue.files.full(""))
    return room or Path(tempfile.gettempdir(), "budgetflow-releases")


@contextmanager
def staging(catalogue: Catalogue, room: Path | None = None) -> Iterator[Path]:
    """Return a new folder to build a release in; it is gone afterwards."""
    with own_folder(room_of(catalogue, room), PREFIX) as folder:
        yield folder


@contextmanager
def own_folder(root: Path, prefix: str) -> Iterator[Path]:
    """Return a new folder under `root`, named with a prefix; it is gone afterwards.

    Removes what builds left there under that prefix that were killed; another one at work keeps its
    folder.
    """
    root.mkdir(parents=True, exist_ok=True)
    for folder in root.glob(f"{prefix}*"):
        _remove_if_abandoned(folder)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    # mkdtemp makes it readable by its owner alone, and it will be the release's own folder.
    folder.chmod(0o755)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def _remove_if_abandoned(folder: Path) -> None:
    try:
        if time.time() - folder.stat().st_mtime < YOUNG_SECONDS:
            return
        held = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return  # its builder has just put it in place, or removed it
    try:
        # Not waiting: a lock that is held is a builder at work.
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(held)
