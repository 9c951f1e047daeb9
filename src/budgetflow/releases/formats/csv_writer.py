"""CSV that opens right in Excel and WPS, and that no cell of can run as a formula.

UTF-8 with a byte order mark, since a Chinese Excel takes a file without one for GBK. A text that
begins with `=`, `+`, `-`,
`@`, a tab or a carriage return, and is no plain number or bare sign, gets an apostrophe in front
(OWASP, "CSV injection"). Lists and
structures are JSON. gzip without a name and without a clock.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from budgetflow.releases.formats.json_text import json_column
from budgetflow.releases.reuse.copied import copy_bytes

BOM = b"\xef\xbb\xbf"
ENCODING = "utf-8-sig"

# With these a spreadsheet begins a formula; a tab or a break before one does not hide it.
_DANGEROUS_FIRST = pa.array(list("=+-@\t\r"), pa.string())
# -1,234.50, +3.2% and a bare - are figures and signs, and stay as printed.
_NUMBER = r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$|^[-=]+$"


class SheetWriter:
    """Writes one `.csv.gz`: the heading line and each part as a gzip member of its own.

    Members behind each other are one gzip file. A part that stays the same is copied from the
    release before as it lies there.
    """

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        """Begin a file with its heading line; its folder is made where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = path.open("wb")
        self._zip: gzip.GzipFile | None = None
        line = pa.table({str(number): [heading] for number, heading in enumerate(headings)})
        self._member().write(BOM + _csv(line))

    def push(self, table: pa.Table) -> None:
        """Add rows to the part begun last."""
        self._member().write(_lines(table))

    def begin(self) -> int:
        """End the part before, and return the byte that the next one begins at."""
        if self._zip is not None:
            self._zip.close()
            self._zip = None
        return self._raw.tell()

    def copy(self, source: Path, start: int, size: int) -> None:
        """Add a whole part as it lies in another file."""
        self.begin()
        copy_bytes(source, start, size, self._raw)

    def append(self, member: bytes) -> None:
        """Add a whole part that `member_of` made."""
        self.begin()
        self._raw.write(member)

    def _member(self) -> gzip.GzipFile:
        """Return the gzip member that is being written; one begins where there is none."""
        if self._zip is None:
            self._zip = _gzip_member(self._raw)
        return self._zip

    def __enter__(self) -> SheetWriter:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.begin()
        self._raw.close()


def member_of(tables: Iterable[pa.Table]) -> bytes:
    """Return rows as a gzip member, for a `SheetWriter` to append; empty without tables."""
    raw = io.BytesIO()
    member = None
    for table in tables:
        member = member or _gzip_member(raw)
        member.write(_lines(table))
    if member is not None:
        member.close()
    return raw.getvalue()


def _gzip_member(raw: IO[bytes]) -> gzip.GzipFile:
    # No name and no time in the header: the same rows give the same bytes.
    return gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0)


def _lines(table: pa.Table) -> bytes:
    columns = [_printable(table.column(number)) for number in range(table.num_columns)]
    names = [str(number) for number in range(table.num_columns)]
    return _csv(pa.Table.from_arrays(columns, names=names))


def escaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put an apostrophe before texts that a spreadsheet would run as a formula."""
    first = pc.utf8_slice_codeunits(column, 0, 1)
    dangerous = pc.is_in(first, _DANGEROUS_FIRST)
    # Most columns hold none, and a pattern is made ready anew at each call.
    if not pc.any(dangerous).as_py():
        return column
    risky = pc.and_(dangerous, pc.invert(pc.match_substring_regex(column, _NUMBER)))
    quoted = pc.binary_join_element_wise("'", column, "")
    return pc.if_else(pc.fill_null(risky, False), quoted, column)


def _printable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_nested(column.type):
        return json_column(column)
    if pa.types.is_string(column.type):
        return escaped(column)
    if pa.types.is_decimal(column.type):
        return column.cast(pa.string())
    return column


def _csv(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    csv.write_csv(table, sink, options)
    return sink.getvalue()
