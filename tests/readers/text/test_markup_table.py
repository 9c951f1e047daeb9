"""Tables of marked-up formats: which are data, which only lay out a page."""

from __future__ import annotations

import pytest

from budgetflow.readers.document import Table, TextLine
from budgetflow.readers.text.html import read_html

HEADS_OF_A_FORM = "<tr><th>科目编码</th><th>科目名称</th><th>合计</th></tr>"


def blocks(markup: str) -> list[Table | TextLine]:
    page = f"<html><body>{markup}</body></html>".encode()
    return [
        block
        for block in read_html(page, "a.html").pages[0].blocks
        if isinstance(block, Table | TextLine)
    ]


def test_a_standard_table_left_blank_is_a_table() -> None:
    blank = "<tr><td></td><td> </td><td>&nbsp;</td></tr>"
    (table,) = blocks(f"<table>{HEADS_OF_A_FORM}{blank}{blank}</table>")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells][:3] == ["科目编码", "科目名称", "合计"]


@pytest.mark.parametrize("below", ["", "<tr><td colspan=3></td></tr>", "<tr><td></td></tr>"])
def test_a_row_of_links_over_no_cells_of_its_own_is_layout(below: str) -> None:
    found = blocks(f"<table>{HEADS_OF_A_FORM}{below}</table>")
    assert [block.text for block in found if isinstance(block, TextLine)] == [
        "科目编码",
        "科目名称",
        "合计",
    ]
