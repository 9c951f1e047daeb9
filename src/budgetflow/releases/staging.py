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


@contextmanager
def staging(catalogue: Catalogue) -> Iterator[Path]:
    """Return a new folder to build in, on the releases' own disk so that a rename puts it in place;
    it is gone afterwards.

    Removes what builds left there that were killed; another one at work keeps its folder.
    """
    if catalogue.files.local:
        root = Path(catalogue.files.full(""))
    else:
        root = Path(tempfile.gettempdir(), "budgetflow-releases")
    root.mkdir(parents=True, exist_ok=True)
    for folder in root.glob(f"{PREFIX}*"):
        _remove_if_abandoned(folder)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
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
