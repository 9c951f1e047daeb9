"""Real books of whole governments: each is a disclosure, and no rate stands in yuan."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.interpret.government.columns import is_rate
from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.normalise import squeeze
from tests.builders.real import named_document_of, rows_of

pytestmark = pytest.mark.corpus

# Half a place of each figure is allowed, in yuan: the least exact books print whole 万元.
_ROUNDING = Decimal(10_000)
RATE = re.compile(r"[%％]|增长率|增幅|完成率|执行率|占比|比重")


def test_every_book_is_a_governments_and_no_rate_is_money(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "government").glob("*.*"))
    books = [path for path in paths if path.suffix in (".pdf", ".html", ".xlsx")]
    assert books
    for path in books:
        assert identify(named_document_of(path))[0].scope == "government", path.name
        wrong = [
            (path.name, amount.column_label, amount.amount_printed)
            for amount in rows_of(path).amounts
            if amount.amount_yuan is not None
            and (
                is_rate(amount.measure)
                or RATE.search((amount.column_label or "").split(" / ")[-1])
                or "%" in (amount.amount_printed or "")
            )
        ]
        assert wrong == []


def test_cells_read_by_eye_are_read_so(shared: Path) -> None:
    """Cells of ten books that no rule was written from, noted from the images of their pages."""
    with (Path(__file__).parent / "reviewed.csv").open(encoding="utf-8") as lines:
        wanted = list(csv.DictReader(lines))
    missed = []
    for book in sorted({row["book"] for row in wanted}):
        path = shared / "corpus" / "government" / book
        found = rows_of(path).amounts
        cells = {
            (
                str(a.page),
                a.table_code,
                a.coverage,
                str(a.table_year),
                squeeze(a.row_label or ""),
                a.measure,
                a.amount_printed,
            )
            for a in found
        }
        for row in wanted:
            _, *places, label, measure, printed = row.values()
            cell = (*places, squeeze(label), measure, printed)
            if row["book"] == book and cell not in cells:
                missed.append(row)
    assert missed == []


def broken_sums(path: Path) -> set[tuple[str, ...]]:
    """Return page, code, measure and both sums of each class that its codes do not add up to, in
    万元: several columns of a measure, rows of a code, are one figure.
    """
    trees: dict[tuple[int, str], dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in rows_of(path).amounts:
        code = amount.function_code or amount.economic_code
        if code and amount.amount_yuan is not None:
            trees[amount.table_no, amount.measure][code].append(amount)
    found = set()
    for (_, measure), tree in trees.items():
        for code, cells in tree.items():
            under = [c for c in tree if len(c) == len(code) + 2 and c.startswith(code)]
            whole = sum(cell.amount_yuan or 0 for cell in cells)
            parts = sum(cell.amount_yuan or 0 for c in under for cell in tree[c])
            if under and abs(whole - parts) > _ROUNDING * (len(under) + 1) / 2:
                yuan = (str(int(whole / 10_000)), str(int(parts / 10_000)))
                found.add((path.name, str(cells[0].page), code, measure, *yuan))
    return found


def test_each_sum_that_does_not_hold_was_looked_at_on_its_page(shared: Path) -> None:
    """593 of 606 sums hold; what stands on the page of the other 13 is in broken_sums.csv."""
    with (Path(__file__).parent / "broken_sums.csv").open(encoding="utf-8") as lines:
        looked_at = {tuple(row.values())[:-1] for row in csv.DictReader(lines)}
    books = sorted((shared / "corpus" / "government").glob("*-*.*"))
    assert set().union(*map(broken_sums, books)) == looked_at
