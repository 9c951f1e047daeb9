"""Printed words made comparable."""

from __future__ import annotations

import pytest

from budgetflow.interpret.text.normalise import squeeze_printed, years_in_digits
from budgetflow.interpret.text.unit_line import find_unit, unit_in_brackets


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("二〇二六年部门预算", "2026年部门预算"),
        ("二○二五年决算数", "2025年决算数"),
        ("二O二四年", "2024年"),
        ("二〇〇九年", "2009年"),
        ("二O二O年", "2020年"),
        ("二0二0年", "2020年"),
        ("二〇二五年和二〇二六年", "2025年和2026年"),
        ("二〇二六", "二〇二六"),
        ("第二十二年", "第二十二年"),
        ("一二三四年", "一二三四年"),
    ],
)
def test_years_spelt_out_become_digits(printed: str, plain: str) -> None:
    assert years_in_digits(printed) == plain
    assert squeeze_printed(f" {printed}\n") == plain


@pytest.mark.parametrize("unit", ["元", "百元", "千元", "万元", "百万元", "亿元"])
def test_every_unit_of_money_is_known_wherever_it_stands(unit: str) -> None:
    assert find_unit(f"单位：{unit}") == unit
    assert unit_in_brackets(f"预算数（{unit}）") == unit
    assert unit_in_brackets(f"预算数/{unit}") == unit
