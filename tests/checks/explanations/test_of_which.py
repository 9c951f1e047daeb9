"""Lines below a source of money that begin with 其中 need not be all of it."""

from __future__ import annotations

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import line, total


@pytest.mark.parametrize(("part", "verdicts"), [("10.00", {"open"}), ("95.00", set())])
def test_some_of_the_parts_of_a_source_accuse_nobody(part: str, verdicts: set[str]) -> None:
    book = Book("final_accounts", 2016)
    side, item, role = "revenue", "government_fund", "of_which"
    fund = line(side, item, "其中：政府性基金", role, amount=part)
    book.table(
        "summary",
        "收入支出决算表",
        (
            line(side, "appropriation", "一、财政拨款收入", amount="95.00"),
            fund,
            line(side, "current_year", "本年收入合计", "subtotal", amount="95.00"),
            total(side, "revenue.total", "总计", amount="95.00"),
        ),
    )
    for amount in book.rows.amounts:
        if amount.item == "revenue.government_fund":
            amount.row_path = ["一、财政拨款收入"]
    assert {f.verdict for f in book.check().findings("F04")} == verdicts
