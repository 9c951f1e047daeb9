"""Whose slip it is: each verdict has a case that earns it and one that does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.interpret.rows_model import Allocation
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, final_accounts


def verdict_of(book: Book, check_id: str) -> set[str]:
    return book.check().verdicts(check_id)


def test_a_cent_of_rounding_is_no_error() -> None:
    book = (
        budget()
        .change("expenditure", "2080505", "total", "20.01")
        .change("expenditure", "2080505", "basic", "20.01")
    )
    assert book.check().verdicts() == {"rounding"}
    assert book.state("B09") == "pass"
    assert {finding.severity for finding in book.findings()} == {"info"}
    assert book.rows.disclosures[0].status == "accepted"


def test_tolerance_follows_the_printed_precision_and_the_number_of_terms() -> None:
    (finding, *_) = (
        budget().change("expenditure", "2080505", "total", "20.01").check().findings("B09")
    )
    assert finding.tolerance == Decimal("150")  # 父项 and two children, half of 0.01 万元 each
    book = budget().change("expenditure", "2080505", "total", "20.02").check()
    assert book.state("B09") == "fail"


def test_a_total_other_tables_contradict_is_the_publishers_error() -> None:
    assert verdict_of(
        budget().change("expenditure", "expenditure.total", "total", "110.00"), "B06"
    ) == {"publisher_error"}
    assert verdict_of(
        budget().change("summary", "expenditure.total", "amount", "110.00"), "B01"
    ) == {"publisher_error"}


def test_a_figure_that_breaks_its_row_and_its_tree_by_the_same_amount_is_a_slip() -> None:
    book = budget().change("expenditure", "2080505", "total", "23.00").check()
    assert book.verdicts("B09") == {"publisher_error"}
    assert {f.page for f in book.findings("B09")} == {3}


def test_parts_left_out_are_open_since_they_may_be_withheld() -> None:
    book = budget()
    for table in ("expenditure", "general_budget_expenditure", "revenue"):
        book.drop(table, "2101103")
    assert book.check().verdicts("B09") == {"open"}
    assert book.rows.disclosures[0].status == "accepted_with_findings"


def test_a_row_that_other_tables_have_is_one_we_lost() -> None:
    book = budget().drop("expenditure", "2101103")
    assert verdict_of(book, "B09") == {"parse_suspect"}


def test_a_doubtful_cell_testifies_against_nobody() -> None:
    book = budget().change("expenditure", "2080505", "total", "23.00")
    book.cell("expenditure", "2080505", "total").confidence = 0.6
    assert verdict_of(book, "B09") == {"parse_suspect"}


@pytest.mark.parametrize(
    ("printed", "verdict"), [("023.00", "parse_suspect"), ("23.00", "publisher_error")]
)
def test_a_number_that_nobody_writes_is_two_cells_read_as_one(printed: str, verdict: str) -> None:
    book = budget().change("expenditure", "2080505", "total", printed)
    assert verdict_of(book, "B09") == {verdict}


def test_a_doubted_total_holds_the_document_back() -> None:
    book = budget().change("expenditure", "expenditure.total", "total", "120.00")
    book.cell("expenditure", "expenditure.total", "total").confidence = 0.6
    book.check()
    assert book.rows.disclosures[0].status == "quarantined"
    assert book.rows.documents[0].status == "quarantined"
    assert book.rows.documents[0].status_reason


def test_a_table_whose_sums_break_all_over_is_misread() -> None:
    book = budget()
    for code in ("208", "20805", "2080505", "210", "21011", "2101101", "2101501"):
        book.change("expenditure", code, "basic", "1.23")
    assert "publisher_error" not in verdict_of(book, "B08") | verdict_of(book, "B09")


def test_one_misprint_that_breaks_every_sum_of_a_small_table_is_one_slip() -> None:
    book = budget().change("three_public_expenses", "vehicles", "amount", "6.30").check()
    assert book.verdicts("B23") == {"publisher_error"}  # 5.00 closes both sums through it
    assert book.rows.disclosures[0].status == "accepted_with_findings"


def test_a_table_of_which_nothing_else_was_compared_convicts_nobody() -> None:
    book = budget().change("government_procurement", "合计", "amount", "8.00").check()
    assert book.verdicts("B27") == {"open"}
    assert book.rows.disclosures[0].status == "accepted_with_findings"


def test_zeros_that_fill_up_a_form_are_no_total() -> None:
    book = budget()
    book.cell("general_budget_basic_expenditure", "合计", "total").row_label = ""
    for measure in ("total", "personnel", "operating"):
        cell = book.cell("general_budget_basic_expenditure", "expenditure.total", measure)
        cell.row_label, cell.amount_yuan, cell.value_state = "", Decimal(0), "zero"
    assert book.check().state("B21") == "not_applicable"


def test_a_change_divided_by_this_years_figure_is_explained() -> None:
    book = budget()
    book.say(
        "expenditure.project",
        amount="905.65",
        change="118.05",
        change_percent=Decimal("13.03"),
        direction="increase",
    )
    (finding,) = book.check().findings("B31")
    assert finding.verdict == "publisher_error"
    assert "分母" in finding.message_zh and "divides by this year's figure" in finding.message_en


def test_a_percentage_that_another_figure_explains_is_open() -> None:
    book = budget()
    book.say(
        "expenditure.project",
        amount="50.00",
        change="10.00",
        change_percent=Decimal("11.11"),
        direction="increase",
    )
    assert book.check().verdicts("B31") == {
        "open"
    }  # 10 ÷ (100 − 10) = 11.11 %: it may speak of the 100 said elsewhere


def test_a_share_among_shares_that_close_is_the_publishers_error() -> None:
    book = budget()
    book.say("revenue.total", amount="1463.33", section="收入预算")
    book.say(
        "revenue.general_public_budget",
        amount="1463.33",
        share_percent=Decimal("100"),
        section="收入预算",
    )
    book.say("revenue.carryover", amount="29.08", share_percent=Decimal("0"), section="收入预算")
    (finding,) = book.check().findings("P01")
    assert finding.verdict == "publisher_error"
    assert "29" in finding.message_zh


def test_a_declared_empty_table_that_two_others_contradict_is_an_error() -> None:
    book = budget()
    next(
        t for t in book.rows.tables if t.table_code == "general_budget_expenditure"
    ).state = "declared_empty"
    assert verdict_of(book, "B28") == {"publisher_error"}


def test_rows_that_others_found_stay() -> None:
    book = budget().check()
    (kept, *_) = budget().change("summary", "revenue.total", "amount", "110.00").check().findings()
    kept.check_id = "unknown_title"
    book.rows.findings.append(kept)
    assert book.check().findings() == [kept]


def test_a_part_in_yuan_that_closes_the_sum_as_wan_is_a_slip_of_the_unit() -> None:
    book = budget()
    project = book.project("77.00", "6", "60.92", "4")
    project.allocations.insert(1, Allocation("办公费", Decimal("6.08"), "6.08元"))
    (finding,) = book.check().findings("P03")
    assert finding.verdict == "publisher_error"
    assert "6.08 元" in finding.message_zh


def test_a_project_that_is_part_of_a_larger_sum_is_not_split() -> None:
    book = budget()
    book.project("16.00", "150.00", "134.00", "16.00")
    assert book.check().findings("P03") == []


def test_a_code_cut_short_is_told_and_names_nobody() -> None:
    book = budget()
    for amount in [
        a for a in book.rows.amounts if a.table_code == "expenditure" and a.function_code == "21011"
    ]:
        amount.amount_yuan, amount.amount_printed = Decimal(100000), "10.00"
    for amount in [
        a
        for a in book.rows.amounts
        if a.table_code == "expenditure" and a.function_code == "2101101"
    ]:
        amount.function_code = "21011"
    assert book.check().verdicts("B32") == {"open"}


def test_a_budget_at_the_start_of_the_year_is_not_what_was_spent() -> None:
    book = final_accounts()
    book.say("function.initial_budget", function_code="2080505", amount="25.00")
    assert book.check().findings("F23") == []


def test_initial_budgets_said_one_by_one_add_up() -> None:
    for whole, state in (("45.00", "pass"), ("40.00", "fail")):
        book = final_accounts()
        book.say("general_public_budget.total.initial_budget", amount=whole)
        book.say("function.initial_budget", function_code="2080505", amount="25.00")
        book.say("function.initial_budget", function_code="2080506", amount="20.00")
        assert book.check().state("F23") == state


def test_an_initial_budget_is_the_one_disclosed() -> None:
    for amount, state in (("20.00", "pass"), ("25.00", "fail")):
        book = final_accounts()
        book.say("function.initial_budget", function_code="2080505", amount=amount)
        assert book.check([budget()]).state("F24") == state


def test_a_rate_of_completion_is_worked_out_again() -> None:
    book = final_accounts()
    for rate, state in (("80.00", "pass"), ("90.00", "fail")):
        book.say("general_public_budget.basic.initial_budget", amount="25.00")
        book.say(
            "general_public_budget.basic",
            amount="20.00",
            quantity=Decimal(rate),
            quantity_unit="% of budget",
        )
        assert book.check().state("F23") == state


def test_above_below_and_equal_to_the_budget_are_what_the_figures_say() -> None:
    for word, spent, state in (
        ("below", "20.00", "pass"),
        ("above", "20.00", "fail"),
        ("equal", "24.90", "pass"),
        ("equal", "24.00", "fail"),
        ("above", "25.00", "fail"),
    ):
        book = final_accounts()
        book.say("general_public_budget.basic.initial_budget", amount="25.00")
        book.say("general_public_budget.basic", amount=spent, against_budget=word)
        assert book.check().state("F23") == state, (word, spent)
        assert {f.verdict for f in book.findings("F23") if "calls it" in f.message_en} == (
            {"publisher_error"} if state == "fail" else set()
        )


def test_assets_of_final_accounts_are_counted_at_the_years_end() -> None:
    for year, told in ((2026, 0), (2025, 1)):
        book = final_accounts()
        book.say("assets.vehicles", text=f"截至{year}年12月31日，共有车辆0辆")
        assert (
            len([f for f in book.check().findings("F26") if "counted at the end" in f.message_en])
            == told
        )


def test_a_table_announced_and_not_printed_is_a_warning_in_final_accounts_too() -> None:
    book = final_accounts()
    next(
        table for table in book.rows.tables if table.table_code == "expenditure"
    ).state = "announced_missing"
    book.rows.amounts = [
        amount for amount in book.rows.amounts if amount.table_code != "expenditure"
    ]
    (finding,) = [f for f in book.check().findings("F26") if "announced" in f.message_en]
    assert (finding.verdict, finding.severity) == ("open", "warning")


def test_a_projects_name_is_no_total() -> None:
    book = budget()
    book.say(
        "expenditure.total",
        subject_printed="广播电视事业发展性支出",
        amount="38.00",
        section="项目",
    )
    assert book.check().findings("B29") == []


def test_copies_of_one_disclosure_are_checked_one_by_one() -> None:
    book, copy = budget(), budget().change("expenditure", "expenditure.total", "total", "110.00")
    for rows in (copy.rows.tables, copy.rows.amounts, copy.rows.statements, copy.rows.documents):
        for row in rows:
            row.document_id = "1" * 64
    for amount in copy.rows.amounts:
        amount.table_id, amount.amount_id = f"copy-{amount.table_id}", f"copy-{amount.amount_id}"
    for table in copy.rows.tables:
        table.table_id = f"copy-{table.table_id}"
    copy.rows.disclosures.clear()
    book.rows.extend(copy.rows)
    book.check()
    assert book.state("B01") == "pass" and book.state("B06") == "fail"
    assert {finding.document_id for finding in book.findings("B06")} == {"1" * 64}


def test_three_public_money_in_prose_needs_a_table_with_figures() -> None:
    book = budget()
    book.rows.amounts = [
        amount for amount in book.rows.amounts if amount.table_code != "three_public_expenses"
    ]
    next(
        table for table in book.rows.tables if table.table_code == "three_public_expenses"
    ).state = "empty"
    assert "three-public table has no figure" in book.check().findings("B30")[0].message_en


def test_a_transfer_said_beside_a_budget_is_within_it_in_the_tables() -> None:
    book = budget()
    for statement in book.rows.statements:
        if statement.topic == "revenue.general_public_budget":
            statement.amount_yuan, statement.amount_printed, statement.share_percent = (
                Decimal(800000),
                "80.00",
                Decimal("80.00"),
            )
            statement.text = "一般公共预算拨款收入80.00万元，占80%"
    assert book.check().verdicts("B29") == {"publisher_error"}
    book.say("revenue.general_transfer", amount="11.00", section="收入")
    assert book.check().findings("B29") == []


def test_a_change_on_another_base_names_nobody() -> None:
    book = budget()
    book.say(
        "expenditure.total",
        amount="594.30",
        change="76.90",
        change_percent=Decimal("12.80"),
        direction="increase",
        text="同口径增加76.9",
    )
    assert book.check().verdicts("B31") == {"open"}


def test_a_parent_read_with_other_digits_is_not_counted_beside_its_children() -> None:
    book = budget()
    for amount in book.rows.amounts:
        if amount.table_code == "expenditure" and len(amount.function_code or "") == 3:
            amount.function_code = (amount.function_code or "") * 3
    assert [
        f for f in book.check().findings("B09") if "expenditure.total" in str(f.amount_ids)
    ] == []
    assert "publisher_error" not in book.verdicts("B09")


def test_last_years_figure_is_not_held_against_this_years_table() -> None:
    book = budget()
    book.say("function.previous_year", function_code="2080505", amount="11.00")
    assert book.check().findings("B29") == []


def test_nothing_cannot_have_grown() -> None:
    book = budget()
    book.say("government_fund.total", amount="0.00", change="1421.25", direction="increase")
    assert book.check().verdicts("B31") == {"publisher_error"}


def test_a_share_of_what_was_planned_is_no_share_of_the_whole() -> None:
    book = budget()
    book.say("expenditure.total", amount="128.10", section="完成情况")
    book.say(
        "expenditure.project",
        amount="113.60",
        share_percent=Decimal("99"),
        section="完成情况",
        text="完成113.6，占调整预算的99%",
    )
    assert book.check().findings("P01") == []


def test_procurement_as_said_is_the_procurement_table() -> None:
    """An education bureau's text of 2026 says 政府采购预算0万元, two pages after a table of
    29,837.96 whose lines add up.
    """
    book = budget()
    for statement in book.rows.statements:
        if statement.topic.startswith("procurement."):
            statement.amount_yuan, statement.amount_printed, statement.subject_printed = (
                Decimal(0),
                "0",
                "政府采购预算",
            )
            statement.text = "政府采购预算0万元"
    (finding,) = book.check().findings("B29")
    assert finding.verdict == "publisher_error"
    assert "文中“政府采购预算” ＝ 表中所列：0 万元 对 6 万元" in finding.message_zh
