"""A figure too long for its column is broken at its edge; it is one figure of one row all the same.

Word processors print `2,978,201.3` over `2`, beside names of two lines and figures of one.
"""

from __future__ import annotations

import pytest

from budgetflow.readers.tables.broken_figures import is_one_figure, usual_decimals
from tests.readers.pdf_builder import Paper, printed

XS = [60, 160, 220, 280, 340]
HEAD = ["项目", "合计", "基本支出", "项目支出"]


def rows_of(*rows: list[str]) -> list[list[str]]:
    """Print ruled rows whose cells may have two lines, in the middle of their rows, and read them.

    Returns the printed rows, lines of a cell joined.
    """
    ys = [700 - 40 * number for number in range(len(rows) + 2)]
    paper = Paper().lines(xs=XS, ys=ys)
    for y, row in zip(ys, [HEAD, *rows], strict=False):
        for x, text in zip(XS, row, strict=False):
            lines = text.split("\n")
            # Twenty points between lines, as in a real table: two of them fill the row.
            for place, line in enumerate(lines):
                paper.canvas.drawString(x + 3, y - 23 + 10 * (len(lines) - 1) - 20 * place, line)
    (table,) = paper.tables()
    return [[text.replace("\n", "") for text in row] for row in printed(table)[1:]]


def test_broken_figures_of_two_columns_are_one_row() -> None:
    rows = [
        ["国防支出", "50,000.00", "50,000.00", "0.00"],
        ["科学技术支出", "2,978,201.3\n2", "2,978,201.3\n2", "0.00"],
    ]
    assert rows_of(*rows)[1] == ["科学技术支出", "2,978,201.32", "2,978,201.32", "0.00"]


def test_beside_a_name_of_two_lines_too() -> None:
    rows = [
        ["国防支出", "50,000.00", "50,000.00", "0.00"],
        ["社会保障和\n就业支出", "7,245,981.2\n0", "7,245,981.2\n0", "0.00"],
        ["文化体育与\n传媒支出", "0.00", "0.00", "0.00"],
    ]
    assert rows_of(*rows)[1:] == [
        ["社会保障和就业支出", "7,245,981.20", "7,245,981.20", "0.00"],
        ["文化体育与传媒支出", "0.00", "0.00", "0.00"],
    ]


def test_figures_of_two_rows_without_a_floor_are_two_rows() -> None:
    rows = [
        ["国防支出", "50,000.0", "50,000.0", "0.0"],
        ["教育支出\n科学技术支出", "2,978,201.3\n2.0", "2,978,201.3\n2.0", "0.0\n0.0"],
    ]
    assert rows_of(*rows)[1:] == [
        ["教育支出", "2,978,201.3", "2,978,201.3", "0.0"],
        ["科学技术支出", "2.0", "2.0", "0.0"],
    ]


@pytest.mark.parametrize(
    "lines, decimals, one",
    [
        (["2,978,201.3", "2"], 2, True),
        (["2,978,201.", "32"], 2, True),
        (["12,978,2", "01.32"], 2, True),
        (["-1,234,5", "67"], None, True),
        (["1,", "234,567", ".00"], 2, True),
        (["1,234", ",567.00"], 2, True),
        (["2,978,201.3", "2"], 1, False),
        (["2,978,201.3", "2"], None, False),
        (["5", "218.5"], 1, False),
        (["622", "857.23"], 2, False),
        (["2,978,201.32", "2"], 2, False),
        (["1,234,567", "890"], 0, False),
        (["50,000.00", "50,000.00"], 2, False),
        (["2,978,201.32"], 2, False),
        (["科学", "2"], 2, False),
    ],
)
def test_what_is_one_figure(lines: list[str], decimals: int | None, one: bool) -> None:
    assert is_one_figure(lines, decimals) == one


def test_the_usual_decimals_are_those_of_all_figures_and_not_of_counts() -> None:
    counts = [str(number) for number in range(40)]
    assert usual_decimals(["50,000.00", "0.00", *counts]) == 2
    assert usual_decimals(["50,000", "1,234"]) == 0
    assert usual_decimals(["90.57", "324.1", "350"]) is None
    assert usual_decimals(["项目", ""]) is None
