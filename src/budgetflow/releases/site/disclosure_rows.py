"""The rows that the pages of some disclosures are written from, by dataset and disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.contracts.total_columns import TOTAL_COLUMNS, source_column
from budgetflow.lake.disclosure_sets import Among, Disclosures
from budgetflow.lake.part_files import groups_of
from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats.partition_files import paths_of_partition
from budgetflow.releases.site.grids import AMOUNT_COLUMNS

# What is read of each dataset; of those with the most rows or columns only what a page shows, for
# half the time of reading went into turning the others into Python.
_DATASETS: dict[str, Sequence[str] | None] = {
    "tables": (
        *("disclosure_id", "table_id", "document_id", "table_no", "table_code", "state"),
        *("number_printed", "title_printed", "unit_printed", "pages", "state_sentence"),
    ),
    "amounts": AMOUNT_COLUMNS,
    "documents": None,
    "findings": None,
    "statements": (
        *("disclosure_id", "document_id", "statement_id", "position", "section", "text"),
        *("topic", "page", "locator"),
    ),
    "projects": None,
    "performance_targets": None,
    "disclosure_totals": (
        *("disclosure_id", "personnel_fund"),
        *(column.name for column in TOTAL_COLUMNS),
        *(source_column(column.name) for column in TOTAL_COLUMNS),
    ),
    "government_totals": None,
    "functions": (
        *("disclosure_id", "function_code", "expenditure_yuan", "general_budget_yuan"),
        "amount_ids",
    ),
    "project_budgets": ("disclosure_id", "name", "amount_yuan", "amount_ids"),
}
# Dataset -> disclosure_id -> rows.
Rows = dict[str, dict[str, list[dict[str, Any]]]]


def rows_of(release: Path, place: Partition, names: Iterable[str]) -> Rows:
    """Read what pages show of some disclosures of one year and province.

    Of `check_results` there is a row for each state, with the number of checks in it as `checks`.
    """
    wanted = Among(names)
    held: Rows = {}
    for dataset, columns in _DATASETS.items():
        held[dataset] = {}
        for table in _read(release, dataset, place, wanted, columns):
            # A file has the rows of one disclosure after the other.
            for name, rows in groupby(table.to_pylist(), itemgetter("disclosure_id")):
                held[dataset].setdefault(name, []).extend(rows)
    states = held["check_results"] = {}
    for table in _read(release, "check_results", place, wanted, ("disclosure_id", "state")):
        counted = table.group_by(["disclosure_id", "state"]).aggregate([([], "count_all")])
        for row in counted.rename_columns(["disclosure_id", "state", "checks"]).to_pylist():
            states.setdefault(row["disclosure_id"], []).append(row)
    return held


def _read(
    release: Path,
    dataset: str,
    place: Partition,
    of: Disclosures,
    columns: Sequence[str] | None,
) -> Iterator[pa.Table]:
    """Read the rows of some disclosures from the groups of files that can hold them; nothing where
    there is no file.

    Without the machinery for folders of files: a catalogue reads a thousand small ones.
    """
    for path in paths_of_partition(release, place.beside(dataset)):
        yield _rows_in(path, of, columns)


def _rows_in(path: Path, of: Disclosures, columns: Sequence[str] | None) -> pa.Table:
    wanted = None if columns is None else list(columns)
    with pq.ParquetFile(path) as file:
        groups = groups_of(file.metadata, of)
        return of.rows_of(file.read_row_groups(groups, columns=wanted, use_threads=False))
