"""The files of a release folder, by name: there may be millions, so names are plain texts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def files_of(folder: Path) -> list[str]:
    """Return the names of all files under a folder, relative to it, with slashes, sorted."""
    found = []
    for here, _, names in os.walk(folder):
        under = os.path.relpath(here, folder).replace(os.sep, "/")
        found += names if under == "." else [f"{under}/{name}" for name in names]
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


def _link_or_copy(source: Path, target: Path) -> None:
    """Put a file in place whose folder is there."""
    try:
        os.link(source, target)
    except FileExistsError:
        return  # another process was quicker
    except OSError:
        shutil.copyfile(source, target)
