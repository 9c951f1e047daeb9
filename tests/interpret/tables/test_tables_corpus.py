"""The real documents: every figure of the text renditions, and the cells read by eye from page
images.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.normalise import squeeze
from tests.builders.real import rows_of

pytestmark = pytest.mark.corpus


def _plain(text: str | None) -> str:
    return squeeze(text or "").replace(",", "").replace(":", "").replace("−", "-")


def _keys(amount: Amount) -> set[str]:
    keys = {amount.function_code, amount.economic_code, amount.item, _plain(amount.row_label)}
    return {key or "" for key in keys}


@pytest.mark.parametrize(
    "name", ["bayingol-2025", "ganzhou-2026", "xinjiang-2025", "xinshiqu-2026"]
)
def test_every_figure_of_the_text_renditions(shared: Path, name: str) -> None:
    found: Counter[tuple[str, ...]] = Counter()
    for amount in rows_of(shared / "seeds" / f"{name}.txt").amounts:
        found.update(
            (amount.table_code, key, amount.measure, _plain(amount.amount_printed))
            for key in _keys(amount)
        )
    missing = 0
    with (shared / "gold-seeds.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["doc"] == name:
                keys = {row["item"], _plain(row["item"]), _plain(row["label"])}
                missing += not any(
                    found[row["table"], key, row["measure"], _plain(row["published"])]
                    for key in keys
                )
    assert missing == 0


@pytest.mark.parametrize(
    ("goldens", "corpus", "name"),
    [
        ("gold-pdf", "pdf", "beijing-02"),
        ("gold-pdf", "pdf", "guangzhou-02"),
        ("gold-pdf", "pdf", "jiangsu-03"),
        ("gold-pdf", "pdf", "shanghai-01"),
        ("gold-pdf", "pdf", "shanghai-putuo-finals-2024"),
        ("gold-pdf", "pdf", "shenzhen-01"),
        ("gold-pdf", "pdf", "yantai-01"),
        ("gold-pdf-2", "pdf-2", "swu-04"),
    ],
)
def test_cells_read_by_eye(shared: Path, goldens: str, corpus: str, name: str) -> None:
    amounts = rows_of(shared / "corpus" / corpus / f"{name}.pdf").amounts
    found = {
        (a.table_code, key, a.measure, _plain(a.amount_printed))
        for a in amounts
        for key in _keys(a)
    }
    with (shared / goldens / f"{name}.csv").open(encoding="utf-8") as file:
        asked = list(csv.DictReader(file))
    missing = [
        row
        for row in asked
        if (row["table_code"], _plain(row["key"]), row["measure"], _plain(row["printed"]))
        not in found
    ]
    assert missing == []
    assert all(a.page and a.x0 is not None for a in amounts)
