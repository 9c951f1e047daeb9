"""Who published it, for which year, at which stage, for what scope: from the words on the paper."""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.interpret.identity.evidence import Trust
from budgetflow.interpret.identity.identify import disclosure_key, identify
from budgetflow.interpret.identity.names import clean_name, read_labels, read_title
from budgetflow.interpret.rows_model import Publication
from tests.interpret.documents import document, lines, table, text_document

FIGURES = table(
    ["项目", "预算数"],
    ["一、财政拨款", "1,203.50"],
    ["二、其他", "20.10"],
    ["收入总计", "1,223.60"],
)


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


def test_the_three_public_expenses_of_a_whole_government() -> None:
    title, text = (
        "2024年海南省省本级“三公”经费情况",
        "一、“三公”经费支出预算数22,618.9万元，比上年预算增加2,536.2万元，培训费322.5万元。",
    )
    (found,) = identify(text_document(f"{title}\n{text}"))
    assert (found.kind, found.publisher, found.fiscal_year, found.stage, found.scope) == (
        "disclosure",
        "海南省",
        2024,
        "budget",
        "government",
    )


def test_a_government_named_over_two_lines() -> None:
    (found,) = identify(
        document([*lines("关于2021年海南省", "省级国有资本经营预算的说明"), FIGURES])
    )
    assert (found.publisher, found.fiscal_year, found.scope) == ("海南省", 2021, "government")


def test_a_national_body_is_central_and_its_branch_is_not() -> None:
    (whole,) = identify(document([*lines("中国气象局2026年部门预算"), FIGURES]))
    (branch,) = identify(document([*lines("中国民主同盟湖南省委员会2026年部门预算"), FIGURES]))
    assert (whole.province, branch.province) == ("00", "43")


def test_a_title_taken_for_a_grid_of_one_row_is_still_read() -> None:
    cover = [
        *lines("北京市政务服务和数据管理局"),
        table(["2026", "年度", "部门预算", "信息公开"]),
        *lines("目录"),
    ]
    identity = identify(document(cover, [FIGURES]))[0]
    assert (identity.publisher, identity.fiscal_year, identity.scope) == (
        "北京市政务服务和数据管理局",
        2026,
        "department",
    )


def test_a_name_on_a_line_of_its_own_beside_the_title() -> None:
    identity = identify(document(lines("2026年部门预算", "烟台市审计局", "2026年2月"), [FIGURES]))[
        0
    ]
    assert (identity.publisher, identity.region_code) == ("烟台市审计局", "370600")


def test_the_label_on_the_cover_beats_the_title() -> None:
    cover = lines("上海市2026年市级单位预算", "预算单位：上海市医疗保险事业管理中心")
    identity = identify(document(cover, [FIGURES]))[0]
    assert (identity.publisher, identity.scope) == ("上海市医疗保险事业管理中心", "unit")


def test_tables_without_a_cover() -> None:
    one = [*lines("公开表一", "部门： 单位：万元"), FIGURES]
    two = [
        *lines("部门：江苏省人大常委会办公厅 单位：万元", "2019年政府采购预算表", page=2),
        FIGURES,
    ]
    identity = identify(document(one, two))[0]
    assert (identity.publisher, identity.fiscal_year, identity.stage, identity.scope) == (
        "江苏省人大常委会办公厅",
        2019,
        "budget",
        "department",
    )


def test_a_publisher_printed_only_in_a_late_performance_table() -> None:
    tables = [*lines("预算01表 收支总表", "金额单位：万元"), FIGURES]
    late = [
        *lines("预算13表 部门整体支出绩效目标表", "（2026年度）", page=2),
        table(["部门名称", "北京市财政局"], ["预算支出总额", "44,169.36"], page=2),
    ]
    identity = identify(document(tables, late))[0]
    assert (identity.publisher, identity.fiscal_year, identity.scope) == (
        "北京市财政局",
        2026,
        "department",
    )
    assert {e.trust for e in identity.evidence if e.publisher} == {Trust.CELL}


def test_the_text_denies_the_year_and_the_stage_of_the_file_name() -> None:
    found = identify(
        document(
            lines("甲市财政局", "2024年度部门决算"),
            [FIGURES],
            file_name="甲市财政局2025年部门预算.pdf",
        )
    )[0]
    assert (found.fiscal_year, found.stage) == (2024, "final_accounts")


def test_the_year_before_is_named_more_often_and_does_not_win() -> None:
    prose = lines(
        *["比2025年预算增加1.20万元，2025年预算执行情况良好，2025年年末结转。"] * 9, page=2
    )
    assert (
        identify(document(lines("2026年甲市审计局部门预算"), [*prose, FIGURES]))[0].fiscal_year
        == 2026
    )


def test_the_file_name_is_the_last_resort() -> None:
    found = identify(
        document(
            [FIGURES], [*lines("收入支出预算总表")], file_name="财政局_甲市财政局2026年部门预算.pdf"
        )
    )[0]
    assert (found.publisher, found.fiscal_year) == ("甲市财政局", 2026)


def test_the_announcement_fills_gaps_only() -> None:
    told = Publication(
        publisher="乙市财政局",
        title="2023年部门预算",
        region_code="110000",
        published_on=date(2026, 2, 7),
    )
    found = identify(document(lines("2026年烟台市审计局部门预算"), [FIGURES]), told)[0]
    assert (found.publisher, found.fiscal_year, found.region_code) == (
        "烟台市审计局",
        2026,
        "370600",
    )
    assert found.published_on == date(2026, 2, 7)


def test_a_university_that_a_ministry_owns_is_central() -> None:
    found = identify(
        document(
            lines("西南大学", "2021 年度部门预算"),
            [*lines("西南大学是教育部直属高校。", page=2), FIGURES],
        )
    )[0]
    assert (found.region_code, found.province) == ("000000", "00")


def test_a_shared_name_is_settled_by_the_province_the_text_names() -> None:
    prose = lines("按照辽宁省财政厅要求公开。", page=2)
    found = identify(document(lines("2026年朝阳县财政局部门预算"), [*prose, FIGURES]))[0]
    assert found.region_code == "211321"


def test_the_signature_gives_publisher_and_day_where_no_cover_does() -> None:
    said = "2026年部门收支总预算1463.33万元，其中基本支出557.68万元，项目支出905.65万元。"
    found = identify(
        text_document(
            f"2026年部门/单位预算公开情况说明\n{said}\n甘州区医疗保障局\n2026年03月17日\n附件："
        )
    )[0]
    assert (found.publisher, found.published_on, found.region_code) == (
        "甘州区医疗保障局",
        date(2026, 3, 17),
        "620702",
    )


@pytest.mark.parametrize(
    "title",
    [
        "2021年海南省省级政府预算表",
        "海南省省本级2021年一般公共预算“三公”经费汇总情况",
        "2021年海南省省本级“三公”经费预算情况",
    ],
)
def test_a_whole_government(title: str) -> None:
    found = identify(document([*lines(title), FIGURES]))[0]
    assert (found.scope, found.fiscal_year, found.stage, found.publisher, found.region_code) == (
        "government",
        2021,
        "budget",
        "海南省",
        "460000",
    )


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        ([lines("上海市 XX 局", "2024 年度部门决算"), [FIGURES]], "blank_template"),
        (
            [lines("2026年甲市教育局部门预算公开", "附件：2026年甲市教育局部门预算.pdf")],
            "announcement",
        ),
        (
            [
                lines(
                    "关于印发《汽车报废更新补贴实施细则》的通知",
                    "每辆补贴1.50万元，2.00万元，3.00万元",
                )
            ],
            "notice",
        ),
        ([lines("办公家具产品目录", "单价 3.50 元")], "other"),
        ([[]], "no_text"),
    ],
)
def test_what_is_no_disclosure_says_what_it_is(pages: list[list], kind: str) -> None:
    found = identify(document(*pages))[0]
    assert (found.kind, found.is_disclosure) == (kind, False)
    assert found.reason


def test_one_file_with_a_set_of_tables_for_each_unit() -> None:
    def own(name: str, first: int) -> list[list]:
        return [
            [
                *lines(f"表{n + 1}", "收入预算表", f"编制单位：{name} 单位：万元", page=first + n),
                FIGURES,
            ]
            for n in range(5)
        ]

    found = identify(
        document(
            lines("2026年甲市民政局部门预算"), *own("甲市民政局本级", 2), *own("甲市福利院", 7)
        )
    )
    assert [(i.publisher, i.scope, i.pages) for i in found] == [
        ("甲市民政局本级", "unit", (2, 6)),
        ("甲市福利院", "unit", (7, 11)),
    ]
    assert len({i.disclosure_id for i in found}) == 2


def test_the_key_depends_on_published_values_alone() -> None:
    first = identify(document(lines("2026年烟台市审计局部门预算"), [FIGURES], file_name="a.pdf"))[0]
    again = identify(
        document(lines("2026年烟台市审计局部门预算", "目录"), [FIGURES], file_name="b.pdf")
    )[0]
    assert (
        first.disclosure_id
        == again.disclosure_id
        == disclosure_key("370600", "烟台市审计局", 2026, "budget", "department")
    )


def test_files_that_do_not_say_who_they_are_stay_apart() -> None:
    one, two = (
        identify(document([FIGURES], lines("收入预算总表", extra)))[0] for extra in ("甲", "乙")
    )
    assert one.publisher is None
    assert one.disclosure_id != two.disclosure_id


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


def test_a_page_number_ends_a_name_and_a_body_s_own_number_does_not() -> None:
    assert clean_name("甲市教育局第1页") == "甲市教育局"
    assert clean_name("甲市教育局第1服务中心") == "甲市教育局第1服务中心"


@pytest.mark.parametrize(
    "made_on",
    [
        "二〇二四年八月",
        "二○二四年八月十五日",
        "2024年8月",
        "2024年8月15日",
        "2024.08",
        "（2024年8月）",
    ],
)
def test_the_month_the_paper_was_made_is_not_its_year(made_on: str) -> None:
    cover = lines("2023年度", "部门决算公开文本", "单位名称：甲县第五中学", made_on)
    second = lines("2023年度单位决算公开文本")
    (found,) = identify(document([*cover, *second, FIGURES]))
    assert (found.fiscal_year, found.stage) == (2023, "final_accounts")
    assert found.title == "2023年度部门决算公开文本"


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


@pytest.mark.parametrize(
    "stated",
    ["发布时间：2024-03-06", "发布日期：2024年3月6日", "时间：2024/3/6", "公开时间:2024.03.06"],
)
def test_the_day_a_web_page_states(stated: str) -> None:
    (found,) = identify(document([*lines("甲县交通局2024年部门预算", stated), FIGURES]))
    assert found.published_on == date(2024, 3, 6)


def test_three_spellings_of_one_body_are_one_disclosure() -> None:
    spellings = ["中共江苏省委办公厅", "中国共产党江苏省委员会办公厅", "江苏省委办公厅"]
    found = [
        identify(document([*lines(f"{name}2018年度部门预算"), FIGURES]))[0] for name in spellings
    ]
    assert [one.publisher for one in found] == spellings
    assert len({one.disclosure_id for one in found}) == 1


@pytest.mark.parametrize(("name", "apart"), [("教育局", True), ("甲县教育局", False)])
def test_a_body_of_no_known_place_is_one_disclosure_a_file(name: str, apart: bool) -> None:
    one, two = (
        identify(document([*lines(f"{name}2018年度部门预算", extra), FIGURES]))[0]
        for extra in ("目录", "目录一")
    )
    assert one.publisher == two.publisher == name
    assert (one.disclosure_id != two.disclosure_id) is apart
