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
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

BOM = b"\xef\xbb\xbf"
ENCODING = "utf-8-sig"

_DANGEROUS = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?%?$|^[-=]+$"


class SheetWriter:
    """Writes one `.csv.gz`."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        """Begin a file with its heading line; its folder is made where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = path.open("wb")
        self._zip = gzip.GzipFile(
            filename="", mode="wb", fileobj=self._raw, compresslevel=6, mtime=0
        )
        self._zip.write(BOM)
        line = pa.table({str(number): [heading] for number, heading in enumerate(headings)})
        self._zip.write(_csv(line))

    def push(self, table: pa.Table) -> None:
        """Add rows."""
        columns = [_printable(table.column(number)) for number in range(table.num_columns)]
        self._zip.write(
            _csv(
                pa.Table.from_arrays(
                    columns, names=[str(number) for number in range(table.num_columns)]
                )
            )
        )

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
        self._zip.close()
        self._raw.close()


def escaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put an apostrophe before texts that a spreadsheet would run as a formula."""
    risky = pc.and_(
        pc.match_substring_regex(column, _DANGEROUS),
        pc.invert(pc.match_substring_regex(column, _NUMBER)),
    )
    return pc.if_else(
        pc.fill_null(risky, False), pc.binary_join_element_wise("'", column, ""), column
    )


def as_json(value: object) -> str | None:
    """Return a list or structure as JSON; amounts in it as exact text, days as ISO dates."""
    return (
        None
        if value is None
        else json.dumps(value, ensure_ascii=False, default=_exact, separators=(",", ":"))
    )


def _exact(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"{value!r} has no place in a CSV cell")


def _printable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_nested(column.type):
        return pa.chunked_array(
            [pa.array([as_json(value) for value in column.to_pylist()], pa.string())]
        )
    if pa.types.is_string(column.type):
        return escaped(column)
    return column.cast(pa.string()) if pa.types.is_decimal(column.type) else column


def _csv(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False, quoting_style="needed"))
    return sink.getvalue()
