"""What each part of a release's `data/` was made from and holds: `provenance/partitions.json`.

The next release compares what its parts would be made from before it reads any row, takes over
those that are made from the same, and knows of these what would else be read from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

PATH = "provenance/partitions.json"
# Columns whose different values a release lists.
LISTED = {"amounts": ("measure", "item"), "statements": ("topic",)}


@dataclass(slots=True)
class PartPrint:
    """One part: what it was made from, and what it holds."""

    signature: str
    rows: int = 0
    words: dict[str, list[str]] = field(default_factory=dict)
    """The different values of the columns of `LISTED`, sorted."""
    rounding: int = 0
    """Of `findings`: those that are differences of rounding."""

    def take(self, table: pa.Table, dataset: str) -> pa.Table:
        """Take in some of its rows, and return them."""
        self.rows += table.num_rows
        for name in LISTED.get(dataset, ()):
            values = pc.unique(table[name]).drop_null().to_pylist()
            self.words[name] = sorted({*values, *self.words.get(name, ())})
        if dataset == "findings":
            self.rounding += pc.sum(pc.equal(table["verdict"], "rounding")).as_py() or 0
        return table


@dataclass(frozen=True, slots=True)
class PartitionPrint:
    """One partition: what it was made from as a whole, and its parts, those without rows too."""

    signature: str
    parts: list[PartPrint]


# By the partition's folder.
Prints = dict[str, PartitionPrint]


def words_of(prints: Prints, dataset: str, column: str) -> set[str]:
    """Return the different values of a column of `LISTED` in a release."""
    return {word for part in _parts(prints, dataset) for word in part.words.get(column, ())}


def rounding_of(prints: Prints) -> int:
    """Count the differences of rounding among the findings of a release."""
    return sum(part.rounding for part in _parts(prints, "findings"))


def write_prints(release: Path, prints: Prints) -> None:
    """Write `provenance/partitions.json` of a release."""
    # A line a partition, so that two releases can be compared by eye.
    lines = [
        f"{json.dumps(folder)}: {json.dumps(asdict(prints[folder]), ensure_ascii=False)}"
        for folder in sorted(prints)
    ]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (release / PATH).write_text(text, encoding="utf-8", newline="\n")


def read_prints(release: Path | None) -> Prints:
    """Read those of a release; none of one before releases had parts, or where there is no
    release.
    """
    if release is None or not (release / PATH).exists():
        return {}
    told: Mapping[str, object] = json.loads((release / PATH).read_text(encoding="utf-8"))
    return {
        folder: PartitionPrint(said["signature"], [PartPrint(**part) for part in said["parts"]])
        for folder, said in told.items()
        if isinstance(said, dict)
    }


def _parts(prints: Prints, dataset: str) -> Iterable[PartPrint]:
    under = f"{dataset}/"
    for folder, partition in prints.items():
        if folder.startswith(under):
            yield from partition.parts
