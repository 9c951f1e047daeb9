"""Sums down a printed outline: what is bought under classes of goods and units, and a project's
money under its sources.
"""

from __future__ import annotations

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, coded, total
from tests.checks.rules.builders import without

BOUGHT = [
    # label, labels it hangs on, money
    ("货物", [], "59.00"),
    ("办公设备", ["货物"], "40.00"),
    ("计算机", ["货物", "办公设备", "购置"], "30.00"),
    ("家具", ["货物", "办公设备", "购置"], "10.00"),
    ("维修", ["货物"], "19.00"),
    ("服务", [], "75.00"),
    ("商品和服务支出", ["服务"], "25.00"),
    ("培训服务", ["服务", "商品和服务支出"], "25.00"),
    ("会议费", ["服务", "商品和服务支出"], "50.00"),
    ("会议服务", ["服务", "商品和服务支出", "会议费"], "50.00"),
]
"""The last four: 商品和服务支出 is printed once for two lines of budget, 培训费 and 会议费."""


def procurement() -> Book:
    """Give a budget whose procurement table is an outline of classes, budget lines and goods."""
    book = without(budget(), "government_procurement")
    rows = [
        (
            None,
            None,
            {"货物": "goods", "服务": "services"}.get(label),
            "item",
            label,
            {"amount": money},
        )
        for label, _, money in BOUGHT
    ]
    book.table(
        "government_procurement",
        "政府采购预算表",
        [*rows, total(None, None, "合计", amount="134.00")],
    )
    paths = {label: path for label, path, _ in BOUGHT}
    for amount in book.rows.amounts:
        if amount.table_code == "government_procurement":
            amount.row_path = paths.get(amount.row_label or "", [])
    book.rows.statements = [
        s for s in book.rows.statements if not s.topic.startswith("procurement")
    ]
    return book


def test_an_outline_adds_up_and_a_label_printed_once_for_two_lines_is_no_sum_of_both() -> None:
    assert procurement().check().findings("B27") == []


@pytest.mark.parametrize(
    ("row", "money", "told"),
    [
        ("计算机", "33.00", ["办公设备"]),
        ("办公设备", "44.00", ["货物", "办公设备"]),
        ("维修", "20.00", ["货物"]),
        ("会议服务", "51.00", ["会议费"]),
    ],
)
def test_each_figure_of_an_outline_stands_in_a_sum(row: str, money: str, told: list[str]) -> None:
    found = (
        procurement().change("government_procurement", row, "amount", money).check().findings("B27")
    )
    assert [
        name
        for name in told
        if any(f"({name}) = sum of the" in finding.message_en for finding in found)
    ] == told


def test_an_outline_most_of_whose_heads_do_not_close_is_no_outline_of_sums() -> None:
    book = procurement()
    for row in ("货物", "办公设备", "会议费", "商品和服务支出"):
        book.change("government_procurement", row, "amount", "1.00")
    assert [
        finding for finding in book.check().findings("B27") if "rows below it" in finding.message_en
    ] == []


def test_procurement_by_code_and_by_fund_adds_up() -> None:
    book = without(budget(), "government_procurement")
    rows = [
        coded(
            "201",
            "一般公共服务支出",
            total="9.00",
            general_public_budget="6.00",
            government_fund="3.00",
        ),
        coded(
            "20140", "信访事务", total="9.00", general_public_budget="6.00", government_fund="3.00"
        ),
        total(
            None, None, "合计", total="9.00", general_public_budget="6.00", government_fund="3.00"
        ),
    ]
    book.table("government_procurement", "政府采购预算表", rows)
    book.rows.statements = [
        s for s in book.rows.statements if not s.topic.startswith("procurement")
    ]
    assert book.check().state("B27") == "pass" and book.findings() == []
    assert (
        len(book.change("government_procurement", "20140", "total", "8.00").check().findings("B27"))
        == 2
    )  # its row and its column


FORM = {
    "below": (
        (2, 4, "年度资金总额：", "30.00"),
        (3, 4, "其中：财政拨款", "20.00"),
        (4, 4, "上年结转", "6.00"),
        (5, 4, "其他资金", "4.00"),
    ),
    "beside": (
        (2, 4, "年度预算总额", "30.00"),
        (2, 6, "其中：财政拨款", "26.00"),
        (2, 8, "其他资金", "4.00"),
    ),
    "above": ((2, 4, "上级安排", "20.00"), (3, 4, "本级安排", "10.00"), (4, 4, "合计:", "30.00")),
    "merged": (
        (2, 4, "项目资金总额", "30.00"),
        (3, 4, "其中：财政资金", "26.00"),
        (4, 4, "其中：财政资金", "26.00"),
        (5, 4, "其他资金", "4.00"),
    ),
}
"""Forms of a project's money as they are printed: row, column, label, money; a merged cell is read
in each of its rows.
"""


def with_form(cells: tuple[tuple[int, int, str, str], ...]) -> Book:
    """Give a budget with a form of performance targets that has these cells."""
    book = budget()
    book.table(
        "performance_targets",
        "项目绩效目标表",
        [(None, None, "detail", "item", label, {"amount": money}) for _, _, label, money in cells],
    )
    own = [amount for amount in book.rows.amounts if amount.table_code == "performance_targets"]
    for amount, (row, column, _, _) in zip(own, cells, strict=True):
        amount.row_no, amount.column_no = row, column
    return book


@pytest.mark.parametrize("way", FORM)
def test_a_projects_money_is_the_sum_of_its_sources(way: str) -> None:
    assert with_form(FORM[way]).check().state("P05") == "pass"
    *_, (row, column, label, _) = [
        cell for cell in FORM[way] if "总额" not in cell[2] and "合计" not in cell[2]
    ]
    twin = tuple((n + 20, c, name, money) for n, c, name, money in FORM[way])
    spoilt = tuple(
        (n, c, name, "7.00" if (n, c) == (row, column) else money)
        for n, c, name, money in FORM[way]
    )
    book = with_form((*spoilt, *twin, *((n + 20, c, name, money) for n, c, name, money in twin)))
    (finding,) = book.check().findings("P05")
    assert finding.verdict == "open" and "= sum of its" in finding.message_en, label


@pytest.mark.parametrize(("page", "state"), [(99, "pass"), (None, "not_applicable")])
def test_a_form_that_runs_over_a_page_goes_on_there_whatever_its_columns(
    page: int | None, state: str
) -> None:
    book = with_form(
        (
            (2, 4, "年度资金总额：", "30.00"),
            (3, 4, "其中：财政拨款", "20.00"),
            (4, 6, "上年结转", "10.00"),
        )
    )
    last = book.cell("performance_targets", "上年结转", "amount")
    last.page = page or last.page
    assert book.check().state("P05") == state
