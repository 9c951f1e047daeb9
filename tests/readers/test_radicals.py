"""Radicals that stand for ideographs are read as what they stand for, in every format."""

from __future__ import annotations

import unicodedata

import pytest

from budgetflow.readers.common import clean
from budgetflow.readers.radicals import normal_form
from budgetflow.readers.text.plain import read_text


@pytest.mark.parametrize(
    "printed, meant",
    [
        ("⻘海省⻄宁市⺠政局", "青海省西宁市民政局"),  # U+2ED8 ...: the Supplement
        ("⼈⼒⾏⽅⼾籍", "人力行方户籍"),  # U+2F08 ...: Kangxi radicals
        ("⻋辆⻚数⻓期⻔诊⻅附⻛险⻰井", "车辆页数长期门诊见附风险龙井"),
        ("㇐、基本支出", "一、基本支出"),  # U+31D0: strokes
        ("西宁市民政局 1,234.56", "西宁市民政局 1,234.56"),
    ],
)
def test_a_radical_is_its_ideograph(printed: str, meant: str) -> None:
    assert normal_form(printed) == meant
    assert clean(printed) == meant


def test_every_kangxi_radical_that_normal_form_kc_knows_is_known() -> None:
    radicals = [chr(code) for code in range(0x2F00, 0x2FD6)]
    other = [r for r in radicals if normal_form(r) != unicodedata.normalize("NFKC", r)]
    assert other == ["\u2f3e"], "and one has the mainland's form"


def test_radicals_of_a_text_are_mended() -> None:
    (line,) = read_text("⺠政局\n".encode(), "a.txt").pages[0].blocks
    assert getattr(line, "text", None) == "民政局"
