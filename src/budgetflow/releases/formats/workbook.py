"""One disclosure as a workbook (XLSX): a sheet a table, as it was printed, for people who want a
spreadsheet of just this one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import data_file, partitions_of
from budgetflow.releases.site.grids import Grid, grids_of

_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")
"""What Excel does not allow in the name of a sheet, which has 31 characters at most."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class UnknownDisclosure(LookupError):
    """Raised where a release does not hold the disclosure that is asked for."""


def write_workbook(release: Path, disclosure_id: str, target: Path) -> int:
    """Write a disclosure's tables to a workbook, and give the number of sheets.

    Amounts are numbers, in yuan where the unit is known, else as printed. `disclosure_id` may be
    its first characters, as
    in the catalogue's addresses. Raises UnknownDisclosure.
    """
    title, tables, amounts = _rows_of(release, disclosure_id)
    book = Workbook(write_only=True)
    grids = [grid for grid in grids_of(tables, amounts) if grid.figures]
    values = {row["amount_id"]: row["amount_yuan"] for row in amounts}
    for grid in grids:
        name = (
            f"{grid.number} "
            f"{grid.table['title_printed'] or grid.table['table_code']}"
            f"{'（续）' if grid.continued else ''}"
        )
        _sheet(book.create_sheet(_FORBIDDEN.sub(" ", name)[:31]), title, grid, values)
    if not grids:
        book.create_sheet("空").append([_text(book, title)])
    book.save(target)
    return max(1, len(grids))


def _rows_of(
    release: Path, disclosure_id: str
) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    for partition in partitions_of(release, "disclosures"):
        for row in read(data_file(release, partition)).to_pylist():
            if row["disclosure_id"].startswith(disclosure_id) and disclosure_id:
                title = row["title"] or f"{row['publisher']} {partition.fiscal_year or ''}"
                tables, amounts = (
                    _of(release, name, partition.folder, row["disclosure_id"])
                    for name in ("tables", "amounts")
                )
                return title, tables, amounts
    raise UnknownDisclosure(
        f"{release.name} has no disclosure {disclosure_id!r}; `csv/disclosures.csv.gz` lists them"
    )


def _of(release: Path, dataset: str, disclosures: str, disclosure_id: str) -> list[dict[str, Any]]:
    path = release / "data" / disclosures.replace("disclosures", dataset, 1) / "part-0.parquet"
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = read(path, pc.field("disclosure_id") == disclosure_id).to_pylist()
    return rows


def _sheet(sheet: WriteOnlyWorksheet, title: str, grid: Grid, values: dict[str, Any]) -> None:
    sheet.append([_text(sheet, title)])
    sheet.append(
        [
            _text(sheet, grid.table["title_printed"] or ""),
            _text(sheet, "单位：元（印出的单位：" + (grid.table["unit_printed"] or "无") + "）"),
        ]
    )
    heading: list[Any] = []
    for side in grid.sides:
        heading += [
            _text(sheet, label, bold=True) for label in ("项目", "科目", *side.columns.values())
        ]
    sheet.append(heading)
    for row in grid.rows:
        cells: list[object] = []
        for side in grid.sides:
            line = side.lines.get(row)
            cells += (
                [_text(sheet, "　" * line.depth + line.label), _text(sheet, line.code)]
                if line
                else [None, None]
            )
            for column in side.columns:
                figure = line.figures.get(column) if line else None
                value = values.get(figure.amount_id) if figure else None
                cells.append(
                    value if value is not None else _text(sheet, figure.printed) if figure else None
                )
        sheet.append(cells)


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """Give a cell that is text whatever it begins with: `=` runs nothing."""
    cell = WriteOnlyCell(sheet, value=_CONTROL.sub("", text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
