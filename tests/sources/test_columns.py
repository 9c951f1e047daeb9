"""The registry that comes with the program: every file loads, every source can be walked, every
surveyed column is there.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from budgetflow.reference.regions import region_of_code
from budgetflow.sources.import_survey import columns, universities
from budgetflow.sources.lint import faults
from budgetflow.sources.load import REGISTRY, load_sources
from budgetflow.sources.methods import METHODS
from budgetflow.sources.source import Source

FILES = sorted(REGISTRY.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(REGISTRY)) for file in FILES])
def test_a_file_of_the_registry(file: Path) -> None:
    sources = load_sources(file)
    assert sources
    for source in sources:
        assert faults([source]) == []
        assert METHODS[source.method].first(source) == list(source.start_urls)
        assert source.region_code[:2] == file.parent.name or (
            source.region_code == "000000" and file.parent.name == "00"
        )


def test_the_registry_as_a_whole() -> None:
    sources = load_sources()
    assert faults(sources) == []
    assert (
        len([source for source in sources if source.level in ("province", "prefecture", "county")])
        == 3215
    )
    assert len({source.region_code for source in sources}) > 3205
    assert len({source.region_code[:2] for source in sources}) == 35, (
        "every province of GB/T 2260, and 00 for the centre"
    )


@pytest.mark.corpus
def test_every_surveyed_column_is_in_the_registry(shared: Path) -> None:
    with (shared / "sources" / "national_columns.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        surveyed = list(csv.DictReader(file))
    sources = load_sources()
    addresses = {
        (source.name.removesuffix("财政预决算"), url)
        for source in sources
        for url in source.start_urls or ("",)
    }
    assert {(row["region_name"], row["url"].strip()) for row in surveyed} <= addresses
    unreachable = sum(row["reachable_2026_04"] == "否" or not row["url"] for row in surveyed)
    assert sum(source.state == "unreachable" for source in sources) == unreachable


def row(**keys: str) -> dict[str, str]:
    plain = {
        "province": "河北省",
        "city": "沧州市",
        "county": "沧县",
        "region_name": "沧县",
        "level": "区县",
        "url": "http://x.invalid/yjs/",
    }
    return (
        plain
        | {
            "reachable_2026_04": "是",
            "page_type": "预决算页面",
            "http_status": "200",
            "page_title": "",
        }
        | keys
    )


def test_a_surveyed_region_gets_its_code_and_file() -> None:
    ((name, (entry,)),) = columns([row()]).items()
    assert name == "13/1309.yaml"
    assert entry == {
        "id": "r130921",
        "name": "沧县财政预决算",
        "region_code": "130921",
        "level": "county",
        "start_urls": ["http://x.invalid/yjs/"],
        "method": "list_pages",
    }


SURVEYED = [
    (row(url="https://x.invalid/col/col1229511129/index.html"), {"method": "jpage"}),
    (
        row(reachable_2026_04="否", http_status="412", page_type="存疑"),
        {"state": "unreachable", "note": "2026-04: HTTP 412, 存疑; a bot filter answered"},
    ),
    (
        row(url="", reachable_2026_04="否", http_status=""),
        {"state": "unreachable", "start_urls": []},
    ),
    (row(reachable_2026_04="存疑"), {"state": "doubtful"}),
    (row(url="http://x.invalid/#/view?code=1"), {"state": "doubtful"}),
    (row(page_type="法定公开内容页面"), {"depth": 2}),
    (
        row(province="北京市", city="", county="朝阳区", region_name="朝阳区"),
        {"region_code": "110105"},
    ),
    (
        row(province="湖北省", city="仙桃市", county="", region_name="仙桃市", level="地级市"),
        {"region_code": "429004", "level": "county"},
    ),
    (
        row(province="黑龙江省", city="大兴安岭地区", county="松岭区", region_name="松岭区"),
        {"region_code": "232700"},
    ),
]


@pytest.mark.parametrize(("surveyed", "expected"), SURVEYED)
def test_what_the_survey_saw_is_kept(surveyed: dict[str, str], expected: dict[str, object]) -> None:
    ((entry,),) = columns([surveyed]).values()
    assert expected.items() <= entry.items()
    assert Source.model_validate(entry).crawled is (expected.get("state") != "unreachable")


def test_regions_that_share_a_column_are_told_apart_by_their_names() -> None:
    other = row(county="青县", region_name="青县")
    (entries,) = columns(
        [row(), other, row(county="献县", region_name="献县", url="http://y.invalid/")]
    ).values()
    assert [entry.get("include") for entry in entries] == [["沧县"], ["青县"], None]


def test_a_university_has_its_lists_and_its_known_files() -> None:
    keys = {
        "university": "浙江大学",
        "year": "2026",
        "document_type": "budget",
        "title": "浙江大学2026年部门预算",
    }
    rows = [
        keys
        | {"url": "https://www.zju.edu.cn/xxgk/17961/list.htm", "source_level": "official_index"},
        keys | {"url": "https://www.zju.edu.cn/a.pdf", "source_level": "official_pdf"},
        keys | {"url": "https://www.zju.edu.cn/x.htm", "source_level": "third_party_pointer"},
    ]
    ((name, entries),) = universities(rows).items()
    assert (name, [entry["id"] for entry in entries]) == ("00/zju.yaml", ["c-zju", "c-zju-known"])
    assert entries[1]["known"] == [
        {"url": "https://www.zju.edu.cn/a.pdf", "title": "浙江大学2026年部门预算"}
    ]


def source(**keys: object) -> Source:
    plain = {
        "id": "ab",
        "name": "某县",
        "region_code": "130921",
        "level": "county",
        "start_urls": ["http://x.invalid/"],
    }
    return Source.model_validate(plain | keys)


LINT = [
    (source(method="walk"), "ab: method: 'walk' is none of"),
    (source(region_code="999999"), "ab: region_code: 999999 is no code of GB/T 2260"),
    (source(level="prefecture"), "ab: level: 沧县 is a county, not a prefecture"),
    (source(region_code="000000"), "ab: level: 000000 is for central bodies"),
    (source(state="doubtful"), "ab: note: say when and why"),
    (
        source(page_url="http://x.invalid/{page}"),
        "ab: page_url: the method list_pages does not use it",
    ),
    (
        source(start_urls=["http://x.invalid/", "http://x.invalid/"]),
        "ab: start_urls: an address is there twice",
    ),
]


@pytest.mark.parametrize(("faulty", "fault"), LINT, ids=[fault for _, fault in LINT])
def test_the_linter_names_source_and_key(faulty: Source, fault: str) -> None:
    assert any(line.startswith(fault) for line in faults([faulty]))


def test_two_sources_of_one_address_must_say_what_is_whose() -> None:
    assert region_of_code("130922") is not None
    first, second = source(), source(id="cd", region_code="130922")
    assert "include" in faults([first, second])[0]
    assert (
        faults([source(include=["沧县"]), source(id="cd", region_code="130922", include=["青县"])])
        == []
    )
