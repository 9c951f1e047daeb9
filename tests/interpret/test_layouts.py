"""Layouts of places that are not in the corpus: each figure with its key and measure, whatever the
file's format.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.understand import understand
from budgetflow.readers.dispatch import read_document
from tests.interpret.grids import document, table
from tests.interpret.layouts import Layout, layouts, understood_rows
from tests.interpret.printing import FORMATS


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_a_layout_of_another_place(layout: Layout) -> None:
    found = understand(document(pages=[[layout.title], [*layout.above, table(*layout.grid)]]))
    assert [row.table_code for row in found.tables] == [layout.table_code]
    assert understood_rows(found) == layout.rows
    assert {amount.unit_printed for amount in found.amounts} == {
        layout.above[-1].rpartition("单位：")[2]
    }


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_a_layout_says_the_same_in_every_format(layout: Layout, name: str) -> None:
    found = understand(read_document(FORMATS[name](layout), name))
    assert [row.table_code for row in found.tables] == [layout.table_code]
    assert sorted(understood_rows(found)) == sorted(layout.rows)


def test_a_page_of_news_that_mentions_a_budget_is_no_disclosure() -> None:
    found = understand(
        document(
            "甲市卫生健康委员会",
            "甲市中心血站2026年单位预算公开 2026-03-25",
            "全市投入1.5亿元，较上年多2.5亿元、3.5亿元",
        )
    )
    assert [(row.status, row.disclosure_id) for row in found.documents] == [
        ("not_a_disclosure", None)
    ]
