"""Conditional formatting: what a rule changes of how a figure prints, and what we cannot decide."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from budgetflow.readers.document import Cell, Table
from budgetflow.readers.spreadsheet.read import read_sheet

IN_TEN_THOUSANDS = "0!.0000"


def style(code: str | None = IN_TEN_THOUSANDS, **more: Any) -> DifferentialStyle:
    form = None if code is None else NumberFormat(numFmtId=200, formatCode=code)
    return DifferentialStyle(numFmt=form, **more)


def rule(kind: str, *formulas: str, dxf: DifferentialStyle | None = None, **more: Any) -> Rule:
    return Rule(type=kind, formula=list(formulas), dxf=dxf or style(), **more)


def cells(*rules: Rule, area: str = "B2:B4") -> list[Cell]:
    book = Workbook()
    rows = (("科目", "预算数"), ("教育支出", 3005000), ("卫生支出", 9000), ("合计", 3014000))
    for row in rows:
        book.active.append(row)
    for one in rules:
        book.active.conditional_formatting.add(area, one)
    out = io.BytesIO()
    book.save(out)
    (page,) = read_sheet(out.getvalue(), "a.xlsx").pages
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    return [cell for cell in table.cells if cell.column == 1][1:]


STORED = ["3005000", "9000", "3014000"]
SCALED = ["300.5000", "0.9000", "301.4000"]
LARGE_SCALED = ["300.5000", "9000", "301.4000"]
SMALL_SCALED = ["3005000", "0.9000", "3014000"]


@pytest.mark.parametrize(
    ("one", "printed"),
    [
        (rule("cellIs", "10000", operator="greaterThanOrEqual"), LARGE_SCALED),
        (rule("cellIs", "0", operator="notEqual"), SCALED),
        (rule("cellIs", "0", operator="lessThan"), STORED),
        (rule("cellIs", "10000", "99999999", operator="between"), LARGE_SCALED),
        (rule("cellIs", "9500", "99999999", operator="notBetween"), SMALL_SCALED),
        (rule("cellIs", "$B$3", operator="greaterThan"), LARGE_SCALED),
        (rule("expression", "TRUE"), SCALED),
        (rule("expression", "1"), SCALED),
        (rule("expression", "1=1"), SCALED),
        (rule("expression", "FALSE"), STORED),
        (rule("expression", "B2>=10000"), LARGE_SCALED),
        (rule("expression", "ABS(B2) > 10000"), LARGE_SCALED),
        (rule("expression", "ISNUMBER($B2)"), SCALED),
        (rule("expression", "NOT(ISERROR(B2))"), SCALED),
        (rule("notContainsErrors", "NOT(ISERROR(B2))"), SCALED),
        (rule("notContainsBlanks", "LEN(TRIM(B2))>0"), SCALED),
        (rule("containsBlanks", "LEN(TRIM(B2))=0"), STORED),
    ],
)  # fmt: skip
def test_a_number_format_of_a_rule_that_can_be_decided(one: Rule, printed: list[str]) -> None:
    found = cells(one)
    assert [cell.text for cell in found] == printed
    assert {cell.confidence for cell in found} == {1.0}


@pytest.mark.parametrize(
    "one",
    [
        rule("top10", rank=2),
        rule("aboveAverage"),
        rule("duplicateValues"),
        rule("expression", "MOD(ROW(),2)=0"),
        rule("expression", "AND(B2>0,B2<9)"),
        rule("expression", "VLOOKUP(A2,Sheet2!A:B,2)>0"),
        rule("cellIs", "AVERAGE($B$2:$B$4)", operator="greaterThan"),
        rule("cellIs", '"元"', operator="equal"),
    ],
)
def test_a_rule_that_cannot_be_decided_leaves_no_figure_sure(one: Rule) -> None:
    found = cells(one)
    assert [cell.text for cell in found] == STORED
    assert {cell.confidence for cell in found} == {0.0}


def test_a_rule_that_changes_no_amount_casts_no_doubt() -> None:
    for dxf in (style(None, font=Font(color="FF0000")), style("#,##0.00")):
        found = cells(rule("expression", "MOD(ROW(),2)=0", dxf=dxf))
        assert {cell.confidence for cell in found} == {1.0}
    assert [cell.confidence for cell in cells(rule("top10", rank=1), area="B3")] == [1, 0, 1]


def test_the_rule_of_the_lowest_number_wins_and_may_end_the_search() -> None:
    plain, scaled = style("0"), style()
    first = rule("expression", "TRUE", dxf=plain)
    assert [cell.text for cell in cells(first, rule("expression", "TRUE", dxf=scaled))] == STORED
    stop = rule("expression", "TRUE", dxf=style(None, font=Font(color="FF0000")), stopIfTrue=True)
    assert [cell.text for cell in cells(stop, rule("expression", "TRUE"))] == STORED
    unsure = rule("duplicateValues", dxf=style(None, font=Font(color="FF0000")), stopIfTrue=True)
    found = cells(unsure, rule("expression", "TRUE"))
    assert {cell.confidence for cell in found} == {0.0}


def test_white_letters_of_a_rule_hide_but_not_on_a_dark_fill() -> None:
    white = Font(color="FFFFFF")
    hides = rule("cellIs", "9000", dxf=style(None, font=white), operator="equal")
    assert [cell.text for cell in cells(hides)] == ["3005000", "", "3014000"]
    dark = style(None, font=white, fill=PatternFill(bgColor=Color(rgb="FF112233")))
    assert [
        cell.text for cell in cells(rule("cellIs", "9000", dxf=dark, operator="equal"))
    ] == STORED


def disclosure(one: Rule | None) -> Any:
    book = Workbook()
    rows = (
        ("某县教育局2025年部门预算公开", None),
        ("部门收支总体情况表", None),
        ("编制部门：某县教育局", "单位：万元"),
        ("项目", "2025年预算"),
        ("一般公共预算", 3005000),
        ("政府性基金预算", 9000),
        ("收入总计", 3014000),
    )
    for row in rows:
        book.active.append(row)
    if one:
        book.active.conditional_formatting.add("B5:B7", one)
    out = io.BytesIO()
    book.save(out)
    return settle([read_and_understand(out.getvalue(), "a.xlsx")])


def test_a_disclosure_of_figures_that_cannot_be_decided_is_held() -> None:
    held = disclosure(rule("aboveAverage"))
    assert [row.status for row in held.documents] == ["quarantined"]
    assert "undecided_figure" in {finding.check_id for finding in held.findings}
    sure = disclosure(rule("cellIs", "0", operator="greaterThan"))
    assert [row.status for row in sure.documents] == ["accepted"]
    assert "300.5000" in {amount.amount_printed for amount in sure.amounts}
    assert "undecided_figure" not in {finding.check_id for finding in sure.findings}
