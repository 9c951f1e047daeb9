"""The pages of disclosures, written a bounded number of rows at a time, and what the other pages
need to know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.lake.partitions import Partition
from budgetflow.progress import DISCLOSURES, advance, stage
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import paths_of_partition
from budgetflow.releases.making.parallel import side_by_side
from budgetflow.releases.release_rows import cuts
from budgetflow.releases.resources import Effort
from budgetflow.releases.site.cell_locations import addresses_of, cells_of
from budgetflow.releases.site.disclosure_rows import rows_of
from budgetflow.releases.site.finding_cards import cards_of
from budgetflow.releases.site.grids import Figure, Grid, grids_of, paged
from budgetflow.releases.site.key_figures import facts_of, sources_of
from budgetflow.releases.site.page_reuse import Takeover
from budgetflow.releases.site.pager import pages_to_list
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.summaries import Summary, path_of, summary_json
from budgetflow.releases.site.table_html import body_of
from budgetflow.releases.site.text_pages import TextPage, addresses, page_names, text_pages
from budgetflow.releases.site.viewer import Viewer
from budgetflow.releases.versions import Version

# Disclosures whose pages are written before a second process has started.
FEW = 400
# What a finding weighs on a page, in bytes.
_CARD = 1_500
# Disclosures by id, each with its publisher, which lists none.
Known = dict[str, tuple[Publisher, Disclosure]]


@dataclass(frozen=True, slots=True)
class Work:
    """Some disclosures of one year and province, for one process to write the pages of."""

    release: Path
    version: Version
    checks: Mapping[str, tuple[str, str]]
    previous: Path | None
    pictures: Pictures | None
    place: Partition
    known: Known
    """Which disclosures; more than these are not in memory."""


def write_disclosures(
    site: Site,
    previous: Path | None,
    pictures: Pictures | None,
    publishers: Mapping[str, Publisher],
    takeover: Takeover,
    effort: Effort,
) -> None:
    """Write the pages of all disclosures, or take them over where nothing touched them."""
    disclosures = [d for publisher in publishers.values() for d in publisher.disclosures]
    kept = [d for d in disclosures if takeover.keeps(d)]
    takeover.take(kept)
    # A second process takes a second to start, in which these are written.
    few = len(disclosures) - len(kept) <= FEW
    rows = max(1, effort.site_rows // (1 if effort.alone(few) else effort.workers))
    known = _by_place(publishers, {d.disclosure_id for d in kept})
    work = _work(site, previous, pictures, known, rows)
    with stage(DISCLOSURES, sum(map(len, known.values()))):
        for written in side_by_side(write_some, work, effort, few):
            advance(DISCLOSURES, written)


def _by_place(publishers: Mapping[str, Publisher], kept: Set[str]) -> dict[Partition, Known]:
    """Return the disclosures to write by year and province, each with its publisher alone."""
    known: dict[Partition, Known] = {}
    for publisher in publishers.values():
        # A publisher's other disclosures would be sent to the process with each of them.
        alone = replace(publisher, disclosures=[])
        for disclosure in publisher.disclosures:
            if disclosure.disclosure_id not in kept:
                place = Partition("disclosures", disclosure.fiscal_year, disclosure.province)
                known.setdefault(place, {})[disclosure.disclosure_id] = (alone, disclosure)
    return known


def _work(
    site: Site,
    previous: Path | None,
    pictures: Pictures | None,
    known: Mapping[Partition, Known],
    rows: int,
) -> Iterator[Work]:
    """Cut what is to write into pieces with about so many figures."""
    for place, here in sorted(known.items(), key=lambda item: item[0].order):
        borders = ["", *_cuts(site.folder, place, here, rows)]
        for low, high in zip_longest(borders, borders[1:]):
            some = {
                name: pair
                for name, pair in here.items()
                if name >= low and (high is None or name < high)
            }
            yield Work(site.folder, site.version, site.checks, previous, pictures, place, some)


def _cuts(release: Path, place: Partition, here: Known, rows: int) -> list[str]:
    """Return the disclosures that begin a new piece, so that none has many more figures than
    `rows`.
    """
    there = paths_of_partition(release, place.beside("amounts"))
    if sum(pq.read_metadata(path).num_rows for path in there) <= rows:
        return []
    wanted = pc.field("disclosure_id").isin(pa.array(here, pa.string()))
    ids = [chunk for path in there for chunk in read(path, wanted, ["disclosure_id"])[0].chunks]
    return cuts(pa.chunked_array(ids, pa.string()), rows)


def write_some(work: Work) -> int:
    """Write the pages of some disclosures; return how many."""
    site = Site(work.release, work.version, work.checks)
    held = rows_of(work.release, work.place, work.known)
    viewer = Viewer(site, work.previous, work.pictures)
    # Sorted, so that what processes share (pictures) comes about in one order.
    for disclosure_id in sorted(work.known):
        publisher, disclosure = work.known[disclosure_id]
        rows = {name: of.get(disclosure_id, []) for name, of in held.items()}
        _Pages(site, viewer, publisher, disclosure, rows).write()
    return len(work.known)


class _Pages:
    """The pages of one disclosure."""

    def __init__(
        self,
        site: Site,
        viewer: Viewer,
        publisher: Publisher,
        disclosure: Disclosure,
        rows: dict[str, list[dict[str, Any]]],
    ) -> None:
        self.site = site
        self.viewer = viewer
        self.publisher = publisher
        self.d = disclosure
        self.rows = rows

    def write(self) -> None:
        """Write all pages and the summary."""
        rows = self.rows
        slug = self.d.slug
        pages = paged(
            grids_of(rows["tables"], rows["amounts"]), _CARD * min(len(rows["findings"]), 60)
        )
        names = [
            f"d/{slug}.html",
            *(f"d/{slug}-{number}.html" for number in range(2, len(pages) + 1)),
        ]
        figures = [
            (figure, name)
            for name, grids in zip(names, pages, strict=True)
            for grid in grids
            for figure in grid.figures
        ]
        documents = {row["document_id"]: row for row in rows["documents"]}
        pictures = self.viewer.write(self.publisher, self.d, figures, documents)
        # Before the summary: a finding leads to the sentence where it is printed.
        texts = text_pages(rows, {key: self.viewer.address(self.d, *key) for key in pictures})
        address = _address(figures, addresses(slug, texts))
        summary = Summary(
            facts_of(
                next(iter(rows["disclosure_totals"]), None),
                rows["functions"],
                rows["project_budgets"],
                address,
            ),
            cards_of(rows["findings"], figures, address, pictures),
            Counter((row["check_id"], row["severity"], row["verdict"]) for row in rows["findings"]),
            sources_of(rows["government_totals"], address),
        )
        self.site.write(path_of(slug), summary_json(summary))
        cells = cells_of(figures)
        self._tables(list(zip(names, pages, strict=True)), summary, addresses_of(cells), texts)
        self._texts(texts)
        self.viewer.write_cells(self.publisher, self.d, cells, documents)

    def _tables(
        self,
        pages: list[tuple[str, list[Grid]]],
        summary: Summary,
        places: Mapping[str, str],
        texts: list[TextPage],
    ) -> None:
        toc = [
            (grid, f"../{name}#t{grid.number}")
            for name, grids in pages
            for grid in grids
            if not grid.continued
        ]
        documents = sorted(
            self.rows["documents"], key=lambda row: (row["role"], row["document_id"])
        )
        states = {row["state"]: row["checks"] for row in self.rows["check_results"]}
        names = [name for name, _ in pages]
        for number, (name, grids) in enumerate(pages, start=1):
            self.site.page(
                name,
                "disclosure.html",
                publisher=self.publisher,
                d=self.d,
                page=number,
                pages=pages_to_list(names, number),
                grids=grids,
                body=partial(body_of, slug=self.d.slug, places=places),
                # Contents stand on the first page; the others lead back to it.
                toc=toc if number == 1 else [],
                documents=documents,
                summary=summary,
                checks=states,
                text=texts[0] if texts else None,
            )

    def _texts(self, pages: list[TextPage]) -> None:
        names = page_names(self.d.slug, len(pages))
        for number, (name, page) in enumerate(zip(names, pages, strict=True), start=1):
            self.site.page(
                name,
                "text.html",
                publisher=self.publisher,
                d=self.d,
                text=page,
                page=number,
                pages=pages_to_list(names, number),
            )


def _address(
    figures: list[tuple[Figure, str]], statements: Mapping[str, str]
) -> Callable[[str], str]:
    """Return what gives the address of an amount or a statement by its id, empty where no page
    shows it.
    """
    amounts = {figure.amount_id: f"{name}#{figure.anchor}" for figure, name in figures}
    return lambda name: amounts.get(name) or statements.get(name, "")
