"""Contents lists and headings, as they are printed: over two pages, with leaders, cut over two
lines, without numbers.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.prose.headings import bare, headings_of
from budgetflow.interpret.text.contents import contents_of
from budgetflow.interpret.text.paragraphs import read_paragraphs
from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.document import Block, Box, Document, TextLine
from tests.interpret.documents import document, table, text_document


def lines(*texts: str, page: int = 1) -> list[Block]:
    """Lines of a page, each as wide as its words."""
    return [
        TextLine(
            text,
            page=page,
            box=Box(90.0, 60.0 + 22 * i, 90.0 + 14 * len(text), 74.0 + 22 * i),
            size=14.0,
        )
        for i, text in enumerate(texts)
    ]


def headings(paper: Document) -> list[str]:
    return headings_of(paper, read_paragraphs(paper), contents_of(paper))


@pytest.mark.parametrize(
    ("pages", "entries"),
    [
        (
            [lines("目 录", "第一部分 单位概况", "一、主要职责", "二、机构设置")],
            ["第一部分单位概况", "一、主要职责", "二、机构设置"],
        ),
        (
            [lines("目录", "一、收支总表……………… 3", "二、收入总表.........12", "- 1 -")],
            ["一、收支总表", "二、收入总表"],
        ),
        (
            [lines("目录", "一、收支总表", "- 2 -"), lines("二、收入总表", page=2)],
            ["一、收支总表", "二、收入总表"],
        ),
        (
            [lines("目录", "十一、“三公”经费、会议费、培训费支", "出预算表")],
            ["十一、“三公”经费、会议费、培训费支出预算表"],
        ),
        (
            [lines("目录", "一、主要职责", "二、机构设置", "一、主要职责", "负责本区预算。")],
            ["一、主要职责", "二、机构设置"],
        ),
        (
            [lines("目录", "一、收支总表"), [table(["收入", "1.00"])], lines("二、收入总表")],
            ["一、收支总表"],
        ),
        ([lines("一、主要职责", "二、机构设置")], []),
    ],
    ids=[
        "plain",
        "leaders and page numbers",
        "two pages",
        "an entry over two lines",
        "the text begins",
        "a table begins",
        "no list",
    ],
)
def test_a_contents_list_is_read_to_its_end(pages: list[list[Block]], entries: list[str]) -> None:
    assert contents_of(document(*pages)).entries == entries


def test_a_contents_list_is_no_heading_of_the_text_and_its_page_number_no_part_of_an_entry() -> (
    None
):
    contents = lines("目录", "第一部分 概况", "一、主要职责", "二、机构设置", "三、名词解释")
    text = lines(
        "第一部分 概况",
        "一、主要职责",
        "本部门负责本区预算的编制和执行，并承担交办的",
        "其他事项。",
        "名词解释",
        page=2,
    )
    assert headings(document(contents, text)) == ["概况", "主要职责", "名词解释"]


def test_a_title_in_larger_letters_is_a_heading_though_its_text_goes_on_in_the_same_paragraph() -> (
    None
):
    title = TextLine(
        "某市某局（单位）主要职能", page=1, box=Box(120.0, 60.0, 505.0, 80.0), size=18.0
    )
    below = TextLine(
        "某市某局是本市政府的组成部门。", page=1, box=Box(90.0, 90.0, 400.0, 104.0), size=14.0
    )
    assert headings(document([title, below])) == ["某市某局（单位）主要职能"]
    title.size = 14.0
    assert headings(document([title, below])) == []


def test_sentences_that_end_like_titles_are_none() -> None:
    assert headings(
        text_document(
            "本部门公开预算，并作出说明\n负责全区预算执行情况的监督。\n收支预算情况说明\n"
        )
    ) == ["收支预算情况说明"]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("第一部分 单位概况", "单位概况"),
        ("十一、政府采购表", "政府采购表"),
        ("（一）收入", "收入"),
        ("3.项目", "项目"),
        ("2026年预算表", "2026年预算表"),
    ],
)
def test_a_heading_without_its_number(printed: str, words: str) -> None:
    assert bare(printed) == words


def test_no_name_or_telephone_of_a_person_is_kept_as_a_heading() -> None:
    text = """某市某局2026年部门预算公开
一、收入支出预算总体情况
收入预算100.00万元，支出预算100.00万元，其中基本支出70.00万元，项目支出30.00万元。财政拨款收入预算100.00万元，占100%。
二、联系人：张小明，电话：0991-1234567
"""
    (row,) = read_and_understand(text.encode(), "a.txt").documents
    assert (
        row.headings
        and "张小明" not in "".join(row.headings)
        and "1234567" not in "".join(row.headings)
    )


def test_tables_on_the_list_are_no_part_of_the_entry_before_them() -> None:
    contents = contents_of(
        document(
            lines(
                "目录",
                "一、2022年预算执行情况",
                "表一 2022年甲省一般公共预算收入执行情况表········（1）",
                "表二 2022年甲省分地区一般公共预算收入执行情况表",
                "····································································（2）",
                "二、2023年预算草案",
            )
        )
    )
    assert contents.entries == ["一、2022年预算执行情况", "二、2023年预算草案"]
    assert len(contents.lines) == 5
