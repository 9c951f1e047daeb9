"""A Parquet file of several parts, each whole row groups: a part that stays the same is copied as
bytes, and only the footer is written anew.

Decoding and encoding the rows that stay cost as much as writing them first: 0.45 of 0.70 processor
seconds at 200,000 amounts, when one disclosure had come. Copied, they cost as much as the disk.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from budgetflow.releases.formats import parquet
from budgetflow.releases.reuse.copied import copy_bytes
from budgetflow.releases.reuse.thrift_compact import Field, Listed, Reader, Struct, written

_MAGIC = b"PAR1"
# Bytes behind the footer: its size in four, and the magic word.
_TAIL = 8

# numbers of fields in parquet.thrift of the Apache Parquet format
_ROWS, _GROUPS = 3, 4  # FileMetaData
_COLUMNS, _GROUP_ROWS, _GROUP_OFFSET, _ORDINAL = 1, 3, 5, 7  # RowGroup
_CHUNK_OFFSET, _CHUNK = 2, 3  # ColumnChunk
_PAGES = (9, 10, 11)  # ColumnMetaData: first data page, index page, dictionary page
# Fields of a ColumnChunk that point to indexes outside the row groups; `parquet.Writer` writes
# none, so they are not copied.
_ELSEWHERE = (4, 5, 6, 7)


class JoinedParquet:
    """Writes one file part by part; every part begins a row group."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        """Begin a file; its folder is made where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("wb")
        self._stream.write(_MAGIC)
        self._schema = schema
        self._groups: list[Struct] = []
        self.rows = 0
        self.new_groups: list[int] = []
        """Numbers of the row groups that were not copied."""

    def write(self, tables: Iterable[pa.Table]) -> int:
        """Add a part of some rows, and return their number; none adds nothing."""
        sink = io.BytesIO()
        rows = parquet.write(sink, self._schema, tables)
        if rows:
            data = sink.getbuffer()
            footer = footer_of(sink)
            start = self._stream.tell()
            self._stream.write(data[len(_MAGIC) : footer.start])
            first = len(self._groups)
            self._take(footer.groups, start - len(_MAGIC))
            self.new_groups += range(first, len(self._groups))
        return rows

    def copy(self, source: EarlierParquet, first: int, rows: int) -> None:
        """Add a part as it lies in another file, which was written in the same parts; raises
        ValueError where no row group begins or ends there.
        """
        groups, low, high = source.groups_between(first, rows)
        start = self._stream.tell()
        copy_bytes(source.path, low, high - low, self._stream)
        self._take(groups, start - low)

    def _take(self, groups: Iterable[Struct], shift: int) -> None:
        """List row groups whose bytes lie so many further on than they say."""
        for group in groups:
            # Its number in this file, which a reader may hold against the order.
            moved = _moved(group, shift, len(self._groups))
            self._groups.append(moved)
            self.rows += moved[_GROUP_ROWS].value

    def __enter__(self) -> JoinedParquet:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the footer and close the file."""
        if kind is None:
            self._stream.write(self._footer())
        self._stream.close()

    def _footer(self) -> bytes:
        """Return the footer of a file of no rows, with the row groups written here."""
        sink = io.BytesIO()
        parquet.write(sink, self._schema, ())
        struct = footer_of(sink).struct
        struct[_ROWS].value = self.rows
        struct[_GROUPS].value = Listed(struct[_GROUPS].value.kind, self._groups)
        data = written(struct)
        return data + len(data).to_bytes(4, "little") + _MAGIC


class Footer:
    """The footer of a Parquet file, and the byte it begins at."""

    def __init__(self, data: bytes, start: int) -> None:
        """Take the bytes of the footer alone."""
        self.start = start
        reader = Reader(data)

        def group() -> Struct:
            return reader.struct({_COLUMNS: reader.raw_struct})

        self.struct = reader.struct({_GROUPS: group})

    @property
    def groups(self) -> list[Struct]:
        """Return the row groups, their columns as bytes."""
        found: list[Struct] = self.struct[_GROUPS].value.items
        return found


class EarlierParquet:
    """A file that parts are copied from."""

    def __init__(self, path: Path) -> None:
        """Read the footer of a file."""
        self.path = path
        with path.open("rb") as stream:
            self._footer = footer_of(stream)
        sizes = [group[_GROUP_ROWS].value for group in self._footer.groups]
        starts = [_start_of(group) for group in self._footer.groups]
        self._rows = list(accumulate(sizes, initial=0))
        self._bytes = [*starts, self._footer.start]

    def groups_between(self, first: int, rows: int) -> tuple[list[Struct], int, int]:
        """Return the row groups of so many rows from one on, and the bytes they lie between."""
        try:
            low = self._rows.index(first)
            high = self._rows.index(first + rows)
        except ValueError as reason:
            raise ValueError(
                f"{self.path}: no row group begins at row {first} and ends at row {first + rows}, "
                f"as provenance/members.json says; build anew without the release before"
            ) from reason
        return self._footer.groups[low:high], self._bytes[low], self._bytes[high]


def footer_of(stream: io.BufferedIOBase) -> Footer:
    """Return the footer of a Parquet file; raises ValueError where the file is none."""
    end = stream.seek(-_TAIL, io.SEEK_END)
    tail = stream.read(_TAIL)
    if tail[4:] != _MAGIC:
        raise ValueError(f"{getattr(stream, 'name', 'a part')} does not end as a Parquet file does")
    size = int.from_bytes(tail[:4], "little")
    stream.seek(end - size)
    return Footer(stream.read(size), end - size)


def _start_of(group: Struct) -> int:
    """Return the byte that the first page of a row group lies at: one of its first column."""
    described = Reader(group[_COLUMNS].value.items[0]).struct()[_CHUNK].value
    starts: list[int] = [described[number].value for number in _PAGES if number in described]
    return min(starts)


def _moved(group: Struct, shift: int, ordinal: int) -> Struct:
    """Return a row group whose bytes lie so many further on, as the one of that number."""
    moved = dict(group)
    columns = group[_COLUMNS].value
    chunks = [_moved_chunk(chunk, shift) for chunk in columns.items]
    moved[_COLUMNS] = Field(group[_COLUMNS].kind, Listed(columns.kind, chunks))
    for number, value in ((_GROUP_OFFSET, shift), (_ORDINAL, None)):
        if number in group:
            old = group[number]
            if value is None:
                new = ordinal
            else:
                new = old.value + value
            moved[number] = Field(old.kind, new)
    return moved


def _moved_chunk(raw: bytes, shift: int) -> Struct | bytes:
    """Return the column of a row group whose bytes lie so many further on."""
    if shift == 0:
        return raw  # as it was: most groups stand before the one that changed
    chunk = Reader(raw).struct()
    moved = {number: field for number, field in chunk.items() if number not in _ELSEWHERE}
    described = dict(chunk[_CHUNK].value)
    for number in _PAGES:
        if number in described:
            old = described[number]
            described[number] = Field(old.kind, old.value + shift)
    moved[_CHUNK] = Field(chunk[_CHUNK].kind, described)
    offset = chunk[_CHUNK_OFFSET]
    if offset.value:  # 0 says that the format's newer writers tell it elsewhere
        moved[_CHUNK_OFFSET] = Field(offset.kind, offset.value + shift)
    return moved
