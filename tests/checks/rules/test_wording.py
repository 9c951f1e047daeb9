"""Items named in prose against the table's lines, and words written twice: what is a slip, and what
only looks like one.
"""

from __future__ import annotations

import pytest

from tests.checks.example_disclosures import budget

ALL_OF_IT = "基本工资、机关事业单位基本养老保险缴费、退休费、办公费、公务接待费"


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (f"基本支出70.00万元，主要包括：{ALL_OF_IT}。", None),
        (f"基本支出70.00万元，主要包括：{ALL_OF_IT}和个人农业生产补贴。", "个人农业生产补贴"),
        (f"基本支出70.00万元，主要包括：{ALL_OF_IT}、个人农业生产补贴等。", "个人农业生产补贴"),
        (
            f"基本支出70.00万元，主要包括：{ALL_OF_IT}、印刷费、咨询费、手续费、水费。",
            None,
        ),  # the template's list of all there could be
        (
            f"基本支出70.00万元，主要包括：{ALL_OF_IT}、食堂补助。",
            None,
        ),  # no item of the classification
        (
            f"基本支出70.00万元，用于{ALL_OF_IT}和个人农业生产补贴。",
            None,
        ),  # names what it is for, not what it is made of
        (
            "基本支出70.00万元，主要包括：基本工资、个人农业生产补贴。",
            None,
        ),  # too few to be the table's list
    ],
)
def test_an_item_named_among_those_of_the_table_has_money_there(
    said: str, missing: str | None
) -> None:
    book = budget()
    book.say("general_public_budget.basic", text=said)
    found = book.check().findings("P06")
    assert [finding.verdict for finding in found] == ["open"] * bool(missing)
    assert all(f"“{missing}”" in finding.message_zh and finding.statement_ids for finding in found)


def test_a_line_of_nothing_is_a_line_left_blank() -> None:
    book = (
        budget()
        .change("general_budget_basic_expenditure", "30217", "total", "0")
        .change("general_budget_basic_expenditure", "30217", "operating", "0")
    )
    book.say("general_public_budget.basic", text=f"基本支出70.00万元，主要包括：{ALL_OF_IT}。")
    assert "公务接待费" in book.check().findings("P06")[0].message_en


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“社会保障和就业支出”科目20万元，主要用于主要用于单位缴纳的基本养老保险", 1),
        ("某市信访局某市信访局2026年政策和项目实施绩效评价", 1),
        ("更换工程工程款30万元", 0),  # 更换工程 and 工程款
        ("项目支出30万元，比2025年年初预算增加", 0),
        ("项目支出10000000元，主要用于采购", 0),
    ],
)
def test_a_phrase_written_twice_is_a_slip_of_form(text: str, told: int) -> None:
    book = budget()
    book.say("function", text=text)
    book.say("function.previous_year", text=text)
    assert [(f.verdict, f.severity) for f in book.check().findings("P07")] == [
        ("open", "info")
    ] * told
