"""Make a release: staged beside its place, checked, then put there whole. No news, no release."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from budgetflow.lake.store import Lake
from budgetflow.progress import DATA, FORMATS, GATE, SEALING, stage
from budgetflow.releases.changes.causes import SCHEMA, Reread
from budgetflow.releases.changes.delta import write_changes
from budgetflow.releases.changes.diff import Diff
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.changes.vintages import Vintages
from budgetflow.releases.data_files import content_of, lake_version, write_csv, write_data
from budgetflow.releases.derived.write import write_made_data
from budgetflow.releases.descriptor import write_descriptors, write_sums
from budgetflow.releases.disclosure_names import disclosure_names
from budgetflow.releases.documentation import write_papers
from budgetflow.releases.formats.small_workbooks import write_small_workbooks
from budgetflow.releases.formats.wide_tables import write_wide_tables
from budgetflow.releases.leaks import refuse_personal_data
from budgetflow.releases.made import Release
from budgetflow.releases.making.staging import staging
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.base import Base, base_of, keep_for_next
from budgetflow.releases.reuse.hashes import Hashes, sealed
from budgetflow.releases.reuse.members import Members
from budgetflow.releases.reuse.parts import Parts
from budgetflow.releases.reuse.touched import Before
from budgetflow.releases.site.build import write_site
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.versions import Catalogue, Version, date_of, next_version

# Takes the folder with the release's `data/`, the release before and the names of the files taken
# over from it; raises where the rows must not be published. Returns what the release is to tell of
# it: what was lost and let pass, and why; mostly nothing.
Gate = Callable[[Path, Path | None, frozenset[str]], str]


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a build depends on but the lake: the same recipe and rows give the same bytes."""

    version: str
    released_on: date
    base: Base
    before: Version | None
    """The release that `base` is the folder of."""
    reread: Reread | None = None
    pictures: Pictures | None = None
    effort: Effort = USUAL
    site: bool = True
    accepted: str = ""
    """What was lost since the release before and let pass by a person, with the reason."""
    reuse: bool = True
    """Whether files may be taken over from `base`; the bytes are the same without."""


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
    known = catalogue.versions()
    latest = known[-1] if known else None
    if latest is not None:
        # The log alone tells it: a quiet night reads no row and sends an object store a few
        # requests.
        if catalogue.made_from(latest.version) == lake_version(lake):
            return None
        today = max(
            today, date_of(latest.version)
        )  # a clock that went back must not make a version older than the newest
    with (
        base_of(catalogue, None if latest is None else latest.version, effort.room) as base,
        staging(catalogue, effort.room) as folder,
    ):
        version = next_version([one.version for one in known], today)
        recipe = Recipe(version, today, base, latest, reread, pictures, effort, site)
        with stage(DATA):
            kept = write_data(lake, folder, base.folder, effort)
            # Before the content is hashed: `publishers` and `vocabulary` are data of the release
            # like any other.
            write_made_data(folder)
            content = content_of(folder, Hashes(folder, base.folder))
        # The lake's log has news, but the rows that are published came out the same.
        if latest is not None and content == latest.content:
            return None
        if gate is not None:
            with stage(GATE):
                # The gate stands before pages and pictures are drawn: what must not be published
                # costs little.
                recipe = replace(recipe, accepted=gate(folder, base.folder, kept))
        made, tally = finish(folder, recipe)
        # On a disk unchanged files are hard links already; only an object store must be told to
        # copy.
        if base.folder is None or catalogue.files.local:
            same = {}
        else:
            same = _same(folder, base.folder)
        if not catalogue.files.local:
            keep_for_next(folder, effort.room)
        catalogue.publish(folder, version, same)
        return Release(made, catalogue.files.full(version), tally)


def _same(release: Path, previous: Path) -> dict[str, str]:
    """Return the files of a release that the one before has too, by its own path."""
    before = sealed(previous)
    now = sealed(release)
    return {
        name: f"{previous.name}/{name}"
        for name, digest in now.items()
        if before.get(name) == digest
    }


def finish(folder: Path, recipe: Recipe) -> tuple[Version, Tally]:
    """Write everything that follows from `data/` into a release folder, and check it."""
    hashes = Hashes(folder, recipe.base.folder)
    # `release verify` builds without reuse, so that it finds what a copied part may have carried
    # on.
    before_parts = recipe.base.folder if recipe.reuse else None
    parts = Parts(before_parts, Members.read(before_parts), hashes)
    made = Members()
    with stage(FORMATS):
        counts = write_csv(folder, parts, made, recipe.effort)
        wide = write_wide_tables(folder, parts, made, recipe.effort)
        made.write(folder)
        workbooks = write_small_workbooks(folder, parts)
    diff = Diff(recipe.base.folder, folder, recipe.reread, recipe.effort.rows)
    vintages = Vintages(recipe.base.folder, recipe.version)
    write_changes(diff, folder, vintages, empty=recipe.base.folder is None)
    # After the changes, which hand it the values that were restated.
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
    names = disclosure_names(recipe.base.folder, folder)
    write_papers(folder, version, diff.tally, names)
    if recipe.site:
        write_site(
            folder,
            version,
            diff.tally,
            names,
            wide,
            Before(recipe.base, diff.touched if recipe.reuse else None),
            recipe.pictures,
            recipe.effort,
        )
    with stage(SEALING):
        write_descriptors(folder, version, wide, workbooks, hashes)
        # Last of all: it reads the finished files, and what follows are hashes.
        groups = {table.file: table.new_groups for table in wide}
        refuse_personal_data(folder, hashes, groups, recipe.effort)
        # The seal: a folder without it is no release.
        write_sums(folder, hashes)
    return version, diff.tally


def data_version(before: str | None, tally: Tally) -> str:
    """Return the semantic version of the data's schema: a column added raises the minor, one
    dropped or retyped the major.
    """
    if before is None:
        return "1.0.0"
    major, minor, _ = (int(part) for part in before.split("."))
    kinds = {change for _, change, cause in tally.counts if cause == SCHEMA}
    # A program that reads the data by its columns breaks by these two, and not by one more column.
    if {"column removed", "column changed"} & kinds:
        return f"{major + 1}.0.0"
    if "column added" in kinds:
        return f"{major}.{minor + 1}.0"
    return before


@contextmanager
def local_copy(catalogue: Catalogue, version: str | None) -> Iterator[Path | None]:
    """Yield a release as a local folder: itself on a disk, a copy fetched for the time being from
    an object store.
    """
    if version is None:
        yield None
    elif catalogue.files.local:
        yield Path(catalogue.files.full(version))
    else:
        # Whole, unlike `reuse.base`: who verifies reads every byte.
        with tempfile.TemporaryDirectory(prefix="budgetflow-previous-") as folder:
            catalogue.files.fetch(catalogue.files.names(version), Path(folder))
            yield Path(folder) / version
