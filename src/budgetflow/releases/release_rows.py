"""Rows of the lake as a release prints them: one row a key, in a fixed order, what is held back
left out.

Everything here goes by disclosure, a bounded number of rows at a time, so that a partition may be
larger than memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.vocabulary import HELD
from budgetflow.lake import document_versions

# Datasets of a release, in the published order: `changes` lies in a folder of its own, `fetches`
# is for operators.
RELEASED = tuple(name for name in DATASETS if name not in ("changes", "fetches"))
# Datasets that no lake holds: a release makes them from the rest of its rows.
MADE = ("publishers", "vocabulary")
# Datasets of a release that lie in one file, not by year and province.
WHOLE = tuple(name for name in RELEASED if not DATASETS[name].partitioned)

_NATURAL: dict[str, tuple[str, ...]] = {
    "tables": ("disclosure_id", "table_no"),
    "amounts": ("disclosure_id", "table_no", "row_no", "column_no"),
    "statements": ("disclosure_id", "document_id", "position"),
    "projects": ("disclosure_id", "page"),
    "performance_targets": ("disclosure_id", "page"),
}


# Statuses of a disclosure that several rows tell of, the one that stands first.
_WORST_FIRST = ("withdrawn", HELD, "accepted_with_findings", "accepted")


def key_of(dataset: str) -> tuple[str, ...]:
    """Return the columns that identify a row."""
    if dataset == document_versions.DATASET:
        return document_versions.KEY
    return DATASETS[dataset].key


def order_of(dataset: str) -> tuple[str, ...]:
    """Return the columns that rows are sorted by: by disclosure, as printed within it, then by
    key.
    """
    if dataset == document_versions.DATASET:
        return document_versions.KEY
    first = _NATURAL.get(
        dataset, ("disclosure_id",) if "disclosure_id" in DATASETS[dataset].column_names else ()
    )
    return (*first, *(column for column in key_of(dataset) if column not in first))


def settled(table: pa.Table, dataset: str) -> pa.Table:
    """Keep one row a key, whatever order the rows came in.

    Two documents of one disclosure both tell of it, and the same file may be announced twice. Of a
    disclosure's rows the one
    that says most stands, with the worst status and the highest revision of them; of others, the
    first in the order of their
    values.
    """
    key = list(key_of(dataset))
    # Counting keys in arrow is cheap; rows become Python objects only where one is twice.
    counts = table.group_by(key).aggregate([([], "count_all")])
    if counts.num_rows == table.num_rows:
        return table
    groups: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in table.to_pylist():
        groups.setdefault(tuple(row[column] for column in key), []).append(row)
    return pa.Table.from_pylist(
        [_one_of(rows, dataset) for rows in groups.values()], schema=table.schema
    )


def in_order(table: pa.Table, dataset: str) -> pa.Table:
    """Sort rows as a release prints them, nulls last; rows that share a key must have been settled
    before.
    """
    return table.take(
        pc.sort_indices(table, [(column, "ascending", "at_end") for column in order_of(dataset)])
    )


def cuts(disclosure_ids: pa.ChunkedArray, rows: int) -> list[str]:
    """Return the disclosures that each begin a new range, so that no range has many more than so
    many rows.
    """
    counts = disclosure_ids.drop_null().value_counts()
    tally = sorted((item["values"], item["counts"]) for item in counts.to_pylist())
    found: list[str] = []
    total = 0
    for disclosure, count in tally:
        # A disclosure is never cut: its rows are settled and sorted together.
        if total and total + count > rows:
            found.append(disclosure)
            total = 0
        total += count
    return found


def ranges(found: list[str]) -> Iterator[pc.Expression]:
    """Turn cuts into filters on disclosure_id; rows without a disclosure come with the last."""
    field = pc.field("disclosure_id")
    for low, high in zip([None, *found], [*found, None], strict=True):
        if high is None:
            yield pc.scalar(True) if low is None else (field >= low) | field.is_null()
        elif low is None:
            yield field < high
        else:
            yield (field >= low) & (field < high)


def as_rows(table: pa.Table, kind: type) -> list[Any]:
    """Return rows of a table as a dataclass with fields of its columns' names; a column that the
    dataclass lacks is left out.
    """
    names = [one.name for one in fields(kind) if one.name in table.column_names]
    return [kind(**row) for row in table.select(names).to_pylist()]


def _one_of(rows: list[dict[str, object]], dataset: str) -> dict[str, object]:
    best = min(
        rows,
        key=lambda row: (
            sum(value is None for value in row.values()),
            # Any order will do that does not depend on which row came first.
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
