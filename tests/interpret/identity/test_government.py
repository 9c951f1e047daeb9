"""Whole governments: told from their own words, of the right place, year and stage."""

from __future__ import annotations

import pytest

from budgetflow.interpret.identity.government import government_of
from budgetflow.interpret.identity.identify import Identity, identify
from budgetflow.interpret.identity.places import is_place_name, place_names
from budgetflow.interpret.rows_model import Publication
from tests.interpret.documents import document, lines, table

MONEY = table(["项目", "2026年预算数"], ["一、税收收入", "152040"], ["收入合计", "200055"])


def _of(*cover: str, more: list | None = None, told: Publication | None = None) -> Identity:
    (found,) = identify(document([*lines(*cover), *(more or [MONEY])]), told)
    return found


@pytest.mark.parametrize(
    ("cover", "place", "year", "stage"),
    [
        (["青岚县2023年预算执行情况和2024年预算草案的报告"], "青岚县", 2024, "budget"),
        (["关于青岚县2023年预算执行情况", "与2024年预算草案的报告"], "青岚县", 2024, "budget"),
        (
            [
                "市五届人大六次",
                "会议文件（十）",
                "关于2025年全市及市本级",
                "财政预算执行情况和2026年全市",
                "及市本级财政预算草案的报告",
                "固原市财政局",
                "2026年1月",
            ],
            "固原市",
            2026,
            "budget",
        ),
        (
            ["全市和市级2019年预算执行情况及2020年预算编制说明", "来源：常德市财政局"],
            "常德市",
            2020,
            "budget",
        ),
        (
            ["迪庆州", "2025年地方财政预算执行情况和2026年地", "方财政预算（草案）"],
            "迪庆州",
            2026,
            "budget",
        ),
        (["关于抚顺市2025年财政决算的报告"], "抚顺市", 2025, "final_accounts"),
        (["2025年青岚市一般公共预算支出执行情况表"], "青岚市", 2025, "execution"),
        (
            ["关于青岚县2024年财政决算和2025年上半年预算执行情况的报告"],
            "青岚县",
            2024,
            "final_accounts",
        ),
        (
            ["山东省2023年决算情况表", "山东省财政厅", "二○二四年七月"],
            "山东省",
            2023,
            "final_accounts",
        ),
        (["2026年云浮市本级政府预算公开"], "云浮市", 2026, "budget"),
        (["2024年青岚县一般公共预算收入预算表"], "青岚县", 2024, "budget"),
        (
            [
                "关于全市2025年预算执行情况与2026年预算草案的报告",
                "——2026年1月7日在常德市第八届人民代表大会第五次会议上",
            ],
            "常德市",
            2026,
            "budget",
        ),
    ],
)
def test_place_year_and_stage(cover: list[str], place: str, year: int, stage: str) -> None:
    found = _of(*cover)
    assert (found.scope, found.publisher, found.fiscal_year, found.stage) == (
        "government",
        place,
        year,
        stage,
    )


def test_a_book_of_tables_alone_is_of_the_place_whose_districts_it_lists() -> None:
    rows = [
        [name, "152040", "93.1"] for name in ("银川市", "石嘴山市", "吴忠市", "固原市", "中卫市")
    ]
    by_region = table(["地区", "决算数", "%"], *rows)
    found = _of("表三：2020年各市县一般公共预算收入决算表", "单位：万元", more=[by_region])
    assert (found.publisher, found.region_code, found.stage) == (
        "宁夏回族自治区",
        "640000",
        "final_accounts",
    )


def test_a_report_that_names_its_city_only_in_its_text() -> None:
    text = "周口市财政运行平稳。按照河南省要求，周口市加强管理，郑州市来人考察，周口市收入增长。"
    found = _of("全市和市级2019年预算执行情况及2020年预算编制说明", text)
    assert (found.publisher, found.region_code) == ("周口市", "411600")


def test_a_report_that_names_two_cities_alike_is_of_neither() -> None:
    text = "周口市与郑州市签订协议。周口市与郑州市互访。"
    assert _of("全市和市级2019年预算执行情况及2020年预算编制说明", text).publisher is None


def test_a_book_that_names_no_place_is_of_the_site_it_was_announced_on() -> None:
    title = "2025年全市一般公共预算支出执行情况表"
    assert _of(title).publisher is None
    assert _of(title, told=Publication(region_code="360100")).publisher == "南昌市"


def test_two_governments_that_name_no_place_are_two_disclosures() -> None:
    other = table(["项目", "2026年预算数"], ["一、税收收入", "7"], ["收入合计", "8"])
    title = "2026年全市一般公共预算收入预算表"
    assert _of(title).disclosure_id != _of(title, more=[other]).disclosure_id


@pytest.mark.parametrize(
    "cover",
    [
        ["青岚县水务局2024年“三公”经费预算", "2024年县本级“三公”经费预算支出表"],
        ["2024年青岚县审计局区本级“三公”经费预算支出表"],
        ["2026年甲市财政局部门预算", "2026年市本级一般公共预算支出表"],
        ["甲市水务局", "2026年部门预算", "2026年市本级一般公共预算支出表"],
    ],
)
def test_the_level_in_a_table_s_title_makes_no_government_of_a_body(cover: list[str]) -> None:
    assert _of(*cover).scope != "government"


def test_a_sentence_names_no_place() -> None:
    found = _of(
        "2024年区本级“三公”经费预算情况",
        "按照区政府关于推进信息公开的要求,经汇总,2024年区本级“三公”经费支出预算为88万元。",
    )
    assert (found.publisher, found.scope, found.fiscal_year) == (None, "government", 2024)


@pytest.mark.parametrize("name", ["海南省", "迪庆州", "青岚县", "甲市", "甲市高新区", "浦东新区"])
def test_names_of_places(name: str) -> None:
    assert is_place_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "全市",
        "我市",
        "本市",
        "各县",
        "按照区",
        "根据市",
        "依据县",
        "全市及市",
        "省级",
        "市",
        "自治区",
        "和市",
        "所属县",
        "对市县",
        "市县",
        "城市",
        "社区",
    ],
)
def test_words_that_are_no_place(name: str) -> None:
    assert not is_place_name(name)


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("关于常德市2025年预算执行情况与2026年全市及市级预算（草案）的报告", ["常德市"]),
        ("2021年海南省省级政府预算表", ["海南省"]),
        ("2026年全市一般公共预算收支平衡表", []),
        ("2026年云浮市（县、区）本级一般公共预算支出表", ["云浮市"]),
        ("根据市政府要求公开2024年预算", []),
    ],
)
def test_places_in_titles(title: str, places: list[str]) -> None:
    assert sorted(set(place_names(title))) == places


@pytest.mark.parametrize(
    "place", ["新疆生产建设兵团", "浦东新区", "甲市高新技术产业开发区", "青岚县"]
)
def test_a_place_alone_on_the_cover_is_no_body_of_it(place: str) -> None:
    found = _of(f"{place}2024年预算执行情况和2025年预算草案")
    assert (found.publisher, found.fiscal_year, found.scope) == (place, 2025, "government")


@pytest.mark.parametrize("place", ["第七师", "第七师胡杨河市", "新疆生产建设兵团第二师铁门关市"])
def test_a_division_of_the_corps_is_a_place_with_a_budget(place: str) -> None:
    assert is_place_name(place)


def test_who_pays_transfers_to_whom_is_no_body() -> None:
    titles = ["2026年第七师师本级一般公共预算支出预算表", "2026年师对团场转移支付分地区预算表"]
    bodies = ("第七师胡杨河市财政局", "师对团场")
    cover = ["第七师胡杨河市2026年预算", "第七师胡杨河市财政局"]
    found = government_of(cover, [], titles, [], bodies)
    assert found is not None
    assert found.place == "第七师胡杨河市"
    assert government_of(["某局2026年预算"], [], titles, [], (None, "师医院")) is None


@pytest.mark.parametrize(
    ("cover", "titles", "place", "year", "stage"),
    [
        (
            ["苏尼特左旗2025年政府预算公开"],
            ["转移支付预算表（分苏木镇）"],
            "苏尼特左旗",
            2025,
            "budget",
        ),
        (
            ["青岚县白水镇2025年财政预算"],
            ["白水镇2025年收入预算表"],
            "青岚县白水镇",
            2025,
            "budget",
        ),
        (["白水乡人民政府2025年财政预算公开"], ["2025年收入表"], "白水乡", 2025, "budget"),
        (["白水街道2024年财政决算公开"], ["2024年支出决算表"], "白水街道", 2024, "final_accounts"),
        (["2025年1-6月青岚县预算执行情况"], ["收入完成情况表"], "青岚县", 2025, "execution"),
        (
            ["青岚高新技术产业开发区2025年财政预算（草案）"],
            ["青岚高新区2025年一般公共预算收入预算表", "青岚高新区2025年政府性基金收入表"],
            "青岚高新技术产业开发区",
            2025,
            "budget",
        ),
        (
            ["第十三师新星市2024年预算执行情况和2025年预算草案"],
            ["2024年师市一般公共预算收入执行情况表", "2025年师市本级一般公共预算支出表"],
            "第十三师新星市",
            2025,
            "budget",
        ),
    ],
)
def test_towns_zones_and_divisions(
    cover: list[str], titles: list[str], place: str, year: int, stage: str
) -> None:
    more = [part for title in titles for part in (*lines(title, "单位：万元"), MONEY)]
    found = _of(*cover, more=more)
    assert (found.scope, found.publisher) == ("government", place)
    assert (found.fiscal_year, found.stage) == (year, stage)


@pytest.mark.parametrize(
    "cover", ["白水镇人民政府2024年度决算公开", "2024年白水镇人民政府决算", "白水镇2025年部门预算"]
)
def test_the_offices_of_a_town_are_a_body(cover: str) -> None:
    assert _of(cover, more=[*lines("财政拨款收支总表", "单位：万元"), MONEY]).scope != "government"
