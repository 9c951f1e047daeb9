"""The pages of findings: what was found in all, the errors of publishers as cards, and a page for
each check with what it means and its cases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from budgetflow.lake.partitions import Partition
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import paths_of_partition
from budgetflow.releases.site.finding_index import Case, write_error_index
from budgetflow.releases.site.pager import pages_to_list
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.provinces import PLACES
from budgetflow.releases.site.publishers import Places
from budgetflow.releases.site.summaries import Gathered, read_summary

# Cards a page shows: each weighs some 2 kB, and its picture is loaded when it is seen.
CARDS = 40
# Unread files that the page lists.
LISTED = 200

# What is said of each check, by its id.
Checks = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What came of one check in all disclosures."""

    check_id: str
    errors: int
    open: int
    rounding: int


def write_findings(site: Site, places: Places, gathered: Gathered, checks: Checks) -> list[Case]:
    """Write the page of all findings and those of the checks, and return the errors it shows."""
    errors = list(_errors(site, places, gathered.accused))
    lines = _lines(gathered, checks)
    totals = Counter[str]()
    for (_, _, verdict), number in gathered.counts.items():
        totals[verdict] += number
    by_check: dict[str, list[Case]] = defaultdict(list)
    for case in errors:
        by_check[case[0]["check_id"]].append(case)
    shown = errors[:CARDS]
    codes = sorted({p.province or "" for _, _, p in errors})
    write_error_index(site.folder, errors)
    unread = [
        row
        for path in paths_of_partition(site.folder, Partition("documents"))
        for row in read(path).to_pylist()
    ]
    site.page(
        "findings.html",
        "findings.html",
        errors=totals["publisher_error"],
        open=totals["open"] + totals["parse_suspect"],
        rounding=totals["rounding"],
        clean=sum(d.status == "accepted" and d.checked for d, _ in places.values()),
        disclosures=len(places),
        lines=lines,
        cases=shown,
        more=len(errors) - len(shown),
        provinces=[(code, *PLACES[code][:2]) for code in codes if code in PLACES],
        years=sorted({d.fiscal_year for _, d, _ in errors if d.fiscal_year}, reverse=True),
        checks=sorted(by_check),
        unread=unread[:LISTED],
    )
    for line in lines:
        _write_check(site, line, by_check[line.check_id], checks.get(line.check_id))
    return shown


def _errors(site: Site, places: Places, accused: Iterable[str]) -> Iterator[Case]:
    """Return the errors of publishers, those of the newest years first."""
    # Newest years first: those can still be put right.
    ordered = sorted(accused, key=lambda name: (-(places[name][0].fiscal_year or 0), name))
    for name in ordered:
        disclosure, publisher = places[name]
        for card in read_summary(site.folder, disclosure.slug).cards:
            if card["verdict"] == "publisher_error":
                yield card, disclosure, publisher


def _lines(gathered: Gathered, checks: Iterable[str]) -> list[CheckLine]:
    """Return a line for each check, those that name publishers first; a check that found nothing
    has one too, since its page says what it asks.
    """
    found: dict[str, Counter[str]] = {check_id: Counter() for check_id in checks}
    for (check_id, _, verdict), number in gathered.counts.items():
        found.setdefault(check_id, Counter())[verdict] += number
    lines = [
        CheckLine(check_id, of["publisher_error"], of["open"] + of["parse_suspect"], of["rounding"])
        for check_id, of in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.errors, -line.open, -line.rounding, line.check_id))


def _write_check(
    site: Site, line: CheckLine, cases: list[Case], check: Mapping[str, Any] | None
) -> None:
    starts = range(0, max(1, len(cases)), CARDS)
    names = [
        f"c/{line.check_id}{'' if not start else f'-{start // CARDS + 1}'}.html" for start in starts
    ]
    for number, (start, name) in enumerate(zip(starts, names, strict=True), start=1):
        site.page(
            name,
            "check.html",
            line=line,
            check=check,
            cases=cases[start : start + CARDS],
            pages=pages_to_list(names, number),
            page=number,
        )
