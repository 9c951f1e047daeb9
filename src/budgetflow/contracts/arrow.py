"""Arrow schemas and tables, made from the metadata tree."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from importlib.abc import MetaPathFinder
from operator import attrgetter
from typing import Any

import pyarrow as pa

from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import (
    MONEY_DIGITS,
    NUMBER_DIGITS,
    PARTITION_COLUMNS,
    Column,
    LogicalType,
)

MONEY = pa.decimal128(*MONEY_DIGITS)
NUMBER = pa.decimal128(*NUMBER_DIGITS)
ALLOCATION = pa.struct(
    [
        pa.field("name", pa.string()),
        pa.field("amount_yuan", MONEY),
        pa.field("printed", pa.string()),
    ]
)

ARROW_TYPES: dict[LogicalType, pa.DataType] = {
    "string": pa.string(),
    "boolean": pa.bool_(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "money": MONEY,
    "number": NUMBER,
    "list<string>": pa.list_(pa.string()),
    "list<int32>": pa.list_(pa.int32()),
    "list<allocation>": pa.list_(ALLOCATION),
}


class ContractError(ValueError):
    """Raised when a row cannot be written as its dataset promises; names dataset, row, column and
    value.
    """


@cache
def schema(dataset: str) -> pa.Schema:
    """Return the Arrow schema of a dataset; every field carries its descriptions and unit as
    metadata.

    Not-null columns are marked so. The partition columns are part of it where the dataset has them:
    see `file_schema`.
    """
    tree = dataset_of(dataset)
    fields = [
        pa.field(c.name, ARROW_TYPES[c.type], nullable=c.nullable, metadata=_field_metadata(c))
        for c in tree.columns
    ]
    return pa.schema(
        fields,
        metadata={"dataset": tree.name, "title": tree.title_zh, "description": tree.description_en},
    )


@cache
def file_schema(dataset: str) -> pa.Schema:
    """Return the schema of a Parquet file inside Hive folders: without the columns that the folder
    names say.

    pyarrow and pandas refuse a folder whose files repeat a partition column with another type than
    they infer.
    """
    whole = schema(dataset)
    return pa.schema(
        [field for field in whole if field.name not in PARTITION_COLUMNS], metadata=whole.metadata
    )


def to_table(dataset: str, rows: Sequence[Any]) -> pa.Table:
    """Return the rows (dataclasses or mappings with the columns' names) as an Arrow table of the
    dataset's schema.

    Raises ContractError, naming row and column, for a null where none may be, a Decimal that would
    have to be rounded,
    or a value of another type.
    """
    target = schema(dataset)
    columns = _columns_of(rows, target.names)
    arrays = [_array(dataset, *one) for one in zip(target, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=target)


def _columns_of(rows: Sequence[Any], names: Sequence[str]) -> list[list[Any]]:
    """Return the values of rows (dataclasses or mappings) by column, None where a mapping has no
    such name.
    """
    if not rows:
        return [[] for _ in names]
    # Rows are all of one kind, so the first tells how to ask them.
    if isinstance(rows[0], Mapping):
        return [[row.get(name) for row in rows] for name in names]
    # All columns of a row in one call: a third of the time of a getattr a value.
    values = map(attrgetter(*names), rows)
    return [list(column) for column in zip(*values, strict=True)]


def leave_pandas_out() -> None:
    """Keep pyarrow from importing pandas in this process until it makes a frame.

    pyarrow imports pandas, where it is installed, at the first array made of Python values, to ask
    whether they are a series: 0.33 s. It asks once; `to_pandas` asks again. A series given to
    pyarrow in between counts as a plain sequence, so this is for commands that make none.
    """
    if "pandas" in sys.modules:
        return
    refusal = _NoPandas()
    sys.meta_path.insert(0, refusal)
    try:
        pa.array((), pa.string())
    finally:
        sys.meta_path.remove(refusal)


class _NoPandas(MetaPathFinder):
    """Makes the import of pandas fail. A None in `sys.modules` does not: pyarrow takes it for
    pandas.
    """

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is left out", name=fullname)


def conform(table: pa.Table, target: pa.Schema) -> pa.Table:
    """Return a table in the columns of a schema: one it lacks, since it was added later, is null;
    one that is no more is left out.
    """
    if table.schema.equals(target):  # all but the files of earlier contracts
        return pa.Table.from_arrays(table.columns, schema=target)
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in target
    ]
    return pa.Table.from_arrays(columns, schema=target)


def _field_metadata(column: Column) -> dict[str, str]:
    told = {
        "description": column.en,
        "description_zh": column.zh,
        "unit": column.unit,
        "type": column.type,
    }
    return {name: value for name, value in told.items() if value}


def _structs(value: list[Any] | None) -> list[Any] | None:
    """Return the records of a list as mappings, which Arrow takes for structs; None stays None."""
    if value is None:
        return None
    records = []
    for record in value:
        known = is_dataclass(record) and not isinstance(record, type)
        records.append(asdict(record) if known else record)
    return records


def _array(dataset: str, field: pa.Field, values: list[Any]) -> pa.Array:
    if field.type == pa.list_(ALLOCATION):
        values = [_structs(value) for value in values]
    try:
        array = pa.array(values, type=field.type)
    except (
        pa.ArrowInvalid,
        pa.ArrowTypeError,
        pa.ArrowNotImplementedError,
        OverflowError,
        TypeError,
        ValueError,
    ) as error:
        raise ContractError(_locate(dataset, field, values, error)) from error
    # pyarrow builds such a column; only its writer of Parquet refuses it, and names no row.
    if array.null_count and not field.nullable:
        row = values.index(None)
        raise ContractError(
            f"{dataset} row {row + 1}, column {field.name}: is null, but the contract promises a "
            f"value"
        )
    if field.type in (MONEY, NUMBER):
        _refuse_floats(dataset, field, values)
    return array


def _refuse_floats(dataset: str, field: pa.Field, values: list[Any]) -> None:
    """Refuse a float among amounts: it may have lost what was printed (pyarrow itself refuses most,
    ints are exact).
    """
    if any(type(value) is float for value in values):
        raise ContractError(
            f"{dataset}, column {field.name}: a float; amounts are Decimal from the printed text on"
        )


def _locate(dataset: str, field: pa.Field, values: list[Any], error: Exception) -> str:
    # Only now, one by one: the whole column at once is far faster and names no row.
    for number, value in enumerate(values, start=1):
        try:
            pa.array([value], type=field.type)
        except (
            pa.ArrowInvalid,
            pa.ArrowTypeError,
            pa.ArrowNotImplementedError,
            OverflowError,
            TypeError,
            ValueError,
        ) as found:
            return (
                f"{dataset} row {number}, column {field.name}: {value!r} is no {field.type}: "
                f"{found}"
            )
    return f"{dataset}, column {field.name}: {error}"
