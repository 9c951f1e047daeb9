"""Headings of wide tables: a person with Excel understands each column, in Chinese and English,
without a list of codes.
"""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.lake.store import Lake
from budgetflow.reference.classifications import economic_name
from budgetflow.releases.build import build_release
from budgetflow.releases.formats.column_headings import _ENGLISH, measure_heading
from tests.builders.disclosures import disclosure


@pytest.mark.parametrize(
    ("column", "zh", "en"),
    [
        ("total", "合计（元）", "Total (yuan)"),
        (
            "current_year.general_public_budget",
            "当年·一般公共预算（元）",
            "Current year: general public budget (yuan)",
        ),
        (
            "wages_and_welfare.e30101",
            "工资福利支出（301）·30101 基本工资（元）",
            "Wages and welfare: 30101 basic wages (yuan)",
        ),
        (
            "basic.e31013",
            "基本支出·31013 公务用车购置（元）",
            "Basic expenditure: 31013 purchase of official vehicles (yuan)",
        ),
        ("year_2024", "2024年（元）", "2024 (yuan)"),
        ("basic.personnel", "基本支出·人员经费（元）", "Basic expenditure: personnel costs (yuan)"),
        ("change_percent_printed", "增减百分比（照印）", "Change percent (as printed)"),
        (
            "goods_and_services.e30298",
            "商品和服务支出（302）·30298（元）",
            "Goods and services: 30298 (yuan)",
        ),
    ],
)
def test_a_measure_is_told_in_words(column: str, zh: str, en: str) -> None:
    assert measure_heading(column) == (zh, en)


def test_every_word_that_is_told_otherwise_in_english_is_a_word_of_measures() -> None:
    assert _ENGLISH.keys() - MEASURE_WORDS.keys() == set()


def test_every_economic_item_of_the_classification_has_a_name_in_both_languages() -> None:
    with (
        resources.files("budgetflow.reference")
        .joinpath("economic_codes.csv")
        .open(encoding="utf-8") as lines
    ):
        codes = [row["code"] for row in csv.DictReader(lines)]
    assert len(codes) > 100
    assert [code for code in codes if not all(economic_name(code))] == []


def test_every_heading_of_a_wide_table_is_words_in_both_languages_and_stands_once(
    tmp_path: Path,
) -> None:
    measures = [
        *MEASURE_WORDS,
        "wages_and_welfare.e30101",
        "wages_and_welfare.e30102",
        "goods_and_services.e30201",
    ]
    understanding = disclosure(
        figures={f"{2010000 + number}": "1.00" for number in range(len(measures))}
    )
    for amount, measure in zip(understanding.amounts[::2], measures, strict=True):
        amount.measure = measure
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22), site=False)
    text = gzip.decompress(
        (tmp_path / "releases/2026.11.22/tables/general_budget_expenditure.csv.gz").read_bytes()
    ).decode("utf-8-sig")
    headings = next(csv.reader([text.splitlines()[0]]))
    assert len(headings) == len(set(headings)) > len(measures)
    assert [
        heading
        for heading in headings
        if not re.fullmatch(r"[一-鿿“”·（）0-9 、]+ [A-Z][A-Za-z0-9 :.()'-]+", heading)
    ] == []
