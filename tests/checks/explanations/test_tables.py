"""Explanations of differences in tables: each has a case in which it applies and one in which the
publisher is named, or something else is said, all the same.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from budgetflow.checks.explanations.all import EXPLANATIONS
from budgetflow.contracts.vocabulary import EXPLANATIONS as PUBLISHED
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, coded, total

BASIC = "general_budget_basic_expenditure"
Rows = tuple[tuple[Any, ...], ...]


def explanations(book: Book, check_id: str | None = None) -> set[str | None]:
    return {f.explanation for f in book.check().findings(check_id) if f.verdict != "rounding"}


def projects(*rows: tuple[str, str | None, str], sums: str) -> Book:
    """Give a budget with a list of projects: label, item (`unit` or none) and money."""
    book = budget()
    lines = [(None, None, item, "item", label, {"total": money}) for label, item, money in rows]
    book.table(
        "project_expenditure",
        "项目支出表",
        (total(None, None, "合计", total=sums), *lines),
    )
    return book


def test_every_explanation_has_its_words_in_the_published_vocabulary() -> None:
    assert {one.name for one in EXPLANATIONS} <= PUBLISHED.keys()
    assert len({one.name for one in EXPLANATIONS}) == len(EXPLANATIONS)


def test_a_cell_cut_by_its_column_is_rounding_within_its_own_last_place() -> None:
    """480,544,221.6 beside 480,544,221.62: the sheet's column is too narrow for two decimals."""
    for printed, said in (("12345.6", set()), ("12346.6", {"fail"})):
        book = Book()
        for code, cell in (("summary", "12345.62"), ("revenue", printed)):
            book.table(code, code, (total("revenue", "revenue.total", "合计", amount=cell),))
        for amount in book.rows.amounts:
            amount.side = "revenue" if amount.table_code == "summary" else None
        book.check()
        assert {book.state("B05")} - {"pass"} == said


def test_a_short_figure_with_its_zeros_left_out_is_no_rounding() -> None:
    book = budget().change("expenditure", "expenditure.total", "total", "100.3").check()
    assert book.state("B06") == "fail"


def leaves(personnel: str) -> Book:
    """Give a basic table whose 301 is 0.02 short of its rounded 款, as clerks' sheets print it."""
    book = Book()
    rows: list[tuple[Any, ...]] = [coded("301", "工资福利支出", total="60.28", personnel="60.28")]
    rows += [coded(f"3010{n}", f"工资{n}", total="10.05", personnel="10.05") for n in range(1, 7)]
    rows += [
        coded("302", "商品和服务支出", total="18.00", operating="18.00"),
        total(
            None,
            "expenditure.total",
            "合计",
            total=str(Decimal(personnel) + 18),
            personnel=personnel,
            operating="18.00",
        ),
    ]
    book.table(BASIC, "一般公共预算基本支出表", rows)
    return book


def test_a_total_of_rounded_leaves_may_differ_from_a_rounded_sub_total() -> None:
    for personnel, explained in (("60.30", True), ("60.48", False)):
        found = {(f.verdict, f.explanation) for f in leaves(personnel).check().findings("B20")}
        assert (("rounding", "rounded_leaves") in found) is explained


def test_a_row_printed_twice_is_added_once() -> None:
    """219 has no 项, so its 款 stands a second time in the place of one: 502.00 and not 1,004."""
    rows: Rows = (
        coded("219", "援助其他地区支出", total="5.00"),
        coded("21999", "其他支出", total="5.00"),
        coded("21999", "其他支出", total="5.00"),
    )
    for again, state in (("5.00", "pass"), ("4.00", "fail")):
        book = Book()
        book.table("expenditure", "支出总表", (*rows[:2], coded("21999", "其他支出", total=again)))
        assert book.check().state("B09") == state


def test_a_line_that_repeats_its_parent_is_not_a_source_of_its_own() -> None:
    for detail, expected in (("91.00", {"repeated_row"}), ("60.00", set())):
        book = budget()
        row = book.cell("summary", "revenue.general_public_budget", "amount")
        again = replace(row, amount_id="again", row_no=1, column_no=2, item="revenue.part")
        again.row_label, again.amount_printed = "(1)一般公共预算拨款收入", detail
        again.amount_yuan = Decimal(detail) * 10000
        book.rows.amounts.append(again)
        assert explanations(book, "B03") & {"repeated_row"} == expected


def test_a_code_pieced_together_from_two_digits_convicts_nobody() -> None:
    """26 in its column is 款 20826, and not the 项 2080526 of the row above."""
    for code, label, expected in (
        ("2080526", "财政对基本养老保险基金的补助", {"guessed_code"}),
        ("2080507", "对机关事业单位基本养老保险基金的补助", {None}),
    ):
        book = budget()
        rows = [row for row in _expenditure(book) if row.function_code == "2080506"]
        for row in rows:
            more = replace(row, amount_id=f"{row.amount_id}-more", row_no=row.row_no)
            more.function_code, more.row_label, more.row_no = code, label, 5
            book.rows.amounts.append(more)
        for row in _expenditure(book):
            if row.row_no >= 5 and not row.amount_id.endswith("-more"):
                row.row_no += 1
        assert explanations(book, "B09") == expected


def _expenditure(book: Book) -> list[Any]:
    return [amount for amount in book.rows.amounts if amount.table_code == "expenditure"]


def test_a_project_taken_for_a_unit_convicts_nobody() -> None:
    rows = (("甲局", "unit", "30.00"), ("一项", None, "30.00"), ("乙中心", "unit", "12.00"))
    rest = (("二项", None, "12.00"), ("丙中心", "unit", "5.00"), ("三项", None, "5.00"))
    book = projects(*rows, *rest, sums="42.00")
    assert explanations(book, "B18") == {"another_layering"}  # 丙中心 is a project: 30 + 12


def test_a_total_that_no_other_layering_closes_is_not_explained_by_one() -> None:
    rows = (("甲局", "unit", "30.00"), ("一项", None, "30.00"), ("乙中心", "unit", "12.00"))
    rest = (("二项", None, "12.00"), ("丙中心", "unit", "5.00"), ("三项", None, "5.00"))
    book = projects(*rows, *rest, sums="46.30")
    assert explanations(book, "B18") == {"unproven_reading"}  # the total stands in no other sum


def test_a_column_left_out_of_a_rows_sum_explains_it() -> None:
    """上年实户资金余额 is money brought in, and no figure of the year before."""
    for money, expected in (("10.00", {"neighbour_header"}), ("3.00", {None})):
        book = budget().change("expenditure", "2080505", "total", "30.00")
        cell = book.cell("expenditure", "2080505", "basic")
        book.rows.amounts.append(
            replace(
                cell,
                amount_id="previous",
                measure="previous_year",
                column_no=9,
                amount_printed=money,
                amount_yuan=Decimal(money) * 10000,
            )
        )
        assert explanations(book, "B08") == expected


def test_a_blank_cell_may_have_been_missed() -> None:
    book = budget()
    book.rows.amounts.remove(book.cell("revenue", "2101502", "other_revenue"))
    assert explanations(book, "B07") & {"unread_cell", None} == {"unread_cell"}
    book = budget().change("revenue", "2101502", "total", "35.00")
    assert "publisher_error" in book.check().verdicts("B07")


@pytest.mark.parametrize(("works", "explanation"), [({}, "unread_cell"), ({"total": "1.00"}, None)])
def test_a_kind_of_purchase_left_blank_may_have_been_missed(
    works: dict[str, str], explanation: str | None
) -> None:
    """The total is 9.00; works are blank in its column, or print less than is lacking."""
    book = Book()
    rows: list[tuple[Any, ...]] = [
        (None, None, "goods", "item", "货物", {"total": "4.00", "general_public_budget": "4.00"}),
        (None, None, "works", "item", "工程", works | {"general_public_budget": "3.00"}),
        (
            None,
            None,
            "services",
            "item",
            "服务",
            {"total": "2.00", "general_public_budget": "2.00"},
        ),
        total(None, None, "合计", total="9.00", general_public_budget="9.00"),
    ]
    book.table("government_procurement", "政府采购预算表", rows)
    found = {
        finding.explanation
        for finding in book.check().findings("B27")
        if "goods + works + services (total)" in finding.message_en
    }
    assert ("unread_cell" in found) is (explanation == "unread_cell")
    assert found


def test_figures_in_each_others_rows_are_opposite_gaps() -> None:
    book = budget()
    one, other = (book.cell("expenditure", code, "basic") for code in ("2080505", "2080506"))
    one.amount_yuan, other.amount_yuan = other.amount_yuan, one.amount_yuan
    assert explanations(book, "B08") == {"opposite_gap"}
    book = budget().change("expenditure", "2080505", "basic", "23.00")
    assert explanations(book, "B08") == {None}


def test_a_table_of_many_slips_convicts_nobody() -> None:
    book = budget()
    for code, printed in (("2080505", "21.11"), ("2101101", "14.22"), ("2101501", "28.33")):
        book.change("expenditure", code, "basic", printed)
    assert explanations(book, "B08") == {"several_gaps"}
    book = budget().change("expenditure", "2101501", "basic", "28.33")
    assert explanations(book, "B08") == {None}


def times(book: Book, table: str, factor: int) -> Book:
    """Print every figure of a table so many times as large: all its own sums hold."""
    for cell in book.rows.amounts:
        if cell.table_code == table and cell.amount_yuan:
            cell.amount_yuan *= factor
            cell.amount_printed = f"{cell.amount_yuan / 10_000:.2f}"
    return book


def test_a_table_of_other_money_than_its_neighbours_convicts_nobody() -> None:
    """A department's tables beside the expenditure table of one of its units: its own sums hold,
    and the total, the classes and the text differ from it by other amounts each.
    """
    book = times(budget(), "expenditure", 3)
    assert "other_money" in explanations(book, "B06")
    assert "publisher_error" not in book.verdicts()


def test_one_amount_that_is_told_in_several_places_is_no_other_money() -> None:
    book = budget()
    for row, printed in (("210", "75.00"), ("expenditure.total", "105.00")):
        book.change("expenditure", row, "total", printed)
    assert "other_money" not in explanations(book)


def coarse(third: str, whole: str) -> Book:
    """Return an expenditure table whose project column shows no decimals, as a narrow column does;
    `third` and `whole` are the totals of its third line and of all.
    """
    book = Book()
    lines = [("30.00", "20"), ("40.00", "30"), (third, "0"), ("60.00", "50"), ("70.00", "60")]
    rows: list[tuple[Any, ...]] = [
        coded(f"21011{n:02}", f"项{n}", total=money, basic="10.00", project=project)
        for n, (money, project) in enumerate(lines, start=1)
    ]
    all_of_it = total(None, "expenditure.total", "合计", total=whole, basic="50.00", project="200")
    book.table("expenditure", "支出总表", [*rows, all_of_it])
    return book


@pytest.mark.parametrize(
    ("third", "whole", "explained"), [("10.25", "210.25", True), ("11.25", "211.25", False)]
)
def test_a_column_shown_with_fewer_places_explains_what_is_within_them(
    third: str, whole: str, explained: bool
) -> None:
    """0.25 is shown as 0 beside 10.25, the line's total; 1.25 would be shown as 1."""
    book = coarse(third, whole)
    assert ("coarse_column" in explanations(book, "B08")) is explained
    assert "publisher_error" not in book.verdicts("B08")  # one column of five lines proves little


def test_a_column_that_slipped_down_a_row_convicts_nobody() -> None:
    book = budget()
    slipped = [row for row in _expenditure(book) if row.measure == "total" and row.row_no >= 10]
    printed = [row.amount_printed for row in _expenditure(book) if row.measure == "total"][8:]
    for row, above in zip(slipped, printed, strict=False):
        row.amount_printed, row.amount_yuan = above, Decimal(above) * 10000
    assert explanations(book, "B08") <= {"slipped_column", "several_gaps"}
    book = budget().change("expenditure", "2101101", "total", "15.00")
    assert explanations(book, "B08") == {None}


def test_a_change_follows_from_its_years() -> None:
    for change, expected in (("2.00", {"change_follows", None}), ("1.00", {None})):
        book = Book()
        rows = (
            ("three_public_total", "total", "9.00", "8.00", change),
            ("overseas_travel", "item", "1.00", "1.00", "0.00"),
            ("vehicles", "item", "5.00", "5.00", "0.00"),
            ("reception", "item", "3.00", "1.00" if len(expected) > 1 else "2.00", "2.00"),
        )
        book.table(
            "three_public_expenses",
            "“三公”经费",
            tuple(
                (None, None, item, role, item, dict(zip(COLUMNS, money, strict=True)))
                for item, role, *money in rows
            ),
        )
        assert explanations(book, "B23") <= expected


COLUMNS = ("current_year", "previous_year", "change")


def test_the_same_columns_of_another_year_prove_the_reading() -> None:
    for last_year, verdict in (("6.00", "publisher_error"), (None, "open")):
        book = Book()
        rows = (
            ("three_public_total", "total", "12.00", last_year),
            ("overseas_travel", "item", "1.00", "2.00"),
            ("vehicles", "item", "3.00", "3.00"),
            ("reception", "item", "7.00", "1.00"),
        )
        book.table(
            "three_public_expenses",
            "“三公”经费",
            tuple(
                (None, None, item, role, item, _years(this, last if last_year else None))
                for item, role, this, last in rows
            ),
        )
        assert book.check().verdicts("B23") == {verdict}
        assert book.rows.disclosures[0].status == "accepted_with_findings"


def _years(this: str, last: str | None) -> dict[str, str]:
    return {"current_year": this} | ({"previous_year": last} if last else {})


def test_a_row_that_no_other_row_bears_out_shows_no_rule() -> None:
    book = Book()
    book.table(
        "revenue",
        "收入总表",
        (
            total(
                None,
                "revenue.total",
                "合计",
                total="9.00",
                general_public_budget="5.00",
                carryover="3.00",
            ),
        ),
    )
    assert book.check().verdicts("B07") <= {"open"}


def like(number: int, printed: str) -> Book:
    """Return one of several budgets of a layout, with a total of expenditure as printed."""
    book = budget().change("summary", "expenditure.total", "amount", printed)
    book.rows.disclosures[0].publisher = f"某市第{number}局"
    for name in ("disclosures", "tables", "amounts", "statements", "documents", "projects"):
        for row in getattr(book.rows, name):
            row.disclosure_id = f"d{number}"
            if name == "documents":
                row.document_id = str(number) * 64
            if hasattr(row, "table_id"):
                row.table_id = f"{number}-{row.table_id}"
    return book


@pytest.mark.parametrize(
    ("others", "told"), [("110.00", {"open"}), ("100.00", {"publisher_error"})]
)
def test_a_rule_that_peers_of_the_layout_break_alike_is_a_way_of_counting(
    others: str, told: set[str]
) -> None:
    book = like(1, "110.00").check([like(2, others), like(3, others)])
    assert book.verdicts("B01") == told
    (found,) = book.findings("B01")
    assert found.explanation == ("broken_by_peers" if told == {"open"} else None)
    assert (found.held_in, found.broken_in) == ((0, 2) if told == {"open"} else (2, 0))


def test_what_is_held_back_accuses_nobody() -> None:
    book = budget().change("summary", "expenditure.total", "amount", "110.00")
    assert book.check().verdicts("B01") == {"publisher_error"}
    book.cell("expenditure", "expenditure.total", "basic").confidence = 0.5
    book.change("expenditure", "expenditure.total", "basic", "71.00").check()
    assert book.rows.documents[0].status == "quarantined"
    assert "publisher_error" not in book.verdicts()
    assert {f.explanation for f in book.findings("B01")} == {"held_back"}


def test_a_finding_can_be_checked_in_a_minute() -> None:
    (found, *_) = (
        budget().change("expenditure", "2080505", "total", "23.00").check().findings("B08")
    )
    assert found.arithmetic == "23 = 20: 23 - 20 = 3 万元"
    assert found.evidence == ["left: p. 3 23.00", "right: p. 3 20.00"]
    assert (found.held_in or 0) > (found.broken_in or 0)
