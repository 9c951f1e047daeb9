"""Which table a printed title names, seen or never seen before."""

from __future__ import annotations

import pytest

from budgetflow.interpret.tables.segments.captions import read_caption
from budgetflow.interpret.tables.segments.titles import looks_like_title, split_number, table_code
from budgetflow.reference.lists import known_titles


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("部门收支总体情况表", "summary"),
        ("预算01表 收支总表", "summary"),
        ("2026年度收支预算总表", "summary"),
        ("某市某局2026年部门收支总体情况表", "summary"),
        ("收入支出决算总表", "summary"),
        ("表2 单位收入总表", "revenue"),
        ("表5 一般公共预算支出情况表", "general_budget_expenditure"),
        ("西南大学支出预算表", "expenditure"),
        ("本年支出总体情况表", "expenditure"),
        ("四、财政拨款收支预算总表", "appropriation_summary"),
        ("财政拨款支出表（功能科目）", "appropriation_expenditure"),
        ("财政拨款基本支出表（经济科目）", "appropriation_basic_expenditure"),
        ("2026年度一般公共预算拨款支出预算表", "general_budget_expenditure"),
        ("一般公共预算基本支出经济分类情况表", "general_budget_basic_expenditure"),
        ("一般公共预算支出经济分类情况表", "general_budget_economic_expenditure"),
        ("一般公共预算项目支出情况表", "general_budget_project_expenditure"),
        ("政府性基金预算拨款支出预算表", "government_fund_expenditure"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital_expenditure"),
        ("一般公共预算“三公”经费、会议费、培训费支出表", "three_public_expenses"),
        ("机关运行经费支出预算表", "operating_expenses"),
        ("政府采购支出预算表", "government_procurement"),
        ("财政拨款委托业务费支出情况表", "commissioned_services"),
        ("上年结转结余情况明细表", "carryover"),
        ("项目支出总表", "project_expenditure"),
        ("基本支出总表", "basic_expenditure"),
        ("部门整体支出绩效目标表", "performance_targets"),
        ("财政拨款政府购买服务明细表", "other"),
        ("政府采购（资产配置、购买服务）预算表", "government_procurement"),
        ("一般公共预算当年拨款情况表", "general_budget_expenditure"),
        ("一般公共预算人员经费、公用经费支出表", "general_budget_basic_expenditure"),
        ("部门综合预算专项业务经费支出表", "project_expenditure"),
        ("上年结转支出预算表", "carryover"),
        ("非税收入征收计划表", "other"),
    ],
)
def test_words_of_a_title_tell_the_table(title: str, code: str) -> None:
    assert table_code(title) == (code, True)


def test_an_unknown_title_is_other_and_said_to_be_unknown() -> None:
    assert table_code("人员编制情况表") == ("other", False)


def test_every_title_on_record_names_its_table() -> None:
    wrong = {title: code for title, code in known_titles().items() if table_code(title)[0] != code}
    assert wrong == {}


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("表 1", "表1", ""),
        ("公开01表", "公开01表", ""),
        ("公开表十二", "公开表十二", ""),
        ("预算01表 收支总表", "预算01表", "收支总表"),
        ("附表1-1：部门收支总表", "附表1-1", "部门收支总表"),
        ("附表1-5 一般公共预算支出表", "附表1-5", "一般公共预算支出表"),
        ("表5 一般公共预算支出表", "表5", "一般公共预算支出表"),
        ("表三一般公共预算支出表", "表三", "一般公共预算支出表"),
        ("表十 三公经费支出表", "表十", "三公经费支出表"),
        ("表二十一 政府采购预算表", "表二十一", "政府采购预算表"),
        ("表2 2026年部门收入总表", "表2", "2026年部门收入总表"),
        ("表一、收支总表", "表一", "收支总表"),
        ("预算表12 项目支出绩效目标表", "预算表12", "项目支出绩效目标表"),
        ("财公开05表 支出总表", "财公开05表", "支出总表"),
        ("【公开05表】支出总表", "公开05表", "支出总表"),
        ("收入支出决算总表（公开01表）", "公开01表", "收入支出决算总表"),
        ("部门收支总表", None, "部门收支总表"),
        ("附表3张", None, "附表3张"),
        ("表1、表2", None, "表1、表2"),
        ("三公经费支出表", None, "三公经费支出表"),
        ("2026年收支总表", None, "2026年收支总表"),
    ],
)
def test_a_printed_number_is_split_off(line: str, number: str | None, rest: str) -> None:
    assert split_number(line) == (number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一、部门收支总体情况表..........3",
        "本表反映部门年度收支情况，详见下表。",
        "第二部分 2026年部门预算表说明",
        "- 12 -",
    ],
)
def test_contents_lines_and_prose_are_no_titles(line: str) -> None:
    assert not looks_like_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "基本支出预算明细表—工资福利支出（政府预算）",
        "一般公共预算基本支出预算明细表--对个人和家庭的补助",
    ],
)
def test_a_title_may_say_which_part_behind_a_dash(line: str) -> None:
    assert looks_like_title(line)


def test_a_caption_line_may_say_several_things() -> None:
    caption = read_caption("部门名称：某市某局    单位：万元")
    assert caption is not None
    assert (caption.publisher, caption.unit) == ("某市某局", "万元")


@pytest.mark.parametrize(
    ("line", "publisher", "year", "unit"),
    [
        ("部门：某市某局    2026年    单位：万元", "某市某局", 2026, "万元"),
        ("预算单位：某市某局 预算年度：2026 金额单位：元", "某市某局", 2026, "元"),
        ("部门编码及名称：[101001]某市某局", "某市某局", None, None),
        ("单位编码：101 单位名称：某市某局 金额单位：万元", "某市某局", None, "万元"),
        ("填表单位：某市某局\n单位：万元", "某市某局", None, "万元"),
        ("批复部门（单位）：某市某局", "某市某局", None, None),
    ],
)
def test_entries_of_the_form_above_a_table(
    line: str, publisher: str, year: int | None, unit: str | None
) -> None:
    caption = read_caption(line)
    assert caption is not None
    assert (caption.publisher, caption.year, caption.unit) == (publisher, year, unit)


def test_a_form_entry_that_names_nothing_is_no_caption() -> None:
    assert read_caption("编制日期：2026年1月20日") is None


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("1-1 收支总表", "1-1", "收支总表"),
        ("2-3-1部门支出总表", "2-3-1", "部门支出总表"),
        ("1-1 2026年收支总表", "1-1", "2026年收支总表"),
        ("2024-2026年支出表", None, "2024-2026年支出表"),
    ],
)
def test_a_number_of_parts_before_a_title(text: str, number: str | None, rest: str) -> None:
    assert split_number(text) == (number, rest)
