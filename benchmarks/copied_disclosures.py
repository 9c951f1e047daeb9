"""Copies the disclosures of a release's data under other publishers, ids and amounts, so that the
pages of a hundred thousand can be measured without reading, checking and storing each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

# Ids are hexadecimal: their first digits give way to the number of the copy.
_DIGITS = 5
_IDS = ("amount_id", "disclosure_id", "document_id", "table_id", "statement_id", "finding_id")
_LISTS = ("amount_ids", "statement_ids")
_NAMES = ("publisher", "name", "title", "file_name")
_MONEY = ("general_budget_yuan", "expenditure_yuan")
# What is added to the money of each copy, so that no two print the same.
_APART = Decimal(1_234_500)

Body = tuple[str, str]
"""A publisher's name and the code of its region."""


class Copies:
    """The rows of all disclosures of a release, to be written again under other names."""

    def __init__(self, data: Path, bodies: Sequence[Body]) -> None:
        """Take the `data` folder of a release, and names for the publishers of all copies; the
        release's own publishers are the first of them.
        """
        self._data = data
        self._bodies = bodies
        # Of two places with one name, the first.
        self._number = {name: number for number, (name, _) in reversed(list(enumerate(bodies)))}
        found: dict[str, tuple[int, str]] = {}
        for path in sorted(data.glob("disclosures/**/*.parquet")):
            for row in pq.read_table(path, partitioning=None).to_pylist():
                found[row["disclosure_id"]] = (self._number[row["publisher"]], row["publisher"])
        self._ids = pa.array(found, pa.string())
        self._whose = list(found.values())
        self._step = 1 + max(number for number, _ in self._whose)

    def write(self, times: int) -> int:
        """Write the data of so many copies in place of the release's own; return how many
        disclosures there are.
        """
        for dataset in sorted(path.name for path in self._data.iterdir()):
            by_year = defaultdict(list)
            for path in sorted((self._data / dataset).glob("fiscal_year=*/*/*.parquet")):
                by_year[path.parts[-3]].append(pq.read_table(path, partitioning=None))
                path.unlink()
            for year, tables in by_year.items():
                table = pa.concat_tables(tables)
                self._partitions(dataset, year, [self._copy(table, n) for n in range(times)])
        whole = self._data / "publishers" / "part-0.parquet"
        if whole.exists():
            table = pq.read_table(whole, partitioning=None)
            copied = [self._publishers(table, number) for number in range(times)]
            pq.write_table(pa.concat_tables(copied), whole)
        return times * len(self._ids)

    def _partitions(self, dataset: str, year: str, copies: list[pa.Table]) -> None:
        """Write the copies of one year by province, in the order of their disclosures."""
        joined = pa.concat_tables(copies).sort_by(
            [("province_code", "ascending"), ("disclosure_id", "ascending")]
        )
        start = 0
        provinces = joined["province_code"].value_counts().to_pylist()
        for held in sorted(provinces, key=lambda held: str(held["values"])):
            folder = self._data / dataset / year / f"province={held['values']}"
            folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(joined.slice(start, held["counts"]), folder / "part-0.parquet")
            start += held["counts"]

    def _copy(self, table: pa.Table, number: int) -> pa.Table:
        """Return the rows of one copy; that of number 0 are the release's own."""
        whose = pc.index_in(table["disclosure_id"], self._ids).to_pylist()
        bodies = [self._whose[at] for at in whose]
        now = [self._bodies[number * self._step + at] for at, _ in bodies]
        columns = {name: table[name] for name in table.column_names}
        columns["province_code"] = pa.array([code[:2] for _, code in now], pa.string())
        if "region_code" in columns:
            columns["region_code"] = pa.array([code for _, code in now], pa.string())
        for name in _NAMES:
            if name in columns:
                pairs = zip(table[name].to_pylist(), bodies, now, strict=True)
                columns[name] = pa.array([_named(*pair) for pair in pairs], pa.string())
        _count(columns, number)
        return pa.table(columns)

    def _publishers(self, table: pa.Table, number: int) -> pa.Table:
        rows = table.to_pylist()
        for row in rows:
            name, code = self._bodies[number * self._step + self._number[row["name"]]]
            row |= {"name": name, "region_code": code, "province": code[:2]}
            row["publisher_id"] = f"{number:0{_DIGITS}x}{row['publisher_id'][_DIGITS:]}"
        return pa.Table.from_pylist(rows, schema=table.schema)


def _named(text: str | None, was: tuple[int, str], now: Body) -> str | None:
    return None if text is None else text.replace(was[1], now[0])


def _count(columns: dict[str, Any], number: int) -> None:
    """Write ids and money of a copy with values of its own."""
    for name, column in columns.items():
        if name in (*_IDS, "publisher_id") or name.endswith("_source"):
            columns[name] = _numbered(column, number)
        elif name in _LISTS:
            columns[name] = _list_of(column.combine_chunks(), number)
        elif name in _MONEY:
            columns[name] = pc.add(column, pa.scalar(_APART * number, column.type)).cast(
                column.type
            )
        elif name == "amount_printed":
            columns[name] = _prefixed(column, str(number))


def _list_of(column: pa.ListArray, number: int) -> pa.ListArray:
    return pa.ListArray.from_arrays(column.offsets, _numbered(column.values, number))


def _numbered(column: Any, number: int) -> Any:
    return _prefixed(pc.utf8_slice_codeunits(column, _DIGITS), f"{number:0{_DIGITS}x}")


def _prefixed(column: Any, text: str) -> Any:
    return pc.binary_join_element_wise(pa.scalar(text, column.type), column, "")
