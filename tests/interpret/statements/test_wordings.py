"""Wordings of many places: `wordings.csv` holds sentences of our own, after the forms in which
bodies of other provinces write, with what a reader takes from each.

Its columns are the stage, the heading, the text (a line break is written as \\n) and what is read,
as `facts` writes it; = stands for a figure that did not change. Rows were written before the
program was asked; the kinds it got wrong at the first look were mended in the rules.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from budgetflow.interpret.rows_model import Statement
from tests.interpret.statements.readings import line_of, read

WORDINGS = Path(__file__).parent / "wordings.csv"


def _rows() -> list[dict[str, str]]:
    with WORDINGS.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _line(found: Statement) -> str:
    return line_of(found) + (" =" if found.direction == "flat" else "")


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"][:24])
def test_a_wording_is_read_as_a_reader_takes_it(row: dict[str, str]) -> None:
    found = read(row["text"].replace("\\n", "\n"), row["heading"], stage=row["stage"])
    assert [_line(statement) for statement in found] == row["expected"].split(" | ")


LISTS_WITHIN_A_REASON = [
    (
        "人员经费10万元，比上年增加2万元，原因是调资；②公用经费5万元，比上年减少1万元。",
        ["人员经费", "公用经费"],
    ),
    (
        "1.人员经费10万元，比上年增加1万元，原因是人员增加1人；2.公用经费5万元，比上年减少1万元。",
        ["人员经费", "公用经费"],
    ),
    (
        "机关运行经费10万元，比上年增加2万元，原因是1.调资2万元；2.公用经费1万元。",
        ["机关运行经费"],
    ),
    ("机关运行经费10万元，比上年增加2万元，原因是①调资2万元；②公用经费1万元。", ["机关运行经费"]),
    (
        "机关运行经费10万元，比上年增加2万元，主要原因：一是调资2万元；二是补助1万元。",
        ["机关运行经费"],
    ),
]


@pytest.mark.parametrize(("text", "subjects"), LISTS_WITHIN_A_REASON)
def test_a_number_goes_on_with_a_reason_only_behind_the_number_before_it(
    text: str, subjects: list[str]
) -> None:
    assert [found.subject_printed for found in read(text)] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "机关运行经费由上年的8万元减少到6万元。",
        "机关运行经费由2025年的8万元减少到2026年的6万元。",
        "机关运行经费由上年8万元减少到今年的6万元。",
        "机关运行经费由8万元调整为6万元。",
    ],
)
def test_what_an_amount_came_to_is_this_years(text: str) -> None:
    (found,) = read(text, "五、机关运行经费")
    assert (found.topic, found.amount_yuan) == ("operating_expenses", 60_000)


def test_a_year_in_wide_digits_is_compared_with_all_the_same() -> None:
    wide = read("２０２６年支出预算１０万元，比２０２５年增加１万元。", "二、支出预算")
    plain = read("2026年支出预算10万元，比2025年增加1万元。", "二、支出预算")
    assert [(one.topic, one.amount_yuan, one.change_yuan) for one in wide] == [
        (one.topic, one.amount_yuan, one.change_yuan) for one in plain
    ]
    assert [one.change_yuan for one in wide] == [10_000]


NOT_ARRANGED = [
    ("本单位无政府性基金预算支出、国有资本经营预算支出。", 2),
    ("未安排公务用车购置及运行费预算。", 1),
    ("本部门无2025年结转的“三公”经费支出和会议费支出。", 1),
    ("本部门无政府性基金预算，也没有使用政府性基金安排的支出。", 1),
    ("本部门无2025年结转的财政拨款支出涉及的绩效目标管理。", 1),
    ("本部门无政府性基金预算财政拨款收入和支出。", 1),
    ("本年无公务接待费。", 1),
    ("无线电设备购置费。", 0),  # a word that begins so denies nothing
    ("无人机购置费。", 0),
]


@pytest.mark.parametrize(("text", "count"), NOT_ARRANGED)
def test_what_is_not_arranged_is_one_row_for_each_thing(text: str, count: int) -> None:
    assert len(read(text, "五、其他情况说明")) == count
