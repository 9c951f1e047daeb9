"""Budget disclosures of Chinese government bodies as open data that people trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from budgetflow.client import OpenRelease

__version__: str


def __getattr__(name: str) -> str:
    """Return `__version__` from the package's metadata, which take 30 ms to import and few ask
    for.
    """
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import metadata  # noqa: PLC0415

    return metadata.version("budgetflow")


def open(release: str | Path = "latest", releases: str | Path | None = None) -> OpenRelease:
    """Open a release to read as polars, pandas or Arrow:
    `budgetflow.open("latest").polars("amounts")`.

    `release` is a version or `latest`, of the releases in `releases` (a folder or fsspec URL; else
    that of the settings), or itself the folder or URL of a release or of a folder of releases.
    Raises UnknownVersion, naming those there are, and MissingExtra without
    `budgetflow[frames,crawl]`.
    """
    from budgetflow.extras import missing_extras_named  # noqa: PLC0415

    with missing_extras_named():
        from budgetflow.client import open_release  # noqa: PLC0415  (the command line must not pay for it)

        return open_release(release, releases)


def read(
    source: str | Path | bytes,
    *,
    name: str = "document",
    frames: Literal["pandas", "polars", "arrow"] = "pandas",
) -> dict[str, Any]:
    """Read one's own file and return its rows as data frames by dataset.

    `budgetflow.read("budget.pdf")["amounts"]` is a pandas frame with Arrow types: money stays
    Decimal and codes stay text. A file that cannot be read gives one row of `documents` that says
    why. Raises FileNotFoundError for a path that is not there, and MissingExtra where the frames'
    package is not installed (`pip install "budgetflow[frames]"`); "arrow" needs none.
    """
    from budgetflow.extras import missing_extras_named  # noqa: PLC0415

    with missing_extras_named():
        from budgetflow.own_files import read_own  # noqa: PLC0415

        return read_own(source, name, frames)
