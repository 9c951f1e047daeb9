"""The list of header words: each row decides its own example, so that no row stands behind one that
takes all it could.
"""

from __future__ import annotations

import pytest

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.interpret.tables.headers.terms import SUBTOTAL, deciding_row, header_term
from budgetflow.reference.lists import rows_of

ROWS = rows_of("lexicon/table_headers.csv")


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_each_row_decides_its_example(number: int) -> None:
    row = ROWS[number]
    found = deciding_row(row["example"])
    decided = "no line" if found is None else f"line {found + 2} ({ROWS[found]['example']})"
    assert found == number, f"line {number + 2} of the list: {row['example']} is taken by {decided}"
    assert header_term(row["example"], None) == row["term"]


def test_each_term_is_a_piece_of_a_measure_that_is_published() -> None:
    pieces = {piece for measure in MEASURE_WORDS for piece in measure.split(".")}
    pieces.add(SUBTOTAL)  # leaves the measure to the header above it
    assert {row["term"] for row in ROWS} - pieces == set()


def test_a_header_of_no_row_has_no_term() -> None:
    assert deciding_row("甲乙丙") is None
    assert header_term("甲乙丙", None) is None
