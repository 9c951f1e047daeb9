"""Narrow tables without rulings: a label and one figure."""

from __future__ import annotations

from tests.readers.pdf_builder import Paper, printed


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
