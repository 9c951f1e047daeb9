"""The software bill of materials: every package the program runs on, with version, licence and
hashes, as CycloneDX JSON.

    python deploy/sbom.py > sbom.json        also: python deploy/sbom.py --licences, a line a
    package

Made from what is installed and from the hashes in requirements.lock, so it names exactly what a
machine runs.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
"""What the program runs on."""
DEV_LOCK = LOCK.with_name("requirements-dev.lock")
"""The same versions, with what tests and builds it."""


@dataclass(frozen=True, slots=True)
class Component:
    """One installed package."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]


def components() -> list[Component]:
    """Return every package that budgetflow with all its extras needs here, by name; developers'
    tools are not among them.
    """
    hashes = locked_hashes(LOCK.read_text(encoding="utf-8"))
    found: dict[str, Component] = {}
    waiting = [
        ("budgetflow", extra)
        for extra in ("", *distribution("budgetflow").metadata.get_all("Provides-Extra", []))
    ]
    seen = set(waiting)
    while waiting:
        name, extra = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or an older Python
        if name != "budgetflow":
            found[name] = Component(
                name, package.version, licence_of(package), hashes.get(name, ())
            )
        for line in package.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                for wanted in ("", *requirement.extras):
                    key = (canonical(requirement.name), wanted)
                    if key not in seen:
                        seen.add(key)
                        waiting.append(key)
    return [found[name] for name in sorted(found)]


def licence_of(package: Distribution) -> str:
    """Return a package's licence: the expression it declares, else its classifiers, else the words
    of its licence field.
    """
    metadata = package.metadata
    if metadata.get("License-Expression"):
        return str(metadata["License-Expression"])
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    words = str(metadata.get("License") or "").strip()
    return "; ".join(classifiers) or (words.splitlines()[0][:80] if words else "not stated")


def locked_hashes(lock: str) -> dict[str, tuple[str, ...]]:
    """Read the sha256 hashes of every package from a lock file."""
    blocks = re.findall(
        r"^([A-Za-z0-9._-]+)==\S+ (?:; [^\\]+)?\\\n((?:    --hash=\S+(?: \\)?\n)+)",
        lock,
        re.MULTILINE,
    )
    return {
        canonical(name): tuple(re.findall(r"sha256:([0-9a-f]{64})", body)) for name, body in blocks
    }


def canonical(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def bill() -> dict[str, object]:
    """Return the bill in CycloneDX 1.6."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "budgetflow",
                "version": distribution("budgetflow").version,
            }
        },
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                "licenses": [{"license": {"name": part.licence}}],
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in part.hashes],
            }
            for part in components()
        ],
    }


def main() -> None:
    """Print the bill, or a line a package with its licence."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--licences", action="store_true", help="a line a package")
    if options.parse_args().licences:
        print("\n".join(f"{part.name} {part.version}: {part.licence}" for part in components()))
    else:
        print(json.dumps(bill(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
