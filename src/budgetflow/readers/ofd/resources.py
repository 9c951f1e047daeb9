"""Resources of an OFD document (GB/T 33190-2016, 7.9): pictures, and composite units, which pages
place like pictures and which hold text and lines of their own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from budgetflow.readers.containers.safe_zip import SafeZip


@dataclass(slots=True)
class Resources:
    """What a page may place by a resource id."""

    pictures: dict[str, str] = field(default_factory=dict)
    """Member of the container."""
    units: dict[str, Any] = field(default_factory=dict)
    """`CompositeGraphicUnit` element."""


def resources_of(container: SafeZip, folder: str, named: Iterable[Any]) -> Resources:
    """Return the resources in the parts that elements (`PublicRes`, `DocumentRes`, `PageRes`)
    name.
    """
    out = Resources()
    for node in named:
        # A resource's part has a base of its own for the files it names.
        name = joined(folder, node.text)
        part = container.xml(name)
        if part is None:
            continue
        base = joined(posixpath.dirname(name), part.get("BaseLoc"))
        for media in part.iterfind("{*}MultiMedias/{*}MultiMedia"):
            out.pictures[media.get("ID") or ""] = joined(base, media.findtext("{*}MediaFile"))
        for unit in part.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
            out.units[unit.get("ID") or ""] = unit
    return out


def joined(folder: str, location: str | None) -> str:
    """Resolve a location: absolute in the container, or relative to the document's folder. It only
    ever names a member.
    """
    name = (location or "").strip().replace("\\", "/")
    if name.startswith("/"):
        name = name.lstrip("/")
    else:
        name = posixpath.join(folder, name)
    # Normalised, `../..` cannot lead out: the result is looked up among the members.
    return posixpath.normpath(name)
