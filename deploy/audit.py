"""May the program run on its packages, and is a flaw known in one of them? Part of `make lint`.

    python deploy/audit.py               licences, and flaws where the database of them can be asked
    python deploy/audit.py --required    the same, but a database that cannot be asked is a failure
    (in CI)

Licences are those that the installed packages declare. Flaws come from OSV, the open database of
vulnerabilities, which is asked for every version in requirements.lock and requirements-dev.lock;
without the network that part is left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.request
from collections.abc import Iterable

from sbom import DEV_LOCK, LOCK, components

OSV = "https://api.osv.dev/v1/querybatch"
_A_QUESTION = 500
"""Packages asked for at once; OSV takes a thousand."""

ALLOWED = re.compile(
    r"\b(?:MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|CNRI|MPL|Mozilla Public|LGPL|"
    r"Lesser General Public|Zlib|CC0|"
    r"Public Domain|Artistic|Unlicense|HPND)\b",
    re.IGNORECASE,
)
"""Licences that let the program be used and passed on under its own: permissive ones, and those
that reach only the library itself.
"""


def is_allowed(licence: str) -> bool:
    """Check whether one of a package's licences to choose from is allowed as a whole: alternatives
    stand with OR or as several classifiers.
    """
    choices = re.split(r"\bOR\b|;", licence.replace("(", " ").replace(")", " "))
    return any(
        all(ALLOWED.search(term) for term in re.split(r"\bAND\b", choice))
        for choice in choices
        if choice.strip()
    )


def locked_versions(lock: str) -> list[tuple[str, str]]:
    """Return name and version of every package in the text of lock files, each once."""
    return sorted(set(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE)))


def known_flaws(packages: Iterable[tuple[str, str]], address: str = OSV) -> list[str]:
    """Ask for flaws of these versions; gives `name version: id, id` for each package that has some.
    OSError where nobody answers.
    """
    wanted = list(packages)
    found = []
    for start in range(0, len(wanted), _A_QUESTION):
        asked = wanted[start : start + _A_QUESTION]
        queries = [
            {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
            for name, version in asked
        ]
        body = json.dumps({"queries": queries}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(address, body, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  (the address is ours)
            results = json.load(answer)["results"]
        for (name, version), result in zip(asked, results, strict=True):
            if flaws := [flaw["id"] for flaw in result.get("vulns", [])]:
                found.append(f"{name} {version}: {', '.join(flaws)}")
    return found


def main() -> int:
    """Print what is wrong; 0 where nothing is."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--required", action="store_true", help="fail where the database of flaws cannot be asked"
    )
    options.add_argument(
        "--database", default=OSV, help="the address of OSV's querybatch, or of a mirror"
    )
    given = options.parse_args()
    parts = components()
    refused = [
        f"{part.name} {part.version}: {part.licence!r} is not among the licences allowed"
        for part in parts
        if not is_allowed(part.licence)
    ]
    packages = locked_versions(
        "\n".join(lock.read_text(encoding="utf-8") for lock in (LOCK, DEV_LOCK))
    )
    try:
        flaws = known_flaws(packages, given.database)
        asked = f"no flaw is known in {len(packages)} locked packages"
    except OSError as error:  # urllib's own errors are of this kind
        flaws = []
        asked = (
            f"flaws were not looked for: {given.database} cannot be reached "
            f"({getattr(error, 'reason', error)}); ask again where it can be, or name a mirror "
            f"with --database"
        )
        if given.required:
            flaws = [asked]
    for line in [*refused, *flaws]:
        print(line)
    if not refused and not flaws:
        print(f"licences of {len(parts)} packages are allowed; {asked}")
    return 1 if refused or flaws else 0


if __name__ == "__main__":
    sys.exit(main())
