"""Who published it, for which year, at which stage, for what scope: from the words on the paper."""

from __future__ import annotations

from datetime import date

import pytest

from budgetflow.interpret.identity.evidence import Trust
from budgetflow.interpret.identity.identify import disclosure_key, identify
from budgetflow.interpret.identity.names import clean_name
from budgetflow.interpret.rows_model import Publication
from tests.interpret.documents import document, lines, table, text_document
from tests.interpret.identity.builders import FIGURES


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


def test_a_note_above_the_cover_of_a_workbook_is_no_title() -> None:
    title = "2025年地方财政预算执行情况和2026年地方财政预算（草案）"
    cover = [*lines("会议资料妥善保存"), table(["丽江市"], [title], ["丽江市财政局编制"])]
    (found,) = identify(document(cover, [*lines("2026年丽江市一般公共预算收支情况表"), FIGURES]))
    assert found.title == f"丽江市{title}"
