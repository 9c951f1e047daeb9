"""The pages of publishers, some at a time, and the small script of each that comparisons are made
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from budgetflow.progress import PUBLISHERS, advance, stage
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.making.parallel import side_by_side
from budgetflow.releases.resources import USUAL, Effort
from budgetflow.releases.site.key_figures import Fact
from budgetflow.releases.site.labels import TOTALS, fact_words
from budgetflow.releases.site.overview import overview_of
from budgetflow.releases.site.page_reuse import Takeover
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.publisher_charts import charts_of
from budgetflow.releases.site.publishers import Disclosure, Publisher, chosen
from budgetflow.releases.site.script_json import script_json
from budgetflow.releases.site.summaries import Summary, read_summary
from budgetflow.releases.versions import Version

# Publishers whose pages are written before a second process has started.
FEW = 400
# Publishers that are handed to a process at a time.
A_PROCESS = 100
# Findings and restated figures that a page lists.
FINDINGS, RESTATED = 20, 50


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page of one publisher says beside the summaries of its disclosures."""

    publisher: Publisher
    changes: list[tuple[str, str]]
    """Disclosure and cause."""
    restated: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Work:
    """Some publishers, for one process to write the pages of."""

    release: Path
    version: Version
    checks: Mapping[str, tuple[str, str]]
    told: list[Told]


def write_publishers(
    site: Site,
    publishers: Iterable[Publisher],
    tally: Tally,
    restated: Mapping[str, list[dict[str, Any]]],
    takeover: Takeover,
    effort: Effort = USUAL,
) -> None:
    """Write the pages of all publishers, once those of all disclosures are there, or take them over
    where nothing touched them; `restated` gives the vintages of each disclosure.
    """
    written = []
    for publisher in publishers:
        if takeover.keeps_publisher(publisher):
            takeover.take_publisher(publisher)
        else:
            written.append(publisher)
    told = _told(site.version, written, tally, restated)
    some = iter(lambda: list(islice(told, A_PROCESS)), [])
    work = (Work(site.folder, site.version, site.checks, told) for told in some)
    with stage(PUBLISHERS, len(written)):
        for count in side_by_side(write_some, work, effort, len(written) <= FEW):
            advance(PUBLISHERS, count)


def write_some(work: Work) -> int:
    """Write the pages of some publishers; return how many."""
    site = Site(work.release, work.version, work.checks)
    for told in work.told:
        _write(site, told)
    return len(work.told)


def _told(
    version: Version,
    publishers: Iterable[Publisher],
    tally: Tally,
    restated: Mapping[str, list[dict[str, Any]]],
) -> Iterator[Told]:
    causes: dict[str, list[str]] = {}
    for cause, touched in sorted(tally.disclosures.items()) if version.previous else ():
        for name in touched:
            causes.setdefault(name, []).append(cause)
    for publisher in publishers:
        names = [d.disclosure_id for d in publisher.disclosures]
        changes = sorted((cause, name) for name in names for cause in causes.get(name, ()))
        yield Told(
            publisher,
            [(name, cause) for cause, name in changes],
            [row for name in names for row in restated.get(name, ())][:RESTATED],
        )


def _write(site: Site, told: Told) -> None:
    publisher = told.publisher
    by_id = {d.disclosure_id: d for d in publisher.disclosures}
    summaries = {d.disclosure_id: read_summary(site.folder, d.slug) for d in publisher.disclosures}
    columns = chosen(publisher.disclosures)
    facts = {column: summaries[d.disclosure_id].facts for column, d in columns.items()}
    site.page(
        f"p/{publisher.publisher_id}.html",
        "publisher.html",
        publisher=publisher,
        disclosures=publisher.disclosures,
        overview=overview_of(columns, facts),
        charts=charts_of(columns, facts),
        findings=_findings(publisher.disclosures, summaries),
        changes=[(by_id[name], cause) for name, cause in told.changes],
        vintages=told.restated,
    )
    said = {
        "id": publisher.publisher_id,
        "name": publisher.name,
        "facts": comparable(publisher.disclosures, summaries),
    }
    script = f"budgetflowCompare({script_json(said)});\n"
    site.write(f"p/{publisher.publisher_id}.js", script.encode())


def _findings(
    disclosures: Iterable[Disclosure], summaries: Mapping[str, Summary]
) -> list[tuple[dict[str, Any], Disclosure]]:
    """Return the findings a publisher's page shows: errors first, rounding left out."""
    found = [
        (card, d)
        for d in disclosures
        for card in summaries[d.disclosure_id].cards
        if card["verdict"] != "rounding"
    ]
    found.sort(
        key=lambda pair: (pair[0]["verdict"] != "publisher_error", pair[0]["severity"] == "info")
    )
    return found[:FINDINGS]


def comparable(
    disclosures: Iterable[Disclosure], summaries: Mapping[str, Summary]
) -> list[tuple[int, str, str, str, str, str, int]]:
    """Return a publisher's figures for comparison: year, stage in both languages, an order, a label
    in both, and the figure in fen; money alone.
    """
    found: dict[tuple[int, str, str, str], tuple[str, str, int]] = {}
    for (year, _), disclosure in sorted(chosen(disclosures).items()):
        for fact in summaries[disclosure.disclosure_id].facts:
            if fact.kind in ("total", "function", "rest") and fact.key != "staff":
                key = (year, disclosure.stage_zh, disclosure.stage_en, _place(fact))
                words = fact_words(fact.kind, fact.key, fact.label)
                # The first of two figures of one name stands: a comparison has one cell for it.
                found.setdefault(key, (*words, int(fact.value * 100)))
    return [(*key, *told) for key, told in sorted(found.items())]


def _place(fact: Fact) -> str:
    """Return a text that puts a figure where it belongs in a comparison: totals, then functions by
    their code, then what is listed under none.
    """
    if fact.kind == "function":
        return f"1{fact.key}"
    if fact.kind == "rest":
        return "1~"
    return f"0{list(TOTALS).index(fact.key):02}"
