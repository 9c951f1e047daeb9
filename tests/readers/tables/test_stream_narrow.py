"""Narrow tables without rulings: a label and one figure."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.document import Table
from tests.readers.pdf_builder import Paper, printed


def narrow(body: Sequence[Sequence[str]]) -> list[Table]:
    paper = Paper()
    for k, (label, figure) in enumerate(body):
        paper.canvas.drawString(60, 700 - k * 20, label)
        paper.canvas.drawRightString(330, 700 - k * 20, figure)
    return paper.tables()


def test_the_longest_label_of_a_narrow_table_is_no_prose() -> None:
    body = [
        ["项目", "决算数"],
        ["人大事务", "12,684"],
        ["政府办公厅（室）及相关机构事务支出", "74,925"],
        ["行政运行", "24,798"],
        ["十三、资源勘探工业信息等支出", "150,779"],
    ]
    paper = Paper()
    for k, (label, figure) in enumerate(body):
        paper.canvas.drawString(60, 700 - k * 20, label)
        paper.canvas.drawRightString(330, 700 - k * 20, figure)
    (table,) = paper.tables()
    assert printed(table) == body


def test_a_long_label_among_rows_left_blank_is_no_prose() -> None:
    """A province's fund table was cut in two there: the row 22,481 was lost, the row below it was
    the second half's title, and that half had no header.
    """
    body = [
        ["项目", "决算数"],
        ["城市建设支出", "3,000"],
        ["农村基础设施建设支出", "12,513"],
        ["棚户区改造支出", ""],
        ["其他国有土地使用权出让收入安排的支出", "22,481"],
        ["国有土地收益基金安排的支出", ""],
        ["其他国有土地收益基金支出", ""],
        ["农林水支出", "465"],
        ["移民后期扶持基金支出", "455"],
    ]
    (table,) = narrow(body)
    assert printed(table) == body


def test_a_sentence_with_a_figure_after_blank_lines_is_prose() -> None:
    body = [["人大事务", "12,684"], ["行政运行", "24,798"], ["政协事务", "4,798"]]
    paper = Paper()
    for k, (label, figure) in enumerate(body):
        paper.canvas.drawString(60, 700 - k * 20, label)
        paper.canvas.drawRightString(330, 700 - k * 20, figure)
    paper.canvas.drawString(60, 580, "以上各项支出合计42,280万元，比上年增长3.5%。")
    (table,) = paper.tables()
    assert printed(table) == body


def test_small_whole_numbers_are_rows_of_their_own_among_figures() -> None:
    """引进人才费用 7 above 事业运行 40 was one row of 740; 26 was no row, so the table ended."""
    body = [
        ["项目", "决算数"],
        ["台湾事务", "384"],
        ["社会保险经办机构", "5,008"],
        ["公共就业服务机构", "26"],
        ["引进人才费用", "7"],
        ["事业运行", "40"],
        ["其他管理事务", "15,370"],
        ["民政管理事务", "7,143"],
    ]
    (table,) = narrow(body)
    assert printed(table) == body


def test_a_column_of_whole_numbers_without_commas_is_a_column_of_figures() -> None:
    body = [
        ["地区", "决算数"],
        ["安阳县", "71147"],
        ["林州市", "15632"],
        ["汤阴县", "44971"],
        ["滑县", "272"],
        ["鹤壁市", "307482"],
        ["浚县", "197618"],
        ["淇县", "50"],
    ]
    (table,) = narrow(body)
    assert printed(table) == body


def test_pages_and_codes_under_each_other_are_no_figures() -> None:
    pages = [[f"表{k}", str(k * 7)] for k in range(1, 12)]
    codes = [[f"项目{k}", str(2010100 + k * 37 % 100)] for k in range(1, 12)]
    assert narrow(pages) == []
    assert narrow(codes) == []
