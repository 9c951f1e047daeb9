"""The pages of disclosures, written a bounded number of rows at a time, and what the other pages
need to know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats import parquet
from budgetflow.releases.formats.partition_files import data_file, partitions_of
from budgetflow.releases.release_rows import cuts, ranges
from budgetflow.releases.site.cell_locations import addresses_of, cells_of, place_words
from budgetflow.releases.site.grids import AMOUNT_COLUMNS, Figure, Grid, grids_of, paged
from budgetflow.releases.site.key_figures import Fact, Gathered, facts_of
from budgetflow.releases.site.page_reuse import Takeover
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.parallel import in_processes
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.table_html import body_of
from budgetflow.releases.site.viewer import Viewer
from budgetflow.releases.versions import Version

SHOWN = 60
"""Findings, sentences, projects and targets that a page lists; the data have all."""
_DATASETS = (
    "tables",
    "amounts",
    "documents",
    "findings",
    "check_results",
    "statements",
    "projects",
    "performance_targets",
)
_GRAVE = {"error": 0, "warning": 1, "info": 2}

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


@dataclass(frozen=True, slots=True)
class Done:
    """What other pages need to know of the disclosures whose pages were written."""

    facts: list[Fact]
    findings: dict[str, list[dict[str, Any]]]
    """By disclosure, the gravest first."""


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
    everyone = {name: pair for of_place in known.values() for name, pair in of_place.items()}
    for done in in_processes(write_some, work, workers):
        _gather(done, everyone, gathered)
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


def write_some(work: Work) -> Done:
    """Write the pages of some disclosures, and pick what other pages need to know on the way."""
    site = Site(work.release, work.version, work.checks)
    held, facts = _read(work)
    viewer = Viewer(site, work.previous, work.pictures)
    for disclosure_id in sorted(held["disclosures"]):
        publisher, disclosure = work.known[disclosure_id]
        held["findings"].get(disclosure_id, []).sort(
            key=lambda row: (_GRAVE[row["severity"]], row["check_id"], row["finding_id"])
        )
        if work.takeover is not None:
            work.takeover.take(disclosure.slug)
            continue
        _write(
            site,
            viewer,
            publisher,
            disclosure,
            {name: held[name].get(disclosure_id, []) for name in _DATASETS},
        )
    return Done(
        facts,
        {
            name: [_briefly(row) for row in rows]
            for name, rows in held["findings"].items()
            if name in work.known
        },
    )


def _read(work: Work) -> tuple[Rows, list[Fact]]:
    """Read the datasets of some disclosures, and pick their facts."""
    held: Rows = {}
    facts: list[Fact] = []
    wanted = (
        ("disclosures", "findings") if work.takeover is not None else ("disclosures", *_DATASETS)
    )
    for dataset in dict.fromkeys(("amounts", *wanted)):
        path = data_file(
            work.release, Partition(dataset, work.place.fiscal_year, work.place.province)
        )
        held[dataset] = {}
        if not path.exists():
            continue
        frame = pl.DataFrame(pl.from_arrow(parquet.read(path, work.where)))
        if dataset == "amounts":
            facts = facts_of(frame)
            if dataset not in wanted:
                continue
            frame = frame.select(AMOUNT_COLUMNS)
        for row in frame.to_dicts():
            held[dataset].setdefault(row["disclosure_id"], []).append(row)
    return held, facts


def _briefly(finding: dict[str, Any]) -> dict[str, Any]:
    """Keep of a finding what lists of findings show."""
    return {
        name: finding[name]
        for name in (
            "disclosure_id",
            "finding_id",
            "check_id",
            "severity",
            "verdict",
            "message_zh",
            "message_en",
        )
    }


def _gather(
    done: Done, known: Mapping[str, tuple[Publisher, Disclosure]], gathered: Gathered
) -> None:
    for fact in done.facts:
        gathered.facts.setdefault(fact.disclosure_id, []).append(fact)
    for disclosure_id, found in sorted(done.findings.items()):
        publisher, disclosure = known[disclosure_id]
        for row in found:
            gathered.counts[row["check_id"], row["severity"], row["verdict"]] += 1
        told = [row for row in found if row["verdict"] != "rounding"]
        disclosure.findings.update(row["severity"] for row in told)
        gathered.findings.setdefault(publisher.publisher_id, []).extend(told[:5])


def _write(
    site: Site,
    viewer: Viewer,
    publisher: Publisher,
    disclosure: Disclosure,
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    pages = paged(grids_of(rows["tables"], rows["amounts"]))
    names = [
        f"d/{disclosure.slug}.html",
        *(f"d/{disclosure.slug}-{number}.html" for number in range(2, len(pages) + 1)),
    ]
    figures = [
        (figure, name)
        for name, grids in zip(names, pages, strict=True)
        for grid in grids
        for figure in grid.figures
    ]
    cells = cells_of(figures)
    places = addresses_of(cells)
    toc = [
        (grid, _href(name, grid))
        for name, grids in zip(names, pages, strict=True)
        for grid in grids
        if not grid.continued
    ]
    findings = _with_evidence(rows["findings"], figures)
    told = [finding for finding in findings if finding["verdict"] != "rounding"]
    rounding = [finding for finding in findings if finding["verdict"] == "rounding"]
    has_text = bool(rows["statements"] or rows["projects"] or rows["performance_targets"])
    for number, (name, grids) in enumerate(zip(names, pages, strict=True), start=1):
        site.page(
            name,
            "disclosure.html",
            dated=False,
            publisher=publisher,
            d=disclosure,
            page=number,
            pages=[(str(n), other) for n, other in enumerate(names, start=1)],
            grids=grids,
            body=partial(body_of, slug=disclosure.slug, places=places),
            toc=toc if number == 1 else [],
            documents=sorted(rows["documents"], key=lambda row: (row["role"], row["document_id"])),
            findings=told[:SHOWN],
            rounding=rounding[:SHOWN],
            more_findings=max(0, len(told) - SHOWN),
            checks=Counter(row["state"] for row in rows["check_results"]),
            has_text=has_text,
        )
    if has_text:
        _write_text(site, publisher, disclosure, rows)
    documents = {row["document_id"]: row for row in rows["documents"]}
    viewer.write(publisher, disclosure, figures, documents)
    viewer.write_cells(publisher, disclosure, cells, documents)


def _write_text(
    site: Site, publisher: Publisher, disclosure: Disclosure, rows: dict[str, list[dict[str, Any]]]
) -> None:
    sentences: dict[str, dict[str, Any]] = {}
    for row in rows["statements"]:
        sentence = sentences.setdefault(row["text"], _placed(row) | {"topics": []})
        if row["topic"] not in sentence["topics"]:
            sentence["topics"].append(row["topic"])
    ordered = list(sentences.values())
    projects, targets = (
        [_placed(row) for row in rows["projects"]],
        [_placed(row) for row in rows["performance_targets"]],
    )
    more = max(len(ordered), len(projects), len(targets)) > SHOWN
    told = {
        "statements": ordered[:SHOWN],
        "projects": projects[:SHOWN],
        "targets": targets[:SHOWN],
        "more": more,
    }
    site.page(
        f"d/{disclosure.slug}-text.html",
        "text.html",
        dated=False,
        publisher=publisher,
        d=disclosure,
        **told,
    )


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """Join to a row in words where it stands in its document."""
    return row | {"place": place_words(row["locator"], row["page"])}


def _with_evidence(
    findings: list[dict[str, Any]], figures: list[tuple[Figure, str]]
) -> list[dict[str, Any]]:
    """Join to each finding the first figures it rests on, as links."""
    wanted = {amount for finding in findings for amount in finding["amount_ids"][:6]}
    places = {
        figure.amount_id: (f"../{name}#{figure.anchor}", figure.printed)
        for figure, name in figures
        if figure.amount_id in wanted
    }
    return [
        finding
        | {"evidence": [places[amount] for amount in finding["amount_ids"][:6] if amount in places]}
        for finding in findings
    ]


def _href(name: str, grid: Grid) -> str:
    return f"../{name}#t{grid.number}"
