"""The catalogue of a release: every page, from the release's own files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from budgetflow.contracts.datasets import DATASETS
from budgetflow.releases.changes import vintages
from budgetflow.releases.changes.causes import WITHDRAWN
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.documentation import causes_told
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.wide_tables import WideTable
from budgetflow.releases.release_rows import RELEASED
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.reuse.base import Base
from budgetflow.releases.reuse.touched import Before, Touched
from budgetflow.releases.site.check_words import check_facts, check_words
from budgetflow.releases.site.collector import seldom_looking_for_cycles
from budgetflow.releases.site.disclosure_pages import write_disclosures
from budgetflow.releases.site.examples import examples_of
from budgetflow.releases.site.finding_pages import write_findings
from budgetflow.releases.site.front_page import write_front
from budgetflow.releases.site.governments import write_governments
from budgetflow.releases.site.page_reuse import Takeover
from budgetflow.releases.site.pager import pages_to_list
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.province_tiles import Tile, tiles_of
from budgetflow.releases.site.publisher_pages import write_publishers
from budgetflow.releases.site.publishers import Places, Publisher, publishers_of
from budgetflow.releases.site.queries import write_queries
from budgetflow.releases.site.ranking_pages import write_rankings
from budgetflow.releases.site.rankings import rankings_of
from budgetflow.releases.site.search_index import entries_of, write_index
from budgetflow.releases.site.summaries import gather, mark_checked
from budgetflow.releases.versions import Version

PUBLISHERS_A_PAGE = 400
# Restated figures that one page lists.
# A revision can restate a whole table; the data have all.
LISTED = 200


@seldom_looking_for_cycles()
def write_site(
    release: Path,
    version: Version,
    tally: Tally,
    names: Mapping[str, str],
    wide: Sequence[WideTable],
    before: Before,
    pictures: Pictures | None = None,
    effort: Effort = USUAL,
) -> None:
    """Write the catalogue into a release folder whose data are all in place.

    `names` gives what to call a disclosure; `before` is the release before, whose pictures and
    untouched pages are taken over; `effort` is what the writing may use. A query engine that is
    there already is used.
    """
    site = Site(release, version, check_words())
    site.statics()
    publishers = publishers_of(release)
    places = {d.disclosure_id: (d, p) for p in publishers.values() for d in p.disclosures}
    disclosures = {name: disclosure for name, (disclosure, _) in places.items()}
    # Both before any page is written: the status on it says whether there was anything to check,
    # and how many differences of rounding there are.
    mark_checked(release, disclosures.values())
    gathered = gather(release, disclosures)
    takeover = _takeover(site, before, pictures, publishers)
    site.previous = takeover.previous
    restated = _restated(release)
    # First: publishers' pages, findings and rankings lead to the cells of these.
    write_disclosures(site, before.base.folder, pictures, publishers, takeover, effort)
    takeover.fill_summaries(publishers.values(), gathered.accused)
    write_publishers(site, publishers.values(), tally, restated, takeover, effort)
    tiles = tiles_of(release, publishers.values())
    by_province: dict[str | None, list[Publisher]] = defaultdict(list)
    for publisher in publishers.values():
        by_province[publisher.province].append(publisher)
    for tile in tiles:
        _province(site, tile, by_province[tile.code])
    rankings = rankings_of(release, publishers)
    write_rankings(site, rankings, places)
    write_index(release / "search", entries_of(publishers.values(), tiles, rankings, places))
    write_findings(site, places, gathered, check_facts())
    write_front(site, publishers.values(), places, rankings, tiles)
    write_governments(site, publishers, places)
    write_queries(site)
    site.page("provinces.html", "provinces.html", tiles=tiles)
    site.page("compare.html", "compare.html", examples=examples_of(rankings, places))
    _changes(site, places, tally, names, restated)
    site.page(
        "datasets.html",
        "datasets.html",
        dated=True,
        datasets=[DATASETS[name] for name in RELEASED],
        wide=wide,
    )


def _takeover(
    site: Site,
    before: Before,
    pictures: Pictures | None,
    publishers: Mapping[str, Publisher],
) -> Takeover:
    """Return what takes pages over from the release before: nothing where it is not known what
    was touched.
    """
    made_with = repr(("" if pictures is None else pictures.version, site.checks))
    if before.touched is None:
        return Takeover(site.folder, Base(), made_with, Touched())
    # A page bears more than its own rows: name and place of its publisher, for one.
    before.touched.close(publishers)
    return Takeover(site.folder, before.base, made_with, before.touched)


def _province(site: Site, tile: Tile, publishers: list[Publisher]) -> None:
    starts = range(0, len(publishers), PUBLISHERS_A_PAGE)
    names = [
        f"r/{tile.code}.html"
        if not start
        else f"r/{tile.code}-{start // PUBLISHERS_A_PAGE + 1}.html"
        for start in starts
    ]
    for number, (start, name) in enumerate(zip(starts, names, strict=True), start=1):
        shown = publishers[start : start + PUBLISHERS_A_PAGE]
        site.page(
            name,
            "province.html",
            tile=tile,
            publishers=shown,
            pages=pages_to_list(names, number),
            page=number,
        )


def _changes(
    site: Site,
    places: Places,
    tally: Tally,
    names: Mapping[str, str],
    restated: Mapping[str, list[dict[str, Any]]],
) -> None:
    """Write what changed since the release before: by cause, with a link to each disclosure that is
    still there, and the restated figures.
    """
    now = [
        row
        for name, rows in restated.items()
        if name in places
        for row in rows
        if row["until"] == site.version.version
    ]
    figures = [
        row for row in now if row["cause"] != WITHDRAWN
    ]  # all figures of what was withdrawn are gone, and its name says so

    def of(row: dict[str, Any]) -> tuple[str, str, str, str]:
        return names[row["disclosure_id"]], row["disclosure_id"], row["table_code"], row["cause"]

    figures.sort(
        key=lambda row: (of(row), row["row_label"] or "", row["measure"], row["amount_id"])
    )
    site.page(
        "changes.html",
        "changes.html",
        dated=True,
        causes=causes_told(tally, names),
        places=places,
        restated=[(about, list(rows)) for about, rows in groupby(figures[:LISTED], of)],
        more=max(0, len(figures) - LISTED),
        unsplit=sorted((names.get(name, name), name) for name in tally.unsplit),
        datasets=DATASETS,
    )


def _restated(release: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read(release / vintages.PATH).to_pylist():
        found.setdefault(row["disclosure_id"], []).append(row)
    return found
