"""The place a body's name speaks of."""

from __future__ import annotations

import pytest

from budgetflow.reference.regions import commonest_province, find_region, region_of_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("江苏省人大常委会办公厅", "320000"),
        ("中国共产党江苏省委员会办公厅", "320000"),
        ("烟台市信访局", "370600"),
        ("上海市普陀区财政局", "310107"),
        ("北京市朝阳区财政局", "110105"),
        ("甘州区医疗保障局", "620702"),
        ("巴音郭楞蒙古自治州医疗保障局", "652800"),
        ("乌鲁木齐高新技术产业开发区（乌鲁木齐市新市区）医疗保障局", "650104"),
        ("上海 交通职业技术学院", "310000"),
        ("福州市仓山生态环境局", "350100"),
        ("苏州工业园区管理委员会", "320500"),
        ("首都绿化委员会办公室", "110000"),
        ("北京市人民政府驻上海办事处", "110000"),
        ("国家税务总局深圳市税务局", "000000"),
        ("上海市闸北区财政局", "310108"),
        ("西双版纳州财政局", "532800"),
        ("海北州财政局", "632200"),
        ("博尔塔拉州水利局", "652700"),
        ("景宁县教育局", "331127"),
        ("郑州大学", "410100"),
        ("浙江大学", "000000"),
        ("中国石油大学（华东）", "000000"),
        ("中国气象局", "000000"),
        ("农业农村部", "000000"),
        ("中国共产党江苏省委员会办公厅", "320000"),
    ],
)
def test_the_smallest_place_named_is_found(name: str, code: str) -> None:
    region = find_region(name)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    "name", ["南方大学", "中国共产党代表会议", "财政局", "朝阳区财政局", "主城区办公室"]
)
def test_no_place_is_guessed(name: str) -> None:
    assert find_region(name) is None


def test_a_hint_settles_a_name_that_provinces_share() -> None:
    assert find_region("朝阳区财政局", within="110000") == region_of_code("110105")
    assert find_region("鼓楼区财政局", within="350100") == region_of_code("350102")


def test_a_wrong_hint_does_not_move_a_body() -> None:
    assert find_region("烟台市信访局", within="110000") == region_of_code("370600")


def test_central_bodies_have_province_00() -> None:
    region = find_region("国家统计局天津调查总队")
    assert region is not None
    assert region.province == "00"


def test_the_province_a_text_names_most() -> None:
    assert commonest_province(["甘肃省财政厅", "甘肃省医疗保障局和重庆市"]) == "620000"
    assert commonest_province(["没有地名"]) is None
