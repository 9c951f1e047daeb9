"""A release made again in a folder of its own, with the catalogue as this version of the program
writes it.

For a web server or a stick; the published release stays as it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from budgetflow.releases.build import Recipe, finish, local_copy
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.versions import Catalogue, date_of


def export_site(
    catalogue: Catalogue, version: str, folder: Path, pictures: Pictures | None = None
) -> int:
    """Write a release and its catalogue to a folder, and give the number of pages; raises
    UnknownVersion.
    """
    found = catalogue.find(version)
    with (
        local_copy(catalogue, found.version) as release,
        local_copy(catalogue, found.previous) as previous,
    ):
        assert release is not None
        for name in ("data", "provenance", "crops"):
            if (release / name).exists():
                shutil.copytree(release / name, folder / name)
        before = None if found.previous is None else catalogue.find(found.previous)
        finish(
            folder,
            Recipe(found.version, date_of(found.version), previous, before, pictures=pictures),
        )
    return len(list(folder.rglob("*.html")))
