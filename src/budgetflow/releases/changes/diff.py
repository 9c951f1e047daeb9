"""The differences between two release folders, with their causes: by value for people, by row for
programs.

`values` yields rows of the public dataset `changes`. `rows` yields whole rows with `_change` and
the partition they belong
to; applied to the old release (`releases.delta`) they give the new one, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.lake.partitions import Partition
from budgetflow.releases.changes.causes import SCHEMA, Causes, Origin, Reread
from budgetflow.releases.changes.compare import Difference, compare, key_text
from budgetflow.releases.changes.provenance import provenance_of
from budgetflow.releases.changes.reread import Middle
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.release_rows import RELEASED, WHOLE, cuts, ranges
from budgetflow.releases.reuse.part_prints import Prints, read_prints
from budgetflow.releases.reuse.touched import Touched

CHANGES_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("dataset", "key", "column", "change", "old", "new", "cause")]
)


class Diff:
    """Compares two release folders; `old` None is nothing, as before the first release."""

    def __init__(
        self, old: Path | None, new: Path, reread: Reread | None = None, rows: int = 200_000
    ) -> None:
        """Take the folders, a way to read old bytes anew, and how many rows of one side to hold in
        memory.
        """
        self._old = old
        self._new = new
        self._rows = rows
        # Read once for both folders: every cause is decided by what they know of their documents.
        self._causes = Causes(provenance_of(old), provenance_of(new))
        self._middle = Middle(self._causes, reread)
        self.tally = Tally(unsplit=self._middle.unsplit)
        self.touched = Touched()

    def differences(self) -> Iterator[tuple[Partition, Difference]]:
        """Return what differs, partition by partition; parts with the same bytes are not read."""
        prints = read_prints(self._old), read_prints(self._new)
        for dataset in RELEASED:
            old = _Side.of(self._old, dataset, prints[0])
            new = _Side.of(self._new, dataset, prints[1])
            for partition in sorted({*old.files, *new.files}, key=lambda place: place.order):
                for sides in _differing(partition, old, new):
                    yield from self._of_parts(partition, *sides)

    def values(self, difference: Difference) -> pa.Table:
        """Return the differing values of one difference as rows of `changes`, and count them."""
        dataset = difference.dataset
        pieces = [pl.DataFrame(pl.from_arrow(CHANGES_SCHEMA.empty_table()))]
        for change, rows in (("added", difference.added), ("removed", difference.removed)):
            causes = self.row_causes(difference, change)
            told = rows.select(
                pl.lit(dataset).alias("dataset"),
                key_text(dataset),
                pl.lit(None, pl.String).alias("column"),
                pl.lit(change).alias("change"),
                pl.lit(None, pl.String).alias("old"),
                pl.lit(None, pl.String).alias("new"),
            )
            pieces.append(told.with_columns(pl.Series("cause", causes, pl.String)))
            self._count(dataset, change, rows, causes)
        pieces += self._changed_values(difference)
        return pl.concat(pieces).select(CHANGES_SCHEMA.names).to_arrow().cast(CHANGES_SCHEMA)

    def row_causes(self, difference: Difference, change: str) -> list[str]:
        """Return the cause of each added, removed or changed row."""
        old = {"added": None, "removed": difference.removed, "changed": difference.old}[change]
        new = {"added": difference.added, "removed": None, "changed": difference.new}[change]
        present = new if new is not None else old
        assert present is not None
        length = present.height
        origins = zip(
            [change] * length,
            _column(present, "disclosure_id"),
            _column(old, "document_id", length),
            _column(new, "document_id", length),
            strict=True,
        )
        if difference.dataset in WHOLE:
            # `disclosures` come before `publishers` in RELEASED, so their causes are counted by
            # now.
            of_disclosures = {c for (name, _, c) in self.tally.counts if name == "disclosures"}
            return [
                _cause_of_whole(difference.dataset, change, row, of_disclosures)
                for row in present.to_dicts()
            ]
        known: dict[Origin, str] = {}
        out = []
        keys = present.select(key_text(difference.dataset))["key"].to_list()
        for key, parts in zip(keys, origins, strict=True):
            origin = Origin(*parts)
            # Rows of one document share their cause, and there may be a million of them.
            if origin not in known:
                known[origin] = self._causes.of(origin)
            out.append(self._middle.row_cause(difference.dataset, key, origin, known[origin]))
        return out

    def _changed_values(self, difference: Difference) -> Iterator[pl.DataFrame]:
        if difference.new.is_empty():
            return
        dataset = difference.dataset
        causes = self.row_causes(difference, "changed")
        keys = difference.new.select(key_text(dataset))["key"]
        ids = pl.Series("id", _column(difference.new, "disclosure_id"), pl.String)
        counted: set[tuple[str, str]] = set()
        for column in difference.old.columns:
            old = difference.old[column]
            new = difference.new[column]
            differs = old.ne_missing(new)
            if not differs.any():
                continue
            frame = pl.DataFrame(
                {
                    "key": keys,
                    "old": old.cast(pl.String),
                    "new": new.cast(pl.String),
                    "cause": pl.Series(causes, dtype=pl.String),
                    "id": ids,
                }
            )
            frame = frame.filter(differs)
            # Every value of a column that was not there before changed by the schema alone.
            if column in difference.new_columns:
                frame = frame.with_columns(pl.lit(SCHEMA).alias("cause"))
            else:
                frame = frame.with_columns(
                    pl.Series("cause", self._middle.value_causes(dataset, column, frame), pl.String)
                )
            for key, cause, disclosure in frame.select("key", "cause", "id").iter_rows():
                # A row with ten changed values is one changed row.
                if (key, cause) not in counted:
                    counted.add((key, cause))
                    self._count_one(dataset, "changed", cause, disclosure)
            said = {"dataset": dataset, "column": column, "change": "changed"}
            yield frame.with_columns(
                pl.lit(value).alias(name) for name, value in said.items()
            ).select(CHANGES_SCHEMA.names)

    def schema_changes(self) -> pa.Table:
        """Return one row for each column that a dataset gained, lost or has with another type."""
        found = []
        for dataset in RELEASED:
            old = _schema(self._old, dataset)
            new = _schema(self._new, dataset)
            if old is None or new is None:
                continue
            for name in [*old.names, *(n for n in new.names if n not in old.names)]:
                was = str(old.field(name).type) if name in old.names else None
                now = str(new.field(name).type) if name in new.names else None
                if was != now:
                    change = "changed"
                    if was is None:
                        change = "added"
                    elif now is None:
                        change = "removed"
                    found.append(
                        {
                            "dataset": dataset,
                            "key": "",
                            "column": name,
                            "change": change,
                            "old": was,
                            "new": now,
                            "cause": SCHEMA,
                        }
                    )
                    self.tally.counts[dataset, f"column {change}", SCHEMA] += 1
        return pa.Table.from_pylist(found, schema=CHANGES_SCHEMA)

    def _of_parts(
        self, partition: Partition, old: Sequence[Path], new: Sequence[Path]
    ) -> Iterator[tuple[Partition, Difference]]:
        """Return what differs between files of a partition that hold the same disclosures."""
        # The newer side's, where both are there.
        schema = pq.read_schema([*old, *new][-1])
        for where in self._ranges(partition, [*old, *new], schema):
            before, after = (_rows(paths, where, schema) for paths in (old, new))
            difference = compare(partition.dataset, before, after)
            if not difference.empty:
                self.touched.take(difference)
                yield partition, difference

    def _ranges(
        self, partition: Partition, there: Sequence[Path], schema: pa.Schema
    ) -> Sequence[pc.Expression | None]:
        """Return the ranges of disclosures in which files are compared, so that memory holds one of
        them at a time; None for the whole, where its rows are of no disclosure or few.
        """
        if partition.whole or "disclosure_id" not in schema.names:
            return [None]
        # Known by the files' ends: most parts are small, and no column need be read to cut them.
        if sum(pq.read_metadata(path).num_rows for path in there) <= self._rows:
            return [None]
        columns = [parquet.read(path, columns=["disclosure_id"])[0] for path in there]
        ids = pa.chunked_array(
            [chunk for column in columns for chunk in column.chunks], pa.string()
        )
        found = cuts(ids, self._rows)
        if found:
            return list(ranges(found))
        return [None]

    def _count(self, dataset: str, change: str, rows: pl.DataFrame, causes: Sequence[str]) -> None:
        for cause, disclosure in zip(causes, _column(rows, "disclosure_id"), strict=True):
            self._count_one(dataset, change, cause, disclosure)

    def _count_one(self, dataset: str, change: str, cause: str, disclosure: str | None) -> None:
        self.tally.counts[dataset, change, cause] += 1
        if disclosure is not None:
            self.tally.disclosures.setdefault(cause, set()).add(disclosure)


@dataclass(frozen=True, slots=True)
class _Side:
    """The parts of one dataset in one release."""

    files: dict[Partition, dict[int, Path]] = field(default_factory=dict)
    """By partition and number of the part, in the order of their rows."""
    cuts: dict[Partition, int] = field(default_factory=dict)
    """How many parts each partition is cut into, those without rows too."""

    @classmethod
    def of(cls, release: Path | None, dataset: str, prints: Prints) -> _Side:
        side = cls()
        if release is not None:
            for part in parts_of(release, dataset):
                side.files.setdefault(part.partition, {})[part.number] = part.path(release)
        for partition in side.files:
            known = prints.get(partition.folder)
            side.cuts[partition] = 1 if known is None else len(known.parts)
        return side


def _differing(
    partition: Partition, old: _Side, new: _Side
) -> Iterator[tuple[list[Path], list[Path]]]:
    """Return files of a partition in both releases that hold the same disclosures and do not have
    the same bytes; either side may have none.

    A partition that was cut otherwise is compared as a whole.
    """
    before = old.files.get(partition, {})
    after = new.files.get(partition, {})
    if before and after and old.cuts[partition] != new.cuts[partition]:
        yield [*before.values()], [*after.values()]
        return
    for number in sorted(before.keys() | after.keys()):
        one, two = ([side[number]] if number in side else [] for side in (before, after))
        if not (one and two and _same_file(one[0], two[0])):
            yield one, two


def _rows(paths: Sequence[Path], where: pc.Expression | None, schema: pa.Schema) -> pa.Table:
    """Return the rows of some files; none has those of `schema`, without a row."""
    if not paths:
        return schema.empty_table()
    return pa.concat_tables([parquet.read(path, where) for path in paths])


def _same_file(old: Path, new: Path) -> bool:
    """Check whether two files hold the same bytes."""
    # Bytes where no link tells: a copy from an object store is a file of its own.
    if old.samefile(new):
        return True
    return old.stat().st_size == new.stat().st_size and old.read_bytes() == new.read_bytes()


def _schema(release: Path | None, dataset: str) -> pa.Schema | None:
    parts = parts_of(release, dataset)
    if release is not None and parts:
        return pq.read_schema(parts[0].path(release))
    return None


def _column(frame: pl.DataFrame | None, name: str, length: int = 0) -> list[str | None]:
    if frame is None:
        return [None] * length
    if name in frame.columns:
        return frame[name].to_list()
    return [None] * frame.height


def _cause_of_whole(
    dataset: str, change: str, row: dict[str, object], of_disclosures: set[str]
) -> str:
    """Return the cause of a changed row in a dataset that is made for a release as a whole.

    Publishers change as disclosures do (`of_disclosures`: the causes of their changes, counted
    before), coverage follows what was published, the words of the vocabulary are the program's.
    """
    if dataset == "vocabulary":
        return "interpretation_change"
    if dataset == "publishers":
        if len(of_disclosures) == 1:
            return next(iter(of_disclosures))
        return "publisher_withdrawal" if change == "removed" else "new_disclosure"
    if row["state"] == "published" or change == "added":
        return "new_disclosure"
    return "publisher_withdrawal" if row["state"] == "withdrawn" else "publisher_revision"
