"""The shapes of the metadata tree: what a column and a dataset are, and the logical types they may
have.

Everything a reader is promised is written down once, in `contracts.datasets`, in these two shapes.
Arrow schemas,
pandera contracts, expectation suites, the dictionary and the data package descriptor are made from
them, so none can
disagree with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# `money` is decimal(20,2) in yuan; `number` is decimal(24,6), for shares, rates, counts and
# weights.
LogicalType = Literal[
    "string",
    "boolean",
    "int16",
    "int32",
    "int64",
    "float32",
    "float64",
    "date",
    "timestamp",
    "money",
    "number",
    "list<string>",
    "list<int32>",
    "list<allocation>",
]

# Precision and scale of `money`: exact to the fen, up to 10^18 yuan.
# The whole state spends some 3 * 10^13 yuan a year.
MONEY_DIGITS = (20, 2)
# Precision and scale of `number`: a figure in 万元 with six decimals is exact to the fen.
NUMBER_DIGITS = (24, 6)

# Hive keys of the lake's and the releases' folders, outermost first.
PARTITION_COLUMNS = ("fiscal_year", "province")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type and what it means, in both languages."""

    name: str
    type: LogicalType
    zh: str
    en: str
    nullable: bool = True
    unit: str | None = None
    """Printed in the dictionary: 元, %, points, ..."""
    allowed: tuple[str, ...] = ()
    """The only values it may have; empty: any."""
    pattern: str | None = None
    """Regular expression that the whole of a string value must match."""
    minimum: int | None = None
    maximum: int | None = None
    key: bool = False
    """Part of the row's identity."""
    filled_when: tuple[str, tuple[str, ...]] | None = None
    """(column, values): must not be null where that column has one of those values."""
    null_when: tuple[str, tuple[str, ...]] | None = None
    """(column, values): must be null where that column has one of those values."""
    refers_to: tuple[str, str] | None = None
    """(dataset, column) whose values this one repeats."""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset of the public contract."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    columns: tuple[Column, ...]
    partitioned: bool = True
    """False for the datasets that belong to the program or a release as a whole, not to a year and
    a province.
    """
    compared: bool = True
    """False where rows vary from run to run and are kept out of the differences between releases.
    """

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that together identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in the published order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return a column by its name; KeyError names the dataset and the column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"dataset {self.name} has no column {name!r}")
