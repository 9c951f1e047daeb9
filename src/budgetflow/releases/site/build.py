"""The catalogue of a release: every page, from the release's own files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from budgetflow.contracts.datasets import DATASETS
from budgetflow.lake.partitions import Partition
from budgetflow.releases import vintages
from budgetflow.releases.descriptor import schema_org
from budgetflow.releases.diff import Tally, data_file
from budgetflow.releases.papers import causes_told
from budgetflow.releases.parquet import read
from budgetflow.releases.rows import RELEASED
from budgetflow.releases.site.disclosure_pages import Gathered, write_disclosures
from budgetflow.releases.site.pages import Site, wan
from budgetflow.releases.site.publisher_charts import Chart, charts_of
from budgetflow.releases.site.publishers import Disclosure, Publisher, publishers_of
from budgetflow.releases.site.search_index import write_index
from budgetflow.releases.site.takeover import Takeover
from budgetflow.releases.site.tiles import Tile, tiles_of
from budgetflow.releases.site.viewer import Pictures, Viewer
from budgetflow.releases.versions import Version
from budgetflow.releases.wide import WideTable

PUBLISHERS_A_PAGE = 400
LISTED = 200
"""Findings and unread files that one page lists."""
RECENT = 12


def write_site(
    release: Path,
    version: Version,
    tally: Tally,
    names: Mapping[str, str],
    wide: Sequence[WideTable],
    previous: Path | None = None,
    pictures: Pictures | None = None,
    rows: int = 50_000,
) -> None:
    """Write the catalogue into a release folder whose data are all in place.

    `names` gives what to call a disclosure; `previous` is the release before, whose pictures are used again; `rows` is how
    many figures are in memory at a time.
    """
    site = Site(release, version)
    site.statics()
    publishers = publishers_of(release)
    takeover = Takeover(release, previous, "" if pictures is None else pictures.version)
    gathered = write_disclosures(site, Viewer(site, previous, pictures), takeover, publishers, rows)
    restated = _restated(release)
    for publisher in publishers.values():
        _publisher(site, publisher, gathered, tally, restated)
    tiles = tiles_of(release, publishers.values())
    for tile in tiles:
        _province(site, tile, [publisher for publisher in publishers.values() if publisher.province == tile.code])
    write_index(release / "search", list(publishers.values()))
    _front(site, publishers, tiles)
    _findings(site, publishers, gathered)
    site.page("provinces.html", "provinces.html", tiles=tiles)
    site.page("compare.html", "compare.html")
    site.page("changes.html", "changes.html", causes=causes_told(tally, names))
    site.page("datasets.html", "datasets.html", datasets=[DATASETS[name] for name in RELEASED], wide=wide)


def _publisher(site: Site, publisher: Publisher, gathered: Gathered, tally: Tally, restated: Mapping[str, list[dict[str, Any]]]) -> None:
    by_id = {d.disclosure_id: d for d in publisher.disclosures}
    charts = charts_of(publisher.disclosures, gathered.facts)
    changes = [(by_id[name], cause) for cause, touched in sorted(tally.disclosures.items()) for name in sorted(touched & by_id.keys())]
    found = [(row, by_id[row["disclosure_id"]]) for row in gathered.findings.get(publisher.publisher_id, ())]
    site.page(
        f"p/{publisher.publisher_id}.html",
        "publisher.html",
        publisher=publisher,
        disclosures=publisher.disclosures,
        charts=charts,
        findings=found[:20],
        changes=changes if site.version.previous else [],
        vintages=[row for d in publisher.disclosures for row in restated.get(d.disclosure_id, ())][:50],
    )
    told = {"id": publisher.publisher_id, "name": publisher.name, "facts": _comparable(charts, publisher, gathered)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    (site.folder / f"p/{publisher.publisher_id}.js").write_text(f"budgetflowCompare({text});\n", encoding="utf-8", newline="\n")


def _comparable(charts: Sequence[Chart], publisher: Publisher, gathered: Gathered) -> list[tuple[int, str, str, str, str]]:
    """Give a publisher's facts for comparison: year, stage, an order, a label and the figure in 万元."""
    names = {"revenue.total": "收入总计", "expenditure.total": "支出总计"}
    order = {"total": "0", "function": "1", "three_public": "2"}
    found: dict[tuple[int, str, str], tuple[str, str]] = {}
    for disclosure in publisher.disclosures:
        for fact in gathered.facts.get(disclosure.disclosure_id, ()) if disclosure.fiscal_year else ():
            key = (disclosure.fiscal_year or 0, disclosure.stage_zh, f"{order[fact.kind]}{fact.key}")
            label = f"{fact.key} {fact.label}" if fact.kind == "function" else names.get(fact.key, fact.label)
            found.setdefault(key, (label, wan(fact.yuan)))
    return [(*key, *told) for key, told in sorted(found.items())] if charts else []


def _province(site: Site, tile: Tile, publishers: list[Publisher]) -> None:
    starts = range(0, len(publishers), PUBLISHERS_A_PAGE)
    names = [f"r/{tile.code}.html" if not start else f"r/{tile.code}-{start // PUBLISHERS_A_PAGE + 1}.html" for start in starts]
    pages = [(str(number), name) for number, name in enumerate(names, start=1)]
    for number, (start, name) in enumerate(zip(starts, names, strict=True), start=1):
        shown = publishers[start : start + PUBLISHERS_A_PAGE]
        site.page(name, "province.html", tile=tile, publishers=shown, pages=pages, page=number)


def _front(site: Site, publishers: Mapping[str, Publisher], tiles: list[Tile]) -> None:
    counts = site.version.counts
    told = [
        (len(publishers), "发布者", "publishers"),
        (counts["disclosures"], "公开", "disclosures"),
        (counts["amounts"], "表中数字", "figures in tables"),
        (counts["statements"], "文中数字", "figures in prose"),
        (counts["findings"], "核对发现", "findings"),
    ]
    dated = [(d, publisher) for publisher in publishers.values() for d in publisher.disclosures if d.published_on]
    dated.sort(key=lambda pair: (pair[0].published_on or "", pair[0].disclosure_id), reverse=True)
    linked = Markup(json.dumps(schema_org(site.version), ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704  (our own words)
    site.page("index.html", "index.html", counts=told, tiles=tiles, recent=dated[:RECENT], linked=linked)


def _findings(site: Site, publishers: Mapping[str, Publisher], gathered: Gathered) -> None:
    places: dict[str, tuple[Disclosure, Publisher]] = {d.disclosure_id: (d, p) for p in publishers.values() for d in p.disclosures}
    grave = [row for rows in gathered.findings.values() for row in rows if row["severity"] == "error"]
    worst = [(row, *places[row["disclosure_id"]]) for row in sorted(grave, key=lambda row: row["finding_id"])[:LISTED]]
    unread = data_file(site.folder, Partition("documents"))
    files = read(unread).to_pylist()[:LISTED] if unread.exists() else []
    site.page("findings.html", "findings.html", counts=sorted(gathered.counts.items()), worst=worst, unread=files)


def _restated(release: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read(release / vintages.PATH).to_pylist():
        found.setdefault(row["disclosure_id"], []).append(row)
    return found
