"""A hash of the code and words that files are made by: what other code made is made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_KINDS = (".py", ".html", ".css", ".js", ".svg", ".csv")


@cache
def code_version(*packages: str) -> str:
    """Return a hash over all sources of some packages, in hex."""
    digest = hashlib.sha256()
    for package in packages:
        for name, source in sorted(_sources(files(package)), key=lambda found: found[0]):
            digest.update(name.encode() + source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable, under: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{under}{entry.name}/")
        elif entry.name.endswith(_KINDS):
            yield under + entry.name, entry
