"""Tables of marked-up formats: which are data, which only lay out a page."""

from __future__ import annotations

import pytest

from tests.readers.text.test_html import lines, only_table, read, texts

HEADS_OF_A_FORM = "<tr><th>科目编码</th><th>科目名称</th><th>合计</th></tr>"


def test_a_standard_table_left_blank_is_a_table() -> None:
    blank = "<tr><td></td><td> </td><td>&nbsp;</td></tr>"
    table = only_table(read(f"<table>{HEADS_OF_A_FORM}{blank}{blank}</table>"))
    assert texts(table)[0] == ["科目编码", "科目名称", "合计"]


@pytest.mark.parametrize("below", ["", "<tr><td colspan=3></td></tr>", "<tr><td></td></tr>"])
def test_a_row_of_links_over_no_cells_of_its_own_is_layout(below: str) -> None:
    document = read(f"<table>{HEADS_OF_A_FORM}{below}</table>")
    assert lines(document) == ["科目编码", "科目名称", "合计"]
