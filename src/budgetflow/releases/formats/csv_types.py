"""`.csvt` beside a CSV: one line with the type of each column, as GDAL and QGIS read it.

A program that guesses takes the code 00 for the number 0; what stands here as String is text.
Source: GDAL, CSV driver, "Reading CSV containing field type information".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

_NAMES: tuple[tuple[Callable[[pa.DataType], bool], str], ...] = (
    (pa.types.is_boolean, "Integer(Boolean)"),
    (pa.types.is_int64, "Integer64"),
    (pa.types.is_integer, "Integer"),
    (pa.types.is_floating, "Real"),
    (pa.types.is_date, "Date"),
    (pa.types.is_timestamp, "DateTime"),
)


def write_types(path: Path, schema: pa.Schema) -> None:
    """Write the types of a schema's columns, in their order."""
    line = ",".join(f'"{type_of(field.type)}"' for field in schema)
    path.write_text(line + "\n", encoding="ascii", newline="\n")


def type_of(kind: pa.DataType) -> str:
    """Return the name GDAL has for a type; lists stand as JSON in a String."""
    if pa.types.is_decimal(kind):
        return f"Real({kind.precision}.{kind.scale})"
    return next((name for test, name in _NAMES if test(kind)), "String")
