"""Where a release holds the rows of a partition: `part-0.parquet`, and more parts of a large one.

A part is what the next release takes over or writes anew. It holds the disclosures of a range of
ids: ids are hashes, so ranges of the same width have about as many rows, one disclosure changes one
part, and parts read in their order have the order of the whole. How many there are follows from the
rows of the partition alone, so that whoever has the rows has the parts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from budgetflow.contracts.datasets import DATASETS
from budgetflow.lake.disclosure_sets import ID, Between
from budgetflow.lake.partitions import Partition

# Rows of a part at the most, on average over a partition: a part is written in a tenth of a
# second, and 200,000,000 amounts are some 20,000 files.
ROWS_A_PART = 16_384
# Hex digits of an id that borders of parts are told by.
_DIGITS = 8
_NAME = "part-"
_SUFFIX = ".parquet"


@dataclass(frozen=True, slots=True)
class DataPart:
    """One Parquet file of a release's `data/`."""

    partition: Partition
    number: int = 0

    @property
    def key(self) -> str:
        """Return its folder and name in `data/`, without the ending."""
        return f"{self.partition.folder}/{_NAME}{self.number}"

    @property
    def name(self) -> str:
        """Return its path from the release's folder."""
        return f"data/{self.key}{_SUFFIX}"

    @property
    def label(self) -> str:
        """Return a short name for resources: `amounts-2026-65`, `amounts-2026-65-1`."""
        if self.number:
            return f"{self.partition.label}-{self.number}"
        return self.partition.label

    def path(self, release: Path) -> Path:
        """Return where it lies in a release, there or not."""
        return release / self.name


def number_of_parts(partition: Partition, rows: int) -> int:
    """Return how many parts so many rows of a partition are cut into: a power of two, so that a
    partition is cut anew only when it doubled.
    """
    tree = DATASETS.get(partition.dataset)
    if partition.whole or tree is None or ID not in tree.column_names:
        return 1
    parts = 1
    while rows > parts * ROWS_A_PART:
        parts *= 2
    return parts


def ranges_of_parts(parts: int) -> list[Between]:
    """Return which disclosures each of so many parts holds; the last also has the rows of none."""
    borders = [f"{(16**_DIGITS * number) // parts:0{_DIGITS}x}" for number in range(1, parts)]
    return [
        Between(low, high) for low, high in zip([None, *borders], [*borders, None], strict=True)
    ]


def data_file(release: Path, partition: Partition) -> Path:
    """Return the file of a dataset that is not cut into parts, there or not."""
    return DataPart(partition).path(release)


def parts_of(release: Path | None, dataset: str) -> list[DataPart]:
    """List the parts of a dataset that a release folder holds, by year and province, and in the
    order of their rows.
    """
    if release is None:
        return []
    data = f"{release}/data"
    found = [
        DataPart(Partition.parse(os.path.relpath(folder, data).replace(os.sep, "/")), number)
        for folder, numbers in _folders(f"{data}/{dataset}")
        for number in numbers
    ]
    return sorted(found, key=lambda part: (part.partition.order, part.number))


def partitions_of(release: Path | None, dataset: str) -> list[Partition]:
    """List the partitions of a dataset that a release folder holds, by year and province."""
    return list(dict.fromkeys(part.partition for part in parts_of(release, dataset)))


def parts_of_partition(release: Path, partition: Partition) -> list[DataPart]:
    """List the parts of a partition that a release folder holds, in the order of their rows."""
    numbers = _numbers(f"{release}/data/{partition.folder}")
    return [DataPart(partition, number) for number in numbers]


def paths_of_partition(release: Path, partition: Partition) -> list[Path]:
    """List the files of a partition that a release folder holds, in the order of their rows."""
    return [part.path(release) for part in parts_of_partition(release, partition)]


def _folders(top: str) -> Iterator[tuple[str, list[int]]]:
    """Return the folders that hold parts, with the numbers of these."""
    for folder, _, names in os.walk(top):
        numbers = sorted(_number(name) for name in names if name.startswith(_NAME))
        if numbers:
            yield folder, numbers


def _numbers(folder: str) -> list[int]:
    try:
        names = os.listdir(folder)  # noqa: PTH208  (asked for each partition: a Path takes longer)
    except FileNotFoundError:
        return []
    return sorted(_number(name) for name in names if name.startswith(_NAME))


def _number(name: str) -> int:
    return int(name.removeprefix(_NAME).removesuffix(_SUFFIX))
