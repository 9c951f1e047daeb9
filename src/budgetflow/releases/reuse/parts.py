"""Parts of the CSV files of the release before that may be copied: their rows did not change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetflow.releases.formats.partition_files import DataPart, parts_of
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Member, Members


@dataclass(frozen=True, slots=True)
class Parts:
    """The release before, where its parts lie, and which of its data files did not change."""

    folder: Path | None
    members: Members
    hashes: Hashes

    def find(self, file: str, part: DataPart, headings: Sequence[str]) -> Member | None:
        """Return where the member of a part lies, if it can be copied: it has the same columns, and
        the part has the bytes it had.
        """
        held = self.members.find(file, part.key, headings)
        if held is None or not self.unchanged(part):
            return None
        return held

    def unchanged(self, part: DataPart) -> bool:
        """Check whether a part's rows are those of the release before."""
        return self.hashes.unchanged(part.name)

    def all_unchanged(self, release: Path, dataset: str) -> bool:
        """Check whether a whole dataset of a release is that of the one before."""
        there = parts_of(release, dataset)
        return there == parts_of(self.folder, dataset) and all(map(self.unchanged, there))

    def has(self, file: str) -> bool:
        """Check whether the release before has a file, made by the same code."""
        return bool(self.members.columns) and self.hashes.was_there(file)

    def path(self, file: str) -> Path:
        """Return where a file of the release before lies."""
        assert self.folder is not None
        return self.folder / file
