"""Coverage of figures of whole-government books: whole region, own level, below."""

from __future__ import annotations

import pytest

from budgetflow.interpret.government.coverage import (
    BELOW,
    OWN,
    WHOLE,
    coverage_of,
    is_region,
    level_of,
    of_table,
    region_of,
)

CITY, PROVINCE = level_of("云浮市"), level_of("河南省")


@pytest.mark.parametrize(
    ("title", "coverage"),
    [
        ("2025年全市一般公共预算收入执行情况表", WHOLE),
        ("2025年威海市一般公共预算收入执行情况表", WHOLE),
        ("2025年市本级一般公共预算收入执行情况表", OWN),
        ("2024年省级一般公共预算收支决算总表", OWN),
        ("2025年自治区本级政府性基金收入表", OWN),
        ("2025年全市及市本级债务限额余额情况表", WHOLE),
        ("2025年济南市及市级债务限额余额情况表", WHOLE),
        ("2025年全市与市级债务限额余额情况表", WHOLE),
        ("2025年省对我市税收返还情况表", WHOLE),
        ("2020年各市县一般公共预算收入决算表", BELOW),
        (None, WHOLE),
    ],
)
def test_titles(title: str | None, coverage: str) -> None:
    assert of_table("general_budget_revenue", title).value == coverage


@pytest.mark.parametrize(
    ("column", "coverage"),
    [
        ("本地区", WHOLE),
        ("本级", OWN),
        ("2025年决算数 / 全省", WHOLE),
        ("2025年决算数 / 其中：省本级", OWN),
        ("市县合计", BELOW),
        ("地市级及以下", BELOW),
    ],
)
def test_a_column_says_more_than_the_title(column: str, coverage: str) -> None:
    assert (
        coverage_of("debt_movement", "2025年全市债务情况表", column, "一、余额").value == coverage
    )


@pytest.mark.parametrize(
    ("column", "coverage"),
    [("2025年汇总预算数", OWN), ("汇总（调整）预算数", OWN), ("汇总", WHOLE), ("全市汇总", WHOLE)],
)
def test_an_adjusted_budget_is_of_whatever_its_table_is(column: str, coverage: str) -> None:
    """汇总预算数 is the budget in force: an own level's table has it too."""
    title = "2025年市本级一般公共预算支出执行情况表"
    found = coverage_of("general_budget_expenditure", title, column, "一、教育支出")
    assert found.value == coverage


@pytest.mark.parametrize(
    ("label", "level", "coverage"),
    [
        ("合计", CITY, WHOLE),
        ("云浮市", CITY, WHOLE),
        ("市本级", CITY, OWN),
        ("市 级", CITY, OWN),
        ("云城区", CITY, BELOW),
        ("新区", CITY, BELOW),
        ("其中：县本级", CITY, BELOW),
        ("省本级", PROVINCE, OWN),
        ("郑州市", PROVINCE, BELOW),
        ("其中：市本级及市辖区", PROVINCE, BELOW),
    ],
)
def test_rows_that_are_regions(label: str, level: object, coverage: str) -> None:
    found = coverage_of("debt_limit_and_balance", "2025年债务限额表", "限额", label, level)  # type: ignore[arg-type]
    assert found.value == coverage


def test_transfers_received_are_of_the_region_and_those_paid_of_the_own_level() -> None:
    title = "2024年税收返还和转移支付决算表"
    received = "中央对我省税收返还和转移支付 / 决算数"
    assert coverage_of("transfers_by_item", title, received, "一、税收返还").value == WHOLE
    paid = "省对市县税收返还和转移支付 / 决算数"
    assert coverage_of("transfers_by_item", title, paid, "一、税收返还").value == OWN


@pytest.mark.parametrize(
    ("code", "column", "label", "region"),
    [
        ("debt_limit_and_balance", "限额", "云城区", "云城区"),
        ("debt_limit_and_balance", "限额", "高 区", "高区"),
        ("debt_limit_and_balance", "限额", "南山镇", "南山镇"),
        ("debt_limit_and_balance", "限额", "北湖街道", "北湖街道"),
        ("debt_limit_and_balance", "限额", "云浮市", None),
        ("debt_limit_and_balance", "限额", "合计", None),
        ("transfers_by_item_and_region", "2026年预算数 / 云安区", "均衡性转移支付", "云安区"),
        ("transfers_by_item_and_region", "合计", "均衡性转移支付", None),
        ("general_budget_expenditure", "预算数", "社区", None),
    ],
)
def test_the_region_a_row_or_column_names(
    code: str, column: str, label: str, region: str | None
) -> None:
    assert region_of(code, column, label, CITY) == region


@pytest.mark.parametrize(
    ("title", "coverage"),
    [
        ("2025年云浮市一般公共预算收入执行情况表", WHOLE),
        ("2025年云浮高新区一般公共预算收入执行情况表", BELOW),
        ("2025年市南部山区政府性基金预算收入草案表", BELOW),
        ("2026年云浮市（县、区）本级一般公共预算支出表", OWN),
        ("2026年全区一般公共预算支出表", WHOLE),
        ("2025年云浮市分地区一般公共预算收入执行情况表", WHOLE),
    ],
)
def test_a_zones_own_tables_in_its_citys_book_are_below(title: str, coverage: str) -> None:
    assert of_table("general_budget_revenue", title, CITY).value == coverage


def test_the_word_that_says_the_coverage_is_kept() -> None:
    assert of_table("general_budget_balance", "2024年省级收支总表").printed == "省级"
    assert of_table("general_budget_revenue", "2024年省本级收入表").printed == "省本级"
    assert of_table("general_budget_revenue", "2024年收入表").printed is None


def test_regions_in_the_rows_of_any_table_are_below() -> None:
    title = "2022年分地区政府性基金预算收入执行情况表"
    row = coverage_of("government_fund_revenue", title, "执行数", "东城区", CITY, regional=True)
    total = coverage_of("government_fund_revenue", title, "执行数", "合计", CITY, regional=True)
    assert (row.value, total.value) == (BELOW, WHOLE)


@pytest.mark.parametrize(
    ("book", "title", "coverage"),
    [
        ("海淀区", "2026年区级一般公共预算收入预算表", OWN),
        ("平安县", "2026年县级一般公共预算支出预算表", OWN),
        ("宁夏回族自治区", "2026年区级一般公共预算支出预算表", OWN),
        ("上海市", "2026年区级一般公共预算收入预算表", BELOW),
        ("河南省", "2026年市级一般公共预算收入预算表", BELOW),
        ("浦东新区", "2026年镇级一般公共预算收入预算表", BELOW),
        ("云浮市", "2026年云浮市级（县级、区级）一般公共预算收入表", OWN),
        ("新疆生产建设兵团", "2026年兵团本级一般公共预算支出表", OWN),
        ("新疆生产建设兵团", "2026年全兵团一般公共预算支出表", WHOLE),
    ],
)
def test_the_word_of_a_level_is_told_by_whose_book_it_stands_in(
    book: str, title: str, coverage: str
) -> None:
    assert of_table("general_budget_revenue", title, level_of(book)).value == coverage


@pytest.mark.parametrize(
    ("label", "coverage"),
    [("一、政府债务收入", OWN), ("其中：新增债券", OWN), ("合计", OWN), ("云城区", BELOW)],
)
def test_rows_of_a_debt_table_that_name_no_region_are_of_its_title(
    label: str, coverage: str
) -> None:
    title = "2026年市本级政府债务收支计划表"
    assert coverage_of("debt_new_quota", title, "金额", label, CITY).value == coverage


@pytest.mark.parametrize("label", ["全州合计", "全市", "全区总计", "合计"])
def test_the_total_of_a_table_by_region_is_the_whole_region(label: str) -> None:
    found = coverage_of("general_budget_by_region", None, "完成数", label, CITY, regional=True)
    assert found.value == WHOLE


@pytest.mark.parametrize("label", ["第一师阿拉尔市", "第三师", "经开区管委会"])
def test_divisions_and_committees_of_zones_are_regions(label: str) -> None:
    assert is_region(label)


@pytest.mark.parametrize("label", ["教师", "管委会", "全市", "城乡居民"])
def test_words_that_are_no_regions(label: str) -> None:
    assert not is_region(label)


@pytest.mark.parametrize(
    "title",
    [
        "2026年阿拉善左旗及旗本级一般公共预算支出预算表",
        "2026年甲盟和盟本级政府性基金收入表",
        "2026年第七师及师本级一般公共预算收入表",
    ],
)
def test_a_title_of_the_region_and_its_own_level_is_of_the_region(title: str) -> None:
    assert of_table("general_budget_expenditure", title).value == "whole_region"


@pytest.mark.parametrize("label", ["超格图呼热苏木", "123团", "124团场"])
def test_sumu_and_regiments_are_regions(label: str) -> None:
    assert is_region(label)


@pytest.mark.parametrize("label", ["代表团", "2024年第3团队建设"])
def test_other_groups_are_no_regiments(label: str) -> None:
    assert not is_region(label)
