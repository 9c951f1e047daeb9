"""Leaves: the finest printed parts that add up, so that a sum counts money once."""

from __future__ import annotations

from budgetflow.facts.canonical import mark_facts
from budgetflow.interpret.rows_model import Amount
from tests.facts.builders import amount, coded


def leaves(*rows: Amount) -> list[int]:
    mark_facts(list(rows))
    return [row.row_no for row in rows if row.is_leaf]


def test_the_longest_codes_are_leaves() -> None:
    assert leaves(
        coded("30.00", "208", 1),
        coded("30.00", "20805", 2),
        coded("10.00", "2080505", 3),
        coded("20.00", "2080506", 4),
        amount("30.00", row_no=5, item="expenditure.total", row_role="total"),
    ) == [3, 4]


def test_where_a_publisher_leaves_out_parts_the_printed_whole_is_the_leaf() -> None:
    assert leaves(coded("3000.00", "208", 1), coded("1000.00", "2080505", 2)) == [1]


def test_units_under_a_code_are_leaves_where_they_add_up_to_its_line() -> None:
    units = [
        coded("10.00", "2080505", 2, unit_name="甲站"),
        coded("20.00", "2080505", 3, unit_name="乙站"),
    ]
    assert leaves(coded("30.00", "2080505", 1), *units) == [2, 3]


def test_units_that_do_not_add_up_leave_the_line_itself() -> None:
    unit = coded("1000.00", "2080505", 2, unit_name="甲站")
    assert leaves(coded("3000.00", "2080505", 1), unit) == [1]


def test_of_which_rows_are_no_leaves() -> None:
    assert leaves(
        coded("30.00", "2080505", 1), coded("5.00", "2080506", 2, row_role="of_which")
    ) == [1]


def test_levels_follow_the_digits_of_the_code() -> None:
    rows = [coded("1.00", code, at) for at, code in enumerate(("208", "20805", "2080505"))]
    rows.append(amount("1.00", row_no=9))
    mark_facts(rows)
    assert [row.level for row in rows] == ["class", "group", "item", None]


def test_the_body_of_a_row_is_the_narrowest_it_names() -> None:
    rows = [
        coded("1.00", "208", 1),
        coded("1.00", "208", 2, unit_name="甲站"),
        coded("1.00", "208", 3, unit_name="甲站", project_name="修缮"),
    ]
    mark_facts(rows)
    assert [row.body_scope for row in rows] == ["department", "subordinate_unit", "project"]


def test_a_class_that_only_the_summary_names_is_no_leaf_beside_a_table_that_closes() -> None:
    """A publisher printed 201 in its summary for the class that its table prints as 208."""
    total = amount("30.00", row_no=9, item="expenditure.total", row_role="total")
    summary = coded("30.00", "201", 4, table_code="summary", side="expenditure", measure="amount")
    assert leaves(coded("30.00", "208", 1), total, summary) == [1]
    assert leaves(coded("2000.00", "208", 1), total, summary) == [1, 4]


def test_lines_beneath_a_units_name_are_the_units() -> None:
    unit, table = "甘泉市水库管理处", "basic_expenditure"
    whole = [
        amount("9000.00", "general_budget_basic_expenditure", 1, economic_code="301"),
        amount("4000.00", "general_budget_basic_expenditure", 2, economic_code="302"),
    ]
    own = {"measure": "general_public_budget"}
    beneath = [
        amount("6000.00", table, 1, unit_name=unit, row_label=unit, **own),
        amount("5000.00", table, 2, economic_code="301", row_path=[unit], **own),
        amount("1000.00", table, 3, economic_code="302", row_path=[unit], **own),
    ]
    mark_facts([*whole, *beneath])
    assert [row.body_scope for row in beneath] == ["subordinate_unit"] * 3
    assert [row for row in (*whole, *beneath) if row.is_leaf] == whole
