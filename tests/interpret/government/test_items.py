"""Items of rows without a code in tables of whole governments."""

from __future__ import annotations

import re

import pytest

from budgetflow.contracts.vocabulary import IDENTIFIER
from budgetflow.interpret.government.items import government_item
from tests.interpret.government.builders import rows
from tests.interpret.grids import table
from tests.interpret.tables.builders import read

TABLE_OF = {
    "revenue": "general_budget_revenue",
    "expenditure": "general_budget_expenditure",
    "insurance": "social_insurance_balance",
    "state_capital": "state_capital_balance",
    "debt": "debt_movement",
}


@pytest.mark.parametrize("row", rows("government_items.csv"), ids=lambda row: row["example"])
def test_each_pattern_is_reached_by_its_example(row: dict[str, str]) -> None:
    found = government_item(row["example"], TABLE_OF[row["side"]], row["side"])
    assert found == row["item"]
    assert re.fullmatch(IDENTIFIER, row["item"])


@pytest.mark.parametrize(
    ("label", "side", "item"),
    [
        ("一、全省一般公共预算收入", "revenue", "revenue.current_year"),
        ("省本级本年支出合计", "expenditure", "expenditure.current_year"),
        ("收 入 总 计", "revenue", "revenue.total"),
        ("（一）补助市县支出", "expenditure", "expenditure.subsidies_to_subordinates"),
        ("其中：返还性收入", "revenue", "revenue.superior_subsidies.tax_refund"),
        ("一、全省政府性基金收入", "revenue", "revenue.current_year"),
        ("七、其他政府性基金收入", "revenue", None),
        ("国有资本经营收入", "revenue", None),
        ("省级财力支出合计", "expenditure", None),
        ("增值税", "revenue", None),
        ("其他税收收入", "revenue", None),
        ("债务付息支出", "expenditure", None),
    ],
)
def test_labels_of_other_places(label: str, side: str, item: str | None) -> None:
    assert government_item(label, TABLE_OF[side], side) == item


def test_sides_of_a_balance_by_the_rows_below_a_header_that_does_not_say() -> None:
    found = read(
        "2025年全市一般公共预算收支平衡表",
        "单位：万元",
        table(
            "项目|执行数|项目|执行数",
            "本年收入合计|700|本年支出合计|650",
            "上级补助收入|100|上解上级支出|150",
            "收入总计|800|支出总计|800",
        ),
        scope="government",
    )
    assert [(a.side, a.item) for a in found.amounts] == [
        ("revenue", "revenue.current_year"),
        ("expenditure", "expenditure.current_year"),
        ("revenue", "revenue.superior_subsidies"),
        ("expenditure", "expenditure.remitted_to_superior"),
        ("revenue", "revenue.total"),
        ("expenditure", "expenditure.total"),
    ]


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("一、2024年末地方政府债务余额", "debt.opening_balance"),
        ("四、2025年末地方政府债务余额", "debt.closing_balance"),
        ("年末地方政府债务余额", "debt.closing_balance"),
    ],
)
def test_the_balance_of_the_year_before_is_the_one_a_year_opens_with(label: str, item: str) -> None:
    amounts = read(
        "2025年青岚县政府债券发行及还本付息情况表",
        "单位：亿元",
        table("项目|全县|县本级", f"{label}|10.00|8.00", "二、2025年发行额|2.00|1.00"),
        scope="government",
    ).amounts
    assert {one.item for one in amounts if one.row_label == label} == {item}


def test_receipts_and_outlays_above_each_other_in_the_same_columns() -> None:
    amounts = read(
        "2026年县本级一般公共预算收支情况表",
        "单位：万元",
        table(
            "项目|2025年执行数|2026年预算数",
            "一、税收收入|60|66",
            "二、非税收入|40|44",
            "县本级一般公共预算收入|100|110",
            "转移性收入|200|210",
            "上年结余|20|10",
            "各项收入合计|320|330",
            "一、教育支出|150|160",
            "二、卫生健康支出|100|100",
            "县本级一般公共预算支出|250|260",
            "上解支出|30|30",
            "年终结转|40|40",
            "各项支出合计|320|330",
        ),
        scope="government",
    ).amounts
    found = {a.row_label: (a.side, a.item) for a in amounts}
    assert found["县本级一般公共预算收入"] == ("revenue", "revenue.current_year")
    assert found["上年结余"] == ("revenue", "revenue.previous_balance")
    assert found["各项收入合计"] == ("revenue", "revenue.total")
    assert found["二、卫生健康支出"][0] == "expenditure"
    assert found["县本级一般公共预算支出"] == ("expenditure", "expenditure.current_year")
    assert found["各项支出合计"] == ("expenditure", "expenditure.total")


@pytest.mark.parametrize(
    ("rows_above", "item"),
    [
        (("专项债务转贷收入|30|40", "上年结余收入|20|10"), "revenue.total"),
        (("彩票公益金收入|30|40",), "revenue.current_year"),
    ],
)
def test_a_sum_below_transfers_is_the_grand_total(rows_above: tuple[str, ...], item: str) -> None:
    amounts = read(
        "2026年全旗政府性基金预算收入情况表",
        "单位：万元",
        table(
            "项目|2025年执行数|2026年预算数",
            "国有土地使用权出让收入|100|110",
            *rows_above,
            "各项收入合计|150|160",
        ),
        scope="government",
    ).amounts
    assert {a.item for a in amounts if a.row_label == "各项收入合计"} == {item}


def test_a_sum_that_names_its_year_or_a_fund_of_insurance_stays_the_years_own() -> None:
    of_year = read(
        "2026年全旗政府性基金预算收入情况表",
        "单位：万元",
        table("项目|2026年预算数", "上级补助收入|100", "本年收入合计|160", "上年结余收入|10"),
        scope="government",
    ).amounts
    assert [a.item for a in of_year][1] == "revenue.current_year"
    of_fund = read(
        "2026年全旗社会保险基金预算收入情况表",
        "单位：万元",
        table("项目|2026年预算数", "收入小计|100", "上级补助收入|60", "收入合计|160"),
        scope="government",
    ).amounts
    assert [a.item for a in of_fund][-1] == "revenue.current_year"
