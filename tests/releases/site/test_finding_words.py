"""What findings and checks say to a reader: no code of the data, no Chinese unit in English, and no
English alone where a Chinese reader looks.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.explanations.all import EXPLANATIONS
from budgetflow.contracts.vocabulary import EXPLANATIONS as PUBLISHED
from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.site.check_words import check_facts, explanation_words
from budgetflow.releases.site.finding_words import english_message
from tests.builders.disclosures import disclosure


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "general_budget_basic_expenditure, total of row 23 (302 商品和服务支出) = sum of the "
            "35 rows below it: 621.37 万元 against 621.17 万元, difference 0.20 万元",
            "general budget basic expenditure, total of row 23 (302 商品和服务支出) = sum of the "
            "35 rows below it: 621.37 against 621.17, difference 0.20 (in 10,000 yuan)",
        ),
        ("6,651.38 = 1.98 + 6,700 万元", "6,651.38 = 1.98 + 6,700 (in 10,000 yuan)"),
        ("revenue.total as said", "revenue total as said"),
        (
            "balance = balance.general + balance.special",
            "balance = balance general + balance special",
        ),
        ("6.08 元 against 6.08 万元", "6.08 yuan against 6.08 × 10,000 yuan"),
    ],
)
def test_codes_and_units_are_words(message: str, words: str) -> None:
    assert english_message(message) == words


@pytest.mark.parametrize(
    "message",
    [
        "the text names 个人农业生产补贴 among its items",
        "share: 29.08% of the whole, e.g. as printed",
        "project 第3 元旦活动: its budget",
        "the file plan.md was not read",
    ],
)
def test_words_of_the_paper_and_of_the_language_stay(message: str) -> None:
    assert english_message(message) == message


def test_every_explanation_has_words_in_both_languages() -> None:
    assert {one.name for one in EXPLANATIONS} <= set(PUBLISHED)
    for chinese, english in explanation_words().values():
        assert re.search(r"[一-鿿]", chinese)
        assert english and not re.search(r"[一-鿿_]", english)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_what_a_check_looks_at_has_words_in_both_languages(check: object) -> None:
    facts = check_facts()[check.id]  # type: ignore[attr-defined]
    for told in (facts["tables"], facts["condition"]):
        chinese, english = told
        assert not re.search(r"[A-Za-z]", chinese), chinese
        assert not re.search(r"[一-鿿]|T\d", english), english


def released(understanding: Understanding, folder: Path) -> Path:
    """Return the folder of a release of one disclosure."""
    lake = Lake(folder / "lake")
    lake.replace(understanding, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22))
    assert made is not None
    return Path(made.path)


def test_what_no_check_applied_to_is_not_called_free_of_error(tmp_path: Path) -> None:
    unchecked = disclosure()
    unchecked.findings.clear()
    unchecked.disclosures[0].status = "accepted"
    for result in unchecked.check_results:
        result.state = "not_applicable"
    release = released(unchecked, tmp_path)
    slug = unchecked.disclosures[0].disclosure_id[:16]
    page = (release / "d" / f"{slug}.html").read_text(encoding="utf-8")
    assert "没有可以核对的数" in page and "nothing in it could be checked" in page
    assert "核对无误" not in page
    (publisher,) = (path.read_text(encoding="utf-8") for path in release.glob("p/*.html"))
    assert "nothing to check" in publisher and "no error seen" not in publisher
    assert "0 / 1" in (release / "findings.html").read_text(encoding="utf-8")


def test_what_was_checked_and_held_is(tmp_path: Path) -> None:
    checked = disclosure()
    checked.findings.clear()
    checked.disclosures[0].status = "accepted"
    assert any(result.state == "pass" for result in checked.check_results)
    release = released(checked, tmp_path)
    slug = checked.disclosures[0].disclosure_id[:16]
    assert "核对无误" in (release / "d" / f"{slug}.html").read_text(encoding="utf-8")
    assert "1 / 1" in (release / "findings.html").read_text(encoding="utf-8")
