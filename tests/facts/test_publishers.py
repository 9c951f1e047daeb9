"""One identity a body: spellings and renames are one, bodies of like names are not."""

from __future__ import annotations

from typing import Any

import pytest

from budgetflow.facts.publishers import (
    body_name,
    government_level,
    is_own_only,
    kind_of,
    publisher_id,
    superior_name,
)
from budgetflow.releases.derived.write import publisher_rows

ONE_BODY = [
    ("江苏省委办公厅", "中共江苏省委办公厅"),
    ("江苏省委办公厅", "中国共产党江苏省委员会办公厅"),
    ("甘泉市水务局", "甘泉市水务局（本级）"),
    ("甘泉市水务局", "甘泉市水务局本级"),
    ("甘泉市水务局", "甘泉市水务局（汇总）"),
    ("甘泉市水务局", "甘泉市 水务局"),
    ("甘泉市卫生健康委员会", "甘泉市卫生和计划生育委员会"),
    ("甘泉市生态环境局", "甘泉市环境保护局"),
]
TWO_BODIES = [
    ("江苏省委办公厅", "江苏省委组织部"),
    ("甘泉市水务局", "甘泉市水务局水文站"),
    ("甘泉市公安局", "甘泉市公安局治安管理支队"),
    ("甘泉市人民政府办公室", "甘泉市人民政府"),
    ("甘泉市教育局", "甘泉市教育委员会"),
    ("甘泉市发展和改革委员会", "甘泉市改革委员会"),
]


def key(name: str, region: str | None = "320000", disclosure: str = "d1") -> str | None:
    return publisher_id(name, region, disclosure)


@pytest.mark.parametrize(("one", "other"), ONE_BODY)
def test_spellings_and_renames_of_a_body_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), TWO_BODIES)
def test_two_bodies_have_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_bodies_of_one_name_in_two_regions_are_two() -> None:
    assert key("财政局", "320100") != key("财政局", "320200")


def test_a_body_of_an_unknown_region_has_a_key_of_its_disclosure() -> None:
    assert key("财政局", None, "d1") != key("财政局", None, "d2")
    assert key("财政局", None, "d1") is not None
    assert publisher_id(None, "320000", "d1") is None


@pytest.mark.parametrize(
    ("name", "superior"),
    [
        ("甘泉市公安局治安管理支队", "甘泉市公安局"),
        ("甘泉市住房和城乡建设管理委员会评价中心", "甘泉市住房和城乡建设管理委员会"),
        ("甘泉市卫生健康委卫生监督所", "甘泉市卫生健康委"),
        ("甘泉市水务局（本级）", None),
        ("甘泉市委军民融合发展委员会办公室", None),
        ("甘泉市人大常委会办公厅", None),
        ("甘泉市博物馆", None),
    ],
)
def test_a_unit_is_below_the_body_its_name_begins_with(name: str, superior: str | None) -> None:
    assert superior_name(name) == superior


def row(publisher: str, year: int, **more: Any) -> dict[str, Any]:
    region = {"region_code": "320000", "region_name": "江苏省", "province": "32"}
    return {
        "publisher_id": key(publisher),
        "publisher": publisher,
        "fiscal_year": year,
        "scope": "department",
        "disclosure_id": f"{publisher}{year}",
        **region,
        **more,
    }


def test_a_publisher_is_named_as_in_its_newest_disclosure_without_marks_of_scope() -> None:
    (made,) = publisher_rows([row("甘泉市水务局", 2024), row("甘泉市水务局（本级）", 2026)])
    assert made["name"] == "甘泉市水务局"
    assert made["other_names"] == ["甘泉市水务局（本级）"]
    assert (made["first_year"], made["last_year"], made["disclosures"]) == (2024, 2026, 2)


def test_the_superior_is_found_under_any_of_its_spellings() -> None:
    rows = publisher_rows(
        [row("甘泉市公安局（本级）", 2026), row("甘泉市公安局治安管理支队", 2026)]
    )
    by_name = {made["name"]: made for made in rows}
    unit = by_name["甘泉市公安局治安管理支队"]
    assert unit["superior_id"] == by_name["甘泉市公安局"]["publisher_id"]
    assert by_name["甘泉市公安局"]["superior_id"] is None


def test_a_superior_that_publishes_nothing_is_named() -> None:
    (unit,) = publisher_rows([row("甘泉市公安局治安管理支队", 2026)])
    assert (unit["superior_name"], unit["superior_id"]) == ("甘泉市公安局", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("甘泉市水务局（本级）", "department"),
        ("甘泉市公安局治安管理支队", "public_institution"),
        ("中共甘泉市委宣传部", "party_organ"),
        ("甘泉市人民法院", "court"),
        ("甘泉大学", "school"),
        ("甘泉市中心医院", "hospital"),
        ("甘泉区万里街道办事处", "township"),
    ],
)
def test_kinds_are_told_by_the_name(name: str, kind: str) -> None:
    assert kind_of(name, "department") == kind


def test_levels_follow_the_region() -> None:
    found = [government_level(code, "某局") for code in ("000000", "320000", "320100", "320102")]
    assert found == ["central", "province", "prefecture", "county"]
    assert government_level(None, "某局") is None


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("甘泉市水务局（本级）", None, True),
        ("甘泉市水务局", "甘泉市水务局本级2026年部门预算", True),
        ("甘泉市水务局", "甘泉市水务局2026年部门预算", False),
    ],
)
def test_own_only_is_told_by_name_or_title(name: str, title: str | None, expected: bool) -> None:
    assert is_own_only(name, title) is expected


def test_marks_of_scope_are_no_part_of_the_name() -> None:
    assert body_name("甘泉市水务局（本级）") == body_name("甘泉市水务局（汇总）") == "甘泉市水务局"
