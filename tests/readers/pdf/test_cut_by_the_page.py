"""A figure of which the page shows only some digits is no amount to trust."""

from __future__ import annotations

import pytest

from budgetflow.jobs.document import read_and_understand
from budgetflow.jobs.steps.settle import settle
from tests.readers.pdf_builder import Paper

WHOLE, CUT = 445, 340
"""Widths of the page in points: the last column's figures begin at 323 and end at 363."""


def confidence_of(paper: Paper) -> dict[str, float]:
    (table,) = paper.tables()
    return {cell.text: cell.confidence for cell in table.cells if cell.text}


@pytest.mark.parametrize("ruled", [True, False])
def test_digits_beyond_the_right_edge_leave_a_figure_nobody_trusts(ruled: bool) -> None:
    paper = Paper(CUT).texts()
    found = confidence_of(paper.lines() if ruled else paper)
    assert found["1,000"] == 0
    assert found["1,234.56"] > 0


def test_digits_beyond_the_left_edge_leave_a_figure_nobody_trusts() -> None:
    paper = Paper(WHOLE).texts(xs=[-15, 200, 320, 440], rows=[["1,234.56", "1.00", "2.00"]] * 3)
    assert confidence_of(paper.lines(xs=[0, 200, 320, 440]))["1.00"] > 0
    again = Paper(WHOLE).texts(xs=[-15, 200, 320, 440], rows=[["1,234.56", "1.00", "2.00"]] * 3)
    assert 0 in confidence_of(again.lines(xs=[0, 200, 320, 440])).values()


def test_a_word_that_runs_off_the_page_is_no_cut_figure() -> None:
    rows = [["项目", "合计", "一般公共预算财政拨款"], ["教育支出", "1.00", "2.00"]]
    found = confidence_of(Paper(CUT).texts(rows=rows).lines())
    assert found and all(found.values())


@pytest.mark.parametrize(("width", "held"), [(CUT, True), (WHOLE, False)])
def test_a_disclosure_with_a_cut_figure_is_held(width: int, held: bool) -> None:
    paper = Paper(width).texts().lines()
    paper.canvas.drawString(60, 760, "甲县水务局2025年部门预算")
    paper.canvas.drawString(60, 730, "支出预算总表")
    paper.canvas.drawString(250, 710, "单位：万元")
    paper.canvas.save()
    rows = settle([read_and_understand(paper.bytes.getvalue(), "a.pdf")])
    cut = [one for one in rows.findings if one.check_id == "figure_cut_by_the_page"]
    assert bool(cut) is held
    assert (rows.disclosures[0].status == "quarantined") is held
    assert all("1,000" in one.message_zh for one in cut)
