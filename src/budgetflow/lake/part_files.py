"""The Parquet files of a lake: how one is written and named, and read in today's columns."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import conform, file_schema, schema
from budgetflow.lake import document_versions, rule_tallies
from budgetflow.lake.commit_log import Part
from budgetflow.lake.disclosure_sets import ID, Disclosures
from budgetflow.lake.partitions import UNIT, Partition
from budgetflow.lake.storage import Files

# Datasets that the lake keeps for itself: no contract, and no folder's name in their rows.
OWN = {
    document_versions.DATASET: document_versions.SCHEMA,
    rule_tallies.DATASET: rule_tallies.SCHEMA,
}

# Rows of a row group: few enough that a reader of one part of a release passes over most of a
# joined file, enough that the file is no larger for it.
GROUP_ROWS = 8_192


def stored_schema(partition: Partition) -> pa.Schema:
    """Return the schema of the Parquet files in a partition: what the folder's name says is not
    repeated in them.
    """
    if partition.dataset in OWN:
        return OWN[partition.dataset]
    if partition.whole:
        return schema(partition.dataset)
    return file_schema(partition.dataset)


def parquet_in(
    data: bytes, columns: list[str] | None = None, of: Disclosures | None = None
) -> pa.Table:
    """Return the table of a Parquet file's bytes, or some of its columns; with `of`, row groups
    that hold no row of these disclosures are left out.

    Not by `pq.read_table`, which scans it as a dataset in threads of its own: one that is still
    ending when the program is (pyarrow 26 on a busy machine) aborts the process with all its
    answer printed.
    """
    with pq.ParquetFile(pa.BufferReader(data)) as file:
        if of is None:
            return file.read(columns)
        return file.read_row_groups(groups_of(file.metadata, of), columns)


def groups_of(told: pq.FileMetaData, of: Disclosures) -> list[int]:
    """Return the numbers of the row groups that can hold rows of some disclosures: all, where the
    file does not say what they hold.
    """
    column = told.schema.names.index(ID)
    return [
        number
        for number in range(told.num_row_groups)
        if _may_hold(told.row_group(number).column(column).statistics, of)
    ]


def _may_hold(said: pq.Statistics | None, of: Disclosures) -> bool:
    if said is None or not said.has_null_count or (said.null_count and of.with_rows_of_none):
        return True
    if not said.has_min_max:
        return bool(said.num_values)  # a group of nulls alone has neither
    return of.may_be_between(said.min, said.max)


def in_order_of_disclosures(table: pa.Table) -> pa.Table:
    """Return rows so that those of one disclosure stand together, those of none last."""
    # Most units are of one disclosure: there is nothing to sort.
    if ID not in table.column_names or len(pc.unique(table[ID])) < 2:
        return table
    return table.take(pc.sort_indices(table, [(ID, "ascending", "at_end")]))


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
        pq.write_table(table, sink, compression="zstd", row_group_size=GROUP_ROWS)
        data = sink.getvalue()
        digest = hashlib.sha256(data).hexdigest()[:16]
        path = f"{partition.folder}/{stem}-{digest}.parquet"
        # Named by its bytes: a file that is there is the same one.
        if not self.files.exists(path):
            self.files.write(path, data)
        return Part(path, table.num_rows, units)

    def read(self, part: Part, of: Disclosures | None = None) -> pa.Table:
        """Read one file, or its rows of some disclosures, in the partition's columns of today: one
        added to the contract since is null.
        """
        table = parquet_in(self.files.read(part.path), of=of)
        target = stored_schema(part.partition).append(pa.field(UNIT, pa.string()))
        found = conform(table, target)
        return found if of is None else of.rows_of(found)

    def columns(self, part: Part, names: list[str], of: Disclosures | None = None) -> pa.Table:
        """Read some columns of a file, or of the row groups that may hold some disclosures."""
        return parquet_in(self.files.read(part.path), names, of)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; one that is not there is no error."""
        for path in paths:
            self.files.remove(path)
