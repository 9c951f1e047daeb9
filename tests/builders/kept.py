"""What reading the real documents gave, kept on disk: each is read once for all workers of a run,
and not again in the next run while neither the code nor the bytes have changed.

Reading the corpus was half of the processor time of all tests: eight modules read the same files,
and every worker did so for itself.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import time
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / ".pytest_cache" / "kept"
READING = (
    "src/budgetflow/readers",
    "src/budgetflow/interpret",
    "src/budgetflow/reference",
    "src/budgetflow/contracts",
    "src/budgetflow/jobs",
    "src/budgetflow/settings.py",
    "tests/builders",
    "requirements-dev.lock",
)
"""All that decides what `read_and_understand` gives; checks and facts come after it."""
_OLD = 3600.0
"""Seconds after which what other code gave is thrown away: longer than a run may take."""


def digest_of(root: Path, parts: tuple[str, ...] = READING) -> str:
    """Return one hash of the names and bytes of all files under some parts of a tree, of the
    Python that reads them and of the settings in the environment.
    """
    digest = hashlib.sha256(sys.version.encode())
    settings = sorted(item for item in os.environ.items() if item[0].startswith("BUDGETFLOW_"))
    digest.update(repr(settings).encode())
    for part in parts:
        for path in _files_under(root / part):
            digest.update(str(path.relative_to(root)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def kept(name: str, key: str, make: Callable[[], T]) -> T:
    """Return what `make()` gives, made once for a name and key by the code as it is.

    The value can be pickled, and each call gives a copy of its own. Where two processes ask at
    once, one makes it and the other waits. What `make` raises is raised and nothing is kept.
    """
    path = _folder() / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if not path.exists():
        with FileLock(f"{path}.lock"):
            if not path.exists():
                _write(path, make())
    value: T = pickle.loads(zlib.decompress(path.read_bytes()))
    return value


def forget_old(store: Path = STORE) -> None:
    """Remove what other code than this gave, unless it may still be in use."""
    for folder in store.glob("*"):
        if folder.name != _code() and time.time() - folder.stat().st_mtime > _OLD:
            shutil.rmtree(folder, ignore_errors=True)


def _files_under(part: Path) -> list[Path]:
    if part.is_file():
        return [part]
    return sorted(path for path in part.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _write(path: Path, value: object) -> None:
    """Write a value whole or not at all: a run may be killed at any moment."""
    half = path.with_suffix(".half")
    pickled = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    half.write_bytes(zlib.compress(pickled, level=1))  # a fifth of 245 MB
    half.replace(path)


@cache
def _code() -> str:
    return digest_of(ROOT)[:16]


@cache
def _folder() -> Path:
    folder = STORE / _code()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
