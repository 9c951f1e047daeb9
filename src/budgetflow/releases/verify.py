"""Is a release what it says it is: do its hashes hold, and does building it again give every byte
of it?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetflow.lake.store import Lake
from budgetflow.progress import HASHING, advance, stage
from budgetflow.releases.build import Recipe, finish, local_copy
from budgetflow.releases.changes.causes import Reread
from budgetflow.releases.changes.provenance import column_rows
from budgetflow.releases.data_files import content_of, write_data
from budgetflow.releases.derived.write import write_made_data
from budgetflow.releases.file_listing import files_of
from budgetflow.releases.making.staging import staging
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.base import Base
from budgetflow.releases.reuse.hashes import sealed, sha256_of
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.thumbnails import is_same_everywhere
from budgetflow.releases.versions import SEAL, Catalogue, date_of

# What the reason of a document that ran out of time tells to raise.
_TIME = "BUDGETFLOW_READ_SECONDS"
_DIFFERS = "differs in the rebuild"


@dataclass(frozen=True, slots=True)
class Problem:
    """One file of a release that is not as it should be."""

    file: str
    what: str
    """`missing`, `not listed`, `differs from its hash`, `missing in the rebuild`, `only in the
    rebuild`, `differs in the rebuild`.
    """


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found."""

    version: str
    files: int
    problems: list[Problem]
    rebuilt: bool
    """True where the release was built again and compared."""
    note: str = ""
    """Why it was not built again, where it was not; else what explains the problems, where that is
    known.
    """

    @property
    def holds(self) -> bool:
        """True where nothing is wrong."""
        return not self.problems


def verify_release(
    catalogue: Catalogue,
    version: str,
    lake: Lake | None = None,
    reread: Reread | None = None,
    pictures: Pictures | None = None,
    effort: Effort = USUAL,
) -> Verdict:
    """Check every hash of a release and, with a lake, build it again and compare every byte.

    The lake is the one it was made from, as it was then, or one made again from the archive
    (`releases.relake`). A lake that
    holds other documents or readings by now cannot show anything: the verdict says so in `note`.
    """
    found = catalogue.find(version)
    with local_copy(catalogue, found.version) as folder:
        assert folder is not None
        files, problems = hash_problems(folder)
        # Building again cannot help where a file is not what its own hash says.
        if lake is None or problems:
            return Verdict(
                found.version,
                files,
                problems,
                False,
                "" if lake is None else "not built again, since its hashes do not hold",
            )
        with (
            local_copy(catalogue, found.previous) as previous,
            staging(catalogue, effort.room) as again,
        ):
            if found.previous is None:
                before = None
            else:
                before = catalogue.find(found.previous)
            recipe = Recipe(
                found.version,
                date_of(found.version),
                Base(previous),
                before,
                reread,
                pictures,
                effort,
                (folder / "index.html").exists(),
                found.accepted,
                # Taking parts over from the release before would carry its faults on unseen.
                reuse=False,
            )
            write_data(lake, again, None, effort)
            write_made_data(again)
            # The lake moved on where its readings differ; equal readings with other content are a
            # fault to tell.
            if content_of(again) != found.content and not same_readings(folder, again):
                return Verdict(
                    found.version,
                    files,
                    [],
                    False,
                    "the lake has moved on since this release; verify with the archive",
                )
            finish(again, recipe)
            # A slower machine reads less in the same seconds: said as the likely cause, not taken
            # off the list.
            late = sorted(out_of_time(again) - out_of_time(folder))
            notes = []
            if late:
                notes.append(
                    f"no time was left for {', '.join(late)}: verify where less else runs, or "
                    f"raise {_TIME}"
                )
            problems, drawn = _apart_from_fonts(tree_problems(folder, again), folder, again)
            if drawn:
                notes.append(
                    f"{drawn} pictures of pages that do not embed their fonts were drawn with "
                    f"other fonts here"
                )
            return Verdict(found.version, files, problems, True, "; ".join(notes))


def _apart_from_fonts(
    problems: Sequence[Problem], release: Path, again: Path
) -> tuple[list[Problem], int]:
    """Return the problems without pictures that both folders have, drawn with other fonts of a
    machine, and how many those are.

    The list of hashes differs with them; what it lists was compared itself.
    """
    drawn = {
        problem.file
        for problem in problems
        if problem.what == _DIFFERS
        and _drawn_here(release / problem.file)
        and _drawn_here(again / problem.file)
    }
    if not drawn:
        return list(problems), 0
    # SHA256SUMS lists the pictures too, so it differs wherever they do.
    drawn.add(SEAL)
    return [problem for problem in problems if problem.file not in drawn], len(drawn) - 1


def _drawn_here(file: Path) -> bool:
    """Check whether a file is a picture that a machine's fonts made what it is."""
    if file.suffix != ".png":
        return False
    with file.open("rb") as stream:
        return not is_same_everywhere(stream.read(200))


def data_problems(release: Path, made: Path) -> list[Problem]:
    """Compare a folder that holds `data/` with what a release's SHA256SUMS says of its own."""
    said = {name: digest for name, digest in sealed(release).items() if name.startswith("data/")}
    there = {name for name in files_of(made) if name.startswith("data/")}
    problems = [Problem(name, "missing") for name in sorted(said.keys() - there)]
    problems += [Problem(name, "not listed") for name in sorted(there - said.keys())]
    differs = (name for name in sorted(there & said.keys()) if sha256_of(made / name) != said[name])
    return problems + [Problem(name, "differs from its hash") for name in differs]


def hash_problems(release: Path) -> tuple[int, list[Problem]]:
    """Compare a release folder with its SHA256SUMS; give the number of files, and what does not
    hold.
    """
    said = sealed(release)
    there = set(files_of(release)) - {SEAL}
    problems = [Problem(name, "missing") for name in sorted(said.keys() - there)]
    problems += [Problem(name, "not listed") for name in sorted(there - said.keys())]
    both = sorted(there & said.keys())
    with stage(HASHING, len(both)):
        for name in both:
            if sha256_of(release / name) != said[name]:
                problems.append(Problem(name, "differs from its hash"))
            advance(HASHING)
    return len(there), problems


def tree_problems(release: Path, again: Path) -> list[Problem]:
    """Compare two folders byte by byte."""
    one = set(files_of(release))
    two = set(files_of(again))
    problems = [Problem(name, "missing in the rebuild") for name in sorted(one - two)]
    problems += [Problem(name, "only in the rebuild") for name in sorted(two - one)]
    return problems + [
        Problem(name, _DIFFERS)
        for name in sorted(one & two)
        if sha256_of(release / name) != sha256_of(again / name)
    ]


def out_of_time(release: Path) -> set[str]:
    """Return the files that were not read to their end for want of time, which a slower or busier
    machine has less of.
    """
    rows = column_rows(release, "documents", ["file_name", "status_reason"])
    return {row["file_name"] for row in rows if _TIME in (row["status_reason"] or "")}


def same_readings(release: Path, again: Path) -> bool:
    """True where both folders hold the same documents, read by the same versions."""
    name = "provenance/readings.parquet"
    return sha256_of(release / name) == sha256_of(again / name)
