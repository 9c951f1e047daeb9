"""`xlsx/`: the small datasets as workbooks, for people who have no gunzip.

Publisher, region and name of the function stand in front; keys stand at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from budgetflow.contracts.datasets import DATASETS
from budgetflow.contracts.metadata import Column
from budgetflow.lake.partitions import Partition
from budgetflow.reference.function_names import function_name
from budgetflow.releases.file_listing import link
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.formats.sheet_rows import SheetRows
from budgetflow.releases.formats.xlsx import (
    bytes_of,
    places,
    print_on_landscape,
    text_cell,
    width_of,
)
from budgetflow.releases.reuse.parts import Parts

SMALL = (
    "disclosures",
    "disclosure_totals",
    "functions",
    "project_budgets",
    "government_totals",
    "publishers",
    "vocabulary",
)
# A dataset with more rows has no workbook: Parquet and CSV are for those.
# A spreadsheet of more opens slowly, and openpyxl writes it slowly.
MOST_ROWS = 50_000
_PUBLISHER = ("publisher", "region_name")
_FUNCTION = ("function_zh", "function_en")
_HEADINGS = {
    "publisher": ("编制单位", "publisher"),
    "region_name": ("地区", "region_name"),
    "function_zh": ("功能科目", "function_zh"),
    "function_en": ("功能科目（英文）", "function_en"),
}
# Rows that the width of a column is taken from.
# Enough to see how wide a column's values are; a wider one further down can be dragged.
_WIDTHS_FROM = 200


def write_small_workbooks(release: Path, before: Parts) -> list[str]:
    """Write `xlsx/<dataset>.xlsx` for each small dataset of a release, or take it over from the one
    before where its rows did not change; return their names.
    """
    known: dict[str, dict[str, Any]] = {}
    written = []
    for dataset in SMALL:
        parts = parts_of(release, dataset)
        rows = sum(pq.read_metadata(part.path(release)).num_rows for part in parts)
        # An empty workbook would say that there are no such rows at all.
        if not 0 < rows <= MOST_ROWS:
            continue
        written.append(dataset)
        target = release / f"xlsx/{dataset}.xlsx"
        if _is_kept(release, dataset, before):
            link(before.path(f"xlsx/{dataset}.xlsx"), target)
            continue
        known = known or _known(release)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(_workbook(release, dataset, known))
    return written


def _is_kept(release: Path, dataset: str, before: Parts) -> bool:
    """Check whether the release before has the same workbook: names of publishers come from
    `disclosures`.
    """
    if not before.has(f"xlsx/{dataset}.xlsx"):
        return False
    sources = [dataset]
    if "disclosure_id" in DATASETS[dataset].column_names:
        sources.append("disclosures")
    return all(before.all_unchanged(release, source) for source in sources)


def _known(release: Path) -> dict[str, dict[str, Any]]:
    """Return publisher and region of each disclosure."""
    columns = ["disclosure_id", *_PUBLISHER]
    return {
        row["disclosure_id"]: row
        for part in parts_of(release, "disclosures")
        for row in parquet.read(part.path(release), columns=columns).to_pylist()
    }


def _workbook(release: Path, dataset: str, known: dict[str, dict[str, Any]]) -> bytes:
    tree = DATASETS[dataset]
    columns = {column.name: column for column in tree.columns}
    names = _order(columns)
    headings = [_heading(name, columns.get(name)) for name in names]
    rows = [_with_words(row, known) for row in _rows(release, dataset)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(dataset)
    sheet.freeze_panes = f"{get_column_letter(2 if len(names) > 1 else 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(rows) + 1}"
    print_on_landscape(sheet, "1:1")
    for number, name in enumerate(names, start=1):
        shown = [_shown(row[name]) for row in rows[:_WIDTHS_FROM]]
        least = min(places(headings[number - 1]) / 2 + 2, 24)
        sheet.column_dimensions[get_column_letter(number)].width = width_of(shown, least)
    sheet.row_dimensions[1].height = 48
    sheet.append([text_cell(sheet, heading, heading=True) for heading in headings])
    told = SheetRows(sheet, len(names)).xml(([row[name] for name in names] for row in rows), 2)
    return bytes_of(book, {"1": told})


def _order(columns: dict[str, Column]) -> list[str]:
    """Return the columns of a workbook: words in front, keys last, no columns of lists of keys."""
    front: list[str] = []
    if "disclosure_id" in columns:
        front += _PUBLISHER
    if "function_code" in columns:
        front += _FUNCTION
    keys = [name for name in columns if name.endswith("_id")]
    left_out = {name for name in columns if name.endswith(("_source", "_ids"))}
    middle = [name for name in columns if name not in {*front, *keys, *left_out}]
    return [*front, *middle, *keys]


def _heading(name: str, column: Column | None) -> str:
    if column is None:
        zh = name
    else:
        zh = column.zh
    if name in _HEADINGS:
        zh = _HEADINGS[name][0]
    unit = f"（{column.unit}）" if column is not None and column.unit else ""
    return f"{zh}{unit}\n{name}"


def _with_words(row: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a row with publisher and region of its disclosure, and its function's names."""
    disclosure = known.get(row.get("disclosure_id") or "")
    words: dict[str, Any] = {name: disclosure and disclosure[name] for name in _PUBLISHER}
    code = row.get("function_code")
    zh, en = function_name(code, row.get("fiscal_year")) if code else (None, None)
    return {**words, "function_zh": zh, "function_en": en, **row}


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "；".join(str(part) for part in value)
    if hasattr(value, "as_tuple"):
        return f"{value:,}"
    return str(value)


def _rows(release: Path, dataset: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a dataset with year and province, which the folder's name has."""
    for part in parts_of(release, dataset):
        place = _place(part.partition)
        for row in parquet.read(part.path(release)).to_pylist():
            yield {**place, **row}


def _place(partition: Partition) -> dict[str, Any]:
    if partition.whole:
        return {}
    return {"fiscal_year": partition.fiscal_year, "province": partition.province}
