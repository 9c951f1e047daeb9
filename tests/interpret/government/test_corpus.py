"""Real books of whole governments: each is a disclosure, and no rate stands in yuan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetflow.interpret.government.columns import is_rate
from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.tables.read import understand_tables
from budgetflow.readers.dispatch import read_document

pytestmark = pytest.mark.corpus

RATE = re.compile(r"[%％]|增长率|增幅|完成率|执行率|占比|比重")


def test_every_book_is_a_governments_and_no_rate_is_money(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "government").glob("*.*"))
    books = [path for path in paths if path.suffix in (".pdf", ".html", ".xlsx")]
    assert books
    for path in books:
        document = read_document(path.read_bytes(), path.name)
        identity = identify(document)[0]
        assert identity.scope == "government", path.name
        wrong = [
            (path.name, amount.column_label, amount.amount_printed)
            for amount in understand_tables(document, identity).amounts
            if amount.amount_yuan is not None
            and (
                is_rate(amount.measure)
                or RATE.search((amount.column_label or "").split(" / ")[-1])
                or "%" in (amount.amount_printed or "")
            )
        ]
        assert wrong == []
