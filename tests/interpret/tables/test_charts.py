"""The marks of a chart's axis, read as a table, are no money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.interpret.grids import table
from tests.interpret.tables.builders import read

CAPTION = ("支出功能分类明细", "单位：万元")


@pytest.mark.parametrize(
    "axis",
    [
        ("100.00", "75.00", "50.00", "25.00", "0.00"),
        ("8000", "6000", "4000", "2000", "0"),
        ("120000", "100000", "80000", "60000", "400000"),
        ("5", "4", "3", "2", "1"),
    ],
)
def test_marks_at_one_distance_without_names_are_an_axis(axis: tuple[str, ...]) -> None:
    lines = [f"|{mark}|" for mark in axis]
    found = read(*CAPTION, table("项目|合计|基本支出", *lines, "|0|31.66"))
    assert [amount.table_code for amount in found.amounts[:1]] == ["other"]
    assert {amount.row_role for amount in found.amounts} == {"item"}
    marked = [amount for amount in found.amounts if amount.column_no == 2]
    assert {amount.value_state for amount in marked} == {"quantity"}
    assert {amount.amount_yuan for amount in marked} == {None}
    (bar,) = [amount for amount in found.amounts if amount.amount_printed == "31.66"]
    assert bar.amount_yuan == Decimal("316600")


@pytest.mark.parametrize(
    "lines",
    [
        ("培训支出|400|", "住房公积金|300|", "行政运行|200|", "合计|100|"),
        ("|401|", "|300|", "|200|", "|100|"),
        ("|700|", "|400|", "|100|", "|-200|"),
        ("|300|", "|200|", "|100|"),
    ],
    ids=["rows with names", "other distances", "no step a program takes", "three rows"],
)
def test_rows_of_a_table_are_no_axis(lines: tuple[str, ...]) -> None:
    found = read("支出总表", "单位：万元", table("项目|合计|基本支出", *lines))
    assert found.amounts
    states = {amount.value_state for amount in found.amounts}
    assert states and "quantity" not in states


def test_marks_beside_each_other_from_nought_are_an_axis() -> None:
    bars = ("人员经费|31.66|||", "公用经费|12.00|||")
    found = read(*CAPTION, table("项目|甲|乙|丙|丁", *bars, "|0|20|40|60"))
    assert {amount.amount_printed for amount in found.amounts if amount.amount_yuan is None} == {
        *("0", "20", "40", "60")
    }
    assert {amount.table_code for amount in found.amounts} == {"other"}


@pytest.mark.parametrize("row", ["|20|40|60|80", "|0|21|40|60", "合计|0|20|40|60"])
def test_a_row_of_figures_is_no_axis(row: str) -> None:
    found = read("支出总表", "单位：万元", table("项目|甲|乙|丙|丁", "培训支出|1|2|3|4", row))
    states = {amount.value_state for amount in found.amounts}
    assert states and "quantity" not in states
