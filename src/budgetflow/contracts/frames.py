"""pandera contracts made from the metadata tree, and their failures as values.

Validation runs on a polars DataFrame: on a LazyFrame pandera checks names and types only and skips
every value.
Polars and pandera are imported when used, since they cost two seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from budgetflow.contracts.arrow import schema
from budgetflow.contracts.datasets import dataset as dataset_of
from budgetflow.contracts.metadata import Column, Dataset

if TYPE_CHECKING:
    import pandera.polars as pandera
    import polars as pl

# Rows told of a rule that failed; the count tells the rest.
EXAMPLES_KEPT = 5


@dataclass(frozen=True, slots=True)
class ContractFailure:
    """One rule of a dataset's contract that some rows break."""

    dataset: str
    column: str
    rule: str
    count: int
    examples: tuple[str, ...]
    """`key: value` of the first rows that break it."""

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.dataset}.{self.column}: {self.count} value(s) break `{self.rule}`, such "
            f"as {'; '.join(self.examples)}"
        )


def validate(dataset: str, table: pa.Table) -> list[ContractFailure]:
    """Check a table against its dataset's contract: types, nulls, allowed values, patterns, bounds
    and unique keys.

    Gives every failed rule with its count and examples; empty when the table keeps its promise. A
    table of another
    schema gives one failure of rule `schema`.
    """
    import pandera.polars as pandera  # noqa: PLC0415
    import polars as pl  # noqa: PLC0415

    expected = schema(dataset)
    # Of other columns no rule can be asked, so this is the only failure told.
    if not table.schema.equals(expected):
        return [_schema_failure(dataset, table.schema, expected)]
    frame = pl.DataFrame(pl.from_arrow(table))
    try:
        # `lazy` gathers every failure; without it pandera stops at the first.
        contract(dataset).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as found:
        return _failures(dataset_of(dataset), frame, found)
    return []


@cache
def contract(dataset: str) -> pandera.DataFrameSchema:
    """Return the pandera schema of a dataset."""
    import pandera.polars as pandera  # noqa: PLC0415

    tree = dataset_of(dataset)
    columns = {
        c.name: pandera.Column(nullable=c.nullable, checks=_column_checks(c)) for c in tree.columns
    }
    return pandera.DataFrameSchema(
        columns, checks=_row_checks(tree), strict=True, ordered=True, name=dataset
    )


def _column_checks(column: Column) -> list[pandera.Check]:
    import pandera.polars as pandera  # noqa: PLC0415

    checks = []
    if column.allowed:
        checks.append(pandera.Check.isin(list(column.allowed)))
    if column.pattern:
        checks.append(pandera.Check.str_matches(f"^(?:{column.pattern})$"))
    if column.minimum is not None:
        checks.append(pandera.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pandera.Check.le(column.maximum))
    return checks


def _row_checks(tree: Dataset) -> list[pandera.Check]:
    import pandera.polars as pandera  # noqa: PLC0415

    checks = []
    for column in tree.columns:
        if column.filled_when:
            checks.append(
                pandera.Check(
                    _filled_when,
                    name=f"{column.name} filled where {column.filled_when[0]} says so",
                    column=column,
                )
            )
        if column.null_when:
            checks.append(
                pandera.Check(
                    _null_when,
                    name=f"{column.name} null where {column.null_when[0]} says so",
                    column=column,
                )
            )
    if tree.key:
        checks.append(pandera.Check(_unique, name=f"unique {', '.join(tree.key)}", key=tree.key))
    return checks


def _filled_when(data: Any, column: Column) -> pl.LazyFrame:
    import polars as pl  # noqa: PLC0415

    assert column.filled_when
    other, values = column.filled_when
    # A null in the other column is none of its values, so nothing is asked of this one.
    asked = pl.col(other).is_in(list(values)).fill_null(False)
    holds = ~asked | pl.col(column.name).is_not_null()
    return data.lazyframe.select(holds)  # type: ignore[no-any-return]


def _null_when(data: Any, column: Column) -> pl.LazyFrame:
    import polars as pl  # noqa: PLC0415

    assert column.null_when
    other, values = column.null_when
    # A null in the other column asks nothing here either.
    asked = pl.col(other).is_in(list(values)).fill_null(False)
    holds = ~asked | pl.col(column.name).is_null()
    return data.lazyframe.select(holds)  # type: ignore[no-any-return]


def _unique(data: Any, key: tuple[str, ...]) -> pl.LazyFrame:
    import polars as pl  # noqa: PLC0415

    return data.lazyframe.select(~pl.struct(list(key)).is_duplicated())  # type: ignore[no-any-return]


def _schema_failure(dataset: str, found: pa.Schema, expected: pa.Schema) -> ContractFailure:
    told = [f"{name}: missing" for name in expected.names if name not in found.names]
    told += [f"{name}: not in the contract" for name in found.names if name not in expected.names]
    both = [name for name in expected.names if name in found.names]
    told += [
        f"{n}: {found.field(n)} for {expected.field(n)}"
        for n in both
        if not found.field(n).equals(expected.field(n))
    ]
    # Schemas that differ though each column is there with its type: only their order is left.
    return ContractFailure(
        dataset,
        "*",
        "schema",
        len(told) or 1,
        tuple(told[:EXAMPLES_KEPT]) or ("columns in another order",),
    )


def _failures(tree: Dataset, frame: pl.DataFrame, found: Any) -> list[ContractFailure]:
    cases: dict[tuple[str, str], list[str]] = {}
    for case in found.failure_cases.to_dicts():
        whole_row = case["column"] == tree.name
        rule = str(case["check"] or case["schema_context"])
        if whole_row:
            column = _column_of(tree, rule)
            value = ""
        else:
            column = str(case["column"])
            value = str(case["failure_case"])
        cases.setdefault((column, rule), []).append(
            f"{_key_of(tree, frame, case['index'])}: {value}".rstrip(": ")
        )
    return [
        ContractFailure(tree.name, column, rule, len(told), tuple(told[:EXAMPLES_KEPT]))
        for (column, rule), told in cases.items()
    ]


def _column_of(tree: Dataset, rule: str) -> str:
    """Return the column a rule over whole rows is about: its first word, or the key for a rule of
    uniqueness.
    """
    word = rule.split(" ", maxsplit=1)[0]
    if word in tree.column_names:
        return word
    return ", ".join(tree.key)


def _key_of(tree: Dataset, frame: pl.DataFrame, index: int | None) -> str:
    if index is None:
        return "every row"
    row = frame.row(int(index), named=True)
    return "|".join(str(row[name]) for name in tree.key) or f"row {index + 1}"
