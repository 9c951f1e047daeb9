"""Kinds of debt and of transfers beside their whole: blanks, kinds printed twice."""

from __future__ import annotations

import pytest

from tests.checks.rules.government.builders import broken


def test_repayment_of_own_money_beside_that_by_new_bonds_has_no_single_whole() -> None:
    rows = (
        "地区|当年还本|<|<|<|<",
        "^|自有资金还本小计|一般债券|专项债券|再融资还本小计|一般债券",
        "东城区|10|9|1|20|20",
        "西城区|10|9|1|30|30",
    )
    assert "G06" not in broken(("2025年政府债务还本情况表", rows))


def test_new_and_refinancing_bonds_of_one_kind_are_no_two_kinds() -> None:
    rows = (
        "项目|本地区",
        "一、2025年发行执行数|900",
        "（一）新增一般债券|300",
        "（二）再融资一般债券|200",
        "（三）专项债券|400",
    )
    assert "G17" not in broken(("2025年地方政府债券发行及还本付息情况表", rows))


@pytest.mark.parametrize(
    ("check", "title", "rows"),
    [
        (
            "G06",
            "2025年地方政府债务限额和余额情况表",
            ("地区|债务限额|<|<", "^|合计|一般债务|专项债务", "东城区|90||90", "西城区|80|30|50"),
        ),
        (
            "G07",
            "2026年市对区县税收返还和转移支付分地区表",
            (
                "地区|合计|税收返还|一般性转移支付|专项转移支付",
                "东城区|90||60|30",
                "西城区|9|2|3|4",
            ),
        ),
        (
            "G08",
            "2026年市本级支出经济分类表",
            ("科目|合计|基本支出|项目支出", "办公经费|90||90", "培训费|80|30|50"),
        ),
    ],
)
def test_a_part_left_blank_counts_as_nothing_and_the_sum_is_still_formed(
    check: str, title: str, rows: tuple[str, ...]
) -> None:
    assert check not in broken((title, rows))
    slip = tuple(row.replace("|90||", "|99||") for row in rows)
    assert check in broken((title, slip))


def test_sources_of_money_beside_each_other_are_no_one_column() -> None:
    """A blank under one source is not filled by what stands under the next."""
    rows = (
        "科目编码|科目名称|合计|财力性收入|一般性转移支付|上年结余收入",
        "211|节能环保支出|400|100|100|200",
        "21101|环境保护管理事务|200|100|100|",
        "21103|污染防治|200|||200",
        "212|城乡社区支出|50|50||",
        "21201|城乡社区管理事务|50|50||",
    )
    title = "2026年市本级一般公共预算支出资金来源表（按功能分类）"
    assert "G04" not in broken((title, rows))
    spoiled = tuple(row.replace("211|节能环保支出|400", "211|节能环保支出|900") for row in rows)
    assert "G04" in broken((title, spoiled))
