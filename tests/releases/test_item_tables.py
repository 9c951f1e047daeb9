"""The wide table of the three public expenses: one row a body, year and fund, however printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from budgetflow.interpret.rows_model import Amount, Understanding
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure

ITEMS = {
    "three_public_total": "10.00",
    "overseas_travel": "3.00",
    "vehicle_purchase": "0.00",
    "vehicle_operation": "5.00",
    "reception": "2.00",
}


def printed(down: bool) -> Understanding:
    """Three public expenses of two years, printed down (items as rows) or across."""
    made = disclosure(figures={"201": "1.00"})
    base, table = made.amounts[0], made.tables[0]
    table.table_code = "three_public_expenses"
    made.amounts = []
    for at, (item, yuan) in enumerate(ITEMS.items()):
        for year, measure in enumerate(("previous_year", "amount")):
            row, column = (at + 1, year + 1) if down else (year + 1, at + 1)
            made.amounts.append(one(base, item, measure, yuan, row, column, down))
    return made


def one(
    base: Amount, item: str, measure: str, yuan: str, row: int, column: int, down: bool
) -> Amount:
    return replace(
        base,
        amount_id=f"{item}-{measure}",
        table_code="three_public_expenses",
        row_no=row,
        column_no=column,
        row_label=item if down else {1: "2025年", 2: "2026年"}[row],
        row_path=[],
        side=None,
        item=item,
        measure=measure,
        function_code=None,
        amount_yuan=Decimal(yuan),
        value_state="value",
    )


def wide(tmp_path: Path, rows: Understanding) -> list[dict[str, Any]]:
    lake = Lake(tmp_path / "lake")
    lake.replace(rows, "1")
    made = build_release(lake, tmp_path / "releases", date(2026, 11, 29), site=False)
    assert made is not None
    return pq.read_table(Path(made.path) / "tables/three_public_expenses.parquet").to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("down", [True, False], ids=["down", "across"])
def test_items_stand_across_one_row_a_year(tmp_path: Path, down: bool) -> None:
    rows = wide(tmp_path, printed(down))
    assert [row["counted"] for row in rows] == ["previous_year", "amount"]
    assert [row["counted_zh"] for row in rows] == ["上年", "金额（唯一数值列）"]
    for row in rows:
        assert {item: row[item] for item in ITEMS} == {
            item: Decimal(yuan) for item, yuan in ITEMS.items()
        }


def test_a_label_that_is_of_one_item_alone_is_left_out(tmp_path: Path) -> None:
    assert {row["row_label"] for row in wide(tmp_path, printed(down=True))} == {None}


def test_the_label_of_a_row_printed_across_stays(tmp_path: Path) -> None:
    labels = [row["row_label"] for row in wide(tmp_path, printed(down=False))]
    assert labels == ["2025年", "2026年"]


def test_a_row_that_is_no_item_keeps_its_figure_and_its_label(tmp_path: Path) -> None:
    rows = printed(down=True)
    rows.amounts[-1].item, rows.amounts[-1].row_label = None, "其中：外事接待"
    found = wide(tmp_path, rows)
    assert [(r["row_label"], r["other_rows"]) for r in found if r["other_rows"]] == [
        ("其中：外事接待", Decimal("2.00"))
    ]


def test_columns_stand_in_the_order_of_the_form_with_headings_in_both_languages(
    tmp_path: Path,
) -> None:
    wide(tmp_path, printed(down=True))
    import gzip

    (path,) = tmp_path.glob("releases/*/tables/three_public_expenses.csv.gz")
    heading = gzip.decompress(path.read_bytes()).decode("utf-8-sig").splitlines()[0]
    places = [
        heading.index(word) for word in ("“三公”", "因公出国", "购置费", "运行维护费", "接待费")
    ]
    assert places == sorted(places)
