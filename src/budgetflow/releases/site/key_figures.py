"""The few figures of a disclosure that people come for: its totals, functions and projects, each
with the address of the cell or sentence it was taken from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS
from budgetflow.contracts.total_columns import TOTAL_COLUMNS, source_column
from budgetflow.releases.site.labels import class_name

# A remainder of less than one part in so many is rounding, and no chart would show it.
# Sums of rounded classes miss their total by a few hundred yuan in ten million.
LEAST = 1000
# Projects that a publisher's page names.
LARGEST = 5
# Fund of the personnel printed -> the total it is a part of; of any other fund it is a part of the
# general budget, the money that most publishers split by what it buys.
_WHOLES = {"all": "current_expenditure", "appropriation": "appropriation"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a disclosure.

    `kind` is `total`, `whole`, `function`, `rest`, `project` or `projects`; `key` is the column of
    `disclosure_totals` without its unit, the function class, or empty. A `whole` has the key of the
    total that it is the whole of. `rest` is what is spent beyond the classes listed: a publisher
    may leave a class out, defence above all. `projects` is a count.
    """

    kind: str
    key: str
    label: str
    value: Decimal
    """In yuan; a number of people or projects where that is what is counted."""
    href: str = ""
    """Of the cell or sentence, from the release's folder; empty where no page shows it."""


def facts_of(
    totals: Mapping[str, Any] | None,
    functions: Sequence[Mapping[str, Any]],
    projects: Sequence[Mapping[str, Any]],
    address: Callable[[str], str],
) -> list[Fact]:
    """Return the facts of one disclosure from its rows of `disclosure_totals`, `functions` and
    `project_budgets`; `address` gives the page and anchor of an amount or statement by its id.
    """
    if totals is None:
        found = []
        fund = None
    else:
        found = _totals(totals, address)
        fund = totals["personnel_fund"]
    by_key = {fact.key: fact.value for fact in found}
    classes = _functions(functions, address)
    whole = by_key.get("current_expenditure", by_key.get("expenditure"))
    listed = sum((fact.value for fact in classes), Decimal(0))
    # National defence and secret classes may be left out: what is missing is told, not hidden.
    if classes and whole is not None:
        rest = whole - listed
        if rest > whole / LEAST:
            classes.append(Fact("rest", "", "", rest))
    whole_key = personnel_whole(fund)
    wholes = [
        Fact("whole", "personnel", whole_key, fact.value, fact.href)
        for fact in found
        if fact.key == whole_key
    ]
    return [*found, *wholes, *classes, *_projects(projects, address)]


def sources_of(
    totals: Sequence[Mapping[str, Any]], address: Callable[[str], str]
) -> dict[str, str]:
    """Return the address of each amount that the totals of a government's book are taken from, by
    its id; one that no page shows is left out.
    """
    found: dict[str, str] = {}
    for row in totals:
        for column in GOVERNMENT_COLUMNS:
            source = row[source_column(column.name)]
            href = address(source) if source else ""
            if href:
                found[source] = href
    return found


def personnel_whole(fund: str | None) -> str:
    """Return the key of the total that personnel of a fund is a part of: most publishers print
    personnel of the general budget alone, and its share of all expenditure would be too small.
    """
    return _WHOLES.get(fund or "", "general_budget")


def initial_budget_key(spent: str) -> str:
    """Return the key of the budget that final accounts print beside a total."""
    if spent == "general_budget":
        return "initial_general_budget"
    return "initial_budget"


def _totals(row: Mapping[str, Any], address: Callable[[str], str]) -> list[Fact]:
    return [
        Fact(
            "total",
            source_column(column.name).removesuffix("_source"),
            column.zh,
            Decimal(row[column.name]),
            address(row[source_column(column.name)] or ""),
        )
        for column in TOTAL_COLUMNS
        if row[column.name] is not None
    ]


def _functions(rows: Sequence[Mapping[str, Any]], address: Callable[[str], str]) -> list[Fact]:
    """Return the classes, all of one kind of money: of all funds where any is printed, else of the
    general public budget.
    """
    # Shares of mixed money would add up to more than the whole.
    for column in ("expenditure_yuan", "general_budget_yuan"):
        told = [row for row in rows if row[column]]
        if told:
            return [
                Fact(
                    "function",
                    row["function_code"],
                    class_name(row["function_code"]),
                    Decimal(row[column]),
                    address(row["amount_ids"][0]) if row["amount_ids"] else "",
                )
                for row in sorted(told, key=lambda row: str(row["function_code"]))
            ]
    return []


def _projects(rows: Sequence[Mapping[str, Any]], address: Callable[[str], str]) -> list[Fact]:
    if not rows:
        return []
    told = sorted(
        (row for row in rows if row["amount_yuan"] is not None),
        key=lambda row: (-row["amount_yuan"], row["name"]),
    )
    return [
        Fact("projects", "", "", Decimal(len(rows))),
        *(
            Fact(
                "project",
                "",
                row["name"],
                Decimal(row["amount_yuan"]),
                next(iter(filter(None, map(address, row["amount_ids"] or ()))), ""),
            )
            for row in told[:LARGEST]
        ),
    ]
