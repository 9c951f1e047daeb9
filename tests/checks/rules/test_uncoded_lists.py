"""Sums of tables that have no codes, of uses and of what is carried over: each holds, and fails on
one figure changed.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import E, R, budget, coded, final_accounts, line, total


def units_and_projects() -> Book:
    """Give a budget whose list of projects is layered: two units, each with its projects."""
    book = budget()
    rows = [
        ("total", "expenditure.total", "合计", "30.00"),
        ("item", "unit", "某局本级", "20.00"),
        ("item", "project", "甲项目", "15.00"),
        ("item", "project", "乙项目", "5.00"),
        ("item", "unit", "某中心", "10.00"),
        ("item", "project", "丙项目", "10.00"),
    ]
    cells = [
        (
            None,
            None,
            item,
            role,
            label,
            {"total": money, "appropriation": money, "general_public_budget": money},
        )
        for role, item, label, money in rows
    ]
    book.table("project_expenditure", "项目支出表", cells)
    return book


def flat_list() -> Book:
    """Give a budget with a list of two projects under a total."""
    book = budget()
    rows = [
        ("total", "expenditure.total", "合计", "30.00"),
        ("item", "project", "甲项目", "20.00"),
        ("item", "project", "乙项目", "10.00"),
    ]
    book.table(
        "project_expenditure",
        "项目支出表",
        [(None, None, item, role, label, {"total": money}) for role, item, label, money in rows],
    )
    return book


def by_economic_class() -> Book:
    """Give a budget with all general-budget expenditure by economic class."""
    book = budget()
    rows = (
        coded("301", "工资福利支出", amount="50.00"),
        coded("302", "商品和服务支出", amount="45.00"),
        total(None, "expenditure.total", "合计", amount="95.00"),
    )
    book.table("general_budget_economic_expenditure", "一般公共预算支出经济分类表", rows)
    for amount in book.rows.amounts:
        if amount.table_code == "general_budget_economic_expenditure":
            amount.economic_code, amount.function_code = amount.function_code, None
    return book


def by_use() -> Book:
    """Give a budget whose summary lists uses beside classes, and what is carried over of each
    budget.
    """
    book = budget()
    book.rows.tables.pop(0)
    book.rows.amounts = [amount for amount in book.rows.amounts if amount.table_code != "summary"]
    book.table(
        "summary",
        "收支预算总表",
        (
            line(R, "general_public_budget", "一、一般公共预算", amount="96.00"),
            line(R, "current_year", "当年收入小计", "subtotal", amount="96.00"),
            line(R, "carryover", "上年结转资金", amount="4.00"),
            line(
                R,
                "carryover.general_public_budget",
                "其中：一般公共预算",
                "of_which",
                amount="3.00",
            ),
            line(R, "carryover.other", "其他资金", "of_which", amount="1.00"),
            total(R, "revenue.total", "收入合计", amount="100.00"),
            coded("208", "社会保障和就业支出", E, amount="30.00"),
            coded("20805", "行政事业单位养老支出", E, amount="30.00"),
            coded("210", "卫生健康支出", E, amount="70.00"),
            line(E, "basic", "一、基本支出", amount="70.00"),
            line(E, "project", "二、项目支出", amount="25.00"),
            line(E, "reserve", "三、单位预留机动经费", amount="5.00"),
            total(E, "expenditure.total", "支出合计", amount="100.00"),
        ),
    )
    return book


CASES: list[tuple[str, Callable[[], Book], tuple[str, str, str, str], str]] = [
    (
        "B18",
        units_and_projects,
        ("project_expenditure", "乙项目", "total", "6.00"),
        "sum of the 2 rows below it",
    ),
    (
        "B18",
        units_and_projects,
        ("project_expenditure", "某中心", "appropriation", "12.00"),
        "某中心",
    ),
    (
        "B18",
        units_and_projects,
        ("project_expenditure", "丙项目", "general_public_budget", "1.00"),
        "appropriation = general_public_budget",
    ),
    (
        "B18",
        flat_list,
        ("project_expenditure", "甲项目", "total", "16.00"),
        "sum of the 2 rows below it",
    ),
    (
        "B19",
        by_economic_class,
        ("general_budget_economic_expenditure", "302", "amount", "54.00"),
        "sum of the 2 rows below it",
    ),
    ("B03", by_use, ("summary", "revenue.carryover.other", "amount", "2.00"), "carried over"),
    ("B04", by_use, ("summary", "expenditure.reserve", "amount", "9.00"), "sum of its uses"),
    ("B04", by_use, ("summary", "20805", "amount", "33.00"), "sum of the 1 rows below it"),
]


@pytest.mark.parametrize(
    ("check_id", "make", "slip", "told"), CASES, ids=[f"{case[0]}-{case[2][1]}" for case in CASES]
)
def test_a_sum_holds_and_then_fails(
    check_id: str, make: Callable[[], Book], slip: tuple[str, str, str, str], told: str
) -> None:
    assert make().check().state(check_id) == "pass"
    book = make().change(*slip).check()
    assert any(told in finding.message_en for finding in book.findings(check_id))


def test_a_list_that_adds_up_to_more_than_its_total_is_no_list_of_its_parts() -> None:
    book = flat_list().change("project_expenditure", "甲项目", "total", "90.00")
    assert [
        finding for finding in book.check().findings("B18") if "rows below it" in finding.message_en
    ] == []


def test_projects_left_out_of_a_list_are_open_since_they_may_be_withheld() -> None:
    assert flat_list().change("project_expenditure", "甲项目", "total", "1.00").check().verdicts(
        "B18"
    ) == {"open"}


def test_lines_that_split_what_is_carried_out_are_not_added_to_it() -> None:
    book = final_accounts()
    book.rows.amounts = [amount for amount in book.rows.amounts if amount.table_code != "summary"]
    book.rows.tables.pop(0)
    rows = (
        line(R, "current_year", "本年收入合计", "subtotal", amount="101.00"),
        total(R, "revenue.total", "总计", amount="101.00"),
        line(E, "current_year", "本年支出合计", "subtotal", amount="100.00"),
        line(E, "carried_forward", "年末结转和结余", amount="1.00"),
        line(E, "carried_forward", "基本支出结转", amount="1.00"),
        total(E, "expenditure.total", "总计", amount="101.00"),
    )
    book.table("summary", "收入支出决算总表", rows)
    assert book.check().state("F02") == "pass"
    assert book.change("summary", "年末结转和结余", "amount", "3.00").check().state("F02") == "fail"
