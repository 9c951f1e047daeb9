"""`tables/`: one familiar wide table for each kind of budget table, amounts as columns, for people
who want a spreadsheet.

A row is a printed row (one side of it, where a table has two); columns are the measures that occur,
or what is spent on (`formats.item_tables`).
Amounts are yuan; a
printed zero is 0.00; a dash and a blank are empty. Where a row prints one measure twice (columns
nobody could place), the
second figure has a row of its own: nothing is dropped. Rates and counts stay as printed, in columns
named `<measure>_printed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import MONEY
from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.column_headings import PRINTED, measure_heading
from budgetflow.releases.formats.csv_writer import SheetWriter
from budgetflow.releases.formats.item_tables import (
    BY_ITEM,
    COUNTED,
    OTHER_ROWS,
    across,
    item_heading,
    place_of,
)

_DISCLOSURE = {
    "publisher": ("编制单位", "Publisher"),
    "region_code": ("行政区划代码", "Region code"),
    "region_name": ("行政区划", "Region"),
    "stage": ("预算或决算", "Stage"),
    "scope": ("口径", "Scope"),
}
_ROW = {
    "disclosure_id": ("公开标识", "Disclosure id"),
    "table_no": ("表序", "Table no."),
    "row_no": ("行序", "Row no."),
    "side": ("收支", "Side"),
    "row_label": ("项目（照印）", "Row (as printed)"),
    "row_path": ("上级项目", "Rows above it"),
    "row_role": ("行的作用", "Role of the row"),
    "function_code": ("功能科目", "Function code"),
    "economic_code": ("部门经济科目", "Economic code"),
    "government_economic_code": ("政府经济科目", "Government economic code"),
    "item": ("标准项目", "Standard item"),
    "project_name": ("项目名称", "Project"),
    "unit_name": ("单位名称", "Unit"),
    "document_id": ("文件标识", "Document id"),
    "page": ("页码", "Page"),
}
_NAMING = ("table_code", "measure", "item", "value_state")
"""What the columns of a wide table are named by."""
_INT = ("table_no", "row_no", "page")


@dataclass(frozen=True, slots=True)
class WideTable:
    """One written wide table."""

    table_code: str
    schema: pa.Schema
    headings: list[str]
    rows: int


def write_wide_tables(release: Path, amounts: Iterable[Partition], rows: int) -> list[WideTable]:
    """Write `tables/<table_code>.csv.gz` and `.parquet` from a release's own `data/`, about so many
    amounts at a time.
    """
    partitions = sorted(amounts, key=lambda partition: partition.order)
    schemas = {
        code: _schema(code, measures)
        for code, measures in sorted(_measures(release, partitions).items())
    }
    written: list[WideTable] = []
    with ExitStack() as stack:
        sheets = {
            code: stack.enter_context(
                SheetWriter(release / f"tables/{code}.csv.gz", headings(schema))
            )
            for code, schema in schemas.items()
        }
        files = {
            code: stack.enter_context(parquet.Writer(release / f"tables/{code}.parquet", schema))
            for code, schema in schemas.items()
        }
        for code, table in _pieces(release, partitions, schemas, rows):
            sheets[code].push(table)
            files[code].push(table)
    for code, schema in schemas.items():
        written.append(WideTable(code, schema, headings(schema), files[code].rows))
    return written


def headings(schema: pa.Schema) -> list[str]:
    """Return the heading of each column, Chinese first: `一般公共预算（元） General public budget
    (yuan)`; no two are the same.
    """
    return [
        f"{field.metadata[b'zh'].decode()} {field.metadata[b'en'].decode()}" for field in schema
    ]


def _measures(release: Path, partitions: list[Partition]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for partition in partitions:
        table = pq.read_table(
            _file(release, partition),
            columns=list(_NAMING),
            partitioning=None,
        )
        kinds = pl.DataFrame(pl.from_arrow(table.group_by(list(_NAMING)).aggregate([])))
        for row in kinds.iter_rows(named=True):
            column = row["measure"]
            if row["table_code"] in BY_ITEM:
                column = row["item"] or OTHER_ROWS
            name = column + PRINTED if row["value_state"] == "quantity" else column
            found.setdefault(row["table_code"], set()).add(name)
    return found


def _schema(code: str, measures: set[str]) -> pa.Schema:
    words = list(MEASURE_WORDS)
    by_item = code in BY_ITEM

    def place(measure: str) -> tuple[list[int], str]:
        parts = measure.removesuffix(PRINTED).split(".")
        return [words.index(part) if part in words else len(words) for part in parts], measure

    fields = [_field("fiscal_year", pa.int16(), ("年度", "Fiscal year"))]
    fields += [_field(name, pa.string(), told) for name, told in _DISCLOSURE.items()]
    fields += [
        _field(name, pa.int32() if name in _INT else pa.string(), told)
        for name, told in _ROW.items()
    ]
    if by_item:
        fields += [_field(name, pa.string(), told) for name, told in COUNTED.items()]
    ordered = sorted(measures, key=place_of) if by_item else sorted(measures, key=place)
    for measure in ordered:
        kind = pa.string() if measure.endswith(PRINTED) else MONEY
        heading = item_heading(measure) if by_item else measure_heading(measure)
        fields.append(_field(measure, kind, heading))
    return pa.schema(fields)


def _field(name: str, kind: pa.DataType, told: tuple[str, str]) -> pa.Field:
    return pa.field(name, kind, metadata=dict(zip(("zh", "en"), told, strict=True)))


def _pieces(
    release: Path, partitions: list[Partition], schemas: dict[str, pa.Schema], rows: int
) -> Iterator[tuple[str, pa.Table]]:
    for partition in partitions:
        place = Partition("disclosures", partition.fiscal_year, partition.province)
        wanted = ["disclosure_id", *_DISCLOSURE]
        known = _file(release, place)
        disclosures = (
            pl.from_arrow(pq.read_table(known, columns=wanted, partitioning=None))
            if known.exists()
            else None
        )
        for batch in parquet.by_disclosure(_file(release, partition), rows):
            amounts = pl.DataFrame(pl.from_arrow(batch))
            for (code,), part in sorted(
                amounts.group_by("table_code", maintain_order=True), key=lambda item: str(item[0])
            ):
                yield str(code), _wide(part, disclosures, partition.fiscal_year, schemas[str(code)])


def _wide(
    amounts: pl.DataFrame,
    disclosures: pl.DataFrame | pl.Series | None,
    year: int | None,
    schema: pa.Schema,
) -> pa.Table:
    """Turn the amounts of one kind of table into its wide rows, in the order they were printed."""
    is_quantity = pl.col("value_state") == "quantity"
    row = ["disclosure_id", "table_id", "row_no", "side"]
    told = list(_ROW)
    if "counted" in schema.names:
        amounts = across(amounts)
        row.append("counted")
        told += COUNTED
    figures = amounts.with_columns(
        pl.when(is_quantity)
        .then(pl.col("measure") + PRINTED)
        .otherwise(pl.col("measure"))
        .alias("_column"),
        pl.when(pl.col("value_state") == "zero")
        .then(pl.lit(0).cast(pl.Decimal(20, 2)))
        .otherwise(pl.col("amount_yuan"))
        .alias("_money"),
    ).with_columns(pl.int_range(pl.len()).over([*row, "_column"]).alias("_again"))
    keys = [*row, "_again"]
    described = figures.group_by(keys, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in told if name not in (*row, "row_path")),
        pl.col("row_path").first().list.join(" / "),
    )
    for field in list(schema)[1 + len(_DISCLOSURE) + len(told) :]:
        value = "amount_printed" if field.name.endswith(PRINTED) else "_money"
        column = figures.filter(pl.col("_column") == field.name).select(
            *keys, pl.col(value).alias(field.name)
        )
        described = described.join(
            column, on=keys, how="left", nulls_equal=True, maintain_order="left"
        )
    if disclosures is None:
        described = described.with_columns(
            pl.lit(None, pl.String).alias(name) for name in _DISCLOSURE
        )
    else:
        described = described.join(
            pl.DataFrame(disclosures), on="disclosure_id", how="left", maintain_order="left"
        )
    whole = described.with_columns(pl.lit(year, pl.Int16).alias("fiscal_year")).select(schema.names)
    return whole.to_arrow().cast(schema)


def _file(release: Path, partition: Partition) -> Path:
    return release / "data" / partition.folder / "part-0.parquet"
