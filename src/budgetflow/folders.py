"""Where a folder that is not there yet would be made: asked before a work begins that fills it."""

from __future__ import annotations

from pathlib import Path


def nearest_there(path: Path) -> Path:
    """Return a path as it is given where it exists, else the nearest one above it that does."""
    return next(place for place in (path, *path.absolute().parents) if _is_there(place))


def _is_there(path: Path) -> bool:
    """Check whether a path exists; in a folder that may not be looked into nothing does."""
    try:
        return path.exists()
    except PermissionError:
        return False
