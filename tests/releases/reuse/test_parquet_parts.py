"""A Parquet file of parts: each is copied as bytes, and any reader reads the whole."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from budgetflow.contracts.arrow import MONEY
from budgetflow.releases.formats import parquet
from budgetflow.releases.reuse.parquet_parts import EarlierParquet, JoinedParquet, footer_of
from budgetflow.releases.reuse.thrift_compact import (
    BINARY,
    BYTE,
    DOUBLE,
    FALSE,
    LIST,
    TRUE,
    Field,
    Listed,
    Reader,
    written,
)

SCHEMA = pa.schema([("disclosure_id", pa.string()), ("amount", MONEY), ("page", pa.int32())])


def rows(name: str, count: int) -> pa.Table:
    """Return rows of one disclosure; every third has no page."""
    amounts = [Decimal(number * 7) / 100 for number in range(count)]
    pages = [None if number % 3 == 0 else number for number in range(count)]
    return pa.table(
        {"disclosure_id": [name] * count, "amount": amounts, "page": pages}, schema=SCHEMA
    )


PARTS = [rows("a", 10), rows("b", parquet.ROW_GROUP + 5), rows("c", 1), rows("d", 300)]


def joined(path: Path, parts: list[pa.Table]) -> Path:
    with JoinedParquet(path, SCHEMA) as file:
        for part in parts:
            file.write([part])
    return path


def test_every_reader_reads_all_parts(tmp_path: Path) -> None:
    path = joined(tmp_path / "all.parquet", PARTS)
    whole = pa.concat_tables(PARTS)
    assert pq.read_table(path).equals(whole)
    assert pl.read_parquet(path).to_arrow().cast(SCHEMA).equals(whole)
    told = duckdb.sql(f"select count(*), sum(amount), sum(page) from '{path}'").fetchone()
    pages = sum(page for page in whole["page"].to_pylist() if page is not None)
    assert told == (whole.num_rows, sum(whole["amount"].to_pylist()), pages)


def test_readers_skip_the_row_groups_of_other_disclosures(tmp_path: Path) -> None:
    path = joined(tmp_path / "all.parquet", PARTS)
    with pq.ParquetFile(path) as file:
        ends = [file.metadata.row_group(group).column(0).statistics.max for group in range(5)]
    assert ends == ["a", "b", "b", "c", "d"]
    found = pq.read_table(path, filters=[("disclosure_id", "=", "d")])
    assert found.equals(PARTS[3])


@pytest.mark.parametrize("changed", range(4))
def test_copied_parts_give_the_bytes_of_a_file_written_from_scratch(
    tmp_path: Path, changed: int
) -> None:
    before = EarlierParquet(joined(tmp_path / "before.parquet", PARTS))
    now = [rows("z", 77) if number == changed else part for number, part in enumerate(PARTS)]
    scratch = joined(tmp_path / "scratch.parquet", now)
    first = 0
    with JoinedParquet(tmp_path / "copied.parquet", SCHEMA) as file:
        for number, part in enumerate(PARTS):
            if number == changed:
                file.write([now[number]])
            else:
                file.copy(before, first, part.num_rows)
            first += part.num_rows
    assert (tmp_path / "copied.parquet").read_bytes() == scratch.read_bytes()
    assert len(file.new_groups) == 1


def test_a_part_that_went_leaves_no_trace(tmp_path: Path) -> None:
    before = EarlierParquet(joined(tmp_path / "before.parquet", PARTS))
    with JoinedParquet(tmp_path / "copied.parquet", SCHEMA) as file:
        file.copy(before, 0, 10)
        file.copy(before, 10 + PARTS[1].num_rows, 301)
    scratch = joined(tmp_path / "scratch.parquet", [PARTS[0], PARTS[2], PARTS[3]])
    assert (tmp_path / "copied.parquet").read_bytes() == scratch.read_bytes()
    assert file.new_groups == []


def test_a_part_without_rows_adds_no_row_group(tmp_path: Path) -> None:
    path = tmp_path / "all.parquet"
    with JoinedParquet(path, SCHEMA) as file:
        assert file.write([]) == 0
        file.write([PARTS[0]])
    assert pq.ParquetFile(path).metadata.num_row_groups == 1
    with JoinedParquet(tmp_path / "again.parquet", SCHEMA) as again:
        again.copy(EarlierParquet(path), 0, 0)
        again.copy(EarlierParquet(path), 0, 10)
    assert (tmp_path / "again.parquet").read_bytes() == path.read_bytes()


def test_rows_that_are_no_whole_row_groups_are_refused(tmp_path: Path) -> None:
    before = EarlierParquet(joined(tmp_path / "before.parquet", PARTS))
    with pytest.raises(ValueError, match=r"before\.parquet: no row group begins at row 3"):
        before.groups_between(3, 7)


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "torn.parquet"
    path.write_bytes(joined(path, PARTS[:1]).read_bytes()[:-3])
    with pytest.raises(ValueError, match=r"torn\.parquet does not end as a Parquet file does"):
        EarlierParquet(path)


def test_a_footer_read_and_written_is_the_same_bytes() -> None:
    sink = io.BytesIO()
    parquet.write(sink, SCHEMA, PARTS)
    footer = footer_of(sink)
    data = written(footer.struct)
    assert sink.getvalue()[footer.start : -8] == data


def test_every_kind_of_value_is_kept() -> None:
    flags = Listed(TRUE, [1, 2] * 20)
    struct = {
        1: Field(TRUE, True),
        2: Field(FALSE, False),
        40: Field(BINARY, "中".encode()),
        41: Field(DOUBLE, b"8 bytes."),
        42: Field(LIST, flags),
        43: Field(BYTE, 200),
    }
    assert Reader(written(struct)).struct() == struct


def test_an_unknown_kind_of_value_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind 11"):
        Reader(bytes([1 << 4 | 11, 0])).struct()
