"""The differences of a release as files: `changes/`, and how to apply them to the release before.

`changes/changes.parquet` and `.csv.gz` have one row a changed value, with its cause.
`changes/rows-<dataset>.parquet` have
whole rows: `_change`, the partition, and the dataset's columns as they are now (of a removed row:
as they were). They are
there even where they are empty, for an empty difference is a statement too.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import conform
from budgetflow.lake.disclosure_sets import ID, Between
from budgetflow.lake.part_files import stored_schema
from budgetflow.lake.partitions import Partition
from budgetflow.releases.changes.compare import Difference
from budgetflow.releases.changes.diff import CHANGES_SCHEMA, Diff
from budgetflow.releases.changes.vintages import Vintages
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.csv_writer import SheetWriter
from budgetflow.releases.formats.partition_files import (
    DataPart,
    number_of_parts,
    partitions_of,
    paths_of_partition,
    ranges_of_parts,
)
from budgetflow.releases.formats.province_code import released_schema, with_province_code
from budgetflow.releases.release_rows import RELEASED, WHOLE, in_order, key_of

_EXTRA = [("_change", pa.string()), ("_fiscal_year", pa.int16()), ("_province", pa.string())]


def write_changes(diff: Diff, release: Path, vintages: Vintages, empty: bool) -> None:
    """Write `changes/` of a release, and hand restated values to `vintages`.

    `empty` is for a first release, which has nothing before it to differ from.
    """
    folder = release / "changes"
    with ExitStack() as stack:
        values = stack.enter_context(parquet.Writer(folder / "changes.parquet", CHANGES_SCHEMA))
        sheet = stack.enter_context(SheetWriter(folder / "changes.csv.gz", CHANGES_SCHEMA.names))
        rows = {
            name: stack.enter_context(
                parquet.Writer(folder / f"rows-{name}.parquet", _schema(name))
            )
            for name in RELEASED
        }
        # After the writers were opened: an empty file says that nothing changed, a missing one
        # nothing.
        if empty:
            return
        schema_rows = diff.schema_changes()
        values.push(schema_rows)
        sheet.push(schema_rows)
        for partition, difference in diff.differences():
            told = diff.values(difference)
            values.push(told)
            sheet.push(told)
            vintages.take(
                partition,
                difference,
                diff.row_causes(difference, "removed"),
                diff.row_causes(difference, "changed"),
            )
            for change in ("removed", "added", "changed"):
                rows[partition.dataset].push(_marked(difference, change, partition))


def apply_changes(old: Path, changes: Path, data: Path) -> None:
    """Make the `data/` folder of the next release from a release and the next one's `changes/`.

    The same bytes come out as the next release has; tests hold it to that.
    """
    for dataset in RELEASED:
        delta = pq.read_table(changes / f"rows-{dataset}.parquet", partitioning=None)
        there = {*partitions_of(old, dataset), *_partitions(delta, dataset)}
        for partition in sorted(there, key=lambda place: place.order):
            mine = delta.filter(_of(delta, partition))
            _apply([*_held(old, partition)], mine, partition, data)


@dataclass(frozen=True, slots=True)
class _Held:
    """A file of the older release, and the disclosure of each of its rows."""

    path: Path
    ids: pa.Table | None
    """None where the dataset is not cut by disclosures."""
    rows: int

    def rows_in(self, some: Between) -> int:
        """Count its rows of a range of disclosures."""
        if self.ids is None:
            return self.rows
        return int(some.rows_of(self.ids).num_rows)


def _held(old: Path, partition: Partition) -> Iterator[_Held]:
    for path in paths_of_partition(old, partition):
        cut = ID in pq.read_schema(path).names
        ids = parquet.read(path, columns=[ID]) if cut else None
        yield _Held(path, ids, pq.read_metadata(path).num_rows)


def _apply(held: list[_Held], mine: pa.Table, partition: Partition, data: Path) -> None:
    """Write the parts of a partition from the files it had and its changed rows.

    The older release may have been cut otherwise, for it had other rows or was made before there
    were parts: each file is asked which rows it has of a part.
    """
    tally = Counter(mine["_change"].to_pylist())
    rows = sum(one.rows for one in held) + tally["added"] - tally["removed"]
    ranges = ranges_of_parts(number_of_parts(partition, rows))
    for number, some in enumerate(ranges):
        changed = some.rows_of(mine) if len(ranges) > 1 else mine
        before = [one for one in held if one.rows_in(some)]
        _apply_part(before, changed, some, DataPart(partition, number), data)


def _apply_part(
    before: list[_Held], mine: pa.Table, some: Between, part: DataPart, data: Path
) -> None:
    """Write one part from the files that have rows of it, and its changed rows."""
    schema = stored_schema(part.partition)
    written = released_schema(part.partition)
    target = data.parent / part.name
    whole = [one for one in before if one.rows_in(some) == one.rows]
    # Copied as bytes: pyarrow of another version would write the same rows otherwise.
    if (
        mine.num_rows == 0
        and len(before) == len(whole) == 1
        and pq.read_schema(whole[0].path).equals(written, check_metadata=True)
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(whole[0].path, target)
        return
    files = [conform(parquet.read(one.path), schema) for one in before]
    kept = pa.concat_tables([schema.empty_table(), *files])
    if len(whole) < len(before):
        kept = some.rows_of(kept)
    key = list(key_of(part.partition.dataset))
    gone = mine.filter(pc.not_equal(mine["_change"], "added")).select(key)
    come = mine.filter(pc.not_equal(mine["_change"], "removed")).select(schema.names).cast(schema)
    kept = _without(kept, gone, key)
    result = in_order(pa.concat_tables([kept, come]), part.partition.dataset)
    if result.num_rows:
        parquet.write(target, written, [with_province_code(result, part.partition)])


def _without(table: pa.Table, gone: pa.Table, key: list[str]) -> pa.Table:
    left = pl.DataFrame(pl.from_arrow(table.select(key))).with_row_index("|place")
    right = pl.DataFrame(pl.from_arrow(gone))
    places = left.join(right, on=key, how="anti", nulls_equal=True, maintain_order="left")["|place"]
    return table.take(places.to_arrow())


def _schema(dataset: str) -> pa.Schema:
    """Return the columns of a dataset's changed rows. All but the key may be null: a row of the
    release before lacks what the program did not know then.
    """
    target = stored_schema(Partition(dataset, whole=dataset in WHOLE))
    key = key_of(dataset)
    own = [field if field.name in key else field.with_nullable(True) for field in target]
    extra = [pa.field(name, kind) for name, kind in _EXTRA]
    return pa.schema([*extra, *own], metadata=target.metadata)


def _marked(difference: Difference, change: str, partition: Partition) -> pa.Table:
    table = conform(difference.typed(change), stored_schema(partition))
    said = {
        "_change": change,
        "_fiscal_year": partition.fiscal_year,
        "_province": partition.province,
    }
    for number, (name, kind) in enumerate(_EXTRA):
        table = table.add_column(
            number, pa.field(name, kind), pa.array([said[name]] * table.num_rows, kind)
        )
    return table


def _partitions(delta: pa.Table, dataset: str) -> set[Partition]:
    if dataset in WHOLE:
        if delta.num_rows:
            return {Partition(dataset, whole=True)}
        return set()
    # Groups without an aggregate are the distinct pairs of year and province.
    rows = delta.group_by(["_fiscal_year", "_province"]).aggregate([]).to_pylist()
    return {Partition(dataset, row["_fiscal_year"], row["_province"]) for row in rows}


def _of(delta: pa.Table, partition: Partition) -> pc.Expression | pa.Array:
    if partition.whole:
        return pa.array([True] * delta.num_rows, pa.bool_())
    year = pc.field("_fiscal_year")
    province = pc.field("_province")
    if partition.fiscal_year is None:
        in_year = year.is_null()
    else:
        in_year = year == partition.fiscal_year
    return in_year & (
        province.is_null() if partition.province is None else province == partition.province
    )
