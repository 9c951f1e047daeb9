"""A document most of whose figures have no label is held back; others are not."""

from __future__ import annotations

import pytest

from budgetflow.checks.run import run_checks
from tests.checks.builders import DOCUMENT, Book


def _book(unlabelled: int, labelled: int, code: str = "other") -> Book:
    book = Book()
    labels = [""] * unlabelled + [f"第{number}行" for number in range(labelled)]
    book.table(
        code, "某表", [(None, None, None, "item", label, {"amount": "1.00"}) for label in labels]
    )
    return book


@pytest.mark.parametrize(
    ("unlabelled", "labelled", "code", "held"),
    [
        (20, 5, "other", True),
        (5, 20, "other", False),
        (20, 5, "expenditure", False),
        (4, 1, "other", False),
    ],
)
def test_most_figures_without_a_label(
    unlabelled: int, labelled: int, code: str, held: bool
) -> None:
    book = _book(unlabelled, labelled, code)
    run_checks(book.rows)
    (document,) = book.rows.documents
    assert document.document_id == DOCUMENT
    assert (document.status == "quarantined") is held
    assert (book.rows.disclosures[0].status == "quarantined") is held
    if held:
        assert "20" in (document.status_reason or "")
