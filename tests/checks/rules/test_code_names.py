"""Names that fit codes, and the classes that make up 人员经费 and 公用经费: each with what is right
elsewhere or at another time.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, final_accounts

BASIC = "general_budget_basic_expenditure"


@pytest.mark.parametrize(("year", "told"), [(2016, 0), (2026, 1)])
def test_a_name_seen_in_later_years_only_is_no_measure_of_an_older_one(
    year: int, told: int
) -> None:
    book = budget()
    book.rows.disclosures[0].fiscal_year = year
    for amount in book.rows.amounts:
        if amount.table_code == "general_budget_expenditure" and amount.function_code == "210":
            amount.row_label = "医疗卫生与计划生育支出"
    assert len([f for f in book.check().findings("B32") if "is named" in f.message_en]) == told


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）", 0),
        ("2080506社会保障和就业支出-行政事业单位养老支出-机关事业单位职业年金缴费", 0),
        ("2080506社会保障和就业支出-行政事业单位养老支出-机关事业单位基本养老保险缴费", 1),
    ],
)
def test_the_last_of_the_names_said_is_the_items_own_and_may_be_cut(
    printed: str, told: int
) -> None:
    book = budget()
    book.say("function", function_code="2080506", subject_printed=printed, amount="10.00")
    found = [
        finding for finding in book.check().findings("B32") if "otherwise" in finding.message_en
    ]
    assert [(finding.verdict, finding.severity) for finding in found] == [
        ("open", "warning")
    ] * told


def moved(personnel: str, operating: str, book: Book) -> Book:
    """Print other totals of 人员经费 and 公用经费 beside the same classes."""
    book.change(BASIC, "expenditure.total", "personnel", personnel)
    return book.change(BASIC, "expenditure.total", "operating", operating)


def test_a_part_of_303_counted_as_operating_is_open() -> None:
    book = moved("51.00", "19.00", budget()).check()
    assert book.verdicts("B20") == {"open"} and len(book.findings("B20")) == 2


@pytest.mark.parametrize(("check_id", "book"), [("B20", budget), ("F16", final_accounts)])
def test_a_total_of_personnel_that_nothing_else_makes_up_for_is_an_error(
    check_id: str, book: object
) -> None:
    spoilt = moved("54.00", "18.00", book()).check()  # type: ignore[operator]
    assert "publisher_error" in {
        f.verdict for f in spoilt.findings(check_id) if "personnel = 301 + 303" in f.message_en
    }


def test_a_part_of_302_counted_as_personnel_is_open() -> None:
    book = moved("54.00", "16.00", budget()).check()
    assert book.verdicts("B20") == {"open"} and len(book.findings("B20")) == 2
    assert {f.explanation for f in book.findings("B20")} <= {"opposite_gap", "way_of_counting"}


def test_classes_that_print_these_columns_are_added_up_as_they_print_them() -> None:
    for personnel, operating, told in (("54.00", "16.00", 0), ("54.00", "18.00", 1)):
        book = moved(personnel, operating, budget())
        personnel_of_302 = replace(
            book.cell(BASIC, "302", "operating"), amount_id="302-personnel", measure="personnel"
        )
        book.rows.amounts.append(personnel_of_302)
        book.change(BASIC, "302", "personnel", "2.00")
        book.change(BASIC, "302", "operating", "16.00")
        found = book.check().findings("B20")
        assert [f.message_en.partition(":")[2][:25] for f in found] == [
            " operating = operating of"
        ] * told
