"""Names of codes over the years, in both languages."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from budgetflow.reference.classifications import (
    economic_english,
    function_class,
    function_items,
    government_classes,
    observed_codes,
    squeezed,
)
from budgetflow.reference.function_names import (
    code_names,
    function_english,
    function_name,
)


@pytest.mark.parametrize(
    ("code", "year", "zh", "en"),
    [
        ("205", 2026, "教育支出", "Education"),
        ("20502", 2026, "普通教育", "General education"),
        ("2050205", 2026, "高等教育", "Higher education"),
        ("2010199", 2026, "其他人大事务支出", "Other: people's congress affairs"),
    ],
)
def test_a_code_has_its_names_in_both_languages(code: str, year: int, zh: str, en: str) -> None:
    assert function_name(code, year) == (zh, en)


def test_a_renamed_code_has_the_name_of_its_year() -> None:
    assert function_name("20805", 2018)[0] == "行政事业单位离退休"
    assert function_name("20805", 2026)[0] == "行政事业单位养老支出"


def test_a_code_that_nobody_knows_has_no_name() -> None:
    assert function_name("2999999", 2026) == (None, None)


def test_every_function_name_seen_has_english() -> None:
    without = [
        (one.code, one.name)
        for code, names in code_names().items()
        if code[:1] == "2" and len(code) in (3, 5, 7)
        for one in names
        if function_english(code, one.name) is None
    ]
    assert without == []


def test_every_economic_name_seen_has_english() -> None:
    without = [
        (one.code, one.name)
        for code, names in code_names().items()
        if code[:1] in "35"
        for one in names
        if economic_english(code, one.name) is None
    ]
    assert without == []


def test_an_economic_code_that_was_given_to_another_item_has_the_english_of_its_name() -> None:
    assert economic_english("30311", "住房公积金") == "Housing provident fund"
    assert (
        economic_english("30311", "代缴社会保险费") == "Social insurance paid on behalf of others"
    )


def test_classes_of_both_classifications_are_named() -> None:
    assert function_english("212", "城乡社区支出") == "Urban and rural communities"
    assert all(economic_english(code, name) for code, name in government_classes().items())


def test_the_list_of_items_names_no_code_otherwise_than_disclosures_print_it() -> None:
    listed: dict[str, set[str]] = {}
    items = resources.files("budgetflow.reference").joinpath("function_items.csv")
    with items.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            listed.setdefault(row["code"], set()).add(squeezed(row["name"]))
    printed: dict[str, set[str]] = {}
    for seen in observed_codes():
        printed.setdefault(seen.code, set()).add(squeezed(seen.name))
    both = listed.keys() & printed.keys()
    assert len(both) > 300
    assert {code: printed[code] for code in both if not listed[code] & printed[code]} == {}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("归口管理的行政单位离退休", "行政单位离退休", "2080501"),
        ("犯人生活", "罪犯生活及医疗卫生", "2040704"),
        ("犯人改造", "监狱业务及罪犯改造", "2040705"),
        ("行政事业单位离退休", "行政事业单位养老支出", "20805"),
        ("医疗卫生与计划生育支出", "卫生健康支出", "210"),
    ],
)
def test_old_and_new_names_have_the_same_code(old: str, new: str, code: str) -> None:
    for name in (old, new):
        assert code in {function_class(name), *function_items(name, None)}
