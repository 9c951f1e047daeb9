"""Checks of the machine: Python, installed packages, disk, clock, and which addresses may be
asked.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement

from budgetflow.extras import EXTRAS, installed_version, missing_from
from budgetflow.folders import nearest_there
from budgetflow.health.result import Result, broken, ok, warning
from budgetflow.settings import Settings

# Bytes that must be free on the home's disk: a release of a province and the pages of a night fit
# in it.
_LEAST_FREE = 2 * 1024**3
# The program was made in 2026; a clock before that is wrong, and would date releases wrongly.
_OLDEST_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)


def python() -> Result:
    """Return which interpreter runs; one that is too old could not have been installed into."""
    return ok("python", f"Python {'.'.join(map(str, sys.version_info[:3]))} at {sys.executable}")


def packages() -> Result:
    """Check that every package the program needs is installed in a version it accepts."""
    # By the program's own metadata: what pip would install, not a list kept by hand.
    wrong = [
        message for line in requires("budgetflow") or [] if (message := _fault(Requirement(line)))
    ]
    if wrong:
        return broken(
            "packages",
            "; ".join(wrong),
            "run make install, which installs exactly what requirements.lock names",
        )
    return ok("packages", f"budgetflow {version('budgetflow')} and all packages it needs")


def extras() -> Result:
    """Return which optional parts are not installed."""
    missing = [f"{extra} ({purpose})" for extra, purpose in EXTRAS.items() if missing_from(extra)]
    if missing:
        return warning(
            "extras",
            f"not installed: {', '.join(missing)}",
            'install them if you need them, as in: pip install "budgetflow[ocr]"',
        )
    return ok("extras", f"all optional parts: {', '.join(EXTRAS)}")


def programs() -> Result:
    """Return which programs and fonts of the system are missing; what is read from a PDF, a
    workbook or a page needs none of them.
    """
    # each brings a library that the other checks do without
    from budgetflow.readers.libreoffice import libreoffice  # noqa: PLC0415
    from budgetflow.readers.pdfium.highlight import draws_chinese  # noqa: PLC0415

    # With the Debian package of each, so that the remedy can be typed as it stands.
    there = {
        "a Chinese font (pictures of pages that do not embed theirs)": (
            draws_chinese(),
            "fonts-noto-cjk",
        ),
        "LibreOffice (doc, wps, rtf; formulas without a stored result)": (
            libreoffice() is not None,
            "libreoffice-writer-nogui libreoffice-calc-nogui",
        ),
        "bsdtar (compressed rar archives)": (
            shutil.which("bsdtar") is not None,
            "libarchive-tools",
        ),
    }
    missing = {what: package for what, (found, package) in there.items() if not found}
    if missing:
        return warning(
            "programs",
            f"not installed: {', '.join(missing)}",
            f"install them if you need them, as in: apt-get install {' '.join(missing.values())}",
        )
    return ok("programs", "a Chinese font, LibreOffice and bsdtar")


def disk(settings: Settings) -> Result:
    """Check the free space where the home folder lies."""
    # The home folder may not be there yet; its disk is that of the nearest folder above.
    place = nearest_there(settings.home.resolve())
    free = shutil.disk_usage(place).free
    size = f"{free / 1024**3:.1f} GiB free at {place}"
    if free < _LEAST_FREE:
        return warning(
            "disk",
            size,
            "free some space, or set BUDGETFLOW_ARCHIVE and BUDGETFLOW_RELEASES to another disk "
            "or an object store",
        )
    return ok("disk", size)


def clock(settings: Settings, now: datetime | None = None) -> Result:
    """Check that the clock is neither before the program's time nor behind what was already
    written.
    """
    now = now or datetime.now(UTC)
    if now < _OLDEST_CLOCK:
        return broken(
            "clock",
            f"the clock says {now:%Y-%m-%d %H:%M} UTC",
            "set the clock; releases are named by the day",
        )
    # The logs of requests bear the time of this machine when they were written.
    logs = sorted(Path(settings.store("state"), "requests").glob("*.jsonl"))
    newest = max((datetime.fromtimestamp(log.stat().st_mtime, UTC) for log in logs), default=None)
    if newest and (newest - now).total_seconds() > 300:
        return warning(
            "clock",
            f"{now:%Y-%m-%d %H:%M} UTC is before the last request of {newest:%Y-%m-%d %H:%M}",
            "check the clock; it went back",
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def network(settings: Settings) -> Result:
    """Return which hosts inside the private network may be asked."""
    if settings.allow_hosts:
        names = ", ".join(settings.allow_hosts)
        return warning(
            "network",
            f"these hosts may resolve to private addresses: {names}",
            "empty BUDGETFLOW_ALLOW_HOSTS unless you mean it",
        )
    return ok("network", "private, loopback and link-local addresses are refused")


def _fault(requirement: Requirement) -> str | None:
    """Return what is wrong with an installed package, or None; optional ones are not looked at
    here.
    """
    # Requirements of other systems and of extras do not hold here.
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return None
    found = installed_version(requirement.name)
    if found is None:
        return f"{requirement.name} is missing"
    if not requirement.specifier.contains(found, prereleases=True):
        return f"{requirement.name} {found} is not {requirement.specifier}"
    return None
