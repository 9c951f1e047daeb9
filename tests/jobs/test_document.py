"""Several files of one disclosure put together: what one announces, another may print."""

from __future__ import annotations

import pytest

from budgetflow.interpret.rows_model import DisclosureRow, DocumentRow, TableRow, Understanding
from budgetflow.jobs.steps.settle import settle

TEXT, TABLES = "a" * 64, "b" * 64


def part(document: str, *tables: tuple[str, str, str], disclosure: str = "d") -> Understanding:
    """One file's rows; a table is code, title and state."""
    return Understanding(
        disclosures=[DisclosureRow(disclosure, 2026, "budget", "department", "某市水务局")],
        documents=[DocumentRow(document, disclosure, "other", "application/pdf", 1, 1, "a.pdf")],
        tables=[
            TableRow(
                f"{document}{number}",
                disclosure,
                document,
                code,
                number,
                None,
                title,
                None,
                [],
                0,
                0,
                state,
            )
            for number, (code, title, state) in enumerate(tables, start=1)
        ],
    )


@pytest.mark.parametrize(
    ("announced", "printed", "left"),
    [
        (("summary", "收支总表"), ("summary", "部门收支总表"), []),
        (("other", "转移支付绩效目标表"), ("other", "转移支付 绩效目标表"), []),
        (("other", "转移支付绩效目标表"), ("other", "国有资产占用表"), ["转移支付绩效目标表"]),
        (("revenue", "收入总表"), ("summary", "收支总表"), ["收入总表"]),
    ],
)
def test_a_table_that_the_text_announces_is_not_missing_where_another_file_prints_it(
    announced: tuple[str, str], printed: tuple[str, str], left: list[str]
) -> None:
    """Beijing's bureaus publish text and tables as two files; the text's contents list names the
    tables.
    """
    whole = settle(
        [part(TEXT, (*announced, "announced_missing")), part(TABLES, (*printed, "filled"))]
    )
    assert [
        table.title_printed for table in whole.tables if table.state == "announced_missing"
    ] == left


def test_another_disclosure_prints_nothing_for_this_one() -> None:
    whole = settle(
        [
            part(TEXT, ("summary", "收支总表", "announced_missing")),
            part(TABLES, ("summary", "收支总表", "filled"), disclosure="e"),
        ]
    )
    assert [table.state for table in whole.tables] == ["announced_missing", "filled"]
