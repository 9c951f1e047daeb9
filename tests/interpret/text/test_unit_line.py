"""The unit of money over a table or in a header, however it is printed."""

from __future__ import annotations

import pytest

from budgetflow.interpret.text.unit_line import find_unit, unit_in_brackets, without_unit


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：人民币元", "元"),
        ("（单位：万元）", "万元"),
        ("（万元）", "万元"),
        ("万元", "万元"),
        ("【单位：元】", "元"),
        ("单位（万元）", "万元"),
        ("单位：万元人民币", "万元"),
        ("单位：￥万元", "万元"),
        ("单位：RMB万元", "万元"),
        ("金额：万元", "万元"),
        ("金额单位为万元", "万元"),
        ("以下单位均为万元", "万元"),
        ("单位：百元", "百元"),
        ("单位：万元、人", "万元"),
        ("部门：甲局 单位：亿元", "亿元"),
        ("单位：元氏县财政局", None),
        ("金额（元）", None),
        ("单位：人", None),
        ("合计20万元", None),
    ],
)
def test_the_unit_of_a_line(line: str, unit: str | None) -> None:
    assert find_unit(line) == unit


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("预算数（万元）", "万元"),
        ("预算数/万元", "万元"),
        ("预算数：元", "元"),
        ("预算数", None),
        ("元/人", None),
    ],
)
def test_the_unit_of_a_head(head: str, unit: str | None) -> None:
    assert unit_in_brackets(head) == unit


def test_what_is_left_of_a_line_without_its_unit() -> None:
    assert without_unit("万元") == ""
    assert without_unit("部门:甲局单位:万元") == "部门:甲局"
