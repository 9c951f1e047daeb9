"""The number of a page, as papers print it."""

from __future__ import annotations

import pytest

from budgetflow.readers.page_numbers import is_page_number


@pytest.mark.parametrize(
    "line",
    [
        "12",
        "- 12 -",
        "—12—",
        "－１２－",
        "第 12 页",
        "第12页 共30页",
        "第12页，共30页",
        "3/20",
        "第3页/共20页",
        "iv",
        "XI",
        "~ 7 ~",
        "——",
        "第页共页",
        "第1页-共5页",
        "共5页",
    ],
)
def test_a_page_number_is_known(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize(
    "line",
    ["", "  ", "12.50", "12345", "第一部分", "2026年", "一、", "页眉", "第", "v1.0", "共3项"],
)
def test_what_is_no_page_number(line: str) -> None:
    assert not is_page_number(line)
