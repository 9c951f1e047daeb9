"""The `data/` and `csv/` folders of a release, and which of their parts are those of the release
before.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
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
from budgetflow.releases.formats.csv_writer import SheetWriter, member_of
from budgetflow.releases.formats.partition_files import (
    ROWS_A_PART,
    DataPart,
    number_of_parts,
    parts_of,
    parts_of_partition,
    ranges_of_parts,
)
from budgetflow.releases.formats.province_code import released_schema
from budgetflow.releases.making.parallel import FEW_ROWS, side_by_side
from budgetflow.releases.published_rows import Published
from budgetflow.releases.release_rows import RELEASED, in_order, settled
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.code_version import code_version
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Member, Members, hash_of
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


def write_data(lake: Lake, release: Path, previous: Path | None, effort: Effort) -> frozenset[str]:
    """Write `data/` and `provenance/` from the lake; give the names of the files not written.

    A part in which nothing changed is not written: its file is the previous release's, linked where
    the disk can.
    """
    lake = lake.at_rest()
    published = Published.of(lake)
    # Of a release of another format nothing is known to be alike: signatures differ by FORMAT.
    writer = _Writer(published, release, previous, read_prints(previous), effort.rows)
    prints: Prints = {}
    changed = []
    for partition in published.fingerprints:
        if partition.dataset in RELEASED:
            taken = writer.take(partition)
            if taken is not None:
                prints[partition.folder] = taken
            else:
                changed.append(partition)
    # The largest first, so that none is begun when the others are done.
    changed.sort(key=lambda partition: (-lake.rows(partition), partition.order))
    few = sum(map(lake.rows, changed)) < FEW_ROWS
    with _for_workers(writer, effort.alone(few)) as shared:
        work = [(shared, partition) for partition in changed]
        made = side_by_side(_write_partition, work, effort, few)
        for partition, (told, kept) in zip(changed, made, strict=True):
            prints[partition.folder] = told
            writer.kept |= kept
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

    def take(self, partition: Partition) -> PartitionPrint | None:
        """Take over a partition that is made from the same as in the release before; None where it
        is not.
        """
        known = self.known.get(partition.folder)
        if known is None or known.signature != self.published.signature(partition):
            return None
        for number, part in enumerate(known.parts):
            self._take(DataPart(partition, number), part)
        return known

    def write(self, partition: Partition) -> PartitionPrint:
        """Write the parts of a partition; return what they were made from."""
        signature = self.published.signature(partition)
        known = self.known.get(partition.folder)
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


@contextmanager
def _for_workers(writer: _Writer, alone: bool) -> Iterator[_Writer | Path]:
    """Yield what a worker knows a writer by: where it lies in the release's folder while this
    lasts. It holds the lake's log, which is long, so it is not sent with each partition.
    """
    if alone:
        yield writer
        return
    place = writer.release / ".writer"
    place.write_bytes(pickle.dumps(writer))
    try:
        yield place
    finally:
        place.unlink()


@lru_cache(maxsize=1)
def _writer_at(place: Path) -> _Writer:
    """Read the writer that was left for this process; each release has a folder of its own."""
    writer: _Writer = pickle.loads(place.read_bytes())  # noqa: S301  (written by this very build)
    return writer


def _write_partition(work: tuple[_Writer | Path, Partition]) -> tuple[PartitionPrint, set[str]]:
    """Write a partition; return what its parts were made from, and the files that were taken over
    from the release before.
    """
    shared, partition = work
    writer = _writer_at(shared) if isinstance(shared, Path) else shared
    writer = replace(writer, kept=set())
    return writer.write(partition), writer.kept


def lake_version(lake: Lake) -> str:
    """Return a hash of all rows of a lake, by its log alone, and of the code that makes releases:
    where it is that of the newest release, nothing is new.
    """
    return _version_of(lake.fingerprints())


def _version_of(fingerprints: Mapping[Partition, str]) -> str:
    # Sorted: the order in which partitions came into the lake says nothing.
    held = sorted((place.folder, digest) for place, digest in fingerprints.items())
    return hashlib.sha256(repr((code_version(*_MADE_BY), held)).encode()).hexdigest()


def write_csv(
    release: Path, before: Parts, made: Members, effort: Effort = USUAL
) -> dict[str, int]:
    """Write `csv/` from `data/`, and return the rows by dataset; differences of rounding are
    counted apart from findings, as `rounding`.

    Parts with the bytes they had `before` are copied; `made` takes where each lies.
    """
    places: dict[str, list[tuple[DataPart, Member | None]]] = {}
    for dataset in RELEASED:
        names = schema(dataset).names
        parts = parts_of(release, dataset)
        places[dataset] = [(p, before.find(_csv_name(dataset), p, names)) for p in parts]
    wanted = [part for parts in places.values() for part, held in parts if held is None]
    few = len(wanted) * ROWS_A_PART < FEW_ROWS
    written = side_by_side(_csv_part, [(release, part) for part in wanted], effort, few)
    counts = {
        dataset: _write_dataset(release, dataset, places[dataset], written, before, made)
        for dataset in RELEASED
    }
    # Rounding is no finding that anybody should look into, and is told apart in every count.
    rounding = rounding_of(read_prints(release))
    return counts | {"findings": counts["findings"] - rounding, "rounding": rounding}


def _csv_name(dataset: str) -> str:
    return f"csv/{dataset}.csv.gz"


def _write_dataset(
    release: Path,
    dataset: str,
    parts: Sequence[tuple[DataPart, Member | None]],
    written: Iterator[tuple[bytes, int]],
    before: Parts,
    made: Members,
) -> int:
    """Write one dataset as CSV, and return its rows; `parts` come with where they lie in the
    release before, and of the others `written` gives the gzip members, in their order.
    """
    names = schema(dataset).names
    name = _csv_name(dataset)
    # Members of a file with other columns cannot be joined to it.
    made.columns[name] = hash_of(names)
    count = 0
    with SheetWriter(release / name, names) as sheet:
        for part, held in parts:
            start = sheet.begin()
            if held is not None:
                sheet.copy(before.path(name), held.start, held.size)
                rows = held.rows
            else:
                data, rows = next(written)
                sheet.append(data)
            made.add(name, part.key, start, sheet.begin(), rows)
            count += rows
    return count


def _csv_part(work: tuple[Path, DataPart]) -> tuple[bytes, int]:
    """Return the rows of a part of a release as a gzip member, and their number."""
    release, part = work
    whole = schema(part.partition.dataset)
    with pq.ParquetFile(part.path(release)) as file:
        tables = (
            _with_place(pa.Table.from_batches([batch]), part.partition, whole)
            for batch in file.iter_batches(parquet.ROW_GROUP)
        )
        return member_of(tables), int(file.metadata.num_rows)


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
