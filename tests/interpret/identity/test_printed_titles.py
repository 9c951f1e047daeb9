"""Titles as printed: what is one, what is none, where one ends."""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.identity.names import clean_name, read_labels, read_title
from budgetflow.interpret.rows_model import Publication
from tests.interpret.documents import document, lines, text_document
from tests.interpret.identity.builders import FIGURES


@pytest.mark.parametrize(
    ("text", "name", "year", "stage", "scope"),
    [
        (
            "2026年甲市住房和城乡建设局部门预算",
            "甲市住房和城乡建设局",
            2026,
            "budget",
            "department",
        ),
        ("甲市公安局 2026 年度部门预算信息公开", "甲市公安局", 2026, "budget", "department"),
        (
            "甲市信访办公室部门 2026 年度部门预算信息公开",
            "甲市信访办公室",
            2026,
            "budget",
            "department",
        ),
        ("甲市水利局 2026 年部门预算情况说明", "甲市水利局", 2026, "budget", "department"),
        ("2026 年度甲市公安局治安支队单位预算", "甲市公安局治安支队", 2026, "budget", "unit"),
        (
            "甲自治区医疗保障局本级 2025 年单位预算公开",
            "甲自治区医疗保障局本级",
            2025,
            "budget",
            "unit",
        ),
        ("甲市民政局(本级)2026年度单位预算", "甲市民政局(本级)", 2026, "budget", "unit"),
        (
            "第二部分 甲区财政局2024年度部门决算表",
            "甲区财政局",
            2024,
            "final_accounts",
            "department",
        ),
        (
            "当前位置：首页>甲市交通委员会2018年部门预算",
            "甲市交通委员会",
            2018,
            "budget",
            "department",
        ),
        (
            "甲区水利局2026年部门预算及“三公”经费预算公开",
            "甲区水利局",
            2026,
            "budget",
            "department",
        ),
        ("甲区水利局二○二六年部门预算", "甲区水利局", 2026, "budget", "department"),
        ("甲市２０２６年市级单位预算", None, 2026, "budget", "unit"),
        ("甲市甲区第三小学2025年单位预算编制说明", "甲市甲区第三小学", 2025, "budget", "unit"),
        (
            "甲市机关事务管理局2025年度部门预算公开资料",
            "甲市机关事务管理局",
            2025,
            "budget",
            "department",
        ),
        ("甲县财政局2025年度部门预算公开文字说明", "甲县财政局", 2025, "budget", "department"),
        ("2023年度甲市统计局部门整体决算公开", "甲市统计局", 2023, "final_accounts", "department"),
        ("2026年部门/单位预算公开情况说明", None, 2026, "budget", "department"),
        ("甲市丙区2023年区级部门预算", None, 2023, "budget", "department"),
        ("甲县水利局2025年部门综合预算公开", "甲县水利局", 2025, "budget", "department"),
    ],
)
def test_titles(text: str, name: str | None, year: int, stage: str, scope: str) -> None:
    title = read_title(text)
    assert title is not None
    assert (title.name, title.year, title.stage, title.scope) == (name, year, stage, scope)


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款支出决算表",
        "甲市公安局2026年部门预算收支增减变化情况",
        "预算管理制度",
        "2026年工作总结",
    ],
)
def test_lines_that_are_no_title(text: str) -> None:
    assert read_title(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("编制单位：甲市财政局", "甲市财政局"),
        ("部门：甲省人大常委会办公厅 单位：万元", "甲省人大常委会办公厅"),
        ("部门（单位）：甲市信访局单位：万元", "甲市信访局"),
        ("部 门:中共甲省委办公厅", "中共甲省委办公厅"),
        ("单位名称：甲市水务局 金额单位：万元", "甲市水务局"),
        ("部门： 单位：万元", None),
        ("金额单位：万元", None),
        ("单位:元", None),
        ("所属事业单位：甲宾馆、乙宾馆。", None),
    ],
)
def test_labels(text: str, name: str | None) -> None:
    assert [label.name for label in read_labels(text)] == ([name] if name else [])


@pytest.mark.parametrize("text", ["万元", "元", "人民币", "1,203.50", "合计", "收支总表", ""])
def test_what_is_never_a_name(text: str) -> None:
    assert clean_name(text) is None


def test_a_title_over_several_lines_of_the_cover() -> None:
    cover = lines(
        "2026 年乌鲁木齐高新技术产业开发区（乌鲁木齐市",
        "新市区）医疗保障局",
        "部门预算公开",
        "目 录",
        "第一部分 2026 年部门概况",
    )
    identity = identify(document(cover, [FIGURES]))[0]
    assert identity.publisher == "乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）医疗保障局"
    assert (identity.fiscal_year, identity.stage, identity.scope) == (2026, "budget", "department")
    assert (identity.region_code, identity.province) == ("650104", "65")


def test_the_way_to_a_web_page_is_no_part_of_the_title() -> None:
    (found,) = identify(document([*lines("首页 > 财政信息", "甲市水利局2026年部门预算"), FIGURES]))
    assert found.publisher == "甲市水利局"


def test_the_title_ends_where_the_first_part_begins() -> None:
    found = identify(
        document([*lines("甲市水务局2026年部门预算公开", "第一部分 2026年部门预算公开表"), FIGURES])
    )[0]
    assert found.title == "甲市水务局2026年部门预算公开"


def test_the_first_table_of_a_file_without_a_cover_is_not_its_title() -> None:
    pages = document([*lines("表1 部门收支总体情况表", "编制部门：甲市水务局", "2026年"), FIGURES])
    assert identify(pages)[0].title is None
    assert identify(document([*lines("公开01表", "单位：万元"), FIGURES]))[0].title is None
    assert (
        identify(pages, Publication(title="甲市水务局2026年部门预算"))[0].title
        == "甲市水务局2026年部门预算"
    )


def test_a_title_further_in_is_taken_where_the_cover_has_none() -> None:
    pages = document(
        lines("第一部分 部门概况"), [*lines("第二部分 甲市水务局2026年度部门预算表"), FIGURES]
    )
    assert identify(pages)[0].title == "甲市水务局2026年度部门预算表"


def test_a_sentence_on_the_first_page_is_no_title() -> None:
    """A page saved as text has no cover: the year it compares with stands a few lines below its
    title.
    """
    text = (
        "甲县乙局2023年度部门决算\n第三部分 2023年度部门决算情况说明\n一、"
        "收入支出决算总体情况说明\n"
        "2023年度收、支总计均为1234.56万元。与2022年相比，收、支总计各增加100.20万元。\n二、"
        "收入决算情况说明\n三、支出决算情况说明"
    )
    who = identify(text_document(text))[0]
    assert (who.fiscal_year, who.stage) == (2023, "final_accounts")


@pytest.mark.parametrize(
    "title",
    [
        "2023年青岚县审计局(本级)“三公”经费决算情况说明",
        "2023年度青岚县审计局(本级)一般公共预算财政拨款“三公”经费支出决算情况说明",
        "青岚县审计局(本级)2023年“三公”经费支出决算说明",
    ],
)
def test_the_year_before_or_behind_the_name(title: str) -> None:
    (found,) = identify(document([*lines(title, "公务接待费为1.80万元。")]))
    assert (found.publisher, found.fiscal_year, found.stage) == (
        "青岚县审计局(本级)",
        2023,
        "final_accounts",
    )


@pytest.mark.parametrize(
    "above",
    [
        ["当前位置： 首页 > 甲县交通局2024年部门预算情况说明"],
        ["您现在的位置：首页 > 信息公开 > 预决算"],
        ["当前位置：", "首页", "> 政务公开", "> 预算/决算"],
        ["首页", *["政务公开", "新闻中心", "政民互动", "办事服务", "走进甲县", "专题专栏"] * 4],
    ],
)
def test_what_a_web_page_prints_above_its_heading_is_no_title(above: list[str]) -> None:
    heading = "甲县交通局2024年部门预算情况说明"
    below = "更新时间：2024-03-06 15:44:29 浏览次数：12"
    (found,) = identify(document([*lines(*above, heading, below), FIGURES]))
    assert (found.title, found.publisher) == (heading, "甲县交通局")
    assert found.published_on == date(2024, 3, 6)
