"""The pages of publishers, some at a time, and the small script of each that comparisons are made
from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.site.key_figures import Fact, Gathered
from budgetflow.releases.site.labels import FUNCTIONS, ITEMS, REST
from budgetflow.releases.site.pages import Site, wan
from budgetflow.releases.site.parallel import in_processes
from budgetflow.releases.site.publisher_charts import Chart, charts_of, function_name
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.versions import Version

A_PROCESS = 100
"""Publishers that are handed to a process at a time."""
FINDINGS, RESTATED = 20, 50
"""Findings and restated figures that a page lists."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page of one publisher says."""

    publisher: Publisher
    facts: dict[str, list[Fact]]
    """By disclosure."""
    findings: list[dict[str, Any]]
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
    gathered: Gathered,
    tally: Tally,
    restated: Mapping[str, list[dict[str, Any]]],
    workers: int = 1,
) -> None:
    """Write the pages of all publishers; `restated` gives the vintages of each disclosure."""
    told = _told(site.version, publishers, gathered, tally, restated)
    some = iter(lambda: list(islice(told, A_PROCESS)), [])
    work = (Work(site.folder, site.version, site.checks, told) for told in some)
    for _ in in_processes(write_some, work, workers):
        pass


def write_some(work: Work) -> None:
    """Write the pages of some publishers."""
    site = Site(work.release, work.version, work.checks)
    for told in work.told:
        _write(site, told)


def _told(
    version: Version,
    publishers: Iterable[Publisher],
    gathered: Gathered,
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
            {name: gathered.facts[name] for name in names if name in gathered.facts},
            gathered.findings.get(publisher.publisher_id, [])[:FINDINGS],
            [(name, cause) for cause, name in changes],
            [row for name in names for row in restated.get(name, ())][:RESTATED],
        )


def _write(site: Site, told: Told) -> None:
    publisher = told.publisher
    by_id = {d.disclosure_id: d for d in publisher.disclosures}
    charts = charts_of(publisher.disclosures, told.facts)
    site.page(
        f"p/{publisher.publisher_id}.html",
        "publisher.html",
        publisher=publisher,
        disclosures=publisher.disclosures,
        charts=charts,
        findings=[(row, by_id[row["disclosure_id"]]) for row in told.findings],
        changes=[(by_id[name], cause) for name, cause in told.changes],
        vintages=told.restated,
    )
    said = {
        "id": publisher.publisher_id,
        "name": publisher.name,
        "facts": comparable(charts, publisher.disclosures, told.facts),
    }
    text = (
        json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
    )
    (site.folder / f"p/{publisher.publisher_id}.js").write_text(
        f"budgetflowCompare({text});\n", encoding="utf-8", newline="\n"
    )


def comparable(
    charts: Sequence[Chart], disclosures: Iterable[Disclosure], facts: Mapping[str, Sequence[Fact]]
) -> list[tuple[int, str, str, str, str, str, str]]:
    """Give a publisher's facts for comparison: year, stage in both languages, an order, a label in
    both, and the figure in 万元.
    """
    found: dict[tuple[int, str, str, str], tuple[str, str, str]] = {}
    for disclosure in disclosures:
        for fact in facts.get(disclosure.disclosure_id, ()) if disclosure.fiscal_year else ():
            key = (
                disclosure.fiscal_year or 0,
                disclosure.stage_zh,
                disclosure.stage_en,
                _place(fact),
            )
            found.setdefault(key, (*_names(fact), wan(fact.yuan)))
    return [(*key, *told) for key, told in sorted(found.items())] if charts else []


def _place(fact: Fact) -> str:
    """Give a text that puts a fact where it belongs in a comparison: totals, functions by their
    code, the three public expenses.
    """
    if fact.kind == "function":
        return f"1{fact.key}"
    return (
        "1~"
        if fact.kind == "rest"
        else f"{0 if fact.kind == 'total' else 2}{list(ITEMS).index(fact.key)}"
    )


def _names(fact: Fact) -> tuple[str, str]:
    if fact.kind != "function":
        return REST if fact.kind == "rest" else ITEMS[fact.key]
    zh = function_name(fact)
    return zh, f"{fact.key} {FUNCTIONS[fact.key]}" if fact.key in FUNCTIONS else zh
