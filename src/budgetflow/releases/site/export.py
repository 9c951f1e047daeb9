"""A release made again in a folder of its own, with the catalogue as this version of the program
writes it.

For a web server or a stick; the published release stays as it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from budgetflow.releases import superseded
from budgetflow.releases.build import Recipe, finish, local_copy
from budgetflow.releases.reuse.base import Base
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.queries import copy_engine
from budgetflow.releases.versions import Catalogue, date_of


def export_site(
    catalogue: Catalogue,
    version: str,
    folder: Path,
    pictures: Pictures | None = None,
    engine: Path | None = None,
) -> int:
    """Write a release and its catalogue to a folder, and give the number of pages; raises
    UnknownVersion, and EngineMissing where the folder `engine` does not hold the query engine.
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
        if (release / superseded.PATH).exists():  # no dataset has it
            (folder / superseded.PATH).parent.mkdir(exist_ok=True)
            shutil.copyfile(release / superseded.PATH, folder / superseded.PATH)
        if engine is not None:
            copy_engine(engine, folder)
        if found.previous is None:
            before = None
        else:
            before = catalogue.find(found.previous)
        finish(
            folder,
            Recipe(
                found.version,
                date_of(found.version),
                Base(previous),
                before,
                pictures=pictures,
            ),
        )
    return len(list(folder.rglob("*.html")))
