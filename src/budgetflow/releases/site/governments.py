"""Pages of governments: the four budgets, transfers and debt of each year, and the departments
below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS, GovernmentColumn
from budgetflow.contracts.total_columns import source_column
from budgetflow.contracts.vocabulary import COVERAGES, GOVERNMENT_STAGES
from budgetflow.releases.formats.parquet import read
from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.publishers import Places, Publisher
from budgetflow.releases.site.summaries import read_summary

# What a government's page shows, under each heading.
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("一般公共预算", "General budget", ("revenue_yuan", "tax_yuan", "expenditure_yuan")),
    ("转移支付", "Transfers", ("transfers_received_yuan", "transfers_paid_yuan")),
    ("政府性基金", "Government funds", ("fund_revenue_yuan", "fund_expenditure_yuan")),
    (
        "国有资本经营",
        "State capital",
        ("state_capital_revenue_yuan", "state_capital_expenditure_yuan"),
    ),
    (
        "社会保险基金",
        "Social insurance",
        ("insurance_revenue_yuan", "insurance_expenditure_yuan"),
    ),
    ("政府债务", "Debt", ("debt_limit_yuan", "debt_balance_yuan")),
)
# English for the head of a column: the words of the dictionary are too long for a telephone.
SHORT = {
    "revenue_yuan": "General revenue",
    "tax_yuan": "of which taxes",
    "expenditure_yuan": "General expenditure",
    "transfers_received_yuan": "Transfers received",
    "transfers_paid_yuan": "Transfers paid",
    "fund_revenue_yuan": "Fund revenue",
    "fund_expenditure_yuan": "Fund expenditure",
    "state_capital_revenue_yuan": "Revenue of state capital",
    "state_capital_expenditure_yuan": "Expenditure of state capital",
    "insurance_revenue_yuan": "Insurance revenue",
    "insurance_expenditure_yuan": "Insurance expenditure",
    "debt_limit_yuan": "Debt limit",
    "debt_balance_yuan": "Debt balance",
}
_SHOWN = tuple(name for _, _, names in GROUPS for name in names)
_COLUMNS: Mapping[str, GovernmentColumn] = {column.name: column for column in GOVERNMENT_COLUMNS}
# Stages by how sure a figure of one year is.
# Accounts before execution before budgets: what was spent is surer than what was planned.
_LATEST = ("final", "execution", "adjusted_budget", "budget")


@dataclass(slots=True)
class Government:
    """One government with the totals of its books, newest year first."""

    publisher: Publisher
    rows: list[dict[str, Any]] = field(default_factory=list)
    departments: list[Publisher] = field(default_factory=list)

    @property
    def newest(self) -> dict[str, Any] | None:
        """Return the surest figures of the whole region, of the newest year that has any revenue
        or debt; of the own level where no other are there.
        """
        told = [
            row for row in self.rows if row["revenue_yuan"] is not None or row["debt_balance_yuan"]
        ]
        return min(
            told,
            key=lambda row: (
                row["coverage"] != "whole_region",
                -row["table_year"],
                _LATEST.index(row["amount_stage"]),
            ),
            default=None,
        )


def governments_of(
    publishers: Mapping[str, Publisher], places: Places, site: Site
) -> list[Government]:
    """Read the totals of all governments of a release, in the order of its publishers; one whose
    books have no totals is there with none, since its own page leads here.
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    # A book has a row for each year, stage and coverage: its summary is read once for all.
    sources_in = cache(partial(_sources, site.folder))
    for part in parts_of(site.folder, "government_totals"):
        for row in read(part.path(site.folder)).to_pylist():
            disclosure, publisher = places[row["disclosure_id"]]
            if is_shown(row):
                hrefs = hrefs_of(row, disclosure.slug, sources_in(disclosure.slug))
                told = {**row, "disclosure": disclosure, "hrefs": hrefs}
                rows[publisher.publisher_id].append(told)
    by_region: dict[str, list[Publisher]] = defaultdict(list)
    for publisher in publishers.values():
        if publisher.region_code:
            by_region[publisher.region_code].append(publisher)
    found = []
    for key, publisher in publishers.items():
        # A government without totals still has a page: its own page leads there.
        if key not in rows and publisher.kind != "government":
            continue
        rows[key].sort(
            key=lambda row: (
                -row["table_year"],
                list(COVERAGES).index(row["coverage"]),
                _LATEST.index(row["amount_stage"]),
                row["disclosure_id"],
            )
        )
        here = by_region.get(publisher.region_code or "", [])
        below = [other for other in here if other is not publisher]
        found.append(Government(publisher, rows[key], below))
    return found


def _sources(release: Path, slug: str) -> Mapping[str, str]:
    """Return where the amounts of a disclosure are shown that its totals are taken from, by id."""
    return read_summary(release, slug).sources


def hrefs_of(row: Mapping[str, Any], slug: str, sources: Mapping[str, str]) -> dict[str, str]:
    """Return by column where each figure of a row of `government_totals` is shown: its cell, else
    the first page of the disclosure; `sources` gives the address of an amount by its id.
    """
    whole = f"d/{slug}.html"
    return {name: sources.get(row[source_column(name)] or "", whole) for name in _SHOWN}


def is_shown(row: Mapping[str, Any]) -> bool:
    """Check whether a row of `government_totals` has a figure that a page of governments shows.

    A book may print of some year and stage nothing but details, and a line of dashes says nothing.
    """
    return any(row[name] is not None for name in _SHOWN)


def write_governments(site: Site, publishers: Mapping[str, Publisher], places: Places) -> None:
    """Write the list of governments and a page for each."""
    governments = governments_of(publishers, places, site)
    words: dict[str, Any] = {
        "groups": GROUPS,
        "columns": _COLUMNS,
        "short": SHORT,
        "COVERAGES": COVERAGES,
        "AMOUNT_STAGES": GOVERNMENT_STAGES,
    }
    site.page("governments.html", "governments.html", governments=governments, **words)
    for government in governments:
        name = f"g/{government.publisher.publisher_id}.html"
        site.page(name, "government.html", government=government, **words)
