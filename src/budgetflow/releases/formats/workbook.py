"""One disclosure as a workbook (XLSX): a cover, and a sheet a table, to be read and printed as it
comes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from openpyxl import Workbook

from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import parts_of, paths_of_partition
from budgetflow.releases.formats.workbook_cover import write_cover, write_findings
from budgetflow.releases.formats.workbook_table import write_table
from budgetflow.releases.formats.xlsx import bytes_of
from budgetflow.releases.site.grids import Grid, whole_grids

# What Excel does not allow in the name of a sheet, which has 31 characters at most.
_FORBIDDEN = re.compile(r"[\\/*?:\[\]']")


class UnknownDisclosure(LookupError):
    """Raised where a release does not hold the disclosure that is asked for."""


@dataclass(frozen=True, slots=True)
class DisclosureRows:
    """What a release holds of one disclosure."""

    disclosure: dict[str, Any]
    documents: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    amounts: list[dict[str, Any]]
    findings: list[dict[str, Any]]


def write_workbook(release: Path, disclosure_id: str, target: Path) -> int:
    """Write a disclosure's tables to a workbook, and give the number of its tables.

    Amounts are numbers in yuan where the unit is known, else as printed; a cell that a finding
    rests on is coloured, but for rounding. `disclosure_id` may be its first characters, as in the
    catalogue's addresses. Raises UnknownDisclosure.
    """
    rows = _rows_of(release, disclosure_id)
    grids = [grid for grid in whole_grids(rows.tables, rows.amounts) if grid.figures]
    book = Workbook()
    book.remove(book.worksheets[0])
    cover = book.create_sheet("封面")
    values = {row["amount_id"]: row["amount_yuan"] for row in rows.amounts}
    found = {
        amount
        for row in rows.findings
        if row["verdict"] != "rounding"
        for amount in row["amount_ids"]
    }
    places: dict[str, str] = {}
    sheets: list[tuple[Grid, str]] = []
    for grid in grids:
        sheet = book.create_sheet(_name(grid))
        sheets.append((grid, sheet.title))
        cells = write_table(sheet, rows.disclosure, grid, values, found)
        places |= {amount: f"'{sheet.title}'!{cell}" for amount, cell in cells.items()}
    write_cover(cover, release.name, rows.disclosure, rows.documents, sheets)
    write_findings(cover, rows.findings, places)
    target.write_bytes(bytes_of(book))
    return len(grids)


def _name(grid: Grid) -> str:
    name = f"{grid.number} {grid.table['title_printed'] or grid.table['table_code']}"
    return _FORBIDDEN.sub(" ", name)[:31].strip()


def _rows_of(release: Path, disclosure_id: str) -> DisclosureRows:
    for part in parts_of(release, "disclosures"):
        partition = part.partition
        for row in read(part.path(release)).to_pylist():
            if row["disclosure_id"].startswith(disclosure_id) and disclosure_id:
                place = {"fiscal_year": partition.fiscal_year, "province": partition.province}
                return DisclosureRows(
                    {**place, **row},
                    *(
                        _of(release, partition.beside(name), row["disclosure_id"])
                        for name in ("documents", "tables", "amounts", "findings")
                    ),
                )
    raise UnknownDisclosure(
        f"{release.name} has no disclosure {disclosure_id!r}; `csv/disclosures.csv.gz` lists them"
    )


def _of(release: Path, partition: Partition, disclosure_id: str) -> list[dict[str, Any]]:
    where = pc.field("disclosure_id") == disclosure_id
    return [
        row
        for path in paths_of_partition(release, partition)
        for row in read(path, where).to_pylist()
    ]
