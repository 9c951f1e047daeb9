"""Rows of two releases side by side: what was added, removed and changed, by key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from budgetflow.releases.formats.json_text import json_column
from budgetflow.releases.release_rows import key_of

_PLACE = "|place"


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows of one dataset (or a part of it) that differ; `old` and `new` are the changed rows,
    in the same order.
    """

    dataset: str
    added: pl.DataFrame
    removed: pl.DataFrame
    old: pl.DataFrame
    new: pl.DataFrame
    new_columns: tuple[str, ...]
    """Columns that the old release did not have."""
    sides: tuple[pa.Table, pa.Table]
    """The rows that were compared, with their types."""

    def typed(self, change: str) -> pa.Table:
        """Return the `added`, `removed` or `changed` rows (these as they are now) with the types of
        the dataset.
        """
        old, new = self.sides
        frame = {"added": self.added, "removed": self.removed, "changed": self.new}[change]
        return (old if change == "removed" else new).take(frame[_PLACE].to_arrow())

    @property
    def empty(self) -> bool:
        """True where nothing differs."""
        return self.added.is_empty() and self.removed.is_empty() and self.new.is_empty()


def compare(dataset: str, old: pa.Table, new: pa.Table) -> Difference:
    """Compare rows by key, value by value; a column that only the new rows have is null in the
    old.
    """
    added_columns = tuple(name for name in new.column_names if name not in old.column_names)
    for name in added_columns:
        # So that a new column shows as changed from nothing, with the cause of the schema.
        old = old.append_column(name, pa.nulls(old.num_rows, new.schema.field(name).type))
    old = old.select(new.column_names)
    before = numbered(old)
    after = numbered(new)
    key = list(key_of(dataset))
    added = after.join(before, on=key, how="anti", nulls_equal=True, maintain_order="left")
    removed = before.join(after, on=key, how="anti", nulls_equal=True, maintain_order="left")
    both = after.join(
        before, on=key, how="inner", suffix="|old", nulls_equal=True, maintain_order="left"
    )
    values = [name for name in new.column_names if name not in key]
    if values:
        # ne_missing takes null and null as equal, which != does not.
        differs = pl.any_horizontal(
            pl.col(name).ne_missing(pl.col(f"{name}|old")) for name in values
        )
    else:
        differs = pl.lit(False)
    changed = both.filter(differs)
    was = changed.select(*key, *(pl.col(f"{name}|old").alias(name) for name in values)).select(
        new.column_names
    )
    return Difference(
        dataset, added, removed, was, changed.select(after.columns), added_columns, (old, new)
    )


def key_text(dataset: str) -> pl.Expr:
    """Return the expression of a row's key as text: several columns joined by |, null as
    nothing.
    """
    return pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in key_of(dataset)], separator="|"
    ).alias("key")


def numbered(table: pa.Table) -> pl.DataFrame:
    """Return rows as a comparable frame in which each knows its place in the table."""
    return frame_of(table).with_row_index(_PLACE)


def frame_of(table: pa.Table) -> pl.DataFrame:
    """Return rows as a frame in which lists and structures are JSON text, so that they compare by
    value.
    """
    for number, field in enumerate(table.schema):
        if pa.types.is_nested(field.type):
            printed = json_column(table.column(number))
            table = table.set_column(number, pa.field(field.name, pa.string()), printed)
    return pl.DataFrame(pl.from_arrow(table))
