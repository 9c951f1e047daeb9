"""Rows of the lake as a release prints them: one row a key, in a fixed order, what is held back
left out.

Everything here goes by disclosure, a bounded number of rows at a time, so that a partition may be
larger than memory.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.datasets import DATASETS
from budgetflow.lake import document_versions
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake

RELEASED = tuple(name for name in DATASETS if name not in ("changes", "fetches"))
"""Datasets of a release, in the published order: `changes` lies in a folder of its own, `fetches`
is for operators.
"""
EVEN_IF_HELD = ("disclosures", "documents", "check_results")
"""Datasets that tell of a disclosure which is held back; its figures and findings are left out."""

_NATURAL: dict[str, tuple[str, ...]] = {
    "tables": ("disclosure_id", "table_no"),
    "amounts": ("disclosure_id", "table_no", "row_no", "column_no"),
    "statements": ("disclosure_id", "document_id", "page"),
    "projects": ("disclosure_id", "page"),
    "performance_targets": ("disclosure_id", "page"),
}
_WORST_FIRST = ("withdrawn", "quarantined", "accepted_with_findings", "accepted")


def key_of(dataset: str) -> tuple[str, ...]:
    """Give the columns that identify a row."""
    return document_versions.KEY if dataset == document_versions.DATASET else DATASETS[dataset].key


def order_of(dataset: str) -> tuple[str, ...]:
    """Give the columns that rows are sorted by: by disclosure, as printed within it, then by
    key.
    """
    if dataset == document_versions.DATASET:
        return document_versions.KEY
    first = _NATURAL.get(
        dataset, ("disclosure_id",) if "disclosure_id" in DATASETS[dataset].column_names else ()
    )
    return (*first, *(column for column in key_of(dataset) if column not in first))


def in_order(table: pa.Table, dataset: str) -> pa.Table:
    """Sort rows as a release prints them, nulls last; rows that share a key must have been settled
    before.
    """
    return table.take(
        pc.sort_indices(table, [(column, "ascending", "at_end") for column in order_of(dataset)])
    )


def settled(table: pa.Table, dataset: str) -> pa.Table:
    """Keep one row a key, whatever order the rows came in.

    Two documents of one disclosure both tell of it, and the same file may be announced twice. Of a
    disclosure's rows the one
    that says most stands, with the worst status and the highest revision of them; of others, the
    first in the order of their
    values.
    """
    key = list(key_of(dataset))
    counts = table.group_by(key).aggregate([([], "count_all")])
    if counts.num_rows == table.num_rows:
        return table
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in table.to_pylist():
        groups.setdefault(tuple(row[column] for column in key), []).append(row)
    return pa.Table.from_pylist(
        [_one_of(rows, dataset) for rows in groups.values()], schema=table.schema
    )


def batches(
    lake: Lake, partition: Partition, held: frozenset[str], rows: int
) -> Iterator[pa.Table]:
    """Give a partition's rows in a release's order, about so many at a time, disclosures never torn
    apart.
    """
    dataset = partition.dataset
    for where in _ranges(lake, partition, rows):
        table = settled(lake.read(dataset, partition, where), dataset)
        if held and dataset not in EVEN_IF_HELD and "disclosure_id" in table.column_names:
            table = table.filter(
                pc.invert(pc.is_in(table["disclosure_id"], pa.array(sorted(held), pa.string())))
            )
        yield in_order(table, dataset)


def held_back(lake: Lake) -> frozenset[str]:
    """Give the disclosures whose figures are held back, since a misreading is suspected."""
    table = settled(lake.read("disclosures"), "disclosures")
    return frozenset(
        table.filter(pc.equal(table["status"], "quarantined"))["disclosure_id"].to_pylist()
    )


def cuts(disclosure_ids: pa.ChunkedArray, rows: int) -> list[str]:
    """Give the disclosures that each begin a new range, so that no range has many more than so many
    rows.
    """
    counts = disclosure_ids.drop_null().value_counts()
    tally = sorted((item["values"], item["counts"]) for item in counts.to_pylist())
    found: list[str] = []
    total = 0
    for disclosure, count in tally:
        if total and total + count > rows:
            found.append(disclosure)
            total = 0
        total += count
    return found


def ranges(found: list[str]) -> Iterator[pc.Expression]:
    """Turn cuts into filters on disclosure_id; rows without a disclosure come with the last."""
    field = pc.field("disclosure_id")
    for low, high in zip([None, *found], [*found, None], strict=True):
        above = None if low is None else field >= low
        below = None if high is None else field < high
        both = (
            above & below
            if above is not None and below is not None
            else above
            if below is None
            else below
        )
        yield (
            pc.scalar(True)
            if both is None
            else both
            if high is not None
            else both | field.is_null()
        )


def _ranges(lake: Lake, partition: Partition, rows: int) -> Iterator[pc.Expression | None]:
    if partition.whole or partition.dataset == document_versions.DATASET:
        yield None
        return
    found = cuts(lake.column(partition, "disclosure_id"), rows)
    if found:
        yield from ranges(found)
    else:
        yield None


def _one_of(rows: list[dict[str, object]], dataset: str) -> dict[str, object]:
    best = min(
        rows,
        key=lambda row: (
            sum(value is None for value in row.values()),
            repr(sorted(row.items(), key=lambda item: item[0])),
        ),
    )
    if dataset == "disclosures" and len(rows) > 1:
        statuses = {row["status"] for row in rows}
        return best | {
            "status": next(status for status in _WORST_FIRST if status in statuses),
            "revision": max(row["revision"] for row in rows),  # type: ignore[type-var]
        }
    return best
