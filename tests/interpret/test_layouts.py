"""Layouts of places that are not in the corpus: each figure with its key and measure, whatever the file's format."""

from __future__ import annotations

import pytest
from tests.interpret.grids import document, table
from tests.interpret.layouts import Layout, layouts, understood_rows

from budgetflow.interpret.understand import understand


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_a_layout_of_another_place(layout: Layout) -> None:
    found = understand(document(pages=[[layout.title], [*layout.above, table(*layout.grid)]]))
    assert [row.table_code for row in found.tables] == [layout.table_code]
    assert understood_rows(found) == layout.rows
    assert {amount.unit_printed for amount in found.amounts} == {"元" if "单位：元" in layout.above[-1] else "万元"}
