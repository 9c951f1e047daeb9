"""Codes, borders, cut rows: the small mechanisms below the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetflow.interpret.keys import KeyMaker, stable_key
from budgetflow.interpret.tables.segments.column_alignment import column_places
from budgetflow.interpret.tables.segments.page_breaks import mend_cut
from budgetflow.interpret.text.codes import CodeColumns, code_kind, split_code
from budgetflow.interpret.text.items import summary_item
from tests.interpret.grids import table


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (
            "[2080505]机关事业单位基本养老保险缴费支出",
            "2080505",
            "机关事业单位基本养老保险缴费支出",
        ),
        ("2010602-一般行政管理事务", "2010602", "一般行政管理事务"),
        ("3021502-二类会议费", "3021502", "二类会议费"),
        ("208 社会保障和就业支出", "208", "社会保障和就业支出"),
        ("208-05-05 养老保险缴费支出", "2080505", "养老保险缴费支出"),
        ("208.05行政事业单位养老支出", "20805", "行政事业单位养老支出"),
        ("50101-工资奖金津补贴", "50101", "工资奖金津补贴"),
        ("2025年年末工资变动", None, "2025年年末工资变动"),
        ("100万元以上设备", None, "100万元以上设备"),
        ("12345热线", None, "12345热线"),
        ("一、教育支出", None, "一、教育支出"),
    ],
)
def test_a_code_before_a_name(text: str, code: str | None, name: str) -> None:
    assert split_code(text) == (code, name)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("208", "function"),
        ("30101", "economic"),
        ("399", "economic"),
        ("50502", "government"),
        ("100", None),
        ("20", None),
    ],
)
def test_kinds_of_codes(code: str, kind: str | None) -> None:
    assert code_kind(code) == kind


def test_own_digits_need_the_rows_above() -> None:
    columns = CodeColumns((0, 1, 2))
    rows = [
        ["208", "", ""],
        ["", "05", ""],
        ["", "", "05"],
        ["", "", "99"],
        ["", "11", ""],
        ["", "", "01"],
        ["210", "11", ""],
        ["", "", "99"],
    ]
    assert [columns.read(row, "") for row in rows] == [
        "208",
        "20805",
        "2080505",
        "2080599",
        "20811",
        "2081101",
        "21011",
        "2101199",
    ]


def test_a_code_in_a_cell_merged_over_the_columns_of_all_levels_is_one_code() -> None:
    columns = CodeColumns((0, 1, 2))
    rows = [["208"] * 3, ["20805"] * 3, ["2080505"] * 3, ["", "05", "05"]]
    assert [columns.read(row, "") for row in rows] == ["208", "20805", "2080505", "2080505"]


def test_a_section_that_prints_only_its_own_two_digits_in_one_column() -> None:
    columns = CodeColumns((0,))
    assert [
        columns.read([code], name)
        for code, name in [("221", "住房保障支出"), ("02", "住房改革支出"), ("01", "住房公积金")]
    ] == [
        "221",
        "22102",
        "2210201",
    ]


@given(st.lists(st.sampled_from(["", "05", "208", "2080505", "99", "x"]), min_size=3, max_size=3))
def test_odd_code_cells_never_break_the_reader(parts: list[str]) -> None:
    columns = CodeColumns((0, 1, 2))
    columns.read(["208", "05", ""], "")
    code = columns.read([part if part.isdigit() else "" for part in parts], "")
    assert code is None or code.isdigit()


FIRST = (65.0, 74.0, 187.0, 308.0, 430.0, 503.0)


@pytest.mark.parametrize(
    ("edges", "places"),
    [
        (FIRST, [0, 1, 2, 3, 4]),
        ((74.0, 187.0, 308.0, 430.0, 503.0), [1, 2, 3, 4]),
        ((66.0, 75.0, 188.0, 309.0, 431.0, 504.0), [0, 1, 2, 3, 4]),
        ((74.0, 187.0, 430.0, 503.0), [1, 2, 4]),
        ((100.0, 120.0, 300.0), None),
        ((65.0, 150.0, 260.0, 503.0), None),
    ],
)
def test_borders_tell_which_column_is_which(
    edges: tuple[float, ...], places: list[int] | None
) -> None:
    part = table("|".join(["x"] * (len(edges) - 1)), edges=edges)
    assert column_places(FIRST, len(FIRST) - 1, part) == places


@pytest.mark.parametrize(
    ("last", "first", "whole"),
    [
        ("八、社会保障和就|1.00", "业支出|", ["八、社会保障和就业支出", "1.00"]),
        ("某局（本|3.00", "级）|", ["某局（本级）", "3.00"]),
        ("教育支出|", "|3.00", ["教育支出", "3.00"]),
        ("二十、其他支出|", "二十一、转移性支出|", None),
        ("专户管理教育收费|", "其他非税收入|", None),
        ("教育支出|3.00", "|3.00", None),
        ("事业运行|1,855,755.2", "|4", ["事业运行", "1,855,755.24"]),
        ("社会保障和就|1,855,7", "业支出|55.24", ["社会保障和就业支出", "1,855,755.24"]),
        ("事业运行|1,855,755.24", "|4", None),
        ("教育支出|1,855,755.2", "二、科学技术支出|4", None),
        ("信访维稳工作经费|5", "社保大厦日常运行维护费|218.5", None),
    ],
)
def test_a_row_cut_by_a_page_break(last: str, first: str, whole: list[str] | None) -> None:
    above = table("国防支出|50,000.00").grid()
    row = mend_cut(table(last).grid()[0], table(first).grid()[0], above)
    assert (None if row is None else [cell.text.replace("\n", "") for cell in row if cell]) == whole


@pytest.mark.parametrize(
    ("label", "side", "above", "item"),
    [
        ("一、一般公共预算拨款收入", "revenue", (), "revenue.general_public_budget"),
        (
            "一、一般公共预算拨款",
            "revenue",
            ("上年结转结余",),
            "revenue.carryover.general_public_budget",
        ),
        ("本 年 收 入 合 计", "revenue", (), "revenue.current_year"),
        ("当年收入小计", "revenue", (), "revenue.current_year"),
        ("收入合计", "revenue", (), "revenue.total"),
        ("年初财政拨款结转和结余", "revenue", (), "revenue.carryover"),
        ("五、事业收入", "revenue", (), "revenue.business"),
        ("七、事业单位经营收入", "revenue", (), "revenue.business_operations"),
        ("二十七、结转下年", "expenditure", (), "expenditure.carried_forward"),
        ("年末结转和结余", "expenditure", (), "expenditure.carried_forward"),
        ("二、项目支出", "expenditure", (), "expenditure.project"),
        ("某种奇怪的支出", "expenditure", (), None),
    ],
)
def test_items_of_summary_lines(
    label: str, side: str, above: tuple[str, ...], item: str | None
) -> None:
    assert summary_item(label, side, above) == item


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4))
def test_keys_depend_on_values_alone_and_repeat(values: list[str]) -> None:
    assert stable_key(*values) == stable_key(*values)
    maker = KeyMaker()
    keys = [maker.make(*values) for _ in range(3)]
    assert len(set(keys)) == 3
    assert keys[0] == stable_key(*values)
