"""Changes said twice or in percentage points, and budgets changed in the year, with relatives."""

from __future__ import annotations

import pytest

from tests.interpret.statements.readings import facts

SAID_IN_MONEY = [
    ("公用经费压减10%，即1.2万元。", ["expenditure.operating ~-1.2 %-10"]),
    ("公用经费12万元，比上年压减10%，即减少1.2万元。", ["expenditure.operating 12 ~-1.2 %-10"]),
    ("会议费比上年增长5%，也就是0.6万元。", ["meetings ~0.6 %5"]),
    ("“三公”经费12.5万元，比上年减少10%，即1.39万元。", ["three_public.total 12.5 ~-1.39 %-10"]),
    ("基本支出占比70%，即7万元。", ["expenditure.basic 7 /70"]),
]
IN_POINTS = [
    ("项目支出600万元，同比下降5.08个百分点。", ["expenditure.project 600 %-5.08"]),
    ("会议费6万元，比上年上升2百分点。", ["meetings 6 %2"]),
    (
        "财政拨款收入900万元，占收入的90%，同比下降5.08个百分点。",
        ["revenue.appropriation 900 /90"],
    ),
    ("支出总计550万元，占比较上年提高2个百分点。", ["expenditure.total 550"]),
    ("支出总计550万元，比上年增长4%，增速下降2个百分点。", ["expenditure.total 550 %4"]),
]
TOTALS = [
    ("本年度收入总计1200.5万元。", "revenue.total 1200.5"),
    ("本年收入总计1200.5万元。", "revenue.total 1200.5"),
    ("当年支出总计1200.5万元。", "expenditure.total 1200.5"),
    ("全年收入合计1200.5万元。", "revenue.total 1200.5"),
    ("本年收入合计1200.5万元。", "revenue.current_year 1200.5"),
    ("当年收入合计1200.5万元。", "revenue.current_year 1200.5"),
    ("本年支出合计1200.5万元。", "expenditure.current_year 1200.5"),
]
BUDGET = "general_public_budget.total"
VERSIONS = [
    (
        "一般公共预算财政拨款支出年初预算数为500万元，调整预算数为560万元，决算数为550万元。",
        [f"{BUDGET}.initial_budget 500", f"{BUDGET}.adjusted_budget 560", f"{BUDGET} 550"],
    ),
    (
        "一般公共预算财政拨款支出变动后预算为560万元，支出决算为550万元。",
        [f"{BUDGET}.adjusted_budget 560", f"{BUDGET} 550"],
    ),
]
ACCOUNTS_OF_FUNDS = [
    ("政府性基金预算财政拨款年末结转和结余3.2万元。", ["government_fund.carried_forward 3.2"]),
    ("年末政府性基金预算财政拨款结转和结余3.2万元。", ["government_fund.carried_forward 3.2"]),
    (
        "政府性基金预算财政拨款年初结转和结余2万元，本年收入10万元，本年支出9万元，年末结转和结余3万元。",
        [
            "revenue.carryover.part 2",
            "revenue.government_fund 10",
            "government_fund.total 9",
            "government_fund.carried_forward 3",
        ],
    ),
    (
        "年初结转和结余2万元，本年收入10万元，本年支出9万元，年末结转和结余3万元。",
        [
            "revenue.carryover 2",
            "revenue.current_year 10",
            "expenditure.current_year 9",
            "expenditure.carried_forward 3",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID_IN_MONEY)
def test_a_change_said_again_in_money_is_one_change(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), IN_POINTS)
def test_points_are_the_change_of_an_amount_and_not_of_its_share(
    text: str, expected: list[str]
) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(("text", "expected"), TOTALS)
def test_a_grand_total_is_told_from_what_came_in_this_year(text: str, expected: str) -> None:
    assert facts(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), VERSIONS)
def test_a_changed_budget_is_none_of_the_start_of_the_year(text: str, expected: list[str]) -> None:
    assert facts(text, stage="final_accounts") == expected


@pytest.mark.parametrize(("text", "expected"), ACCOUNTS_OF_FUNDS)
def test_what_one_fund_brought_and_left_is_not_the_whole(text: str, expected: list[str]) -> None:
    assert facts(text, "八、决算情况说明", stage="final_accounts") == expected
