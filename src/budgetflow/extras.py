"""Optional parts of the package: what each extra is for, and which one brings a missing package.

Reading, checking and showing documents need the core alone; the night, the releases and the
catalogue need extras (`pip install "budgetflow[flows]"`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

# What each extra is for, the smaller ones first: a package that several bring is told as the
# first one's.
EXTRAS = {
    "crawl": "web sites, the archive and the lake",
    "frames": "data frames of pandas and polars",
    "site": "releases and their catalogue",
    "gate": "the gate before a release",
    "flows": "the whole night",
    "ocr": "scanned pages",
    "s3": "stores on S3",
    "dask": "reading on a Dask cluster",
    "bundles": "7z and rar archives",
    "sample": "the sample site",
}
# Packages whose module has another name than the letters of the package.
_PACKAGE_OF = {"PIL": "pillow"}


class MissingExtra(RuntimeError):
    """A part of the program is asked for whose packages are not installed."""


def packages_of(extra: str) -> list[str]:
    """Return the names of the packages that an extra brings beside the core's, in small letters."""
    from importlib.metadata import requires  # noqa: PLC0415  (40 ms with packaging, on an error only)

    from packaging.requirements import Requirement  # noqa: PLC0415

    return sorted(
        requirement.name.lower().replace("_", "-")
        for requirement in map(Requirement, requires("budgetflow") or [])
        if requirement.marker
        and requirement.marker.evaluate({"extra": extra})
        and not requirement.marker.evaluate({"extra": ""})
    )


def missing_from(extra: str) -> list[str]:
    """Return the packages of an extra that are not installed."""
    return [package for package in packages_of(extra) if installed_version(package) is None]


def install_command(extra: str) -> str:
    """Return the command that installs an extra."""
    return f'pip install "budgetflow[{extra}]"'


def sentence_about(module: str | None, wanted: str | None = None) -> str | None:
    """Return what to install where a module is missing; None where no extra brings it.

    `wanted` is the extra that the whole verb needs; without it, the smallest that brings the
    module.
    """
    top = (module or "").partition(".")[0]
    package = _PACKAGE_OF.get(top, top).lower().replace("_", "-")
    extra = next((one for one in EXTRAS if package in packages_of(one)), None)
    if extra is None:
        return None
    # The extra that the whole verb needs: else the next missing package would stop it again.
    if wanted is not None and package in packages_of(wanted):
        extra = wanted
    return (
        f"{package} is not installed; it is needed for {EXTRAS[extra]}: {install_command(extra)} "
        f'(or "budgetflow[all]" for every part)'
    )


def installed_version(package: str) -> str | None:
    """Return the installed version of a package, or None."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(package)
    except PackageNotFoundError:
        return None


@contextmanager
def missing_extras_named(wanted: str | None = None) -> Iterator[None]:
    """Raise MissingExtra with the command to run where an import inside fails for want of an extra.

    `wanted` is the extra that the whole part needs. Any other missing module stays the
    ModuleNotFoundError it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        sentence = sentence_about(error.name, wanted)
        if sentence is None:
            raise
        raise MissingExtra(sentence) from error


def require(extra: str) -> None:
    """Raise MissingExtra where a package of an extra is not installed."""
    for package in missing_from(extra)[:1]:
        raise MissingExtra(sentence_about(package, extra))


def run_module(name: str, wanted: str) -> int:
    """Run the `main` of a module and return its exit code; 1, with one sentence on standard error,
    where an extra is missing.
    """
    try:
        with missing_extras_named(wanted):
            code: int | None = import_module(name).main()
    except MissingExtra as error:
        print(error, file=sys.stderr)
        return 1
    return code or 0
