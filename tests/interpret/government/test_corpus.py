"""Real books of whole governments: each is a disclosure, and no rate stands in yuan."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from budgetflow.interpret.government.columns import is_rate
from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.text.normalise import squeeze
from tests.builders.real import named_document_of, rows_of

pytestmark = pytest.mark.corpus

RATE = re.compile(r"[%％]|增长率|增幅|完成率|执行率|占比|比重")


def test_every_book_is_a_governments_and_no_rate_is_money(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "government").glob("*.*"))
    books = [path for path in paths if path.suffix in (".pdf", ".html", ".xlsx")]
    assert books
    for path in books:
        assert identify(named_document_of(path))[0].scope == "government", path.name
        wrong = [
            (path.name, amount.column_label, amount.amount_printed)
            for amount in rows_of(path).amounts
            if amount.amount_yuan is not None
            and (
                is_rate(amount.measure)
                or RATE.search((amount.column_label or "").split(" / ")[-1])
                or "%" in (amount.amount_printed or "")
            )
        ]
        assert wrong == []


def test_cells_read_by_eye_are_read_so(shared: Path) -> None:
    """Cells of ten books that no rule was written from, noted from the images of their pages."""
    with (Path(__file__).parent / "reviewed.csv").open(encoding="utf-8") as lines:
        wanted = list(csv.DictReader(lines))
    missed = []
    for book in sorted({row["book"] for row in wanted}):
        path = shared / "corpus" / "government" / book
        found = rows_of(path).amounts
        cells = {
            (
                str(a.page),
                a.table_code,
                a.coverage,
                str(a.table_year),
                squeeze(a.row_label or ""),
                a.measure,
                a.amount_printed,
            )
            for a in found
        }
        for row in wanted:
            _, *places, label, measure, printed = row.values()
            cell = (*places, squeeze(label), measure, printed)
            if row["book"] == book and cell not in cells:
                missed.append(row)
    assert missed == []
