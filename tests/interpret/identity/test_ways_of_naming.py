"""One publisher, year and day, named in many ways by pages and tables of different places."""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.interpret.identity.identify import Identity, identify
from tests.interpret.documents import document, lines, table, text_document

BALANCE = table(["项目", "预算数"], ["一、财政拨款", "1,203.50"], ["收入总计", "1,203.50"])
SPENDING = table(
    ["科目编码", "科目名称", "合计"],
    ["301", "工资福利支出", "300.00"],
    ["302", "商品和服务支出", "50.00"],
)
SENTENCE = "2025年收入预算1,300.00万元，支出预算1,300.00万元，比上年增加25.00万元。"


def of_text(*texts: str) -> Identity:
    (found,) = identify(text_document("\n".join(texts)))
    return found


@pytest.mark.parametrize(
    "title",
    [
        "2025年甲县林业局部门预算公开",
        "2025年度甲县林业局部门预算",
        "关于公开2025年甲县林业局部门预算的说明",
        "二〇二五年甲县林业局部门预算",
        "2025甲县林业局预算公开",
        "（2025年）甲县林业局部门预算",
        "【2025年预算】甲县林业局",
        "甲县林业局2025年部门预算（2025年2月公开）",
        "甲县林业局关于2025年部门预算公开的公告",
        "首页 / 信息公开 / 部门预算 / 甲县林业局2025年部门预算公开",
        "首页 - 政务公开 - 甲县林业局2025年部门预算公开",
    ],
)
def test_a_title_names_publisher_and_year_in_any_order(title: str) -> None:
    found = of_text(title, SENTENCE)
    assert (found.kind, found.publisher, found.fiscal_year) == ("disclosure", "甲县林业局", 2025)
    assert "首页" not in (found.title or "")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("发布时间：2025年3月12日", date(2025, 3, 12)),
        ("修改时间：2025-3-12", date(2025, 3, 12)),
        ("成文日期：2025-03-10 发布日期：2025-03-12", date(2025, 3, 12)),
        ("成文日期：2025-03-10", date(2025, 3, 10)),
        ("来源：甲县林业局 时间：2025-03-12", date(2025, 3, 12)),
        ("浏览次数：2025", None),
    ],
)
def test_the_day_of_publication_comes_before_that_of_writing(said: str, day: date | None) -> None:
    assert of_text("甲县林业局2025年部门预算公开", said, SENTENCE).published_on == day


@pytest.mark.parametrize(
    "label",
    [
        "单位名称：XX市XX局",
        "单位名称：____________",
        "编制单位：（单位全称）",
        "单位名称（盖章）：",
    ],
)
def test_a_hint_for_who_fills_in_a_form_is_no_publisher(label: str) -> None:
    cover = lines("2025年部门预算公开", label)
    over = lines("收支总表", "编制单位：甲县人民医院 金额单位：万元")
    (found,) = identify(document(cover, [*over, BALANCE]))
    assert (found.kind, found.publisher) == ("disclosure", "甲县人民医院")


@pytest.mark.parametrize(
    "line", ["部门：甲县林业局 2025年度 单位：万元", "单位：万元 部门：甲县林业局 2025年"]
)
def test_the_line_of_fields_over_a_table_tells_the_year(line: str) -> None:
    (found,) = identify(document([*lines("“三公”经费支出预算表", line), BALANCE]))
    assert (found.publisher, found.fiscal_year) == ("甲县林业局", 2025)


def test_a_table_every_budget_holds_is_a_disclosure_though_it_says_no_year() -> None:
    over = lines("一般公共预算基本支出表", "单位名称：甲县林业局 单位：万元")
    (found,) = identify(document([*over, SPENDING]))
    assert (found.kind, found.publisher, found.fiscal_year) == ("disclosure", "甲县林业局", None)
    (found,) = identify(document([*lines("甲县林业局通讯录"), SPENDING]))
    assert found.kind == "other"


@pytest.mark.parametrize(
    "title", ["甲县林业局政府采购预算表（2025年）", "甲县林业局2025年采购预算表"]
)
def test_the_year_may_stand_behind_the_subject_of_a_table(title: str) -> None:
    (found,) = identify(document([*lines(title), BALANCE]))
    assert (found.publisher, found.fiscal_year) == ("甲县林业局", 2025)


@pytest.mark.parametrize(
    "title",
    [
        "甲县2025年一般公共预算支出预算表",
        "2025年甲县政府性基金预算支出表",
        "甲县2025年对乡镇转移支付预算表",
        "甲县2025年地方政府债务还本付息情况表",
        "甲县2025年国有资本经营支出预算表",
    ],
)
def test_a_place_as_the_subject_of_a_table_is_a_government(title: str) -> None:
    (found,) = identify(document([*lines(title), BALANCE]))
    assert (found.publisher, found.scope) == ("甲县", "government")
    assert found.fiscal_year == 2025


@pytest.mark.parametrize(
    "title", ["甲县林业局2025年一般公共预算支出预算表", "2025年甲县财政局部门支出预算表"]
)
def test_a_body_as_the_subject_of_a_table_is_none(title: str) -> None:
    (found,) = identify(document([*lines(title), BALANCE]))
    assert found.scope != "government"


def test_a_notice_of_work_is_refused_though_it_speaks_of_a_budget() -> None:
    assert of_text("关于做好2025年部门预算编制工作的通知", SENTENCE).kind == "notice"


@pytest.mark.parametrize(
    "line",
    [
        "甲县林业局 2026年度 单位：万元",
        "甲县林业局 2026年 金额单位：元",
        "填报单位：甲县林业局    2026年 单位：万元",
        "预算年度：2026 部门：212001-甲县林业局 单位：万元",
        "[212001]甲县林业局 2026年度 单位：万元",
        "制表单位：甲县林业局 2026年度 单位：万元",
        "编报单位：（212001）甲县林业局（部门） 2026年度 单位：万元",
    ],
)
@pytest.mark.parametrize("in_cells", [False, True])
def test_who_and_when_on_the_line_of_the_unit(line: str, in_cells: bool) -> None:
    if in_cells:
        head, _, unit = line.rpartition(" ")
        blocks = [
            *lines("支出总表"),
            table([head, "", unit], ["项目", "预算数", ""], ["收入", "1.50", ""]),
        ]
    else:
        blocks = [*lines("支出总表", line), SPENDING]
    (found,) = identify(document(blocks))
    assert (found.publisher, found.fiscal_year) == ("甲县林业局", 2026)


@pytest.mark.parametrize("line", ["部门收支总表 2026年度 单位：万元", "甲县林业 单位：万元"])
def test_what_names_no_body_on_the_line_of_the_unit(line: str) -> None:
    (found,) = identify(document([*lines(line), SPENDING]))
    assert found.publisher is None


@pytest.mark.parametrize(
    "texts",
    [
        ["部门支出总体情况表    金额单位：元", "甲县林业局2026年部门预算"],
        ["单位：元", "甲县林业局2026年部门预算"],
        ["甲县林业局2026年部门预算 部门支出总体情况表 单位：元"],
    ],
)
def test_a_title_beside_the_caption_of_a_table(texts: list[str]) -> None:
    (found,) = identify(document([*lines(*texts), SPENDING]))
    assert (found.publisher, found.fiscal_year) == ("甲县林业局", 2026)


@pytest.mark.parametrize(
    "said",
    [
        "[ 2026年02月11日 ] 【字体：大 中 小】",
        "（2026-02-11）",
        "最后修改：2026-02-11",
        "发布于2026-02-11",
        "最近更新：2026.2.11 点击：3",
    ],
)
def test_a_day_however_it_is_said(said: str) -> None:
    found = of_text("甲县林业局2026年部门预算公开", said, SENTENCE)
    assert found.published_on == date(2026, 2, 11)


def test_a_sheet_named_as_a_standard_table_is_a_disclosure() -> None:
    sheet = document([SPENDING])
    sheet.pages[0].name = "Sheet1"
    assert identify(sheet)[0].kind == "other"
    sheet.pages[0].name = "3 支出总表"
    assert identify(sheet)[0].kind == "disclosure"


@pytest.mark.parametrize(
    "title",
    [
        "2026年甲县林业局三公经费",
        "甲县林业局2026年“三公”经费公开",
        "甲县林业局2026年度三公经费情况说明",
    ],
)
def test_a_page_of_three_public_expenses_needs_no_other_word(title: str) -> None:
    (found,) = identify(document([*lines(title, "单位：元"), BALANCE]))
    assert (found.kind, found.publisher, found.fiscal_year) == ("disclosure", "甲县林业局", 2026)


def test_a_heading_on_three_public_expenses_names_nobody() -> None:
    (found,) = identify(document([*lines("八、本部门2024年“三公”经费", "单位：元"), SPENDING]))
    assert (found.publisher, found.fiscal_year) == (None, None)


@pytest.mark.parametrize(
    "name",
    [
        "全椒县财政局",
        "向阳区人民法院",
        "对外经济贸易局",
        "甲县非税收入管理局",
        "甲市财政预算评审中心",
        "甲市青少年宫",
        "甲市老年大学",
        "甲县少年儿童图书馆",
        "中国共产主义青年团甲县委员会",
        "甲县职业高中",
        "甲灌区",
    ],
)
@pytest.mark.parametrize(
    "title", ["{}2025年部门预算公开", "2025年{}部门预算", "2025年度{}单位预算"]
)
def test_words_of_money_years_and_grammar_inside_a_name(title: str, name: str) -> None:
    assert of_text(title.format(name), SENTENCE).publisher == name


@pytest.mark.parametrize(
    "title",
    [
        "全市教育系统2025年部门预算",
        "各学校2025年部门预算",
        "2025年收入支出部门预算",
        "关于2025年部门预算的说明",
        "甲市2025年部门预算公开-甲市人民政府门户网站",
    ],
)
def test_what_only_ends_like_a_body_names_none(title: str) -> None:
    assert of_text(title, SENTENCE).publisher is None


@pytest.mark.parametrize(
    "title",
    [
        "甲市2025年部门预算公开——甲市水务局",
        "甲市2025年度部门预算公开（甲市水务局）",
        "2025年部门预算公开：甲市水务局",
    ],
)
def test_a_publisher_named_behind_a_title_that_names_none(title: str) -> None:
    found = of_text(title, SENTENCE)
    assert (found.kind, found.publisher, found.fiscal_year) == ("disclosure", "甲市水务局", 2025)


def test_a_publisher_in_the_title_is_not_the_site_behind_it() -> None:
    found = of_text("甲市水务局2025年部门预算公开-甲市财政局", SENTENCE)
    assert found.publisher == "甲市水务局"


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("甲市水务局本级2025年预算公开", "unit"),
        ("甲市水务局（机关）2025年预算", "unit"),
        ("甲市水务局（单位）2025年预算公开", "unit"),
        ("甲市水务局（部门）2025年预算公开", "department"),
        ("甲市水务局（汇总）2025年预算公开", "department"),
        ("甲市水务局2025年部门（汇总）预算公开", "department"),
        ("甲市水务局2025年预算公开", None),
    ],
)
def test_a_mark_behind_the_name_says_the_scope(title: str, scope: str | None) -> None:
    assert of_text(title, SENTENCE).scope == scope


def test_units_below_are_no_part_of_the_name() -> None:
    assert of_text("甲市水务局及所属单位2025年部门预算", SENTENCE).publisher == "甲市水务局"


@pytest.mark.parametrize(
    ("lines_of_text", "scope"),
    [
        (("甲县水务局2024年度部门决算", "编制单位：甲县水务局"), "department"),
        (("编制单位：甲县水务局 单位：万元", "甲县水务局2024年度部门决算"), "department"),
        (("2024年度部门决算公开表", "预算单位：甲县水务局"), "department"),
        (("甲县水务局2024年度单位决算", "部门：甲县水务局"), "unit"),
        (("甲县水务局2024年度决算", "编制单位：甲县水务局"), "unit"),
    ],
)
def test_who_filled_in_a_form_does_not_outvote_the_title(
    lines_of_text: tuple[str, ...], scope: str
) -> None:
    assert of_text(*lines_of_text, SENTENCE).scope == scope


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("2025年部门预算  甲县林业局", "甲县林业局"),
        ("甲州2025年州直部门预算 甲州民政局", "甲州民政局"),
        ("2025年部门预算 编制说明", None),
        ("2025年部门预算 信息公开中心", None),
    ],
)
def test_a_gap_parts_a_title_and_the_name(line: str, publisher: str | None) -> None:
    found = of_text(line, SENTENCE)
    assert (found.publisher, found.fiscal_year) == (publisher, 2025)


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("中国民主同盟青岚省委员会", None),
        ("中国国民党革命委员会青岚省委员会", None),
        ("中国共产主义青年团青岚市委员会", None),
        ("中国红十字会青岚省委员会", None),
        ("中国致公党湖北省委员会", "420000"),
        ("台湾民主自治同盟福建省委员会", "350000"),
        ("中国民主建国会中央委员会", "000000"),
        ("中国气象局", "000000"),
    ],
)
def test_a_branch_of_a_party_is_at_its_place_or_nowhere(publisher: str, code: str | None) -> None:
    assert of_text(f"{publisher}2025年部门预算", SENTENCE).region_code == code


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("攸县供销合作社联合社", "430223"),
        ("中共滑县委员会", "410526"),
        ("城区教育局", None),
    ],
)
def test_a_county_of_two_characters_is_found_where_a_name_begins(
    publisher: str, code: str | None
) -> None:
    titles = ("关于批复2025年部门预算的说明", publisher)
    assert of_text(*titles, SENTENCE).region_code == code


@pytest.mark.parametrize(
    "name",
    [
        "甲市海关",
        "甲旗乌兰牧骑",
        "甲县计生协",
        "甲市风景名胜区",
        "甲县码头",
        "甲县电大",
        "甲县教学点",
        "甲县公墓",
        "甲县九年一贯制学校",
        "甲市五年制师范学校",
    ],
)
def test_bodies_whose_kind_is_rare_are_publishers(name: str) -> None:
    assert of_text(f"{name}2025年部门预算公开", SENTENCE).publisher == name
