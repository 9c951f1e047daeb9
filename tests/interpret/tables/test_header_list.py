"""The list of header words: each row decides its own example, so that no row stands behind one that
takes all it could.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.tables.headers.terms import deciding_row, header_term
from budgetflow.reference.lists import rows_of

ROWS = rows_of("lexicon/table_headers.csv")


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["example"] for row in ROWS])
def test_each_row_decides_its_example(number: int) -> None:
    row = ROWS[number]
    assert deciding_row(row["example"]) == number
    assert header_term(row["example"], None) == row["term"]


def test_a_header_of_no_row_has_no_term() -> None:
    assert deciding_row("甲乙丙") is None
    assert header_term("甲乙丙", None) is None
