"""Lists and structures as JSON text, as CSV files and comparisons of releases have them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

# What JSON writes otherwise than it is; all else, Chinese too, stands as printed.
_TO_ESCAPE = r'["\\\x00-\x1f]'


def json_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a nested column as JSON text, nulls as nulls."""
    texts = column.combine_chunks()
    if _is_plain(texts):
        return pa.chunked_array([_of_texts(texts)])
    return pa.chunked_array([pa.array(map(as_json, column.to_pylist()), pa.string())])


def as_json(value: object) -> str | None:
    """Return a list or structure as JSON; amounts in it as exact text, days as ISO dates."""
    if value is None:
        return None
    return _ENCODER.encode(value)


def _is_plain(column: pa.Array) -> bool:
    """Check whether a column is of lists of texts that JSON only has to put in quotes."""
    if not pa.types.is_list(column.type):
        return False
    if not pa.types.is_string(column.type.value_type):
        return False
    texts = column.flatten()
    if texts.null_count:
        return False
    return not pc.any(pc.match_substring_regex(texts, _TO_ESCAPE)).as_py()


def _of_texts(column: pa.ListArray) -> pa.Array:
    """Return lists of texts as JSON: a list in Python for each of a million rows takes a hundred
    times as long.
    """
    joined = pc.binary_join_element_wise('["', pc.binary_join(column, '","'), '"]', "")
    return pc.if_else(pc.equal(pc.list_value_length(column), 0), "[]", joined)


def _exact(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"{value!r} has no place in a CSV cell")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_exact, separators=(",", ":"))
