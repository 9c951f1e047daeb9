"""The `data/` and `csv/` folders of a release, and which of its partitions are those of the release
before.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.expectations import suite
from budgetflow.lake import document_versions
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.changes.provenance import READINGS
from budgetflow.releases.derived.joined_facts import JoinedFacts
from budgetflow.releases.derived.ways_of_counting import ways_of_counting
from budgetflow.releases.file_listing import link
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.csv_writer import SheetWriter
from budgetflow.releases.formats.partition_files import data_file, partitions_of
from budgetflow.releases.formats.province_code import released_schema, with_province_code
from budgetflow.releases.lake_rows import EVEN_IF_HELD, batches, held_back
from budgetflow.releases.leaks import MASK_VERSION, masked
from budgetflow.releases.release_rows import RELEASED, in_order, settled
from budgetflow.releases.reuse.code_version import code_version
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.reuse.members import Members, hash_of
from budgetflow.releases.reuse.parts import Parts
from budgetflow.releases.superseded import Superseded, superseded, write_superseded
from budgetflow.releases.versions import LAKE

# Raised where the writing of Parquet, the order or the masks change, so that no partition is taken
# over from before.
FORMAT = "2"
PARTITIONS = "provenance/partitions.json"
_MADE_BY = tuple(
    f"budgetflow.{package}"
    for package in (
        *("releases", "lake", "contracts", "facts", "reference", "interpret.text"),
        "checks.model",
    )
)


def write_data(lake: Lake, release: Path, previous: Path | None, rows: int) -> frozenset[Partition]:
    """Write `data/` and `provenance/` from the lake, about so many rows in memory at a time; give
    the partitions not written.

    A partition in which nothing changed is not written: its file is the previous release's, linked
    where the disk can.
    """
    kept = set()
    left_out = superseded(lake)
    # Asked of the versions that count: an earlier version that was held back holds nothing.
    held = held_back(lake, left_out)
    counted = ways_of_counting(lake, held, left_out.units)
    joined = JoinedFacts(lake, left_out)
    if previous is not None:
        # Of a release of another format nothing is known to be alike: every signature differs by
        # FORMAT.
        known = json.loads((previous / PARTITIONS).read_text())
    else:
        known = {}
    prints: dict[str, str] = {}
    for partition, fingerprint in lake.fingerprints().items():
        if partition.dataset not in RELEASED:
            continue
        here = _held_here(lake, partition, held), _left_out_here(lake, partition, left_out)
        otherwise = _counted_here(lake, partition, counted)
        signature = _signature(partition, fingerprint, *here, otherwise, joined.made_of(partition))
        prints[partition.folder] = signature
        target = data_file(release, partition)
        if previous is None:
            before = None
        else:
            before = data_file(previous, partition)
        # The signature is of everything the file follows from, so equal ones need no look at the
        # rows.
        if before is not None and known.get(partition.folder) == signature:
            # A partition all of whose rows are held back has a signature and no file.
            if before.exists():
                link(before, target)
                kept.add(partition)
            continue
        made = batches(lake, partition, held, left_out, rows, otherwise, joined.put_into)
        tables = (with_province_code(masked(table), partition) for table in made)
        # Readers list the files of a folder; one without rows would be a partition of nothing.
        if parquet.write(target, released_schema(partition), tables) == 0:
            target.unlink()
    read = in_order(
        settled(lake.read(document_versions.DATASET), document_versions.DATASET),
        document_versions.DATASET,
    )
    parquet.write(release / READINGS, document_versions.SCHEMA, [read])
    write_superseded(lake, release, left_out)
    (release / LAKE).write_text(lake_version(lake) + "\n", encoding="utf-8")
    (release / PARTITIONS).write_text(
        json.dumps(prints, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return frozenset(kept)


def lake_version(lake: Lake) -> str:
    """Return a hash of all rows of a lake, by its log alone, and of the code that makes releases:
    where it is that of the newest release, nothing is new.
    """
    # Sorted: the order in which partitions came into the lake says nothing.
    held = sorted((place.folder, digest) for place, digest in lake.fingerprints().items())
    return hashlib.sha256(repr((code_version(*_MADE_BY), held)).encode()).hexdigest()


def write_csv(release: Path, before: Parts, made: Members) -> dict[str, int]:
    """Write `csv/` from `data/`, and return the rows by dataset; differences of rounding are
    counted apart from findings, as `rounding`.

    Partitions with the bytes they had `before` are copied; `made` takes where each lies.
    """
    counts = {dataset: _write_dataset(release, dataset, before, made) for dataset in RELEASED}
    # Rounding is no finding that anybody should look into, and is told apart in every count.
    rounding = 0
    for place in partitions_of(release, "findings"):
        path = data_file(release, place)
        rounding += _roundings(pq.read_table(path, columns=["verdict"], partitioning=None))
    return counts | {"findings": counts["findings"] - rounding, "rounding": rounding}


def _write_dataset(release: Path, dataset: str, before: Parts, made: Members) -> int:
    """Write one dataset as CSV, and return its rows."""
    whole = schema(dataset)
    name = f"csv/{dataset}.csv.gz"
    # Parts of a file with other columns cannot be joined to it.
    made.columns[name] = hash_of(whole.names)
    count = 0
    with SheetWriter(release / name, whole.names) as sheet:
        for partition in sorted(partitions_of(release, dataset), key=lambda place: place.order):
            start = sheet.begin()
            held = before.find(name, partition, whole.names, (partition,))
            if held is not None:
                sheet.copy(before.path(name), held.start, held.size)
                rows = held.rows
            else:
                rows = _push_partition(sheet, release, partition, whole)
            made.add(name, partition.folder, start, sheet.begin(), rows)
            count += rows
    return count


def _push_partition(
    sheet: SheetWriter, release: Path, partition: Partition, whole: pa.Schema
) -> int:
    """Write the rows of a partition, and return their number."""
    with pq.ParquetFile(data_file(release, partition)) as file:
        for batch in file.iter_batches(parquet.ROW_GROUP):
            sheet.push(_with_place(pa.Table.from_batches([batch]), partition, whole))
        return int(file.metadata.num_rows)


def _roundings(batch: pa.Table) -> int:
    return int(pc.sum(pc.equal(batch.column("verdict"), "rounding")).as_py() or 0)


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


def _held_here(lake: Lake, partition: Partition, held: frozenset[str]) -> frozenset[str]:
    """Return what is held back of a partition: only that decides whether it can be taken over from
    before.
    """
    # A dataset in one file has no disclosures to hold back.
    if not held or partition.whole or partition.dataset in EVEN_IF_HELD:
        return frozenset()
    return held & lake.values(partition, "disclosure_id")


def _counted_here(lake: Lake, partition: Partition, counted: frozenset[str]) -> frozenset[str]:
    """Return the findings of a partition that name nobody in a release."""
    if not counted or partition.dataset != "findings":
        return frozenset()
    return counted & lake.values(partition, "finding_id")


def _left_out_here(lake: Lake, partition: Partition, left_out: Superseded) -> list[tuple[str, ...]]:
    """Return what of a partition other versions replace, which decides too."""
    if not left_out.replaced or partition.whole:
        return []
    return left_out.of(lake.values(partition, "disclosure_id"))


def _signature(
    partition: Partition,
    fingerprint: str,
    held: frozenset[str],
    left_out: list[tuple[str, ...]],
    counted: frozenset[str],
    joined: list[str],
) -> str:
    """Hash what a partition's file is made of and held to: its rows, schema and rules."""
    told = (
        released_schema(partition).serialize().to_pybytes()
        + json.dumps(suite(partition.dataset)).encode()
    )
    rows = (FORMAT, MASK_VERSION, fingerprint, sorted(held), left_out, sorted(counted), joined)
    return hashlib.sha256(repr(rows).encode() + told).hexdigest()


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
