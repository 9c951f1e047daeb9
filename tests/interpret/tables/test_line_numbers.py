"""Columns that number lines or print formulas are no money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import facts, read


def test_line_numbers_under_a_chapter_are_no_money() -> None:
    """The statistics beside a department's final accounts of 2016: chapters over the whole width, a
    column that numbers the lines.
    """
    found = read(
        "2016年部门决算公开相关信息统计表",
        "金额单位：元",
        table(
            "一、政府采购情况|<|<|<",
            "项目|行次|采购预算|采购金额",
            "合计|1|1,500.00|1,200.00",
            "货物|2|500.00|400.00",
            "服务|3|1,000.00|800.00",
            "二、机关运行经费|<|<|<",
            "（一）行政单位|4|700.00|<",
        ),
    )
    assert facts(found.amounts, "row_label", "column_label", "amount_yuan")[:2] == [
        ("合计", "采购预算", Decimal("1500.00")),
        ("合计", "采购金额", Decimal("1200.00")),
    ]
    assert [amount.amount_printed for amount in found.amounts] == [
        "1,500.00",
        "1,200.00",
        "500.00",
        "400.00",
        "1,000.00",
        "800.00",
        "700.00",
    ]


def test_a_column_without_a_head_that_counts_downwards_numbers_the_lines() -> None:
    lines = [f"项目{number}|{number}|{number * 10}.00" for number in range(1, 7)]
    found = read("其他信息统计表", "单位：元", table("项目||金额", *lines))
    assert [amount.amount_printed for amount in found.amounts] == [
        f"{number * 10}.00" for number in range(1, 7)
    ]


def test_zeros_that_fill_a_side_which_has_ended_are_no_totals() -> None:
    found = read(
        "一般公共预算财政拨款基本支出决算表",
        "单位：元",
        table(
            "人员经费|<|<|公用经费|<|<",
            "经济分类科目编码|科目名称|金额|经济分类科目编码|科目名称|金额",
            "301|工资福利支出|8.00|302|商品和服务支出|5.00",
            "30101|基本工资|8.00|30201|办公费|3.00",
            "||0.00|30202|印刷费|2.00",
            "人员经费合计|<|8.00|公用经费合计|<|5.00",
        ),
    )
    assert [
        (amount.row_label, amount.row_role)
        for amount in found.amounts
        if amount.amount_printed == "0.00"
    ] == [("", "item")]
    assert [
        amount.amount_printed
        for amount in found.amounts
        if amount.row_role in ("total", "subtotal")
    ] == ["8.00", "5.00"]


@pytest.mark.parametrize(
    "formulas", [["A=B+C", "B", "C"], ["A1=A2+A3", "A2", "A3"], ["1=2+3", "2=4*5", "3=6/7"]]
)
def test_a_column_of_formulas_names_no_row(formulas: list[str]) -> None:
    labels = ["一、2022年地方政府债务限额", "其中：一般债务限额", "专项债务限额"]
    rows = [
        f"{label}|{formula}|42,800|3,600" for label, formula in zip(labels, formulas, strict=True)
    ]
    found = read(
        "2023年地方政府债务限额情况表", "单位：万元", table("项目|公式|本地区|本级", *rows)
    )
    assert {amount.row_label for amount in found.amounts} == set(labels)
