"""The Parquet files of a lake: how one is written and named, and read in today's columns."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import conform, file_schema, schema
from budgetflow.lake import document_versions, rule_tallies
from budgetflow.lake.commit_log import Part
from budgetflow.lake.partitions import UNIT, Partition
from budgetflow.lake.storage import Files

# Datasets that the lake keeps for itself: no contract, and no folder's name in their rows.
OWN = {
    document_versions.DATASET: document_versions.SCHEMA,
    rule_tallies.DATASET: rule_tallies.SCHEMA,
}


def stored_schema(partition: Partition) -> pa.Schema:
    """Return the schema of the Parquet files in a partition: what the folder's name says is not
    repeated in them.
    """
    if partition.dataset in OWN:
        return OWN[partition.dataset]
    if partition.whole:
        return schema(partition.dataset)
    return file_schema(partition.dataset)


def parquet_in(data: bytes, columns: list[str] | None = None) -> pa.Table:
    """Return the table of a Parquet file's bytes, or some of its columns.

    Not by `pq.read_table`, which scans it as a dataset in threads of its own: one that is still
    ending when the program is (pyarrow 26 on a busy machine) aborts the process with all its
    answer printed.
    """
    with pq.ParquetFile(pa.BufferReader(data)) as file:
        return file.read(columns)


class PartFiles:
    """The Parquet files under a lake's root."""

    def __init__(self, files: Files) -> None:
        """Take the lake's files."""
        self.files = files

    def write(
        self, partition: Partition, table: pa.Table, units: dict[str, str], stem: str
    ) -> Part:
        """Write rows as one file named for its bytes; `units` hold a hash of each unit's rows."""
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd")
        data = sink.getvalue()
        digest = hashlib.sha256(data).hexdigest()[:16]
        path = f"{partition.folder}/{stem}-{digest}.parquet"
        # Named by its bytes: a file that is there is the same one.
        if not self.files.exists(path):
            self.files.write(path, data)
        return Part(path, table.num_rows, units)

    def read(self, part: Part) -> pa.Table:
        """Read one file in the partition's columns of today: one added to the contract since is
        null.
        """
        table = parquet_in(self.files.read(part.path))
        target = stored_schema(part.partition).append(pa.field(UNIT, pa.string()))
        return conform(table, target)

    def column(self, part: Part, name: str) -> pa.Table:
        """Read one column of a file, and nothing else of it."""
        return parquet_in(self.files.read(part.path), [name])

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; one that is not there is no error."""
        for path in paths:
            self.files.remove(path)
