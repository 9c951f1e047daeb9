"""Make a release: staged beside its place, checked, then put there whole. No news, no release."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.changes.causes import SCHEMA, Reread
from budgetflow.releases.changes.delta import write_changes
from budgetflow.releases.changes.diff import Diff
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.changes.vintages import Vintages
from budgetflow.releases.data_files import content_of, write_csv, write_data
from budgetflow.releases.derived.write import write_made_data
from budgetflow.releases.descriptor import write_descriptors, write_sums
from budgetflow.releases.disclosure_names import disclosure_names
from budgetflow.releases.documentation import write_papers
from budgetflow.releases.formats.small_workbooks import write_small_workbooks
from budgetflow.releases.formats.wide_tables import write_wide_tables
from budgetflow.releases.made import Release
from budgetflow.releases.privacy import refuse_personal_data
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Members
from budgetflow.releases.reuse.parts import Parts
from budgetflow.releases.reuse.touched import Before
from budgetflow.releases.site.build import write_site
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.staging import staging
from budgetflow.releases.versions import Catalogue, Version, date_of, next_version

Gate = Callable[[Path, Path | None, frozenset[Partition]], str]
"""Takes the folder with the release's `data/`, the release before and the partitions taken over
from it; raises where the rows
must not be published.

Gives what the release is to tell of it: what was lost and let pass, and why; mostly nothing."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a build depends on but the lake: the same recipe and rows give the same bytes."""

    version: str
    released_on: date
    previous: Path | None
    before: Version | None
    """The release that `previous` is the folder of."""
    reread: Reread | None = None
    pictures: Pictures | None = None
    effort: Effort = USUAL
    site: bool = True
    accepted: str = ""
    """What was lost since the release before and let pass by a person, with the reason."""
    reuse: bool = True
    """Whether files may be taken over from `previous`; the bytes are the same without."""


def build_release(
    lake: Lake,
    releases_url: str | Path,
    today: date,
    reread: Reread | None = None,
    pictures: Pictures | None = None,
    effort: Effort = USUAL,
    site: bool = True,
    gate: Gate | None = None,
) -> Release | None:
    """Make a release of what the lake holds; give None, and make nothing, where it is what the
    newest release holds.

    `today` names the version. `reread` reads old bytes anew from the archive, to split what
    publisher and program changed at
    once; `pictures` draws crops of pages for the catalogue. `effort` bounds the memory. `site`
    False leaves the catalogue out.
    `gate` looks at the rows before anything is made of them, and raises where they must not be
    published.
    Raises PersonalData where the release would hold any.
    """
    catalogue = Catalogue(releases_url)
    latest = catalogue.latest()
    if latest is not None:
        today = max(
            today, date_of(latest.version)
        )  # a clock that went back must not make a version older than the newest
    with (
        local_copy(catalogue, None if latest is None else latest.version) as previous,
        staging(catalogue) as folder,
    ):
        version = next_version([known.version for known in catalogue.versions()], today)
        recipe = Recipe(version, today, previous, latest, reread, pictures, effort, site)
        kept = write_data(lake, folder, previous, effort.rows)
        write_made_data(folder)
        if latest is not None and content_of(folder, Hashes(folder, previous)) == latest.content:
            return None
        if gate is not None:
            recipe = replace(recipe, accepted=gate(folder, previous, kept))
        made, tally = finish(folder, recipe)
        catalogue.publish(folder, version)
        return Release(made, catalogue.files.full(version), tally)


def finish(folder: Path, recipe: Recipe) -> tuple[Version, Tally]:
    """Write everything that follows from `data/` into a release folder, and check it."""
    hashes = Hashes(folder, recipe.previous)
    before_parts = recipe.previous if recipe.reuse else None
    parts, made = Parts(before_parts, Members.read(before_parts), hashes), Members()
    counts = write_csv(folder, parts, made)
    wide = write_wide_tables(folder, parts, made, recipe.effort.rows)
    made.write(folder)
    workbooks = write_small_workbooks(folder)
    diff = Diff(recipe.previous, folder, recipe.reread, recipe.effort.rows)
    vintages = Vintages(recipe.previous, recipe.version)
    write_changes(diff, folder, vintages, empty=recipe.previous is None)
    vintages.write(folder)
    before = recipe.before
    told = (
        None if before is None else before.version,
        data_version(None if before is None else before.data_version, diff.tally),
    )
    version = Version(
        recipe.version,
        recipe.released_on.isoformat(),
        *told,
        content_of(folder, hashes),
        counts,
        recipe.accepted,
    )
    names = disclosure_names(recipe.previous, folder)
    write_papers(folder, version, diff.tally, names)
    if recipe.site:
        write_site(
            folder,
            version,
            diff.tally,
            names,
            wide,
            Before(recipe.previous, diff.touched if recipe.reuse else None),
            recipe.pictures,
            recipe.effort,
        )
    write_descriptors(folder, version, wide, workbooks, hashes)
    refuse_personal_data(folder, hashes)
    write_sums(folder, hashes)
    return version, diff.tally


def data_version(before: str | None, tally: Tally) -> str:
    """Give the semantic version of the data's schema: a column added raises the minor, one dropped
    or retyped the major.
    """
    if before is None:
        return "1.0.0"
    major, minor, _ = (int(part) for part in before.split("."))
    kinds = {change for _, change, cause in tally.counts if cause == SCHEMA}
    if {"column removed", "column changed"} & kinds:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if "column added" in kinds else before


@contextmanager
def local_copy(catalogue: Catalogue, version: str | None) -> Iterator[Path | None]:
    """Give a release as a local folder: itself on a disk, a copy fetched for the time being from an
    object store.
    """
    if version is None:
        yield None
    elif catalogue.files.local:
        yield Path(catalogue.files.full(version))
    else:
        with tempfile.TemporaryDirectory(prefix="budgetflow-previous-") as folder:
            for name in catalogue.files.names(version):
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(catalogue.files.read(name))
            yield Path(folder) / version
