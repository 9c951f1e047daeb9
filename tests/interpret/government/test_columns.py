"""Columns of tables of whole-government books."""

from __future__ import annotations

import pytest

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.interpret.government.columns import government_measure, is_rate
from tests.interpret.government.builders import rows

REVENUE = "general_budget_revenue"


@pytest.mark.parametrize("row", rows("government_columns.csv"), ids=lambda row: row["example"])
def test_each_pattern_is_reached_by_its_example(row: dict[str, str]) -> None:
    assert government_measure(REVENUE, "execution", row["example"], 2025) == row["measure"]
    assert row["measure"] in MEASURE_WORDS


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
        ("调整预算数", "adjusted_budget"),
        ("变动预算数", "adjusted_budget"),
        ("完成预算%", "percent_of_budget"),
        ("完成率", "percent_of_budget"),
        ("比上年增减额", "change"),
        ("执行数为上年执行数的%", "percent_of_previous"),
        ("2026年安排", "budget"),
        ("金额", "execution"),
        ("", "execution"),
    ],
)
def test_measures_are_relative_to_the_tables_year(column: str, measure: str) -> None:
    assert government_measure(REVENUE, "execution", column, 2025) == measure


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
    ],
)
def test_debt_by_groups_over_kinds(column: str, measure: str) -> None:
    assert government_measure("debt_limit_and_balance", "amount", column, 2025) == measure


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
    ],
)
def test_tables_with_words_of_their_own(code: str, column: str, measure: str) -> None:
    assert government_measure(code, "budget", column, 2026) == measure


def test_a_rate_is_told_from_money() -> None:
    assert is_rate("percent_of_budget")
    assert is_rate("previous_year_percent_of_budget")
    assert is_rate("change_percent")
    assert not is_rate("change")
    assert not is_rate("adjusted_budget")
