"""Titles of tables of whole-government books."""

from __future__ import annotations

import pytest

from budgetflow.contracts.vocabulary import TABLE_CODES
from budgetflow.interpret.government.titles import (
    OTHER,
    bare_measure,
    government_code,
    title_year,
)
from tests.interpret.government.builders import rows


@pytest.mark.parametrize("row", rows("government_titles.csv"), ids=lambda row: row["example"])
def test_each_pattern_is_reached_by_its_example(row: dict[str, str]) -> None:
    assert government_code(row["example"]) == row["code"]
    assert row["code"] in TABLE_CODES


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2025年全县一般公共预算收支平衡表", "general_budget_balance"),
        ("2025年城乡居民基本养老保险基金收支预算表", "social_insurance_balance"),
        ("城镇职工基本医疗保险（含生育保险）基金预算收入表", "social_insurance_revenue"),
        ("2025年工伤保险基金支出预算表", "social_insurance_expenditure"),
        ("2024年失业保险基金滚存结余表", "social_insurance_surplus"),
        ("2025年社保基金收入预算表", "social_insurance_revenue"),
        ("2025年基金预算收入表", "government_fund_revenue"),
        ("2025年全口径财政收入表", "other"),
        ("2025年本级各部门一般公共预算支出表", "department_expenditure"),
        ("2025年地方一般公共预算收入分征收部门预算表", "general_budget_revenue"),
        ("上级对我县一般公共预算转移支付情况表", "transfers_received"),
        ("自治州对本县税收返还和转移支付表", "transfers_received"),
        ("2025年上级税收返还和转移支付补助收入表", "transfers_received"),
        ("税收返还和转移支付分县（市、区）情况表", "transfers_by_region"),
        ("一般公共预算转移支付表（按地区列示）", "transfers_by_region"),
        ("2025年各县（市、区）一般公共预算收入表", "general_budget_by_region"),
        ("2024年地方政府债券发行（转贷）及还本付息情况表", "debt_movement"),
        ("全区2025年一般公共预算收入完成情况表", "general_budget_revenue"),
        ("二○二五年州本级政府性基金预算支出安排表", "government_fund_expenditure"),
        ("2024年市本级国有资本经营预算收支决算表", "state_capital_balance"),
        ("2025年末全市社会保险基金预算结余情况表", "social_insurance_surplus"),
        ("2025年政府专项债务余额情况表", "debt_movement"),
        ("2025年各县市一般公共预算收入完成情况表", "general_budget_by_region"),
        ("2026年省对市县一般性转移支付分地区预算表", "transfers_by_region"),
        ("中央对我省税收返还和转移支付情况表", "transfers_received"),
        ("2026年全市政府债务收支计划表", "debt_new_quota"),
        ("2025年市本级地方政府债务投向情况表", "debt_bond_projects"),
        ("2026年市级政府投资重点领域情况表", "key_projects"),
        ("2025年市对各县（市、区）返还性收入执行情况表", "transfers_by_item_and_region"),
        ("2025年市对各县专项转移支付分地区分科目执行情况表", "transfers_by_item_and_region"),
        ("2026年分地区税收返还和转移支付预算表", "transfers_by_region"),
        ("2026年市本级财力安排的转移支付分区市草案表", "transfers_by_region"),
        ("2026年市本级一般公共预算转移性支出预算表", "transfers_by_item"),
        ("2020年自治区对市县税收返还和转移支付决算表", "transfers_by_item"),
        ("2025年市级返还性收入及一般性转移支付收入情况表", "transfers_received"),
        ("2023年地方政府债券分批次发行情况表", "debt_bond_issues"),
        ("2025年市级新增政府专项债券分批次发行使用情况表", "debt_bond_projects"),
        ("2023年省级政府性预算本级支出预算表", "government_fund_expenditure"),
        ("2026—2028年市本级政府性基金预算收支规划表", "medium_term_plan"),
        ("2026年市本级预备费安排情况表", OTHER),
        (None, OTHER),
        ("2026年自治区对额尔盟税收返还和转移支付补助情况表", "transfers_received"),
        ("2024年盟对乌兰旗税收返还和转移支付补助情况表", "transfers_received"),
        ("2024年盟对旗县税收返还和转移支付情况表", "transfers_by_item"),
    ],
)
def test_titles_of_other_places(title: str | None, code: str) -> None:
    assert government_code(title) == code


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年全市一般公共预算收入执行情况表", 2025),
        ("2025年预算执行情况和2026年预算草案", 2026),
        ("1-1 2026年全州一般公共预算收入情况表", 2026),
        ("二○二五年全市一般公共预算支出执行情况表", 2025),
        ("2 0 2 4 年全省一般公共预算收入决算表", 2024),
        ("全市一般公共预算收入情况表", None),
        (None, None),
    ],
)
def test_the_last_year_of_a_title_is_its_year(title: str | None, year: int | None) -> None:
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("title", "year", "stage", "measure"),
    [
        ("2024年全省一般公共预算收入决算表", 2024, "final_accounts", "final"),
        ("2025年全市一般公共预算收入执行情况表", 2025, "budget", "execution"),
        ("2025年省对我市转移支付情况表", 2025, "budget", "execution"),
        ("2026年全市一般公共预算收入草案表", 2026, "budget", "budget"),
        ("2026年省对我市转移支付情况表", 2026, "budget", "amount"),
    ],
)
def test_what_a_bare_column_holds(title: str, year: int, stage: str, measure: str) -> None:
    assert bare_measure(title, year, 2026 if stage == "budget" else 2024, stage) == measure
