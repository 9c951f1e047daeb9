"""Explanations by another reading of the same figures: each has a case in which it applies and one
in which the publisher is named all the same.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import Amount, Statement
from tests.checks.builders import Book, in_yuan
from tests.checks.example_disclosures import budget

COLUMNS = ("total", "basic", "project")


def explanations(book: Book, check_id: str) -> set[str | None]:
    return {f.explanation for f in book.check().findings(check_id) if f.verdict != "rounding"}


def on_a_page(book: Book) -> Book:
    """Give the expenditure table's figures their boxes: a column every 100 points, a row every
    20.
    """
    for cell in cells(book):
        left = 100.0 * COLUMNS.index(cell.measure)
        cell.page, cell.x0, cell.x1 = 1, left, left + 60
        cell.top, cell.bottom = 20.0 * cell.row_no, 20.0 * cell.row_no + 10
    return book


def cells(book: Book) -> list[Amount]:
    return [cell for cell in book.rows.amounts if cell.table_code == "expenditure"]


def print_in(cell: Amount, printed: str) -> None:
    cell.amount_printed, cell.amount_yuan = printed, in_yuan(printed)


@pytest.mark.parametrize(
    ("measure", "move", "explanation"),
    [
        ("total", {}, None),
        ("total", {"x0": 100.0, "x1": 160.0}, "out_of_line"),
        ("total", {"x0": 30.0, "x1": 60.0}, None),  # a shorter figure, set to the right
        ("total", {"top": 120.0, "bottom": 130.0}, "out_of_line"),
        ("total", {"page": 2}, None),
    ],
)
def test_a_figure_out_of_line_with_its_column_or_row_is_another_ones(
    measure: str, move: dict[str, float], explanation: str | None
) -> None:
    book = on_a_page(budget().change("expenditure", "2080505", measure, "23.00"))
    for name, value in move.items():
        setattr(book.cell("expenditure", "2080505", measure), name, value)
    assert explanations(book, "B08") == {explanation}


def test_a_measure_in_two_columns_of_a_line_is_in_line_with_each() -> None:
    book = on_a_page(budget().change("expenditure", "2080505", "total", "23.00"))
    for cell in list(cells(book)):
        if cell.measure == "total":
            second = replace(cell, amount_id=f"{cell.amount_id}-2", side="revenue", column_no=9)
            second.x0, second.x1 = 500.0, 560.0
            book.rows.amounts.append(second)
    assert "out_of_line" not in explanations(book, "B08")


def test_rows_that_close_with_each_others_figures_convict_nobody() -> None:
    book = budget()
    rows = [[c for c in cells(book) if c.function_code == code] for code in ("21011", "2101101")]
    for one, other in zip(*rows, strict=True):
        first, second = one.amount_printed, other.amount_printed
        print_in(one, second)
        print_in(other, first)
    assert explanations(book, "B09") <= {"exchanged_rows", "cut_digits"}
    book = budget().change("expenditure", "20805", "total", "15.00")
    assert None in explanations(book, "B09")


def test_columns_exchanged_from_a_row_on_convict_nobody() -> None:
    book = budget()
    for cell in cells(book):
        if cell.row_no >= 9:
            cell.measure = {"total": "basic", "basic": "total"}.get(cell.measure, cell.measure)
    found = {f.verdict for f in book.check().rows.findings}
    assert "publisher_error" not in found


@pytest.mark.parametrize(
    ("printed", "explanation"),
    [
        ("30.4", "cut_digits"),
        ("30", "cut_digits"),
        ("1230.45", "cut_digits"),
        ("3045", "another_unit"),
        ("34567.89", "out_of_scale"),
        ("31.45", None),
    ],
)
def test_digits_cut_off_or_run_together_are_no_misprint(
    printed: str, explanation: str | None
) -> None:
    """30.45 is what closes the sum of its classes."""
    book = budget()
    for table in ("expenditure", "general_budget_expenditure"):
        for row, more in (("208", "30.45"), ("expenditure.total", "100.45")):
            for measure in ("total", "basic"):
                figure = book.cell(table, row, measure)
                print_in(figure, more if measure == "total" or row == "208" else "70.45")
    book.change("expenditure", "208", "total", printed)
    name = book.cell("expenditure", "208", "total").amount_id
    found = {f.explanation for f in book.check().findings("B08") if name in f.amount_ids}
    assert found == {explanation}


def test_two_tables_in_different_units_convict_nobody() -> None:
    for factor, explanation in ((Decimal(10_000), "another_unit"), (Decimal(3), "other_money")):
        book = budget()
        for cell in cells(book):
            if cell.amount_yuan is not None:
                cell.amount_yuan *= factor
        found = {f.explanation for f in book.check().findings("B06")}
        assert found == {explanation}


def test_what_is_carried_forward_may_be_counted_on_one_side_only() -> None:
    for carried, explanation in (("3.00", "another_line"), ("4.00", None)):
        book = budget()
        whole = next(
            c
            for c in book.rows.amounts
            if (c.table_code, c.item) == ("summary", "expenditure.total")
        )
        print_in(whole, "103.00")
        line = replace(whole, amount_id="carried", row_no=whole.row_no - 1, row_role="item")
        line.item, line.row_label, line.fact_id = "expenditure.carried_forward", "结转下年", "x"
        print_in(line, carried)
        book.rows.amounts.append(line)
        for cell in list(book.rows.amounts):
            if (cell.table_code, cell.item) == ("summary", "expenditure.current_year"):
                book.rows.amounts.remove(cell)
        assert explanation in explanations(book, "B06")


def said_change(text: str, **values: object) -> Book:
    book = budget()
    statement: Statement = book.say("general_public_budget.total", amount="97.00", text=text)
    statement.change_yuan, statement.change_percent = in_yuan("10.00"), Decimal("12.00")
    for name, value in values.items():
        setattr(statement, name, value)
    return book


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("支出预算97.00万元，比上年增加10.00万元，增长12.00%", None),
        ("支出预算97.00万元，2026年107.00万元，增加10.00万元，增长12.00%", "base_of_change"),
        ("2025年支出预算97.00万元，增加10.00万元，增长12.00%", "another_year"),
        ("2026年支出预算97.00万元，增加10.00万元，增长12.00%", None),
        ("支出预算97.00万元，增加10.00万元；其中接待费5.00万元，增长12.00%", "another_change"),
        ("支出预算97.00万元，增长12.00%，增加10.00万元", None),
    ],
)
def test_a_change_is_worked_out_only_from_what_the_sentence_pairs(
    text: str, explanation: str | None
) -> None:
    assert explanations(said_change(text), "B31") == {explanation}


def test_the_slip_of_a_wrong_denominator_is_tried_with_the_same_care() -> None:
    """10.00 of 97.00 is 10.31 %: a slip if 97.00 is this year's, and right if it is last year's."""
    plain = "支出预算97.00万元，比上年增加10.00万元，增长10.31%"
    for text, explanation in (
        (plain, None),
        (f"2026年107.00万元。{plain}", "base_of_change"),
        (plain.replace("支出预算", "上年支出预算"), "another_year"),
    ):
        book = said_change(text, change_percent=Decimal("10.31"))
        assert explanations(book, "B31") == {explanation}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("政府性基金支出0万元，比上年增加10.00万元", True),
        ("政府性基金支出0万元，教育支出10.00万元，比上年增加10.00万元", False),
        ("政府性基金支出0万元。支出10.00万元", False),
    ],
)
def test_nothing_that_grew_names_the_publisher_where_no_other_amount_is_said(
    text: str, named: bool
) -> None:
    book = said_change(text, amount_yuan=Decimal(0), amount_printed="0", change_percent=None)
    assert ("publisher_error" in book.check().verdicts("B31")) == named


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("机关事业单位职业年金缴费支出12.34万元", None),
        ("2080506（职业年金）12.34万元", None),
        ("人员经费12.34万元", "another_subject"),
    ],
)
def test_a_sentence_about_a_code_names_it(text: str, explanation: str | None) -> None:
    book = budget()
    book.say("function", function_code="2080506", amount="12.34", text=text, subject_printed="支出")
    assert explanation in explanations(book, "B29")


def test_a_figure_out_of_turn_on_its_line_is_another_columns() -> None:
    """A table that lists its items from left to right has one line, and no column to compare."""
    for moved, explanation in ((False, None), (True, "out_of_line")):
        book = budget().change("three_public_expenses", "vehicles", "amount", "6.30")
        line = [c for c in book.rows.amounts if c.table_code == "three_public_expenses"]
        for place, cell in enumerate(line):
            cell.row_no, cell.column_no, cell.page = 1, place, 1
            cell.x0, cell.x1 = 100.0 * place, 100.0 * place + 50
            cell.top, cell.bottom = 20.0, 30.0
        vehicles = book.cell("three_public_expenses", "vehicles", "amount")
        if moved:
            vehicles.x0, vehicles.x1 = 110.0, 160.0
            beside = next(c for c in line if c.column_no == vehicles.column_no - 1)
            beside.x0, beside.x1 = 200.0, 250.0
        assert explanation in explanations(book, "B23")


def test_a_total_above_its_year_needs_the_line_of_what_is_carried() -> None:
    for printed, explanation in (("0.00", None), (None, "lost_row")):
        book = budget()
        whole = book.cell("summary", "expenditure.total", "amount", "expenditure")
        year = replace(whole, amount_id="year", row_no=whole.row_no - 2, row_label="本年支出合计")
        year.item = "expenditure.current_year"
        line = replace(whole, amount_id="carried", row_no=whole.row_no - 1, row_role="item")
        line.item, line.row_label = "expenditure.carried_forward", "结转下年"
        for cell in list(book.rows.amounts):
            if (cell.table_code, cell.item) in (
                ("summary", "expenditure.current_year"),
                ("summary", "expenditure.carried_forward"),
            ):
                book.rows.amounts.remove(cell)
        print_in(whole, "103.00")
        book.rows.amounts.append(year)
        if printed is not None:
            print_in(line, printed)
            book.rows.amounts.append(line)
        assert explanation in explanations(book, "B02")
