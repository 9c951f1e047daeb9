"""What other pages need to know of a disclosure, kept beside its pages as JSON: they are taken over
together, and a page of a publisher is written from the summaries of its own disclosures alone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetflow.releases.site.key_figures import Fact

Tally = Counter[tuple[str, str, str]]
"""Findings by check, severity and verdict."""


@dataclass(slots=True)
class Summary:
    """The key figures and the findings of one disclosure."""

    facts: list[Fact] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    """The findings that are shown with both their sides, the gravest first."""
    counts: Tally = field(default_factory=Counter)

    def verdicts(self) -> Counter[str]:
        """Return the number of findings by verdict."""
        found: Counter[str] = Counter()
        for (_, _, verdict), number in self.counts.items():
            found[verdict] += number
        return found


@dataclass(slots=True)
class Gathered:
    """What was learnt of all disclosures while their pages were written."""

    counts: Tally = field(default_factory=Counter)
    """Findings by check, severity and verdict."""
    accused: set[str] = field(default_factory=set)
    """Disclosures with an error of the publisher's own."""


def path_of(slug: str) -> str:
    """Return where the summary of a disclosure lies in a release."""
    return f"d/{slug}.json"


def write_summary(release: Path, slug: str, summary: Summary) -> None:
    """Write a summary beside the pages of its disclosure."""
    told = {
        "figures": [
            [fact.kind, fact.key, fact.label, str(fact.value), fact.href] for fact in summary.facts
        ],
        "findings": summary.cards,
        "counts": [[*key, number] for key, number in sorted(summary.counts.items())],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    target = release / path_of(slug)
    target.parent.mkdir(exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_summary(release: Path, slug: str) -> Summary:
    """Read the summary of a disclosure."""
    told = json.loads((release / path_of(slug)).read_text(encoding="utf-8"))
    return Summary(
        [
            Fact(kind, key, label, Decimal(value), href)
            for kind, key, label, value, href in told["figures"]
        ],
        told["findings"],
        Counter({(check, severity, verdict): n for check, severity, verdict, n in told["counts"]}),
    )
