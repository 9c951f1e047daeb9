"""Required chapters and the order of the contents list: what is missing is told, what is elsewhere
is not.
"""

from __future__ import annotations

import pytest

from tests.checks.builders import Book
from tests.checks.example_disclosures import budget, final_accounts

HEADINGS = (
    "部门主要职责",
    "机构设置情况",
    "收支预算情况说明",
    "机关运行经费",
    "政府采购情况",
    "国有资产占用情况",
    "预算绩效情况",
    "名词解释",
)
WORDS = (
    "职责",
    "机构设置",
    "收支增减变化",
    "机关运行经费",
    "政府采购",
    "国有资产占用",
    "预算绩效",
    "名词解释",
)


def with_headings(*headings: str, book: Book | None = None) -> Book:
    """Give a budget whose text has these headings, and no sentence that would speak of a chapter
    without one.
    """
    book = book or budget()
    book.rows.documents[0].headings = list(headings)
    book.rows.statements.clear()
    return book


def told(book: Book, check_id: str = "B33") -> list[str]:
    return [
        finding.message_zh
        for finding in book.check().findings(check_id)
        if "未见必备说明" in finding.message_zh
    ]


@pytest.mark.parametrize(("heading", "word"), list(zip(HEADINGS, WORDS, strict=True)))
@pytest.mark.parametrize(("check_id", "make"), [("B33", budget), ("F26", final_accounts)])
def test_a_chapter_that_is_missing_is_told(
    check_id: str, make: object, heading: str, word: str
) -> None:
    whole = with_headings(*HEADINGS, book=make())  # type: ignore[operator]
    assert told(whole, check_id) == []
    poorer = with_headings(*(one for one in HEADINGS if one != heading), book=make())  # type: ignore[operator]
    assert told(poorer, check_id) == [f"未见必备说明：{word}"]
    assert {(f.verdict, f.severity) for f in poorer.findings(check_id)} == {("open", "warning")}


def test_a_sentence_that_only_the_chapter_has_or_a_table_stands_for_its_heading() -> None:
    book = with_headings(*HEADINGS[:5], HEADINGS[7])
    book.say("assets.vehicles", text="共有车辆2辆")
    book.table("performance_targets", "项目绩效目标表", state="announced_missing")
    assert told(book) == []


def test_a_file_with_a_part_of_the_text_or_of_a_government_lacks_nothing() -> None:
    assert told(with_headings(*HEADINGS[:4])) == []
    book = with_headings(*HEADINGS[:7])
    book.rows.disclosures[0].scope = "government"
    assert told(book) == []


def order(contents: tuple[str, ...], *, headings: tuple[str, ...] = ()) -> list[str]:
    book = budget()
    book.rows.documents[0].contents, book.rows.documents[0].headings = (
        list(contents),
        list(headings),
    )
    return [
        finding.message_zh
        for finding in book.check().findings("B33")
        if "目录顺序" in finding.message_zh
    ]


def test_tables_and_headings_follow_the_order_of_the_contents_list() -> None:
    assert order(("第二部分部门预算表", "一、收支总表", "二、收入总表", "三、支出总表")) == []
    assert order(("一、收入总表", "二、收支总表", "三、支出总表")) == [
        "目录顺序与正文不一致：收入总表/收支总表"
    ]
    sections = ("一、主要职责", "二、机构设置", "三、名词解释")
    assert order(sections, headings=("主要职责", "机构设置", "名词解释")) == []
    assert order(sections, headings=("机构设置", "主要职责", "名词解释")) == [
        "目录顺序与正文不一致：主要职责/机构设置"
    ]


def test_a_title_that_stands_twice_has_no_place() -> None:
    assert (
        order(("一、主要职责", "二、机构设置"), headings=("机构设置", "主要职责", "机构设置")) == []
    )
