"""One body under several spellings, and two bodies that only look alike."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from budgetflow.reference.body_names import one_spelling


def test_each_row_of_the_table_holds_on_its_example() -> None:
    path = resources.files("budgetflow.reference").joinpath("body_names.csv")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert one_spelling(row["example"]) == one_spelling(row["same_as"]), row["example"]
        assert row["example"] != row["same_as"]


@pytest.mark.parametrize(
    "names",
    [
        ["中共江苏省委办公厅", "中国共产党江苏省委员会办公厅", "江苏省委办公厅"],
        ["中共甲县委组织部", "甲县委组织部", "中国共产党甲县委员会组织部"],
        ["江苏省政协办公厅", "中国人民政治协商会议江苏省委员会办公厅", "政协江苏省委员会办公厅"],
        ["甲市民政局（本级）", "甲市民政局(本级)"],
    ],
)
def test_spellings_of_one_body(names: list[str]) -> None:
    assert len({one_spelling(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲市民政局", "甲市民政局（本级）"),
        ("甲市教育局", "甲市教育局机关"),
        ("江苏省委办公厅", "江苏省人民政府办公厅"),
        ("甲市建委", "甲市委"),
    ],
)
def test_other_bodies(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)
