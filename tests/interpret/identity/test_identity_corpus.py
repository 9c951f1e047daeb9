"""The identity of every PDF of the corpus that has text, as read by eye from its pages.

`golden_identity.csv` holds facts only: the file's sha256 and what its pages say. The one scanned
file is left out.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budgetflow.interpret.identity.identify import identify
from tests.builders.real import document_of, rows_of, text_pdfs
from tests.interpret.golden import check_golden, read_golden

GOLDEN = Path(__file__).parent / "golden_identity.csv"
COLUMNS = ("sha256", "publisher", "fiscal_year", "stage", "scope", "region_code", "kind", "unit")


def _unit(path: Path) -> str | None:
    """Return the unit that most tables of money print."""
    tables = rows_of(path).tables
    units = Counter(
        table.unit_printed
        for table in tables
        if table.unit_printed and table.table_code != "performance_targets"
    )
    return units.most_common(1)[0][0] if units else None


def _row(path: Path) -> dict[str, str]:
    document = document_of(path)
    found = identify(document)
    assert len(found) == 1, f"{path.name} is one disclosure"
    values = {column: getattr(found[0], column, None) for column in COLUMNS[1:-1]}
    values["unit"] = _unit(path) if found[0].is_disclosure else None
    return {
        "sha256": document.document_id,
        **{k: "" if v is None else str(v) for k, v in values.items()},
    }


@pytest.mark.corpus
def test_every_pdf_of_the_corpus_is_identified_from_its_pages(shared: Path) -> None:
    rows = sorted((_row(path) for path in text_pdfs(shared)), key=lambda row: row["sha256"])
    check_golden(GOLDEN, COLUMNS, rows)


def test_the_golden_file_covers_both_stages_and_more_than_ten_places() -> None:
    rows = read_golden(GOLDEN)
    assert len(rows) >= 76
    assert Counter(row["stage"] for row in rows)["final_accounts"] >= 3
    assert len({row["region_code"] for row in rows}) >= 10
