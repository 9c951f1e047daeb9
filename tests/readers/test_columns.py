"""Columns of a sheet by number and by letters."""

from __future__ import annotations

import pytest

from budgetflow.readers.common import column_letters, column_number


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_numbers_and_letters_lead_to_each_other(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == column_number(f"{letters}14") == number


def test_a_reference_without_letters_has_no_column() -> None:
    assert column_number("14") == -1
