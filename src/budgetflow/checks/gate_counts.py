"""What a release holds, counted by dataset, year and province, and held against the release before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.metadata import PARTITION_COLUMNS
from budgetflow.lake.partitions import Partition

ROWS = 100_000
"""Rows read at a time."""
FEW = 20
"""Rows of a province below which a share of rows kept says nothing."""


def partitions(folder: Path) -> Iterator[tuple[Partition, Path]]:
    """Give the partitions of a release's `data/` folder that the contract knows, with their files."""
    data = folder / "data"
    for path in sorted(data.rglob("*.parquet")):
        partition = Partition.parse(path.parent.relative_to(data).as_posix())
        if partition.dataset in DATASETS:
            yield partition, path


def batches(partition: Partition, path: Path) -> Iterator[pa.Table]:
    """Give a file's rows in the dataset's whole schema, so many at a time; the folder's name fills its own columns."""
    whole = schema(partition.dataset)
    said = dict(zip(PARTITION_COLUMNS, (partition.fiscal_year, partition.province), strict=True))
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS):
            there = set(batch.schema.names)
            columns = [batch[f.name] if f.name in there else pa.array([said.get(f.name)] * batch.num_rows, f.type) for f in whole]
            yield pa.Table.from_arrays(columns, schema=whole)


@dataclass(slots=True)
class Counts:
    """Rows by dataset, year and province; publishers; and how many amounts stand in columns nobody understood."""

    rows: Counter[Partition] = field(default_factory=Counter)
    publishers: dict[str | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By province."""
    unmapped: Counter[Partition] = field(default_factory=Counter)
    withdrawn: set[str] = field(default_factory=set)
    """Disclosures their publishers took down."""

    def add(self, partition: Partition, table: pa.Table) -> None:
        """Count one batch."""
        self.rows[partition] += table.num_rows
        if partition.dataset == "disclosures":
            self.publishers[partition.province].update(name for name in table["publisher"].to_pylist() if name)
            ids, statuses = table["disclosure_id"].to_pylist(), table["status"].to_pylist()
            self.withdrawn.update(one for one, status in zip(ids, statuses, strict=True) if status == "withdrawn")
        if partition.dataset == "amounts":
            self.unmapped[partition] += table["measure"].to_pylist().count("unmapped")


def count(folder: Path, without: set[str] | None = None) -> Counts:
    """Count a release; `without` leaves out the rows of these disclosures (those withdrawn since)."""
    found = Counts()
    for partition, path in partitions(folder):
        for table in batches(partition, path):
            found.add(partition, _without(table, without) if without else table)
    return found


def against(now: Counts, before: Counts | None) -> list[dict[str, object]]:
    """Give one row a partition of either release: rows, rows before, share kept, publishers lost, share unmapped."""
    past = before or Counts()
    return [_row(partition, now, past) for partition in sorted(now.rows.keys() | past.rows.keys(), key=lambda p: p.order)]


def _row(partition: Partition, now: Counts, past: Counts) -> dict[str, object]:
    rows, earlier = now.rows[partition], past.rows[partition]
    lost = past.publishers.get(partition.province, set()) - now.publishers.get(partition.province, set())
    return {
        "dataset": partition.dataset,
        "fiscal_year": partition.fiscal_year,
        "province": partition.province,
        "rows": rows,
        "previous_rows": earlier,
        "kept_share": rows / earlier if earlier >= FEW else 1.0,
        "lost_publishers": len(lost) if partition.dataset == "disclosures" else 0,
        "unmapped_share": now.unmapped[partition] / rows if rows >= FEW else 0.0,
    }


def _without(table: pa.Table, disclosures: set[str]) -> pa.Table:
    if "disclosure_id" not in table.column_names:
        return table
    return table.filter(pa.array([one not in disclosures for one in table["disclosure_id"].to_pylist()], pa.bool_()))
