"""A table whose first line is the publisher's own name instead of 合计, as Shenzhen's are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.facts.canonical import mark_facts
from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read

CAPTION = ("支出总表", "单位：万元")
HEAD = "单位名称（科目）|支出总计|基本支出|项目支出"
LINES = (
    "205 教育支出|6.00|4.00|2.00",
    "2050803 培训支出|6.00|4.00|2.00",
    "221 住房保障支出|3.00|3.00|0.00",
    "2210201 住房公积金|3.00|3.00|0.00",
)


@pytest.mark.parametrize("name", ["某市某局", "某市某局（汇总）", "015001某市某局"])
def test_the_publishers_own_line_is_the_total_of_a_table_without_one(name: str) -> None:
    found = read(*CAPTION, table(HEAD, f"{name}|9.00|7.00|2.00", *LINES))
    first = [amount for amount in found.amounts if amount.row_label == name]
    assert (
        facts(first, "row_role", "item", "unit_name") == [("total", "expenditure.total", None)] * 3
    )
    mark_facts(found.amounts)
    leaves = [a for a in found.amounts if a.is_leaf and a.component == "total"]
    assert sum(a.amount_yuan or Decimal(0) for a in leaves) == Decimal("90000")


def test_beside_a_total_or_another_body_it_is_the_bodys_own_part() -> None:
    own, other = "某市某局|9.00|7.00|2.00", "某市监测中心|1.00|1.00|0.00"
    for lines in (("合计|9.00|7.00|2.00", own, *LINES), (own, *LINES, other)):
        found = read(*CAPTION, table(HEAD, *lines))
        row = [amount for amount in found.amounts if amount.row_label == "某市某局"]
        assert facts(row[:1], "row_role", "item", "unit_name") == [("item", "unit", "某市某局")]


def test_the_only_line_of_a_revenue_table_is_its_total() -> None:
    found = read(
        "收入总表",
        "单位：万元",
        table("预算单位|收入总计|一般公共预算拨款|上年结转", "某市某局|9.00|8.00|1.00"),
    )
    assert (
        facts(found.amounts, "row_role", "item", "unit_name")
        == [("total", "revenue.total", None)] * 3
    )


def test_the_own_level_of_a_department_is_not_the_whole() -> None:
    found = read(*CAPTION, table(HEAD, "某市某局（本级）|9.00|7.00|2.00", *LINES))
    assert facts(found.amounts[:1], "row_role", "unit_name") == [("item", "某市某局（本级）")]


def test_another_body_alone_is_not_the_publisher() -> None:
    found = read(*CAPTION, table(HEAD, "某市监测中心|9.00|7.00|2.00", *LINES))
    assert facts(found.amounts[:1], "row_role", "unit_name") == [("item", "某市监测中心")]


def test_years_beneath_the_publishers_name_are_of_the_whole() -> None:
    found = read(
        "财政拨款“三公”经费支出表",
        "单位：万元",
        table(
            "单位名称|总计|因公出国（境）费|公务接待费",
            "某市某局|||",
            "2025年|5.00|1.00|4.00",
            "2026年|4.00|1.00|3.00",
        ),
    )
    assert {amount.unit_name for amount in found.amounts} == {None}
    assert ("three_public_total", "current_year") in facts(found.amounts, "item", "measure")
