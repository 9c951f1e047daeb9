"""Parts of the CSV files of the release before that may be copied: their rows did not change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats.partition_files import partitions_of
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Member, Members


@dataclass(frozen=True, slots=True)
class Parts:
    """The release before, where its parts lie, and which of its data files did not change."""

    folder: Path | None
    members: Members
    hashes: Hashes

    def find(
        self,
        file: str,
        partition: Partition,
        headings: Sequence[str],
        sources: Iterable[Partition],
    ) -> Member | None:
        """Return where the part of a partition lies, if it can be copied: it has the same columns,
        and all partitions that it is made from have the bytes they had.
        """
        held = self.members.find(file, partition.folder, headings)
        if held is None:
            return None
        if not all(map(self.unchanged, sources)):
            return None
        return held

    def unchanged(self, partition: Partition) -> bool:
        """Check whether a partition's data are those of the release before."""
        return self.hashes.unchanged(f"data/{partition.folder}/part-0.parquet")

    def all_unchanged(self, release: Path, dataset: str) -> bool:
        """Check whether a whole dataset of a release is that of the one before."""
        there = partitions_of(release, dataset)
        return there == partitions_of(self.folder, dataset) and all(map(self.unchanged, there))

    def has(self, file: str) -> bool:
        """Check whether the release before has a file, made by the same code."""
        return bool(self.members.columns) and self.hashes.was_there(file)

    def path(self, file: str) -> Path:
        """Return where a file of the release before lies."""
        assert self.folder is not None
        return self.folder / file
