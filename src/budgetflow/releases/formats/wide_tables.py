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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.arrow import MONEY
from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.column_headings import PRINTED, headings, measure_heading
from budgetflow.releases.formats.csv_writer import SheetWriter, member_of
from budgetflow.releases.formats.item_tables import (
    BY_ITEM,
    COUNTED,
    OTHER_ROWS,
    across,
    item_heading,
    place_of,
)
from budgetflow.releases.formats.partition_files import (
    ROWS_A_PART,
    DataPart,
    parts_of,
    parts_of_partition,
    paths_of_partition,
)
from budgetflow.releases.making.parallel import FEW_ROWS, side_by_side
from budgetflow.releases.resources import Effort
from budgetflow.releases.reuse.members import Member, Members, hash_of
from budgetflow.releases.reuse.parquet_parts import EarlierParquet, JoinedParquet
from budgetflow.releases.reuse.parts import Parts

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
# What the columns of a wide table are named by.
_NAMING = ("table_code", "measure", "item", "value_state")
# Columns of amounts that wide tables are made from.
_READ = list(
    dict.fromkeys(
        [*_ROW, *_NAMING, "table_id", "amount_yuan", "amount_printed"],
    )
)
_INT = ("table_no", "row_no", "page")


@dataclass(frozen=True, slots=True)
class WideTable:
    """One written wide table."""

    table_code: str
    schema: pa.Schema
    headings: list[str]
    rows: int
    file: str
    """The Parquet file, by its path in the release."""
    new_groups: list[int]
    """Its row groups that were not copied from the release before."""


def write_wide_tables(
    release: Path, before: Parts, made: Members, effort: Effort
) -> list[WideTable]:
    """Write `tables/<table_code>.csv.gz` and `.parquet` from a release's own `data/`, a part of the
    amounts at a time.

    What is made from parts of the data with the bytes they had `before` is copied; `made` takes
    where what is made of each part lies.
    """
    parts = parts_of(release, "amounts")
    made.measures = _measures(release, parts, before)
    made.beside = _beside(release, parts, before)
    schemas = {code: _schema(code, measures) for code, measures in _by_code(made.measures).items()}
    with ExitStack() as stack:
        tables = {
            code: _Table(stack, release, code, schema, before, made)
            for code, schema in schemas.items()
        }
        plan = [
            (part, {c: tables[c].held(part) for c in made.measures[part.key]}) for part in parts
        ]
        work = []
        for part, held in plan:
            wanted = {c: tables[c].schema for c, member in held.items() if member is None}
            if wanted:
                work.append(_Work(release, part, wanted, effort.rows))
        few = len(work) * ROWS_A_PART < FEW_ROWS
        written = side_by_side(_pieces_of, work, effort, few)
        for part, held in plan:
            pieces = next(written) if None in held.values() else {}
            for code, member in held.items():
                if member is None:
                    tables[code].write(part, *pieces[code])
                else:
                    tables[code].take(part, member)
    return [one.described(code) for code, one in tables.items()]


class _Table:
    """One wide table while it is written, part by part; `stack` closes its files."""

    def __init__(
        self,
        stack: ExitStack,
        release: Path,
        code: str,
        schema: pa.Schema,
        before: Parts,
        made: Members,
    ) -> None:
        self.schema = schema
        self.headings = headings(schema)
        self._csv = f"tables/{code}.csv.gz"
        self._before, self._made = before, made
        made.columns[self._csv] = hash_of(self.headings)
        self._sheet = stack.enter_context(SheetWriter(release / self._csv, self.headings))
        self.name = f"tables/{code}.parquet"
        self.file = stack.enter_context(JoinedParquet(release / self.name, schema))
        self._earlier: EarlierParquet | None = None

    @property
    def rows(self) -> int:
        """Count the rows written."""
        return self.file.rows

    def described(self, code: str) -> WideTable:
        """Return what was written."""
        groups = self.file.new_groups
        return WideTable(code, self.schema, self.headings, self.rows, self.name, groups)

    def held(self, part: DataPart) -> Member | None:
        """Return where what is made of a part lies in the release before; None where it cannot be
        copied.
        """
        if self._before.members.beside.get(part.key) != self._made.beside[part.key]:
            return None
        return self._before.find(self._csv, part, self.headings)

    def take(self, part: DataPart, held: Member) -> None:
        """Copy what is made of a part from where the release before holds it."""
        # Its footer is read only where a part is copied from it.
        if self._earlier is None:
            self._earlier = EarlierParquet(self._before.path(self.name))
        start = self._sheet.begin()
        self._sheet.copy(self._before.path(self._csv), held.start, held.size)
        self.file.copy(self._earlier, held.first, held.rows)
        self._made.add(self._csv, part.key, start, self._sheet.begin(), held.rows)

    def write(self, part: DataPart, pieces: Sequence[pa.Table], member: bytes) -> None:
        """Write what is made of a part: its rows, and these as a gzip member."""
        start = self._sheet.begin()
        self._sheet.append(member)
        rows = self.file.write(pieces)
        self._made.add(self._csv, part.key, start, self._sheet.begin(), rows)


@dataclass(frozen=True, slots=True)
class _Work:
    """What to make of a part of the amounts."""

    release: Path
    part: DataPart
    schemas: Mapping[str, pa.Schema]
    """By the code of the table."""
    rows: int
    """Amounts in memory at a time, about."""


def _pieces_of(work: _Work) -> dict[str, tuple[list[pa.Table], bytes]]:
    """Return the wide rows of a part by the code of the table, and as a gzip member.

    A part is read once for all tables, so each piece waits until its own table is written; wide
    rows are a small part of the amounts they come from.
    """
    waiting: dict[str, list[pa.Table]] = {code: [] for code in work.schemas}
    for code, table in _pieces(work.release, work.part, work.schemas, work.rows):
        waiting[code].append(table)
    return {code: (pieces, member_of(pieces)) for code, pieces in waiting.items()}


def _measures(
    release: Path, parts: Iterable[DataPart], before: Parts
) -> dict[str, dict[str, list[str]]]:
    """Return what the columns of each part's wide tables are named by, by part and code of the
    table; a part with the bytes it had is not read.
    """
    found = {}
    for part in parts:
        known = before.members.measures.get(part.key)
        if known is None or not before.unchanged(part):
            known = _measures_of(part.path(release))
        found[part.key] = known
    return found


def _beside(release: Path, parts: Iterable[DataPart], before: Parts) -> dict[str, str]:
    """Return a hash of the rows of `disclosures` that stand beside the amounts of each part, by
    part: what a wide table says of them decides too whether it can be copied.
    """
    found = {}
    for partition, own in groupby(parts, lambda part: part.partition):
        place = partition.beside("disclosures")
        theirs = parts_of_partition(release, place)
        same = all(map(before.unchanged, theirs))
        rows = None
        for part in own:
            known = before.members.beside.get(part.key)
            if known is None or not same or not before.unchanged(part):
                if rows is None:
                    rows = _disclosures(release, place)
                known = _hash_beside(part.path(release), rows)
            found[part.key] = known
    return found


def _hash_beside(amounts: Path, disclosures: pl.DataFrame | None) -> str:
    """Return a hash of the disclosures that a file of amounts has rows of."""
    if disclosures is None:
        return ""
    ids = pl.Series(parquet.read(amounts, columns=["disclosure_id"])[0].unique())
    own = disclosures.filter(pl.col("disclosure_id").is_in(ids.implode())).sort("disclosure_id")
    return hash_of(own.write_csv().splitlines())


def _measures_of(path: Path) -> dict[str, list[str]]:
    """Return the names of columns by the code of the table."""
    table = pq.read_table(path, columns=list(_NAMING), partitioning=None)
    found: dict[str, set[str]] = {}
    for row in table.group_by(list(_NAMING)).aggregate([]).to_pylist():
        column = row["measure"]
        if row["table_code"] in BY_ITEM:
            column = row["item"] or OTHER_ROWS
        name = column + PRINTED if row["value_state"] == "quantity" else column
        found.setdefault(row["table_code"], set()).add(name)
    return {code: sorted(names) for code, names in sorted(found.items())}


def _by_code(measures: Mapping[str, Mapping[str, list[str]]]) -> dict[str, set[str]]:
    """Return the names of all partitions together, by the code of the table."""
    found: dict[str, set[str]] = {}
    for codes in measures.values():
        for code, names in codes.items():
            found.setdefault(code, set()).update(names)
    return dict(sorted(found.items()))


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
    if by_item:
        ordered = sorted(measures, key=place_of)
    else:
        ordered = sorted(measures, key=place)
    for measure in ordered:
        kind = pa.string() if measure.endswith(PRINTED) else MONEY
        if by_item:
            heading = item_heading(measure)
        else:
            heading = measure_heading(measure)
        fields.append(_field(measure, kind, heading))
    return pa.schema(fields)


def _field(name: str, kind: pa.DataType, told: tuple[str, str]) -> pa.Field:
    return pa.field(name, kind, metadata=dict(zip(("zh", "en"), told, strict=True)))


def _pieces(
    release: Path, part: DataPart, schemas: Mapping[str, pa.Schema], rows: int
) -> Iterator[tuple[str, pa.Table]]:
    """Yield the wide rows of a part, disclosures never torn apart, for some tables."""
    disclosures = _disclosures(release, part.partition.beside("disclosures"))
    for batch in parquet.by_disclosure(part.path(release), rows, _READ):
        amounts = pl.DataFrame(pl.from_arrow(batch))
        amounts = amounts.filter(pl.col("table_code").is_in(list(schemas)))
        parts = amounts.partition_by("table_code", as_dict=True)
        year = part.partition.fiscal_year
        for (code,), own in sorted(parts.items(), key=lambda item: str(item[0])):
            yield str(code), _wide(own, disclosures, year, schemas[str(code)])


def _disclosures(release: Path, place: Partition) -> pl.DataFrame | None:
    """Return what a wide table says of the disclosures of a place; None where there are none."""
    wanted = ["disclosure_id", *_DISCLOSURE]
    tables = [
        parquet.read(path, columns=wanted).replace_schema_metadata(None)
        for path in paths_of_partition(release, place)
    ]
    if not tables:
        return None
    return pl.DataFrame(pl.from_arrow(pa.concat_tables(tables)))


def _wide(
    amounts: pl.DataFrame,
    disclosures: pl.DataFrame | None,
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
        # A printed zero is a figure; a blank and a dash are none, and stay empty.
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
            disclosures, on="disclosure_id", how="left", maintain_order="left"
        )
    whole = described.with_columns(pl.lit(year, pl.Int16).alias("fiscal_year")).select(schema.names)
    return whole.to_arrow().cast(schema)
