"""Parquet with nothing in it but the rows: the same rows give the same bytes on every machine with
the same lock file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.releases.release_rows import cuts, ranges

# Rows a group: small enough that a reader of one disclosure over HTTP fetches little, large enough
# to compress well.
ROW_GROUP = 65_536


# Columns whose least and greatest value a file says of each group, so that readers skip groups;
# of all others they weighed more than they spare.
_LOOKED_UP = ("disclosure_id", "document_id", "table_code", "function_code")

# Columns in which nearly each row has a value of its own, beside money and places on a page: a
# dictionary of them is the column itself, and the numbers of its entries come on top. Without it
# the real documents of November 2026 weigh a tenth less, and are written a tenth faster.
_SELDOM_REPEATED = frozenset(
    (
        *("amount_id", "statement_id", "target_id", "finding_id"),
        *("project_budget_id", "project_id", "amount_printed", "row_no", "position"),
        *("text", "message_zh", "message_en"),
    )
)


def _repeated(schema: pa.Schema) -> list[str] | bool:
    """Return the paths of columns whose values repeat, which a dictionary makes smaller; True where
    all do.

    That is so in the wide tables: their many columns are mostly empty or zero, and without
    dictionaries those of November 2026 weigh 3.9 MB for 1.7.
    """
    if b"dataset" not in (schema.metadata or {}):
        return True
    found = []
    for field in schema:
        figure = pa.types.is_decimal(field.type) or pa.types.is_floating(field.type)
        own = field.name in _SELDOM_REPEATED or field.name.endswith("_source")
        if not (figure or own):
            is_list = pa.types.is_list(field.type)
            found.append(f"{field.name}.list.element" if is_list else field.name)
    return found


class Writer:
    """Writes one file; row groups have the same borders however the rows were handed over."""

    def __init__(self, target: Path | IO[bytes], schema: pa.Schema) -> None:
        """Begin a file, whose folder is made where it is missing, or a stream."""
        if isinstance(target, Path):
            target.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(
            target,
            schema,
            compression="zstd",
            compression_level=9,
            version="2.6",
            store_schema=False,
            use_dictionary=_repeated(schema),
            write_statistics=[name for name in _LOOKED_UP if name in schema.names],
        )
        self._waiting: list[pa.Table] = []
        self._schema = schema
        self.rows = 0

    def push(self, table: pa.Table) -> None:
        """Add rows; they are written when there are enough for a group."""
        self._waiting.append(table.select(self._schema.names).cast(self._schema))
        self.rows += table.num_rows
        if sum(part.num_rows for part in self._waiting) >= ROW_GROUP:
            joined = pa.concat_tables(self._waiting)
            whole = joined.num_rows - joined.num_rows % ROW_GROUP
            for start in range(0, whole, ROW_GROUP):
                # One chunk a group: pages begin anew with each chunk, so borders of pieces would
                # show in the bytes.
                group = joined.slice(start, ROW_GROUP).combine_chunks()
                self._writer.write_table(group, row_group_size=ROW_GROUP)
            self._waiting = [joined.slice(whole)]

    def __enter__(self) -> Writer:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what waits and close the file."""
        rest = pa.concat_tables([self._schema.empty_table(), *self._waiting]).combine_chunks()
        if kind is None and (rest.num_rows or self.rows == 0):
            self._writer.write_table(rest, row_group_size=ROW_GROUP)
        self._writer.close()


def write(target: Path | IO[bytes], schema: pa.Schema, tables: Iterable[pa.Table]) -> int:
    """Write tables as one file or into a stream, and return the number of rows."""
    with Writer(target, schema) as writer:
        for table in tables:
            writer.push(table)
    return writer.rows


def by_disclosure(path: Path, rows: int, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Read a file, or some of its columns, about so many rows at a time, disclosures never torn
    apart; a file that is not there is empty.
    """
    if not path.exists():
        return
    # Known by the file's end: most parts are small, and no column need be read to cut them.
    if pq.read_metadata(path).num_rows <= rows:
        yield read(path, columns=columns)
        return
    found = cuts(read(path, columns=["disclosure_id"])["disclosure_id"], rows)
    for where in ranges(found) if found else [None]:
        yield read(path, where, columns)


def read(
    path: Path, where: pc.Expression | None = None, columns: list[str] | None = None
) -> pa.Table:
    """Read a file as it is, or some of its columns: none is taken from the names of its folders."""
    return pq.read_table(path, columns=columns, filters=where, partitioning=None)
