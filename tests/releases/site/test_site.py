"""The catalogue: light pages that say what the release says, everything escaped, nothing from
elsewhere.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.making.parallel import PartFailed
from budgetflow.releases.resources import Effort
from budgetflow.releases.site.check_words import NOTES, check_words, explanation_words
from budgetflow.releases.site.search_index import fnv, normal
from tests.builders.disclosures import disclosure, sha, unreadable
from tests.releases.site.builders import Drawn

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of several publishers, one of them over three years, one with hostile names."""
    folder: Path = tmp_path_factory.mktemp("site")
    lake = Lake(folder / "lake")
    for year in (2024, 2025, 2026):
        lake.replace(
            disclosure(
                "新市区教育局",
                year,
                figures={"201": "1200.50", "208": f"{year}.00", "2080501": "3.00"},
            ),
            "1",
        )
    lake.replace(disclosure("新市区教育局", 2025, stage="final_accounts"), "1")
    lake.replace(disclosure("东城区财政局", 2026, "110101"), "1")
    evil = disclosure(EVIL, 2026, "440301")
    evil.disclosures[0].title = evil.amounts[0].row_label = evil.tables[0].title_printed = EVIL
    evil.disclosures[0].landing_url = evil.documents[0].source_url = "javascript:alert(1)"
    lake.replace(evil, "1")
    lake.replace(unreadable(), "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 22), pictures=Drawn())
    assert made is not None
    return Path(made.path)


def test_every_link_within_the_catalogue_leads_somewhere(release: Path) -> None:
    broken = []
    for page in release.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.read_text()):
            path, _, anchor = html.unescape(address).partition("#")
            if re.match(r"[a-z]+:", path):
                continue
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (
                anchor
                and target.suffix == ".html"
                and target.name != "compare.html"
                and f'id="{anchor}"' not in target.read_text()
            ):
                broken.append(f"{page.relative_to(release)}: {address}")
    assert broken == []


def test_nothing_comes_from_elsewhere(release: Path) -> None:
    for path in [*release.rglob("*.html"), *(release / "assets").iterdir()]:
        loaded = re.findall(
            r'(?:src|<link[^>]*href|<image[^>]*href|url\()="?(https?:)?//', path.read_text()
        )
        assert loaded == [], path
        assert "@import" not in path.read_text()


def test_what_publishers_print_is_escaped(release: Path) -> None:
    for path in release.rglob("*.html"):
        text = path.read_text()
        assert EVIL not in text, path
        assert "javascript:" not in text, path
    assert any(
        "&lt;script&gt;alert(1)&lt;/script&gt;" in path.read_text()
        for path in release.rglob("d/*.html")
    )


def test_pages_are_light(release: Path) -> None:
    heavy = {
        path.name: path.stat().st_size
        for path in release.rglob("*.html")
        if path.stat().st_size > 200_000
    }
    assert heavy == {}


def test_every_figure_leads_to_its_box_and_back(release: Path) -> None:
    (page,) = [
        path
        for path in release.glob("d/*.html")
        if "东城区财政局" in path.read_text() and "-text" not in path.name
    ]
    links = re.findall(r'<a id="(t1r\d+c\d+)" href="([^"]+)"', page.read_text())
    assert len(links) == 6
    for anchor, address in links:
        path, _, there = address.partition("#")
        view = (page.parent / path).resolve().read_text()
        assert there == anchor
        assert f'<a id="{anchor}" href="../../d/{page.name}#{anchor}">' in view
        assert re.search(r'<image href="../../crops/[0-9a-f]{16}/p3-[0-9a-f]{8}.png"', view)


@pytest.mark.parametrize(
    ("locator", "page", "zh", "column"),
    [
        ("公开01表!B{}", 1, "工作表“公开01表”中的数字", "B"),
        ("T3!AD{}", None, "第3个表格中的数字", "AD"),
        ("T3!D{}", 2, "工作表“T3”中的数字", "D"),
        ("L{}", None, "正文各行中的数字", ""),
    ],
)
def test_a_figure_without_a_box_leads_to_its_cell_or_line_and_back(
    tmp_path: Path, locator: str, page: int | None, zh: str, column: str
) -> None:
    """Two clicks from a table: to the sheet, table or text it stands in, with the file's own
    numbers, and from there to the file.
    """
    understanding = disclosure(
        figures={f"{2010000 + number}": f"{number}.25" for number in range(300)}
    )
    for number, amount in enumerate(understanding.amounts):
        amount.x0 = amount.top = amount.x1 = amount.bottom = None
        amount.page, amount.locator = page, locator.format(5 + number // 2)
    lake = Lake(tmp_path / "lake")
    lake.replace(understanding, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    release = tmp_path / "releases/2026.11.22"
    test_every_link_within_the_catalogue_leads_somewhere(release)
    views = sorted((release / "v").rglob("*.html"))
    assert len(views) == 2 and all(view.stat().st_size < 200_000 for view in views)
    (listing,) = [path for path in release.glob("d/*.html") if 'href="../v/' in path.read_text()]
    links = re.findall(
        r'<a id="(t1r\d+c\d+)" href="../(v/[^"#]+)#\1">([^<]+)</a>', listing.read_text()
    )
    assert len(links) == 600
    for anchor, address, printed in (links[0], links[-1]):
        view = (release / address).read_text()
        number = 4 + int(anchor[3:].partition("c")[0])
        assert f'<h1><span lang="zh">{zh}</span>' in view
        assert f'<tr><th class="n">{number}</th>' in view and f'<th class="n">{column}</th>' in view
        assert re.search(
            rf'<a id="{anchor}" href="../../d/{listing.name}#{anchor}" title="{column}{number} · '
            rf'[^"]+">{printed}</a>',
            view,
        )
        assert 'href="https://example.invalid/' in view


def test_the_page_of_changes_leads_to_each_disclosure_and_shows_what_was_restated(
    tmp_path: Path,
) -> None:
    was, now = {"201": "1.00", "208": "2.00"}, {"201": "1.00", "208": "5.00"}
    lake, releases = Lake(tmp_path / "lake"), tmp_path / "releases"
    for name in ("改预算的局", "撤下的局", "旧名的局"):
        lake.replace(disclosure(name, figures=was, content=name), "1")
    build_release(lake, releases, date(2026, 11, 22))
    assert "这是第一个版本" in (releases / "2026.11.22/changes.html").read_text()
    lake.replace(
        disclosure("改预算的局", figures=now, content="new", revision=2),
        "1",
        supersedes=[sha("改预算的局")],
    )
    lake.withdraw([sha("撤下的局")])
    lake.replace(disclosure("新名的局", figures=was, content="旧名的局"), "2")
    lake.replace(disclosure("又一局", figures=was), "1")
    build_release(lake, releases, date(2026, 11, 22))
    release = releases / "2026.11.22.1"
    test_every_link_within_the_catalogue_leads_somewhere(release)
    page = (release / "changes.html").read_text()
    sections = dict(
        re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', page, re.DOTALL)
    )
    linked = {
        cause: re.findall(r'<li><a href="d/[0-9a-f]{16}\.html">(\S+) 2026', text)
        for cause, text in sections.items()
    }
    assert {cause: names for cause, names in linked.items() if names} == {
        "new_disclosure": ["又一局"],
        "publisher_revision": ["改预算的局"],
        "publisher_withdrawal": ["撤下的局"],
        "interpretation_change": ["新名的局"],
    }
    assert re.search(
        r"<li>旧名的局 2026 预算 <span[^>]*><span lang=.zh.>已不在此版",
        sections["interpretation_change"],
    )
    rows = re.findall(
        r'<tr><td>(\S+)</td>.*?<td class="n">([\d.]+)</td><td class="n">([\d.]+)</td></tr>',
        sections["restated"],
    )
    assert rows == [("科目208", "2.00", "5.00")] * 2, (
        "of the revised bureau alone: what was withdrawn or renamed is no figure that was restated"
    )


def test_a_publisher_has_charts_over_its_years_and_the_figures_beside_them(release: Path) -> None:
    (page,) = [
        path.read_text()
        for path in release.glob("p/*.html")
        if "<h1>新市区教育局</h1>" in path.read_text()
    ]
    assert page.count('<table class="bars">') == 3, "classes, totals and execution"
    assert page.count('<i style="width:100.0%"></i>') == 3, "the largest figure fills its bar"
    assert re.search(r'<a href="../d/[^"]+"><span lang="zh">1,200.50</span>', page)


def test_pictures_are_drawn_once_and_taken_over_by_the_next_release(tmp_path: Path) -> None:
    lake, drawn = Lake(tmp_path / "lake"), Drawn()
    lake.replace(disclosure(), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22), pictures=drawn)
    assert len(drawn.asked) == 1
    lake.replace(disclosure("又一局"), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22), pictures=drawn)
    assert len(drawn.asked) == 2


def test_pages_of_unchanged_places_are_taken_over_and_are_what_would_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[dict[str, Path]] = []
    for name in ("taken over", "written anew"):
        lake, releases = Lake(tmp_path / name / "lake"), tmp_path / name / "releases"
        lake.replace(disclosure("东城区财政局", 2026, "110101"), "1")
        build_release(lake, releases, date(2026, 11, 22), pictures=Drawn())
        lake.replace(disclosure("又一局", 2026, "650104"), "1")
        if name == "written anew":
            for kept in ("keeps", "keeps_publisher"):
                monkeypatch.setattr(
                    f"budgetflow.releases.site.page_reuse.Takeover.{kept}", lambda *_: False
                )
        build_release(lake, releases, date(2026, 11, 22), pictures=Drawn())
        old, new = releases / "2026.11.22", releases / "2026.11.22.1"
        pages.append(
            {
                path.relative_to(new).as_posix(): path
                for folder in ("d", "v", "crops", "p")
                for path in (new / folder).rglob("*.*")
            }
        )
        linked = [
            path
            for key, path in pages[-1].items()
            if (old / key).exists() and path.samefile(old / key) and path.suffix == ".html"
        ]
        assert bool(linked) == (name == "taken over")
    taken, written = pages
    assert taken.keys() == written.keys() and len(taken) >= 6
    assert all(path.read_bytes() == written[key].read_bytes() for key, path in taken.items())


def test_how_many_processes_write_pages_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.releases.site.disclosure_pages.FEW", 0)
    lake = Lake(tmp_path / "lake")
    for name, region in (
        ("东城区财政局", "110101"),
        ("新市区教育局", "650104"),
        ("另一局", "650104"),
    ):
        lake.replace(disclosure(name, 2026, region), "1")
    folders = []
    for workers in (1, 2):
        made = build_release(
            lake,
            tmp_path / str(workers),
            date(2026, 11, 22),
            pictures=Drawn(),
            effort=Effort(4, workers),
        )
        assert made is not None
        folders.append(Path(made.path))
    one, two = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        for folder in folders
    )
    assert one == two
    assert len([name for name in one if name.parts[0] == "v"]) == 3


def test_pages_that_a_process_fails_to_write_end_the_build_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.releases.site.disclosure_pages.FEW", 0)
    lake = Lake(tmp_path / "lake")
    lake.replace(disclosure(), "1")
    broken = Drawn()
    broken.version = 7  # type: ignore[assignment]
    broken.crops = None  # type: ignore[assignment,method-assign]
    monkeypatch.setattr("budgetflow.releases.site.page_reuse.format_of", lambda _: "same")
    with pytest.raises(PartFailed, match="NoneType"):
        build_release(
            lake,
            tmp_path / "releases",
            date(2026, 11, 22),
            pictures=broken,
            effort=Effort(workers=2),
        )
    assert not list((tmp_path / "releases").glob("2026*"))


@pytest.mark.parametrize(
    "name", ["乌鲁木齐高新区（新市区）教育局", "ＡＢＣ 公司", "第①中学", "𠮷林局"]
)
def test_the_page_and_the_index_agree_on_the_normal_form_and_the_hash(
    release: Path, name: str
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on this machine; the browser test covers the search in part")
    source = (release / "assets/search.js").read_text()
    functions = re.search(r"  const normal = .*?(?=  const pairs)", source, re.DOTALL)
    assert functions is not None
    script = (
        functions[0]
        + f"const n = normal({json.dumps(name)}); console.log(JSON.stringify([n, fnv(n)]));"
    )
    said = json.loads(
        subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout
    )
    assert said == [normal(name), fnv(normal(name))]


@pytest.fixture
def shards(release: Path) -> Iterator[dict[str, list[int]]]:
    found: dict[str, list[int]] = {}
    for path in (release / "search").glob("t*.js"):
        found |= json.loads(re.sub(r"^budgetflowSearch\.terms\(\d+,|\);\n$", "", path.read_text()))
    yield found


def test_the_index_holds_names_places_and_codes(shards: dict[str, list[int]]) -> None:
    assert {"教育", "东城", "北京", "110101", "11"} <= shards.keys()


def test_every_check_and_every_row_of_a_comparison_has_a_name_in_both_languages(
    release: Path,
) -> None:
    (facts,) = [json.loads(text) for text in _compared(release) if '"name":"新市区教育局"' in text]
    assert facts["facts"], "the publisher has figures to compare"
    assert all(
        zh and en and stage_zh and stage_en
        for _, stage_zh, stage_en, _, zh, en, _ in facts["facts"]
    )
    findings = (release / "findings.html").read_text()
    ids = re.findall(r'<a href="c/(\w+)\.html"><span lang="zh">([^<]+)</span>', findings)
    assert {name for name, _ in ids} >= {check.id for check in CHECKS}
    told = {check.id: (check.zh, check.en) for check in CHECKS} | NOTES | explanation_words()
    assert told == check_words()


def _compared(release: Path) -> list[str]:
    return [
        re.sub(r"^budgetflowCompare\(|\);\n$", "", path.read_text())
        for path in release.glob("p/*.js")
    ]
