"""The appropriation summary's three budgets against their own tables: columns, their sum, and
balances of final accounts.
"""

from __future__ import annotations

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import E, R, budget, coded, final_accounts, line, total
from tests.checks.rules.builders import without

FLOWS = {
    "opening_balance": "1.00",
    "revenue": "5.00",
    "expenditure": "4.00",
    "closing_balance": "2.00",
}


def budget_of_two_funds() -> Book:
    """Give a budget whose appropriation summary has 95 of the general budget and 7 of a government
    fund.
    """
    book = without(budget(), "appropriation_summary", "government_fund_expenditure")
    spent = {"total": "102.00", "general_public_budget": "95.00", "government_fund": "7.00"}
    rows = [
        line(R, "current_year", "本年收入合计", "subtotal", amount="102.00"),
        total(R, "revenue.total", "收入总计", amount="102.00"),
        coded("210", "卫生健康支出", E, total="95.00", general_public_budget="95.00"),
        coded("229", "其他支出", E, total="7.00", government_fund="7.00"),
        line(E, "current_year", "本年支出合计", "subtotal", **spent),
        total(E, "expenditure.total", "支出总计", **spent),
    ]
    book.table("appropriation_summary", "财政拨款收支总表", rows)
    book.table(
        "government_fund_expenditure",
        "政府性基金预算支出表",
        [coded("229", "其他支出", total="7.00"), total(None, None, "合计", total="7.00")],
    )
    return book


def accounts_with(fund: str) -> Book:
    """Give final accounts in which 1 of a fund was carried in, 5 came in, 4 were spent and 2 are
    carried out.
    """
    code = f"{fund}_expenditure"
    book = without(final_accounts(), "appropriation_summary", code)
    rows = [
        line(R, fund, "二、基金", amount="5.00"),
        line(R, "carryover", "年初财政拨款结转和结余", amount="1.00"),
        line(R, f"carryover.{fund}", "二、基金", amount="1.00"),
        total(R, "revenue.total", "总计", amount="6.00"),
        coded("229", "其他支出", E, total="4.00", **{fund: "4.00"}),
        line(E, "current_year", "本年支出合计", "subtotal", total="4.00", **{fund: "4.00"}),
        line(E, "carried_forward", "年末财政拨款结转和结余", total="2.00", **{fund: "2.00"}),
        total(E, "expenditure.total", "总计", total="6.00", **{fund: "6.00"}),
    ]
    book.table("appropriation_summary", "财政拨款收入支出决算总表", rows)
    book.table(
        code,
        "基金表",
        [coded("229", "其他支出", **FLOWS), total(None, "expenditure.total", "合计", **FLOWS)],
    )
    return book


def test_all_appropriation_is_the_sum_of_the_tables_by_fund() -> None:
    assert budget_of_two_funds().check().findings("B15") == []
    book = budget_of_two_funds()
    for row in ("expenditure.total", "expenditure.current_year"):
        book.change("appropriation_summary", row, "total", "104.00")
    (finding,) = book.check().findings("B15")
    assert finding.left == 1_040_000 and finding.right == 1_020_000


def test_a_table_nobody_found_is_no_zero_in_the_sum() -> None:
    book = without(budget_of_two_funds(), "government_fund_expenditure")
    assert [
        finding
        for finding in book.check().findings("B15")
        if "sum of the tables" in finding.message_en
    ] == []


def test_a_table_printed_empty_is_a_zero_in_the_sum() -> None:
    book = without(budget_of_two_funds(), "government_fund_expenditure")
    book.table("government_fund_expenditure", "政府性基金预算支出表", state="declared_empty")
    assert [finding.difference for finding in book.check().findings("B15")] == [70_000]


@pytest.mark.parametrize(
    ("check_id", "fund"), [("F19", "government_fund"), ("F20", "state_capital")]
)
@pytest.mark.parametrize(
    ("row", "measure", "printed"),
    [
        (R, "carryover", "1.50"),
        (R, "", "5.50"),
        (E, "current_year", "4.50"),
        (E, "carried_forward", "2.50"),
    ],
    ids=["opening", "revenue", "spent", "closing"],
)
def test_a_fund_agrees_with_the_appropriation_summary(
    check_id: str, fund: str, row: str, measure: str, printed: str
) -> None:
    assert accounts_with(fund).check().findings(check_id) == []
    book = accounts_with(fund)
    if row == R:
        book.change(
            "appropriation_summary", ".".join(filter(None, (R, measure, fund))), "amount", printed
        )
    else:
        book.change("appropriation_summary", f"{E}.{measure}", fund, printed)
        if measure == "current_year":
            book.change("appropriation_summary", f"{E}.total", fund, printed)
    found = [
        finding
        for finding in book.check().findings(check_id)
        if "appropriation summary" in finding.message_en
    ]
    assert [abs(finding.difference or 0) for finding in found] == [5_000]
