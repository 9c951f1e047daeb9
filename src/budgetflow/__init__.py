"""Budget disclosures of Chinese government bodies as open data that people trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetflow.client import OpenRelease

__version__ = "0.1.0"


def open(version: str = "latest", releases: str | Path | None = None) -> OpenRelease:
    """Open a release to read as polars, pandas or Arrow:
    `budgetflow.open("latest").polars("amounts")`.

    `releases` is the folder or fsspec URL of the releases; else that of the settings. Raises
    UnknownVersion, naming those
    there are.
    """
    from budgetflow.client import open_release  # noqa: PLC0415  (the command line must not pay for it)

    return open_release(version, releases)
