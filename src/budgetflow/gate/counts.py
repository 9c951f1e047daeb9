"""What a release holds, counted by dataset, year and province, and held against the release
before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import PARTITION_COLUMNS
from budgetflow.lake.partitions import Partition

# Rows read at a time.
ROWS = 100_000
# Rows of a province below which a share of rows kept says nothing.
FEW = 20
# Lost publishers that are named.
NAMED = 5
# The column of a row of counts that tells a person what the row says.
TOLD = "told"


def partitions(folder: Path, dataset: str = "") -> Iterator[tuple[Partition, Path]]:
    """Return the partitions of a release's `data/` folder that the contract knows, or those of one
    dataset, with their files.
    """
    data = folder / "data"
    for path in sorted((data / dataset).rglob("*.parquet")):
        partition = Partition.parse(path.parent.relative_to(data).as_posix())
        if partition.dataset in DATASETS:
            yield partition, path


def counted(dataset: str) -> frozenset[str]:
    """Return the columns by which rows are counted and told apart: enough for a partition that went
    through the gate before.
    """
    return frozenset({*dataset_of(dataset).key, "disclosure_id", "status", "measure"})


def batches(
    partition: Partition, path: Path, columns: frozenset[str] | None = None
) -> Iterator[pa.Table]:
    """Return a file's rows in the dataset's schema, whole or of some columns, so many at a time;
    the folder's name fills its own.
    """
    # Some columns only, where rows are counted: the others are most of the bytes.
    whole = pa.schema(
        [f for f in schema(partition.dataset) if columns is None or f.name in columns]
    )
    said = dict(zip(PARTITION_COLUMNS, (partition.fiscal_year, partition.province), strict=True))
    with pq.ParquetFile(path) as file:
        there = [name for name in whole.names if name in file.schema_arrow.names]
        for batch in file.iter_batches(ROWS, columns=there):
            filled = [
                batch[f.name]
                if f.name in there
                else pa.array([said.get(f.name)] * batch.num_rows, f.type)
                for f in whole
            ]
            yield pa.Table.from_arrays(filled, schema=whole)


@dataclass(slots=True)
class Counts:
    """Rows by dataset, year and province, and how many amounts stand in columns nobody
    understood.
    """

    rows: Counter[Partition] = field(default_factory=Counter)
    unmapped: Counter[Partition] = field(default_factory=Counter)
    withdrawn: set[str] = field(default_factory=set)
    """Disclosures their publishers took down."""

    def add(self, partition: Partition, table: pa.Table) -> None:
        """Count one batch."""
        self.rows[partition] += table.num_rows
        if partition.dataset == "disclosures":
            ids = table["disclosure_id"].to_pylist()
            statuses = table["status"].to_pylist()
            self.withdrawn.update(
                one for one, status in zip(ids, statuses, strict=True) if status == "withdrawn"
            )
        if partition.dataset == "amounts":
            self.unmapped[partition] += table["measure"].to_pylist().count("unmapped")


def count(folder: Path, without: set[str] | None = None) -> Counts:
    """Count a release; `without` leaves out the rows of these disclosures (those withdrawn
    since).
    """
    found = Counts()
    for partition, path in partitions(folder):
        for table in batches(partition, path, counted(partition.dataset)):
            found.add(partition, _without(table, without) if without else table)
    return found


def against(
    now: Counts,
    before: Counts | None,
    lost: Mapping[Partition, list[str]],
    repeated: Mapping[Partition, int],
) -> list[dict[str, object]]:
    """Return one row a partition of either release: rows, rows before, share kept, publishers lost,
    share unmapped, keys that stand twice.

    `lost` names publishers (`gate_publishers`), `repeated` counts keys (`gate_keys`), both by
    partition.
    """
    # A first release is held against nothing.
    past = before or Counts()
    partitions = sorted(now.rows.keys() | past.rows.keys() | repeated.keys(), key=lambda p: p.order)
    return [
        _row(partition, now, past, lost.get(partition, []), repeated.get(partition, 0))
        for partition in partitions
    ]


def _row(
    partition: Partition, now: Counts, past: Counts, lost: list[str], repeated: int
) -> dict[str, object]:
    rows = now.rows[partition]
    earlier = past.rows[partition]
    unmapped = now.unmapped[partition]
    told = [f"{partition.label}: {rows} rows, {earlier} before"]
    told += [f"{unmapped} of them unmapped"] * bool(unmapped) + [
        f"{repeated} of a key that is there already"
    ] * bool(repeated)
    told += [
        f"gone: {'、'.join(lost[:NAMED])}"
        + (f" and {len(lost) - NAMED} more" if len(lost) > NAMED else "")
    ] * bool(lost)
    return {
        "dataset": partition.dataset,
        "fiscal_year": partition.fiscal_year,
        "province": partition.province,
        "rows": rows,
        "previous_rows": earlier,
        # Below FEW rows a share says nothing: one row more or less is chance.
        "kept_share": rows / earlier if earlier >= FEW else 1.0,
        "lost_publishers": len(lost),
        "unmapped_share": unmapped / rows if rows >= FEW else 0.0,
        "repeated_keys": repeated,
        TOLD: "; ".join(told),
    }


def _without(table: pa.Table, disclosures: set[str]) -> pa.Table:
    if "disclosure_id" not in table.column_names:
        return table
    return table.filter(
        pa.array([one not in disclosures for one in table["disclosure_id"].to_pylist()], pa.bool_())
    )
