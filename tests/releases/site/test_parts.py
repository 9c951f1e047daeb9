"""Parts of pages: words for places and topics, tables put together, sizes of pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.site.cell_locations import place_words
from budgetflow.releases.site.english_names import english_name, place_name
from budgetflow.releases.site.grids import grids_of, paged
from budgetflow.releases.site.labels import topic_words
from budgetflow.releases.site.page_viewport import frame_of
from budgetflow.releases.site.pager import pages_to_list
from budgetflow.releases.site.province_tiles import Tile
from budgetflow.releases.site.publishers import Publisher
from budgetflow.releases.site.rankings import Rankings
from budgetflow.releases.site.search_index import bigrams, entries_of
from budgetflow.releases.site.thumbnails import size_of
from tests.builders.disclosures import disclosure
from tests.releases.site.builders import grey


@pytest.mark.parametrize(
    ("locator", "page", "zh", "en"),
    [
        ("公开01表!D14", 3, "工作表“公开01表” D14", "sheet “公开01表”, cell D14"),
        ("T3!D14", None, "第3个表格 D14", "table 3, cell D14"),
        ("L143", None, "第143行", "line 143"),
        ("P12", None, "第12段", "paragraph 12"),
        (None, 5, "第5页", "page 5"),
        (None, None, "", ""),
    ],
)
def test_a_place_is_told_in_words(locator: str | None, page: int | None, zh: str, en: str) -> None:
    assert place_words(locator, page) == (zh, en)


def test_a_sentence_says_where_it_stands_in_a_file_without_pages(tmp_path: Path) -> None:
    understanding = disclosure()
    understanding.statements[0].page, understanding.statements[0].locator = None, "L143"
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    (page,) = [path.read_text() for path in (tmp_path / "releases").glob("*/d/*-text.html")]
    assert '<span lang="zh">第143行</span><span lang="en">line 143</span>' in page


def test_tables_are_put_together_as_they_were_printed() -> None:
    understanding = disclosure(figures={"208": "1.00", "210": "2.00"})
    table = {"table_id": understanding.tables[0].table_id, "document_id": "d", "table_no": 1}
    amounts = [
        {name: getattr(row, name) for name in row.__dataclass_fields__}
        for row in reversed(understanding.amounts)
    ]
    ((grid,),) = paged(grids_of([table], amounts))
    (side,) = grid.sides
    assert list(side.columns.values()) == ["合计", "基本支出"]
    assert [
        [side.lines[row].figures[column].printed for column in side.columns] for row in grid.rows
    ] == [["1.00", "1.00"], ["2.00", "2.00"]]


def test_a_frame_shows_the_headings_above_and_the_labels_beside() -> None:
    frame = frame_of([(400, 300, 460, 315), (500, 330, 560, 345)])
    assert (frame.left, frame.top) == (0.0, 150.0)
    assert frame.top + frame.height == 357.0


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert size_of(grey(30, 20)[:24]) == (30, 20)
    with pytest.raises(ValueError, match="PNG"):
        size_of(b"GIF89a" + bytes(18))


def test_names_are_found_by_every_two_characters() -> None:
    assert list(bigrams("新市区 教育局")) == ["新市", "市区", "区教", "教育", "育局"]


@pytest.mark.parametrize(
    ("topic", "zh", "en"),
    [
        ("three_public.total", "“三公”经费·合计", "Three public expenses: total"),
        ("new_word.total", "new_word·合计", "New word: total"),
    ],
)
def test_topics_are_shown_in_words(topic: str, zh: str, en: str) -> None:
    assert topic_words(topic) == (zh, en)


def test_without_pictures_boxes_stand_on_a_blank_page(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.replace(disclosure(), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    (view,) = [path.read_text() for path in (tmp_path / "releases").glob("*/v/*/*.html")]
    assert "<image" not in view and view.count("<rect") == 6


def test_a_long_table_is_parted_over_light_pages(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.replace(disclosure(figures={f"{2010000 + code}": "1.00" for code in range(1500)}), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    pages = sorted(
        path for path in (tmp_path / "releases").glob("*/d/*.html") if "-text" not in path.name
    )
    sizes = sorted(path.stat().st_size for path in pages)
    assert len(sizes) > 2
    assert sizes[-1] < 200_000 and sizes[1] > 100_000, (
        "pages are light, and no more than are needed"
    )


@pytest.mark.parametrize(
    ("name", "places", "en"),
    [
        ("新市区教育局", ("乌市", "新市区"), "Education Bureau, Xinshi District"),
        ("承德市", ("河北省", "承德市"), "Chengde, Hebei"),
        (
            "西安市人民政府国有资产监督管理委员会",
            ("陕西省", "西安市"),
            "State-owned Assets Supervision and Administration Commission, Xian",
        ),
        ("西安市人民政府", ("陕西省", "西安市"), "People's Government, Xian"),
        ("新市区某某站", ("新市区",), "Mou Mou Zhan, Xinshi District"),
        ("迪庆州", ("云南省", "迪庆藏族自治州"), "Diqing Tibetan Autonomous Prefecture, Yunnan"),
        (
            "恩施州教育局",
            ("湖北省", "恩施土家族苗族自治州"),
            "Education Bureau, Enshi Tujia Miao Autonomous Prefecture",
        ),
        ("ABC", (), ""),
    ],
)
def test_a_body_has_an_english_name(name: str, places: tuple[str, ...], en: str) -> None:
    assert english_name(name, places) == en


@pytest.mark.parametrize(
    ("name", "en"),
    [
        ("巴音郭楞蒙古自治州", "Bayinguoleng Mongol Autonomous Prefecture"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("鄂温克族自治旗", "Ewenki Autonomous Banner"),
        ("双江拉祜族佤族布朗族傣族自治县", "Shuangjiang Lahu Va Blang Dai Autonomous County"),
        ("隆林各族自治县", "Longlin Multi-ethnic Autonomous County"),
        ("东乡区", "Dongxiang District"),  # no autonomous place: the word is no people here
    ],
)
def test_the_peoples_of_an_autonomous_place_have_english_names(name: str, en: str) -> None:
    assert place_name(name) == en


def test_search_meets_rankings_and_places_before_publishers() -> None:
    """Of a common word it looks at the first entries alone."""
    bureaus = [Publisher(f"{n:016x}", f"某{n}区教育局", None, None, None) for n in range(100)]
    tile = Tile("65", "新疆", "Xinjiang", "XJ", 1, 1, 100, 100, 0, None)
    rankings = Rankings({("f205", (2026, "budget"), ""): []})
    found = entries_of(bureaus, [tile], rankings, {})
    assert [entry.href[0] for entry in found] == ["k", "r", *["p"] * 100]


def test_few_pages_all_list_each_other() -> None:
    names = [f"c/B04-{number}.html" for number in range(1, 61)]
    assert pages_to_list(names, 7) == list(enumerate(names, start=1))


@pytest.mark.parametrize(
    ("page", "listed"),
    [
        (1, [1, 2, 3, 4, 11, 101, 1001, 2500]),
        (1200, [1, 200, 1100, 1190, *range(1197, 1204), 1210, 1300, 2200, 2500]),
        (2500, [1, 1500, 2400, 2490, 2497, 2498, 2499, 2500]),
    ],
)
def test_of_many_pages_the_nearest_and_some_further_away_are_listed(
    page: int, listed: list[int]
) -> None:
    names = [str(number) for number in range(1, 2501)]
    assert pages_to_list(names, page) == [(number, str(number)) for number in listed]
