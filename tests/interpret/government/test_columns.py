"""Columns of tables of whole-government books."""

from __future__ import annotations

import pytest

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.interpret.government.columns import (
    Frame,
    base_measure,
    government_measure,
    is_rate,
    measure_of_row,
)
from budgetflow.interpret.government.titles import bare_measure
from tests.interpret.government.builders import rows

REVENUE = "general_budget_revenue"
TABLE_OF = {
    "debt": "debt_limit_and_balance",
    "issues": "debt_bond_issues",
    "insurance": "social_insurance_balance",
    "received": "transfers_received",
    "transfer_kinds": "transfers_by_region",
    "economic": "general_budget_economic_expenditure",
}


@pytest.mark.parametrize("row", rows("government_columns.csv"), ids=lambda row: row["example"])
def test_each_pattern_is_reached_by_its_example(row: dict[str, str]) -> None:
    code = TABLE_OF.get(row["vocabulary"], REVENUE)
    found = government_measure(Frame(code, "execution", 2025, 2025), row["example"])
    assert found == ("budget" if row["measure"] == "expected" else row["measure"])
    assert set(found.split(".")) <= MEASURE_WORDS.keys()


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("2024年决算数", "previous_year_final"),
        ("2025年预算数", "budget"),
        ("2025年执行数 / 金额", "execution"),
        ("2025年执行数 / 占预算%", "percent_of_budget"),
        ("2025年执行数 / 增长%", "change_percent"),
        ("2024年执行数", "previous_year_execution"),
        ("上年执行数", "previous_year_execution"),
        ("税收收入 / 同期完成数", "previous_year_execution"),
        ("同比增减%", "change_percent"),
        ("调整预算数", "adjusted_budget"),
        ("变动预算数", "adjusted_budget"),
        ("完成预算%", "percent_of_budget"),
        ("完成率", "percent_of_budget"),
        ("比上年增减额", "change"),
        ("执行数为上年执行数的%", "percent_of_previous"),
        ("2026年预算 / 特定目标类项目", "amount"),
        ("2026年预算 / 其中：基本支出", "basic"),
        ("2025年执行数 / 市县", "execution"),
        ("2026年安排", "budget"),
        ("金额", "execution"),
        ("", "execution"),
        ("2025年", "execution"),
        ("2024年", "previous_year"),
        ("2025年预计数", "execution"),
        ("2026年预计数", "budget"),
        ("2024年预计数", "previous_year_execution"),
        ("预计数 / 全市", "execution"),
        ("比上年增、减情况 / 增、减幅度", "change_percent"),
        ("比上年增、减情况 / 增、减金额", "change"),
        ("2025年执行数 / 所占比重%", "share"),
        ("占结余合计%", "share"),
        ("债务期限 / 10年期", "amount"),
        ("债券期限(年)", "years"),
        ("原州区", "amount"),
        ("2025年预算数(不含提前告知转移支付)", "budget"),
        ("2025年结余数", "execution"),
        ("二○二四年决算数", "previous_year_final"),
        ("二〇二五年执行数比二〇二四年决算数增减%", "change_percent"),
        ("其中：不含某市", "execution"),
        ("一般公共预算 / 本级财力", "amount"),
        ("一般公共预算收入 / 金额", "execution"),
        ("增减 / 金额", "change"),
        ("增减 / %", "change_percent"),
        ("比上年增减 / 金额（万元）", "change"),
        ("比上年增减 / 幅度%", "change_percent"),
        ("同比增减 / 比例", "change_percent"),
        ("完成调整预算 / %", "percent_of_adjusted_budget"),
        ("支出结构 / %", "share"),
        ("增长额", "change"),
        ("任务数", "budget"),
        ("完成任务%", "percent_of_budget"),
        ("同比增减 / 额", "change"),
        ("同比增减额", "change"),
        ("当年结余", "execution"),
        ("滚存结余", "execution"),
        ("上年同期完成数", "previous_year_execution"),
        ("上年决算（执行）数", "previous_year_execution"),
        ("执行数 / 本地区", "execution"),
    ],
)
def test_measures_are_relative_to_the_tables_year(column: str, measure: str) -> None:
    assert government_measure(Frame(REVENUE, "execution", 2025, 2026), column) == measure


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("2025年债务限额 / 合计", "limit"),
        ("2025年债务限额 / 一般债务", "limit.general"),
        ("2024年债务余额 / 专项债务", "previous_balance.special"),
        ("2025年新增债务限额 / 合计", "new_limit"),
        ("2025年新增债务 / 一般债务", "issued.general"),
        ("2025年偿还本金 / 专项债务", "repaid.special"),
        ("2025年末债务余额执行数 / 小计", "balance"),
        ("2.专项债务限额 / 决算数", "limit.special"),
        ("2025年初法定债务余额 / 小计", "previous_balance"),
        ("当年增减变动情况 / 还本 / 自有资金偿还 / 一般债券", "repaid.general"),
        ("2026年到期债务情况 / 小计", "debt_service"),
        ("2026年到期债务情况 / 应付利息", "interest"),
        ("2025年初债务余额 / 一般债务余额", "previous_balance.general"),
        ("2.利息安排情况 / 预算安排偿还", "interest"),
        ("2025年债务调整限额 / 合计", "change"),
        ("2025年调整后债务限额 / 合计", "limit"),
        ("债务限额调减 / 一般债务", "change.general"),
        ("一般债务转贷收入 / 再融资一般债券", "issued.refinancing_general"),
    ],
)
def test_debt_by_groups_over_kinds(column: str, measure: str) -> None:
    assert government_measure(Frame("debt_limit_and_balance", "amount", 2025), column) == measure


@pytest.mark.parametrize(
    ("code", "column", "measure"),
    [
        ("social_insurance_balance", "企业职工基本养老保险基金", "enterprise_pension"),
        ("social_insurance_balance", "城乡居民基本医疗保险基金", "resident_medical"),
        ("social_insurance_balance", "合计", "total"),
        ("transfers_by_region", "税收返还", "tax_refund"),
        ("transfers_by_region", "合计", "total"),
        ("transfers_by_item_and_region", "增值税税收返还", "amount"),
        ("transfers_by_item_and_region", "高新区", "amount"),
        ("transfers_received", "专项转移支付", "special_transfer"),
        ("general_budget_economic_expenditure", "2026年预算数 / 基本支出", "basic"),
        ("general_budget_economic_expenditure", "2026年预算数", "budget"),
        ("debt_movement", "本地区", "amount"),
        ("debt_movement", "地方政府债券付息 / 一般债券", "interest.general"),
        ("transfers_by_region", "一般性转移支付决算数", "general_transfer"),
        ("transfers_by_region", "2023年预算数 / 一般转移支付", "general_transfer"),
        ("transfers_by_item_and_region", "税收返还 / 合计", "tax_refund"),
        ("transfers_by_item_and_region", "2025年 / 合计", "total"),
        ("debt_bond_issues", "一般债券额度 / 新增一般债券", "issued.new_general"),
        ("debt_bond_issues", "债务期限 / 10年期", "amount"),
    ],
)
def test_tables_with_words_of_their_own(code: str, column: str, measure: str) -> None:
    assert government_measure(Frame(code, "budget", 2026), column) == measure


def test_a_rate_is_told_from_money() -> None:
    assert is_rate("percent_of_budget")
    assert is_rate("previous_year_percent_of_budget")
    assert is_rate("change_percent")
    assert not is_rate("change")
    assert not is_rate("adjusted_budget")


@pytest.mark.parametrize(
    ("column", "base"),
    [
        ("2026年预算数比2025年快报数 / 增减%", "previous_year_execution"),
        ("预算数比上年执行数增长%", "previous_year_execution"),
        ("比上年预算数增长%", "previous_year_budget"),
        ("比2024年决算数增长%", "previous_year_final"),
        ("比上年增长%", None),
        ("增幅", None),
    ],
)
def test_what_a_change_is_measured_against(column: str, base: str | None) -> None:
    assert base_measure(column, Frame(REVENUE, "budget", 2026)) == base


@pytest.mark.parametrize(
    ("code", "column", "measure"),
    [
        ("debt_movement", "预算数", "budget"),
        ("debt_movement", "预计执行数", "execution"),
        ("debt_movement", "金额", "amount"),
        ("debt_movement", "本地区", "amount"),
        ("debt_movement", "2025年还本额", "repaid"),
        ("debt_bond_projects", "发行金额", "issued"),
        ("debt_bond_projects", "发行利率", "rate"),
        ("debt_bond_projects", "总投资", "amount"),
    ],
)
def test_columns_of_debt_say_what_happened_or_which_version_they_are(
    code: str, column: str, measure: str
) -> None:
    assert government_measure(Frame(code, "amount", 2025, 2026), column) == measure


@pytest.mark.parametrize(
    ("label", "column", "measure"),
    [
        ("2024年末债务余额", "一般债务", "previous_balance.general"),
        ("2025年债务限额", "专项债务", "limit.special"),
        ("2025年末债务余额", "合计", "balance"),
        ("2025年新增债务限额", "其中：专项债务", "new_limit.special"),
        ("东城区", "一般债务", None),
        ("2025年债务限额", "2025年执行数", None),
    ],
)
def test_rows_that_say_what_is_counted_under_columns_of_kinds_of_debt(
    label: str, column: str, measure: str | None
) -> None:
    frame = Frame("debt_limit_and_balance", "execution", 2025, 2026)
    assert measure_of_row(frame, label, column) == measure


def test_a_change_in_percent_is_no_change_in_money() -> None:
    frame = Frame("three_public_expenses", "budget", 2026, 2026)
    assert government_measure(frame, "增减变化%") == "change_percent"
    assert government_measure(frame, "增减变化") == "change"


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("合计", "new_limit"),
        ("一般债务限额", "new_limit.general"),
        ("2.专项债务限额 / 决算数", "new_limit.special"),
        ("2025年债务限额", "limit"),
        ("本级", "amount"),
    ],
)
def test_a_table_of_new_limits_prints_no_other(column: str, measure: str) -> None:
    bare = bare_measure("2026年新增地方政府债务限额提前下达情况表", 2026, 2026, "budget")
    assert government_measure(Frame("debt_new_quota", bare, 2026), column) == measure
