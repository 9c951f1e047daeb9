"""The pages of disclosures, written a bounded number of rows at a time, and what the other pages
need to know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.partition_files import data_file, partitions_of
from budgetflow.releases.release_rows import cuts, ranges
from budgetflow.releases.site.cell_locations import addresses_of, cells_of
from budgetflow.releases.site.finding_cards import cards_of
from budgetflow.releases.site.grids import AMOUNT_COLUMNS, Figure, Grid, grids_of, paged
from budgetflow.releases.site.key_figures import facts_of
from budgetflow.releases.site.page_reuse import Takeover
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.parallel import in_processes
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.summaries import Gathered, Summary, Tally, read_summary, write_summary
from budgetflow.releases.site.table_html import body_of
from budgetflow.releases.site.text_pages import TextPage, addresses, page_names, text_pages
from budgetflow.releases.site.viewer import Viewer
from budgetflow.releases.versions import Version

_CARD = 1_500
"""What a finding weighs on a page, in bytes."""
_DATASETS = (
    "tables",
    "amounts",
    "documents",
    "findings",
    "check_results",
    "statements",
    "projects",
    "performance_targets",
    "disclosure_totals",
    "functions",
    "project_budgets",
)

Rows = dict[str, dict[str, list[dict[str, Any]]]]
"""Dataset -> disclosure_id -> rows."""


@dataclass(frozen=True, slots=True)
class Work:
    """Some disclosures of one year and province, for one process to write the pages of."""

    release: Path
    version: Version
    checks: Mapping[str, tuple[str, str]]
    previous: Path | None
    pictures: Pictures | None
    place: Partition
    where: pc.Expression
    """Which disclosures; more than these are not in memory."""
    known: dict[str, tuple[Publisher, Disclosure]]
    takeover: Takeover | None
    """Where their rows are those of the release before; else their pages are written."""


def write_disclosures(
    site: Site,
    previous: Path | None,
    pictures: Pictures | None,
    publishers: Mapping[str, Publisher],
    rows: int,
    workers: int = 1,
) -> Gathered:
    """Write the pages of all disclosures, or take them over where their rows are those of the
    release before.

    `rows` is how many figures are in memory at a time, in all of the `workers` processes together.
    """
    takeover = Takeover(
        site.folder, previous, repr(("" if pictures is None else pictures.version, site.checks))
    )
    gathered = Gathered()
    known: dict[tuple[int | None, str | None], dict[str, tuple[Publisher, Disclosure]]] = {}
    for publisher in publishers.values():
        alone = replace(publisher, disclosures=[])
        for disclosure in publisher.disclosures:
            known.setdefault((disclosure.fiscal_year, disclosure.province), {})[
                disclosure.disclosure_id
            ] = (alone, disclosure)
    work = _work(site, previous, pictures, takeover, known, max(1, rows // max(1, workers)))
    everyone = {name: d for of_place in known.values() for name, (_, d) in of_place.items()}
    for done in in_processes(write_some, work, workers):
        for disclosure_id, counts in done.items():
            gathered.counts.update(counts)
            for (_, severity, verdict), number in counts.items():
                everyone[disclosure_id].count(severity, verdict, number)
            if everyone[disclosure_id].verdicts["publisher_error"]:
                gathered.accused.add(disclosure_id)
    return gathered


def _work(
    site: Site,
    previous: Path | None,
    pictures: Pictures | None,
    takeover: Takeover,
    known: Mapping[tuple[int | None, str | None], dict[str, tuple[Publisher, Disclosure]]],
    rows: int,
) -> Iterator[Work]:
    for place in partitions_of(site.folder, "disclosures"):
        covered = takeover.covers(place, ("disclosures", *_DATASETS))
        amounts = data_file(site.folder, Partition("amounts", place.fiscal_year, place.province))
        found = (
            cuts(pq.read_table(amounts, columns=["disclosure_id"], partitioning=None)[0], rows)
            if amounts.exists()
            else []
        )
        here = known[place.fiscal_year, place.province]
        borders = ["", *found, None]
        for where, low, high in zip(ranges(found), borders[:-1], borders[1:], strict=True):
            some = {
                name: pair
                for name, pair in here.items()
                if name >= (low or "") and (high is None or name < high)
            }
            yield Work(
                site.folder,
                site.version,
                site.checks,
                previous,
                pictures,
                place,
                where,
                some,
                takeover if covered else None,
            )


def write_some(work: Work) -> dict[str, Tally]:
    """Write the pages of some disclosures, and return how many findings each has."""
    site = Site(work.release, work.version, work.checks)
    if work.takeover is not None:
        for _, disclosure in work.known.values():
            work.takeover.take(disclosure.slug)
        return {
            name: read_summary(work.release, d.slug).counts for name, (_, d) in work.known.items()
        }
    held = _read(work)
    viewer = Viewer(site, work.previous, work.pictures)
    counts = {}
    for disclosure_id in sorted(work.known):
        publisher, disclosure = work.known[disclosure_id]
        rows = {name: held[name].get(disclosure_id, []) for name in _DATASETS}
        counts[disclosure_id] = _Pages(site, viewer, publisher, disclosure, rows).write()
    return counts


def _read(work: Work) -> Rows:
    """Read the datasets of some disclosures."""
    held: Rows = {}
    for dataset in _DATASETS:
        path = data_file(
            work.release, Partition(dataset, work.place.fiscal_year, work.place.province)
        )
        held[dataset] = {}
        if not path.exists():
            continue
        table = parquet.read(path, work.where)
        if dataset == "amounts":
            table = table.select(AMOUNT_COLUMNS)
        for row in table.to_pylist():
            held[dataset].setdefault(row["disclosure_id"], []).append(row)
    return held


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

    def write(self) -> Tally:
        """Write all pages and the summary, and return the findings by check and verdict."""
        rows, slug = self.rows, self.d.slug
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
        )
        write_summary(self.site.folder, slug, summary)
        cells = cells_of(figures)
        self._tables(list(zip(names, pages, strict=True)), summary, addresses_of(cells), texts)
        self._texts(texts)
        self.viewer.write_cells(self.publisher, self.d, cells, documents)
        return summary.counts

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
        for number, (name, grids) in enumerate(pages, start=1):
            self.site.page(
                name,
                "disclosure.html",
                dated=False,
                publisher=self.publisher,
                d=self.d,
                page=number,
                pages=[(str(n), other) for n, (other, _) in enumerate(pages, start=1)],
                grids=grids,
                body=partial(body_of, slug=self.d.slug, places=places),
                toc=toc if number == 1 else [],
                documents=documents,
                summary=summary,
                checks=Counter(row["state"] for row in self.rows["check_results"]),
                text=texts[0] if texts else None,
            )

    def _texts(self, pages: list[TextPage]) -> None:
        names = page_names(self.d.slug, len(pages))
        for number, (name, page) in enumerate(zip(names, pages, strict=True), start=1):
            self.site.page(
                name,
                "text.html",
                dated=False,
                publisher=self.publisher,
                d=self.d,
                text=page,
                page=number,
                pages=[(str(n), other) for n, other in enumerate(names, start=1)],
            )


def _address(
    figures: list[tuple[Figure, str]], statements: Mapping[str, str]
) -> Callable[[str], str]:
    """Return what gives the address of an amount or a statement by its id, empty where no page
    shows it.
    """
    amounts = {figure.amount_id: f"{name}#{figure.anchor}" for figure, name in figures}
    return lambda name: amounts.get(name) or statements.get(name, "")
