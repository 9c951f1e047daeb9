"""The `data/` and `csv/` folders of a release, and which of their parts are those of the release
before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import schema
from budgetflow.lake import document_versions
from budgetflow.lake.disclosure_sets import Between
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.changes.provenance import READINGS
from budgetflow.releases.file_listing import link
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.csv_writer import SheetWriter
from budgetflow.releases.formats.partition_files import (
    DataPart,
    number_of_parts,
    parts_of,
    parts_of_partition,
    ranges_of_parts,
)
from budgetflow.releases.formats.province_code import released_schema
from budgetflow.releases.published_rows import Published
from budgetflow.releases.release_rows import RELEASED, in_order, settled
from budgetflow.releases.reuse.code_version import code_version
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Members, hash_of
from budgetflow.releases.reuse.part_prints import (
    PartitionPrint,
    PartPrint,
    Prints,
    read_prints,
    rounding_of,
    write_prints,
)
from budgetflow.releases.reuse.parts import Parts
from budgetflow.releases.superseded import write_superseded
from budgetflow.releases.versions import LAKE

_MADE_BY = tuple(
    f"budgetflow.{package}"
    for package in (
        *("releases", "lake", "contracts", "facts", "reference", "interpret.text"),
        "checks.model",
    )
)


def write_data(lake: Lake, release: Path, previous: Path | None, rows: int) -> frozenset[str]:
    """Write `data/` and `provenance/` from the lake, about so many rows in memory at a time; give
    the names of the files not written.

    A part in which nothing changed is not written: its file is the previous release's, linked where
    the disk can.
    """
    lake = lake.at_rest()
    published = Published.of(lake)
    # Of a release of another format nothing is known to be alike: signatures differ by FORMAT.
    writer = _Writer(published, release, previous, read_prints(previous), rows)
    prints: Prints = {}
    for partition in published.fingerprints:
        if partition.dataset in RELEASED:
            prints[partition.folder] = writer.write(partition)
    read = in_order(
        settled(lake.read(document_versions.DATASET), document_versions.DATASET),
        document_versions.DATASET,
    )
    parquet.write(release / READINGS, document_versions.SCHEMA, [read])
    write_superseded(lake, release, published.left_out)
    (release / LAKE).write_text(_version_of(published.fingerprints) + "\n", encoding="utf-8")
    write_prints(release, prints)
    return frozenset(writer.kept)


@dataclass(slots=True)
class _Writer:
    """Writes the parts of a release's partitions, or takes them over from the release before."""

    published: Published
    release: Path
    previous: Path | None
    known: Prints
    rows: int
    kept: set[str] = field(default_factory=set)

    def write(self, partition: Partition) -> PartitionPrint:
        """Write the parts of a partition; return what they were made from."""
        signature = self.published.signature(partition)
        known = self.known.get(partition.folder)
        if known is not None and known.signature == signature:
            for number, part in enumerate(known.parts):
                self._take(DataPart(partition, number), part)
            return known
        # How many parts there are follows from the rows that are published, which are known when
        # they are written. The release before mostly has as many, and else the lake's rows tell:
        # only a partition that outgrew its parts, or lost half of its rows, is written twice.
        if known is None:
            number = number_of_parts(partition, self.published.lake.rows(partition))
        else:
            number = len(known.parts)
        while True:
            parts = self._write_parts(partition, number, known)
            wanted = number_of_parts(partition, sum(part.rows for part in parts))
            if wanted == number:
                return PartitionPrint(signature, parts)
            number = wanted
            for written in parts_of_partition(self.release, partition):
                self.kept.discard(written.name)
                written.path(self.release).unlink()

    def _write_parts(
        self, partition: Partition, number: int, known: PartitionPrint | None
    ) -> list[PartPrint]:
        """Write a partition in so many parts; return what each was made from."""
        ranges = ranges_of_parts(number)
        signatures = self.published.part_signatures(partition, ranges)
        before = known.parts if known is not None and len(known.parts) == number else []
        found = []
        for at, (some, signature) in enumerate(zip(ranges, signatures, strict=True)):
            part = DataPart(partition, at)
            if before and before[at].signature == signature:
                self._take(part, before[at])
                found.append(before[at])
            else:
                found.append(self._write_part(part, some, signature))
        return found

    def _take(self, part: DataPart, known: PartPrint) -> None:
        """Put a part of the release before in place; one without rows has no file."""
        if known.rows:
            assert self.previous is not None
            link(part.path(self.previous), part.path(self.release))
            self.kept.add(part.name)

    def _write_part(self, part: DataPart, some: Between, signature: str) -> PartPrint:
        partition = part.partition
        print_ = PartPrint(signature)
        tables = (
            print_.take(table, partition.dataset)
            for table in self.published.tables(partition, some, self.rows)
        )
        target = part.path(self.release)
        # Readers list the files of a folder; one without rows would be a part of nothing.
        if parquet.write(target, released_schema(partition), tables) == 0:
            target.unlink()
        return print_


def lake_version(lake: Lake) -> str:
    """Return a hash of all rows of a lake, by its log alone, and of the code that makes releases:
    where it is that of the newest release, nothing is new.
    """
    return _version_of(lake.fingerprints())


def _version_of(fingerprints: Mapping[Partition, str]) -> str:
    # Sorted: the order in which partitions came into the lake says nothing.
    held = sorted((place.folder, digest) for place, digest in fingerprints.items())
    return hashlib.sha256(repr((code_version(*_MADE_BY), held)).encode()).hexdigest()


def write_csv(release: Path, before: Parts, made: Members) -> dict[str, int]:
    """Write `csv/` from `data/`, and return the rows by dataset; differences of rounding are
    counted apart from findings, as `rounding`.

    Parts with the bytes they had `before` are copied; `made` takes where each lies.
    """
    counts = {dataset: _write_dataset(release, dataset, before, made) for dataset in RELEASED}
    # Rounding is no finding that anybody should look into, and is told apart in every count.
    rounding = rounding_of(read_prints(release))
    return counts | {"findings": counts["findings"] - rounding, "rounding": rounding}


def _write_dataset(release: Path, dataset: str, before: Parts, made: Members) -> int:
    """Write one dataset as CSV, and return its rows."""
    whole = schema(dataset)
    name = f"csv/{dataset}.csv.gz"
    # Members of a file with other columns cannot be joined to it.
    made.columns[name] = hash_of(whole.names)
    count = 0
    with SheetWriter(release / name, whole.names) as sheet:
        for part in parts_of(release, dataset):
            start = sheet.begin()
            held = before.find(name, part, whole.names)
            if held is not None:
                sheet.copy(before.path(name), held.start, held.size)
                rows = held.rows
            else:
                rows = _push_part(sheet, release, part, whole)
            made.add(name, part.key, start, sheet.begin(), rows)
            count += rows
    return count


def _push_part(sheet: SheetWriter, release: Path, part: DataPart, whole: pa.Schema) -> int:
    """Write the rows of a part, and return their number."""
    with pq.ParquetFile(part.path(release)) as file:
        for batch in file.iter_batches(parquet.ROW_GROUP):
            sheet.push(_with_place(pa.Table.from_batches([batch]), part.partition, whole))
        return int(file.metadata.num_rows)


def _with_place(table: pa.Table, partition: Partition, whole: pa.Schema) -> pa.Table:
    """Put fiscal_year and province, where the dataset has them, back from the folder's name."""
    # Parquet leaves them to the folder's name (Hive partitions); a CSV file has no folders.
    said = {"fiscal_year": partition.fiscal_year, "province": partition.province}
    there = set(table.column_names)
    columns = [
        table[f.name]
        if f.name in there
        else pa.chunked_array([pa.array([said[f.name]] * table.num_rows, f.type)])
        for f in whole
    ]
    return pa.Table.from_arrays(columns, names=whole.names)


def content_of(release: Path, hashes: Hashes | None = None) -> str:
    """Return one hash over all of `data/`: two releases with the same hold the same rows."""
    hashes = hashes or Hashes(release)
    digest = hashlib.sha256()
    data = release / "data"
    for path in sorted(data.rglob("*.parquet")):
        name = path.relative_to(data).as_posix()
        # Names too: a partition moved to another place is another content.
        digest.update(f"{name} {hashes.of(f'data/{name}')}\n".encode())
    return digest.hexdigest()
