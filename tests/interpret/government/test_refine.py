"""Which table it is by its rows and columns, where the title alone does not tell."""

from __future__ import annotations

import pytest

from budgetflow.interpret.government.refine import rows_are_regions, settled_code

REGIONS = ["合计", "市本级", "东城区", "西城区", "南山县"]
ITEMS = ["合计", "均衡性转移支付", "结算补助", "社区"]
NAMES = [
    "一般公共服务",
    "公共安全",
    "教育",
    "科学技术",
    "社会保障和就业",
    "卫生健康",
    "节能环保",
    "城乡社区",
    "农林水",
    "交通运输",
]
CLASSES = [str(code) for code in range(201, 225)]


@pytest.mark.parametrize(
    ("labels", "columns", "code"),
    [
        (REGIONS, ["合计", "税收返还", "一般性转移支付"], "transfers_by_region"),
        (REGIONS, ["2025年决算数"], "transfers_by_region"),
        (REGIONS, ["合计", "增值税税收返还", "消费税税收返还"], "transfers_by_item_and_region"),
        (ITEMS, ["合计", "东城区", "西城区"], "transfers_by_item_and_region"),
        (ITEMS, ["预算数", "决算数"], "transfers_by_item"),
    ],
)
def test_transfers_by_what_stands_in_rows_and_columns(
    labels: list[str], columns: list[str], code: str
) -> None:
    for read in ("transfers_by_item", "transfers_by_region", "transfers_by_item_and_region"):
        assert settled_code(read, "转移支付表", labels, [None] * len(labels), columns) == code


def test_outlays_down_to_their_items_are_a_detail_whatever_the_title() -> None:
    code, title = "general_budget_expenditure", "市本级一般公共预算支出执行情况表"
    items = [f"201{k:02}" for k in range(1, 30)]
    assert settled_code(code, title, CLASSES, CLASSES, []) == code
    assert settled_code(code, title, items, items, []).endswith("_detail")
    assert settled_code(code, title, ["项"] * 90, [None] * 90, []).endswith("_detail")


def test_classes_alone_are_no_detail_though_the_title_names_the_classification() -> None:
    title = "市本级一般公共预算支出表（按功能分类）"
    code, names = "general_budget_expenditure_detail", [f"一、{name}支出" for name in NAMES]
    assert settled_code(code, title, names, [None] * 10, []) == "general_budget_expenditure"
    items = ["一般公共服务支出", "人大事务", "行政运行", "代表工作", "政协事务", "行政运行"]
    assert settled_code(code, title, items, [None] * 6, []) == code


def test_items_of_all_lower_regions_together_are_no_table_by_region() -> None:
    title, code = "各市县一般公共预算收入决算表", "general_budget_by_region"
    taxes = ["增值税", "企业所得税", "个人所得税"]
    assert settled_code(code, title, taxes, [None] * 3, []) == "general_budget_revenue"
    assert settled_code(code, title, REGIONS, [None] * 5, []) == code


def test_rows_of_regions() -> None:
    assert rows_are_regions(REGIONS)
    assert not rows_are_regions(ITEMS)
    assert not rows_are_regions(["合计", "市本级"])


@pytest.mark.parametrize(
    ("labels", "code"), [(REGIONS, "debt_bond_issues"), (ITEMS, "debt_bond_projects")]
)
def test_what_was_issued_for_regions_is_no_list_of_projects(labels: list[str], code: str) -> None:
    title = "2025年地方政府债券安排使用情况表"
    assert settled_code("debt_bond_projects", title, labels, [None] * len(labels), []) == code


def test_a_list_whose_rows_are_regions_is_a_table_by_region() -> None:
    towns = ["合计", "城关镇", "东山乡", "河滨街道"]
    for code in ("general_budget_revenue", "general_budget_expenditure", "general_budget_balance"):
        found = settled_code(code, "2025年乡镇收支情况表", towns, [None] * 4, ["完成数"])
        assert found == "general_budget_by_region"


def test_places_without_an_ending_are_regions_where_the_title_says_so() -> None:
    places, kinds = ["合计", "河东", "红星一场"], ["合计", "一般性转移支付"]
    title = "2025年转移支付分地区预算表"
    found = settled_code("transfers_by_region", title, places, [None] * 3, kinds)
    assert found == "transfers_by_region"
    items = ["合计", "教育补助", "水利发展资金"]
    found = settled_code("transfers_by_region", title, items, [None] * 3, kinds)
    assert found == "transfers_by_item"


def test_a_short_list_of_codes_below_classes_is_a_detail() -> None:
    codes = ["201", "20103", "2010301", "206", "20604", "2060404"]
    code = "general_budget_expenditure"
    assert settled_code(code, "支出预算表", codes, codes, []).endswith("_detail")
    assert settled_code(code, "支出预算表", codes[:4], codes[:4], []) == code
