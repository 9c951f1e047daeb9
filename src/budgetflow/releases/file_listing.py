"""The files of a release folder, by name: there may be millions, so names are plain texts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def files_of(folder: Path) -> list[str]:
    """Return the names of all files under a folder, relative to it, with slashes, sorted."""
    found = []
    root = str(folder)
    for here, _, names in os.walk(root):
        # Cut off by its length: a path relative to another took as long as the listing.
        under = here[len(root) :].lstrip(os.sep).replace(os.sep, "/")
        found += [f"{under}/{name}" for name in names] if under else names
    return sorted(found)


def link(source: Path, target: Path) -> None:
    """Put a file of another release in place, as a hard link where the disk can, else as a copy;
    what is there stays.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        return  # another process was quicker
    except OSError:  # most often the first file of its folder
        target.parent.mkdir(parents=True, exist_ok=True)
        _link_or_copy(source, target)


def link_all(names: Iterable[str], source: Path, target: Path) -> None:
    """Put files of another release in place, each under its name, as `link` does.

    There are millions of them: paths as objects took three times as long as the links themselves.
    """
    there = str(source)
    here = str(target)
    for name in names:
        try:
            os.link(f"{there}/{name}", f"{here}/{name}")
        except OSError:  # the first file of its folder, one that is there, or no links at all
            link(source / name, target / name)


def _link_or_copy(source: Path, target: Path) -> None:
    """Put a file in place whose folder is there."""
    try:
        os.link(source, target)
    except FileExistsError:
        return  # another process was quicker
    except OSError:
        shutil.copyfile(source, target)
