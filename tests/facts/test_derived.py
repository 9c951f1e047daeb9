"""Totals, function classes and project budgets of one disclosure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budgetflow.contracts.total_columns import TOTAL_COLUMNS
from budgetflow.facts.canonical import mark_facts
from budgetflow.facts.functions import build_functions
from budgetflow.facts.project_budgets import build_project_budgets, joining_name
from budgetflow.facts.totals import build_totals
from budgetflow.interpret.rows_model import Amount, PerformanceTarget, Project, Statement
from tests.facts.builders import DISCLOSURE, amount, coded


def marked(*rows: Amount) -> list[Amount]:
    mark_facts(list(rows))
    return list(rows)


def said(topic: str, yuan: str | None = None, quantity: str | None = None) -> Statement:
    return Statement(
        statement_id=f"s-{topic}",
        disclosure_id="d1",
        document_id="0" * 64,
        section=None,
        topic=topic,
        function_code=None,
        subject_printed=None,
        amount_yuan=None if yuan is None else Decimal(yuan),
        share_percent=None,
        change_yuan=None,
        change_percent=None,
        direction="none",
        reason=None,
        quantity=None if quantity is None else Decimal(quantity),
        quantity_unit=None,
        text="",
    )


def test_totals_are_taken_from_cells_and_say_which() -> None:
    rows = marked(
        amount("30.00", row_no=1, item="expenditure.total", row_role="total"),
        amount("20.00", row_no=1, item="expenditure.total", row_role="total", measure="basic"),
        amount(
            "7.00", "three_public_expenses", 2, item="three_public_total", measure="current_year"
        ),
        amount(
            "8.00", "three_public_expenses", 2, item="three_public_total", measure="previous_year"
        ),
    )
    totals = build_totals(DISCLOSURE, rows, [])
    assert (totals.current_expenditure_yuan, totals.basic_yuan) == (Decimal("30.00"), Decimal(20))
    assert totals.basic_source == "expenditure-1-basic"
    assert (totals.three_public_yuan, totals.previous_three_public_yuan) == (7, 8)
    assert totals.missing_tables == ["summary", "revenue"]


def test_a_governments_book_has_no_totals_of_a_department() -> None:
    """周口市 2020 says 支出总计 of one fund, 威海市 2026 of region and own level."""
    rows = marked(amount("3.67", "summary", item="expenditure.total", row_role="total"))
    sentences = [said("expenditure.total", "183.26"), said("three_public.total", "0.09")]
    book = replace(DISCLOSURE, scope="government")
    totals = build_totals(book, rows, sentences)
    figures = [getattr(totals, column.name) for column in TOTAL_COLUMNS]
    assert not any(figures)
    assert totals.missing_tables == []
    assert build_totals(DISCLOSURE, rows, sentences).expenditure_yuan == Decimal("3.67")


def test_a_sentence_fills_what_no_table_prints_and_a_cell_wins_over_it() -> None:
    rows = marked(amount("7.00", "three_public_expenses", 2, item="three_public_total"))
    totals = build_totals(
        DISCLOSURE,
        rows,
        [
            said("three_public.total", "9.00"),
            said("procurement.total", "4.00"),
            said("staff.in_service", quantity="53"),
        ],
    )
    assert totals.three_public_yuan == 7
    assert (totals.procurement_yuan, totals.procurement_source) == (4, "s-procurement.total")
    assert totals.staff_count == 53


def test_what_nobody_printed_is_empty() -> None:
    totals = build_totals(DISCLOSURE, [], [])
    assert totals.revenue_yuan is None
    assert totals.revenue_source is None


def test_a_subordinate_units_total_is_not_the_departments() -> None:
    rows = marked(
        amount("1.00", row_no=1, item="expenditure.total", row_role="total", unit_name="甲站")
    )
    assert build_totals(DISCLOSURE, rows, []).current_expenditure_yuan is None


def test_a_class_is_its_printed_line_or_the_sum_of_its_leaves() -> None:
    rows = marked(
        coded("30.00", "208", 1),
        coded("30.00", "2080505", 2),
        coded("5.00", "2210201", 3),
        coded("6.00", "2210203", 4),
        coded("4.00", "208", 1, measure="project"),
    )
    found = build_functions(DISCLOSURE, rows)
    assert [(row.function_code, row.expenditure_yuan, row.basis) for row in found] == [
        ("208", Decimal("30.00"), "printed"),
        ("221", Decimal("11.00"), "summed"),
    ]
    assert found[0].project_yuan == 4
    assert found[1].amount_ids == ["expenditure-3-total", "expenditure-4-total"]


def test_a_class_of_zeros_has_no_row() -> None:
    assert build_functions(DISCLOSURE, marked(coded("0.00", "202", 1, value_state="zero"))) == []


def test_a_project_is_joined_by_name_from_table_goals_and_prose() -> None:
    line = {"project_name": "信访工作 经费", "function_code": "2014004"}
    rows = marked(
        amount("8.00", "project_expenditure", 1, measure="total", **line),
        amount("5.00", "project_expenditure", 1, measure="general_public_budget", **line),
    )
    target = PerformanceTarget(
        target_id="t1",
        disclosure_id="d1",
        table_id="t",
        subject="信访工作经费",
        goal="保障接访",
        budget_yuan=Decimal("9.00"),
        budget_fiscal_yuan=None,
        budget_other_yuan=None,
        level1=None,
        level2=None,
        indicator="接访批次",
        operator=">=",
        target=Decimal(10),
        target_unit="批",
        target_printed="≥10批",
    )
    described = Project("p1", "d1", "“信访工作经费”", policy_basis="信访条例")
    (found,) = build_project_budgets(DISCLOSURE, rows, [target], [described])
    assert (found.amount_yuan, found.general_budget_yuan) == (8, 5)
    assert (found.goal, found.indicators, found.policy_basis) == ("保障接访", 1, "信访条例")
    assert found.sources == ["table", "targets", "prose"]


def test_a_project_of_goals_alone_has_their_budget_and_the_department_is_no_project() -> None:
    def target(subject: str) -> PerformanceTarget:
        return PerformanceTarget(
            *("t1", "d1", "t", subject, None, Decimal("9.00"), None, None, None, None, None),
            *(None, None, None, None),
        )

    found = build_project_budgets(DISCLOSURE, [], [target("修缮"), target("department")], [])
    assert [(row.name, row.amount_yuan) for row in found] == [("修缮", 9)]


def test_a_name_that_only_tables_of_other_things_print_is_no_project() -> None:
    """湖南省 2023 prints 2,318 transfers by name, one row a county."""
    transfer = amount("5.00", "transfers_by_region", item=None, project_name="均衡性转移支付")
    project = amount("6.00", "project_expenditure", item=None, project_name="修缮")
    found = build_project_budgets(DISCLOSURE, marked(transfer, project), [], [])
    assert [row.name for row in found] == ["修缮"]


def test_names_are_joined_without_blanks_quotes_and_numbers() -> None:
    assert joining_name("1. “设备 购置”项目绩效目标表") == joining_name("一、设备购置")


def test_totals_say_of_which_money_personnel_is() -> None:
    own = amount(
        "8.00",
        "general_budget_expenditure",
        1,
        item="expenditure.total",
        row_role="total",
        measure="personnel",
    )
    totals = build_totals(DISCLOSURE, marked(own), [])
    assert (totals.personnel_yuan, totals.personnel_fund) == (8, "general_public_budget")
    assert build_totals(DISCLOSURE, [], []).personnel_fund is None


def test_final_accounts_give_the_budget_they_say_beside_what_was_spent() -> None:
    spoken = [
        said("general_public_budget.total.initial_budget", "29939200.00"),
        said("general_public_budget.total", "29400500.00"),
        said("three_public.total.initial_budget", "9500.00"),
    ]
    totals = build_totals(DISCLOSURE, [], spoken)
    assert totals.initial_general_budget_yuan == Decimal("29939200.00")
    assert totals.general_budget_yuan == Decimal("29400500.00")
    assert totals.initial_three_public_yuan == Decimal("9500.00")


def test_a_project_is_joined_whether_or_not_its_code_stands_before_its_name() -> None:
    assert joining_name("11000023T000002388896-购买再生水") == joining_name("购买再生水")
    assert joining_name("2026年购买再生水") != joining_name("购买再生水")


def test_what_is_said_of_one_body_of_a_department_is_no_total_of_it() -> None:
    def bought(section: str, text: str) -> Statement:
        words = said("procurement.total", "7.00")
        return replace(words, statement_id=section, section=section, text=text)

    def taken(*statements: Statement) -> str | None:
        return build_totals(DISCLOSURE, [], statements).procurement_source

    own_level = bought("支出情况 / 甘泉市水务局（本级）", "政府采购预算7元。")
    of_a_unit = bought("支出情况 / 甘泉市水库管理处", "政府采购预算7元。")
    in_the_sentence = bought("支出情况", "甘泉市水务局（本级）政府采购预算7元。")
    whole = bought("政府采购情况 / 甘泉市水务局", "甘泉市水务局政府采购预算7元。")
    assert taken(own_level, of_a_unit, in_the_sentence) is None
    assert taken(own_level, of_a_unit, in_the_sentence, whole) == whole.statement_id
    alone = replace(DISCLOSURE, publisher="甘泉市水务局（本级）")
    assert build_totals(alone, [], [own_level]).procurement_source == own_level.statement_id


def test_what_is_paid_to_some_people_is_not_all_personnel_expenditure() -> None:
    serving = replace(said("expenditure.personnel", "7.00"), subject_printed="在职人员经费")
    raised = replace(serving, statement_id="raised", subject_printed="增人增资")
    assert build_totals(DISCLOSURE, [], [serving, raised]).personnel_yuan is None
    everyone = replace(serving, statement_id="all", subject_printed="人员经费")
    assert build_totals(DISCLOSURE, [], [serving, everyone]).personnel_source == "all"
