"""Which releases there are: `versions.json`, `latest.json` and an Atom feed beside the release
folders.

All three are made from the descriptors of the releases themselves, so a build that was killed after
its folder appeared
loses nothing: the next one lists it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from budgetflow.lake.storage import Files

# The file that makes a release folder whole: on an object store it is copied last.
SEAL = "SHA256SUMS"

# A hash of the lake that a release was made from, and of the code that made it.
LAKE = "provenance/lake.txt"

_VERSION = re.compile(r"^(\d{4})\.(\d{2})\.(\d{2})(?:\.(\d+))?$")
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Version:
    """One release, as `versions.json` lists it."""

    version: str
    released_on: str
    previous: str | None
    data_version: str
    """Semantic version of the data's schema."""
    content: str
    """sha256 over the hashes of all files in `data/`: equal contents are the same data."""
    counts: dict[str, int]
    """Rows by dataset."""
    accepted: str = ""
    """What was lost since the release before and let pass by a person: the reason, then a line for
    each loss.
    """


class UnknownVersion(LookupError):
    """Raised where a release is asked for that is not there; names those there are."""


def order(version: str) -> tuple[int, ...]:
    """Return the sort key of a version's name; raises ValueError where it is none."""
    match = _VERSION.match(version)
    if match is None:
        raise ValueError(f"{version!r} is no version; they look like 2026.11.22 or 2026.11.22.1")
    return tuple(int(part or 0) for part in match.groups())


def date_of(version: str) -> date:
    """Return the day a version was made."""
    return date(*order(version)[:3])


def next_version(existing: list[str], today: date) -> str:
    """Return the name for a release made today: the date, then .1, .2 for more on one day."""
    base = f"{today:%Y.%m.%d}"
    taken = [order(version)[3] for version in existing if date_of(version) == today]
    if taken:
        return f"{base}.{max(taken) + 1}"
    return base


class Catalogue:
    """The folder of releases, on disk or on an object store."""

    def __init__(self, url: str | Path) -> None:
        """Take a folder or an fsspec URL; nothing is made until a release is published."""
        self.files = Files(url)

    def versions(self) -> list[Version]:
        """List the releases, oldest first."""
        listed = self._listed()
        for name in self.files.folders():
            # A release that a killed build left unlisted is whole where its seal is there.
            if _VERSION.match(name) and name not in listed and self.files.exists(f"{name}/{SEAL}"):
                listed[name] = self._described(name)
        return sorted(listed.values(), key=lambda version: order(version.version))

    def latest(self) -> Version | None:
        """Return the newest release, or None where there is none yet."""
        versions = self.versions()
        if versions:
            return versions[-1]
        return None

    def find(self, name: str) -> Version:
        """Return a release by its version, or by the word `latest`; raises UnknownVersion."""
        # The list is asked first, since a web server lists no folders.
        listed = sorted(self._listed().values(), key=lambda version: order(version.version))
        if any(name in ("latest", version.version) for version in listed):
            versions = listed
        else:
            versions = self.versions()
        for version in reversed(versions):
            if name in ("latest", version.version):
                return version
        there = (
            ", ".join(version.version for version in versions)
            or "none yet; make one with `budgetflow release build`"
        )
        raise UnknownVersion(f"no release {name!r} in {self.files.root}; there are: {there}")

    def made_from(self, version: str) -> str:
        """Return the hash of the lake that a release was made from; empty where it tells none."""
        try:
            return self.files.read(f"{version}/{LAKE}").decode().strip()
        except FileNotFoundError:
            return ""

    def publish(self, folder: Path, version: str, same: Mapping[str, str] | None = None) -> None:
        """Put a finished folder in place under its version, then list it; `same` gives where the
        store has the bytes of a file already.
        """
        self.files.publish(folder, version, SEAL, same)
        self.list_all()

    def list_all(self) -> None:
        """Write `versions.json`, `latest.json` and `feed.xml` from the releases there are."""
        versions = self.versions()
        self.files.write("versions.json", _json([asdict(version) for version in versions]))
        self.files.write("feed.xml", feed(versions))
        self.files.write(
            "latest.json", _json(asdict(versions[-1]) | {"path": f"{versions[-1].version}/"})
        )

    def _listed(self) -> dict[str, Version]:
        try:
            listed = json.loads(self.files.read("versions.json"))
        except FileNotFoundError:
            return {}
        return {entry["version"]: Version(**entry) for entry in listed}

    def _described(self, name: str) -> Version:
        told = json.loads(self.files.read(f"{name}/datapackage.json"))
        return Version(
            name,
            told["created"][:10],
            told["previousVersion"],
            told["dataVersion"],
            told["content"],
            told["counts"],
            told.get("accepted", ""),
        )


def feed(versions: list[Version]) -> bytes:
    """Return the Atom feed: one entry a release, newest first."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")

    def child(
        parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str
    ) -> None:
        ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes).text = text

    child(root, "title", "budgetflow 预算公开数据 releases")
    child(root, "id", "urn:budgetflow:releases")
    child(root, "updated", f"{versions[-1].released_on}T00:00:00Z")
    child(root, "link", rel="self", href="feed.xml")
    for version in reversed(versions):
        entry = ElementTree.SubElement(root, f"{{{_ATOM}}}entry")
        child(entry, "title", version.version)
        child(entry, "id", f"urn:budgetflow:release:{version.version}")
        child(entry, "updated", f"{version.released_on}T00:00:00Z")
        child(entry, "link", href=f"{version.version}/index.html")
        author = ElementTree.SubElement(entry, f"{{{_ATOM}}}author")
        child(author, "name", "budgetflow")
        counted = [f"{count} {name}" for name, count in version.counts.items() if count]
        child(entry, "summary", ", ".join(counted))
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
