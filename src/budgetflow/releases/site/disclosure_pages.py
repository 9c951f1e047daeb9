"""The pages of disclosures, written a bounded number of rows at a time, and what the other pages need to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from budgetflow.lake.partitions import Partition
from budgetflow.releases import parquet
from budgetflow.releases.diff import data_file, partitions_of
from budgetflow.releases.rows import cuts, ranges
from budgetflow.releases.site.facts import Fact, facts_of
from budgetflow.releases.site.grids import Figure, Grid, grids_of, paged
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.takeover import Takeover
from budgetflow.releases.site.viewer import Viewer

SHOWN = 60
"""Findings, sentences, projects and targets that a page lists; the data have all."""
_DATASETS = ("tables", "amounts", "documents", "findings", "check_results", "statements", "projects", "performance_targets")
_GRAVE = {"error": 0, "warning": 1, "info": 2}

Rows = dict[str, dict[str, list[dict[str, Any]]]]
"""Dataset -> disclosure_id -> rows."""


@dataclass(slots=True)
class Gathered:
    """What was learnt of all disclosures while their pages were written."""

    facts: dict[str, list[Fact]] = field(default_factory=dict)
    """By disclosure."""
    findings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The gravest few of each publisher."""
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Findings by check, severity and verdict."""


def write_disclosures(site: Site, viewer: Viewer, takeover: Takeover, publishers: Mapping[str, Publisher], rows: int) -> Gathered:
    """Write the pages of all disclosures, or take them over where their rows are those of the release before."""
    known = {d.disclosure_id: (publisher, d) for publisher in publishers.values() for d in publisher.disclosures}
    gathered = Gathered()
    for place in partitions_of(site.folder, "disclosures"):
        covered = takeover.covers(place, ("disclosures", *_DATASETS))
        for held in _batches(site.folder, place, rows, gathered, ("findings",) if covered else _DATASETS):
            for disclosure_id in sorted(held["disclosures"]):
                publisher, disclosure = known[disclosure_id]
                _note_findings(publisher, disclosure, held, gathered)
                if covered:
                    takeover.take(disclosure.slug)
                    continue
                _write(site, viewer, publisher, disclosure, {name: held[name].get(disclosure_id, []) for name in _DATASETS})
    return gathered


def _batches(release: Path, place: Partition, rows: int, gathered: Gathered, datasets: tuple[str, ...]) -> Iterator[Rows]:
    """Read datasets of a place, some disclosures at a time, and pick the facts on the way."""
    amounts = data_file(release, Partition("amounts", place.fiscal_year, place.province))
    found = cuts(pq.read_table(amounts, columns=["disclosure_id"], partitioning=None)[0], rows) if amounts.exists() else []
    for where in ranges(found):
        held: Rows = {}
        for dataset in ("disclosures", "amounts", *(name for name in datasets if name != "amounts")):
            path = data_file(release, Partition(dataset, place.fiscal_year, place.province))
            held[dataset] = {}
            if not path.exists():
                continue
            table = parquet.read(path, where)
            if dataset == "amounts":
                for fact in facts_of(pl.DataFrame(pl.from_arrow(table))):
                    gathered.facts.setdefault(fact.disclosure_id, []).append(fact)
                if dataset not in datasets:
                    continue
            for row in table.to_pylist():
                held[dataset].setdefault(row["disclosure_id"], []).append(row)
        yield held


def _note_findings(publisher: Publisher, disclosure: Disclosure, held: Rows, gathered: Gathered) -> None:
    found = held["findings"].get(disclosure.disclosure_id, [])
    found.sort(key=lambda row: (_GRAVE[row["severity"]], row["check_id"], row["finding_id"]))
    for row in found:
        disclosure.findings[row["severity"]] += 1
        gathered.counts[row["check_id"], row["severity"], row["verdict"]] += 1
    gathered.findings.setdefault(publisher.publisher_id, []).extend(found[:5])


def _write(site: Site, viewer: Viewer, publisher: Publisher, disclosure: Disclosure, rows: dict[str, list[dict[str, Any]]]) -> None:
    pages = paged(grids_of(rows["tables"], rows["amounts"]))
    names = [f"d/{disclosure.slug}.html", *(f"d/{disclosure.slug}-{number}.html" for number in range(2, len(pages) + 1))]
    figures = [(figure, name) for name, grids in zip(names, pages, strict=True) for grid in grids for figure in grid.figures]
    toc = [(grid, _href(name, grid)) for name, grids in zip(names, pages, strict=True) for grid in grids if not grid.continued]
    findings = _with_evidence(rows["findings"], figures)
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
            toc=toc if number == 1 else [],
            documents=sorted(rows["documents"], key=lambda row: (row["role"], row["document_id"])),
            findings=findings[:SHOWN],
            more_findings=max(0, len(findings) - SHOWN),
            checks=Counter(row["state"] for row in rows["check_results"]),
            has_text=has_text,
        )
    if has_text:
        _write_text(site, publisher, disclosure, rows)
    viewer.write(publisher, disclosure, figures, {row["document_id"]: row for row in rows["documents"]})


def _write_text(site: Site, publisher: Publisher, disclosure: Disclosure, rows: dict[str, list[dict[str, Any]]]) -> None:
    sentences: dict[str, dict[str, Any]] = {}
    for row in rows["statements"]:
        sentence = sentences.setdefault(row["text"], {"text": row["text"], "page": row["page"], "topics": []})
        if row["topic"] not in sentence["topics"]:
            sentence["topics"].append(row["topic"])
    ordered = sorted(sentences.values(), key=lambda row: row["page"] or 0)
    projects, targets = rows["projects"], rows["performance_targets"]
    more = max(len(ordered), len(projects), len(targets)) > SHOWN
    told = {"statements": ordered[:SHOWN], "projects": projects[:SHOWN], "targets": targets[:SHOWN], "more": more}
    site.page(f"d/{disclosure.slug}-text.html", "text.html", dated=False, publisher=publisher, d=disclosure, **told)


def _with_evidence(findings: list[dict[str, Any]], figures: list[tuple[Figure, str]]) -> list[dict[str, Any]]:
    """Join to each finding the first figures it rests on, as links."""
    wanted = {amount for finding in findings for amount in finding["amount_ids"][:6]}
    places = {figure.amount_id: (f"../{name}#{figure.anchor}", figure.printed) for figure, name in figures if figure.amount_id in wanted}
    return [finding | {"evidence": [places[amount] for amount in finding["amount_ids"][:6] if amount in places]} for finding in findings]


def _href(name: str, grid: Grid) -> str:
    return f"../{name}#t{grid.number}"
