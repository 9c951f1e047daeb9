"""What other pages need to know of a disclosure, kept beside its pages as JSON: they are taken over
together, and a page of a publisher is written from the summaries of its own disclosures alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.site.key_figures import Fact
from budgetflow.releases.site.publishers import Disclosure

_COUNTED = ("disclosure_id", "check_id", "severity", "verdict")

# Findings by check, severity and verdict.
Tally = Counter[tuple[str, str, str]]


@dataclass(slots=True)
class Summary:
    """The key figures and the findings of one disclosure."""

    facts: list[Fact] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    """The findings that are shown with both their sides, the gravest first."""
    counts: Tally = field(default_factory=Counter)
    sources: dict[str, str] = field(default_factory=dict)
    """Where the amounts are shown that a government's totals are taken from, by their ids."""

    def judged(self, *verdicts: str) -> list[dict[str, Any]]:
        """Return the cards of some verdicts, in their order."""
        return [card for card in self.cards if card["verdict"] in verdicts]

    def verdicts(self) -> Counter[str]:
        """Return the number of findings by verdict."""
        found: Counter[str] = Counter()
        for (_, _, verdict), number in self.counts.items():
            found[verdict] += number
        return found


@dataclass(slots=True)
class Gathered:
    """What the findings of all disclosures add up to."""

    counts: Tally = field(default_factory=Counter)
    """Findings by check, severity and verdict."""
    accused: set[str] = field(default_factory=set)
    """Disclosures with an error of the publisher's own."""


def gather(release: Path, disclosures: Mapping[str, Disclosure]) -> Gathered:
    """Count the findings of a release, in all and of each of its disclosures."""
    gathered = Gathered()
    for part in parts_of(release, "findings"):
        table = pq.read_table(part.path(release), columns=list(_COUNTED), partitioning=None)
        counts = table.group_by(list(_COUNTED)).aggregate([([], "count_all")])
        for row in counts.to_pylist():
            disclosure = disclosures.get(row["disclosure_id"])
            if disclosure is None:
                continue
            check = row["check_id"]
            severity = row["severity"]
            verdict = row["verdict"]
            gathered.counts[check, severity, verdict] += row["count_all"]
            disclosure.count(severity, verdict, row["count_all"])
            if verdict == "publisher_error":
                gathered.accused.add(disclosure.disclosure_id)
    return gathered


def mark_checked(release: Path, disclosures: Iterable[Disclosure]) -> None:
    """Mark those disclosures in which some check had anything to compare, and those that no check
    applied to.
    """
    checked: set[str] = set()
    for part in parts_of(release, "check_results"):
        compared = pq.read_table(
            part.path(release),
            columns=["disclosure_id"],
            filters=pc.field("state").isin(["pass", "fail"]),
            partitioning=None,
        )
        checked.update(compared[0].unique().to_pylist())
    for disclosure in disclosures:
        disclosure.checked = disclosure.disclosure_id in checked


def path_of(slug: str) -> str:
    """Return where the summary of a disclosure lies in a release."""
    return f"d/{slug}.json"


def summary_json(summary: Summary) -> bytes:
    """Return a summary as it lies beside the pages of its disclosure."""
    told: dict[str, Any] = {
        "figures": [
            [fact.kind, fact.key, fact.label, str(fact.value), fact.href] for fact in summary.facts
        ],
        "findings": summary.cards,
        "counts": [[*key, number] for key, number in sorted(summary.counts.items())],
    }
    if summary.sources:
        told["sources"] = summary.sources
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_summary(release: Path, slug: str) -> Summary:
    """Read the summary of a disclosure."""
    text = (release / path_of(slug)).read_text(encoding="utf-8")
    told = json.loads(text)
    # Departments have no sources, and their summaries leave the name out.
    return Summary(
        [
            Fact(kind, key, label, Decimal(value), href)
            for kind, key, label, value, href in told["figures"]
        ],
        told["findings"],
        Counter({(check, severity, verdict): n for check, severity, verdict, n in told["counts"]}),
        told.get("sources", {}),
    )
