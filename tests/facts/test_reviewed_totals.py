"""`government_totals` of real books, as a person saw them.

Of 15 PDFs the rows of the figures were compared with the images of their pages (without the headers
above them), of 丽江's workbook title, label and column of each cell.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS
from budgetflow.facts.derive import derive_facts
from tests.builders.real import rows_of

pytestmark = pytest.mark.corpus
LISTED = Path(__file__).with_name("reviewed_totals.csv")


def test_totals_of_governments_are_those_seen_on_their_pages(shared: Path) -> None:
    """Wrong totals published as a government's revenue are the most visible fault there can be."""
    wanted: dict[str, dict[tuple[str, ...], Decimal]] = {}
    with LISTED.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = (row["table_year"], row["coverage"], row["stage"], row["column"])
            wanted.setdefault(row["book"], {})[key] = Decimal(row["yuan"])
    assert len(wanted) > 1
    for book, totals in wanted.items():
        rows = rows_of(shared / "corpus" / "government" / book)
        derive_facts(rows)
        found = {
            (str(row.table_year), row.coverage, row.amount_stage, column.name): value
            for row in rows.government_totals
            for column in GOVERNMENT_COLUMNS
            if (value := getattr(row, column.name)) is not None
        }
        assert found == totals, book
