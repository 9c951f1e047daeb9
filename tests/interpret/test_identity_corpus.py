"""The identity of every PDF of the corpus, as read by eye from its pages.

`golden_identity.csv` holds facts only: the file's sha256 and what its pages say. The one scanned file needs the OCR extra, so
without it it is recognised as having no text.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budgetflow.interpret.identity import identify

from .corpus import document_of
from .golden import check_golden, read_golden

GOLDEN = Path(__file__).parent / "golden_identity.csv"
COLUMNS = ("sha256", "publisher", "fiscal_year", "stage", "scope", "region_code", "kind")


def _row(path: Path) -> dict[str, str]:
    document = document_of(path)
    found = identify(document)
    assert len(found) == 1, f"{path.name} is one disclosure"
    values = {column: getattr(found[0], column, None) for column in COLUMNS[1:]}
    return {"sha256": document.document_id, **{k: "" if v is None else str(v) for k, v in values.items()}}


@pytest.mark.corpus
@pytest.mark.xdist_group("prose")
def test_every_pdf_of_the_corpus_is_identified_from_its_pages(shared: Path) -> None:
    rows = sorted((_row(path) for path in sorted((shared / "corpus" / "pdf").glob("*.pdf"))), key=lambda row: row["sha256"])
    check_golden(GOLDEN, COLUMNS, rows)


def test_the_golden_file_covers_both_stages_and_more_than_ten_places() -> None:
    rows = read_golden(GOLDEN)
    assert len(rows) >= 77
    assert Counter(row["stage"] for row in rows)["final_accounts"] >= 3
    assert len({row["region_code"] for row in rows}) >= 10
