"""Who spends most: expenditure, the three public expenses, any function, the share of personnel and
single projects, by year and place.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.site.key_figures import personnel_whole
from budgetflow.releases.site.labels import FUNCTIONS, class_name
from budgetflow.releases.site.publishers import Disclosure, Publisher, chosen

# Publishers or projects that a ranking lists.
MOST = 100
# What is ranked beside the classes of expenditure by function.
KINDS: dict[str, tuple[str, str]] = {
    "expenditure": ("支出", "Expenditure"),
    "three_public": ("“三公”经费", "Three public expenses"),
    "personnel": ("人员经费占比", "Share of personnel"),
    "projects": ("项目", "Projects"),
}
_TOTALS = (
    *("current_expenditure_yuan", "expenditure_yuan", "three_public_yuan", "personnel_yuan"),
    *("personnel_fund", "appropriation_yuan", "general_budget_yuan"),
)

# Fiscal year and stage.
Period = tuple[int, str]
# What is ranked, when, and in which province; an empty one is the whole country.
Key = tuple[str, Period, str]


class Entry(NamedTuple):
    """One line of a ranking; the larger comes first, then the name. A tuple, since all entries of a
    release are compared.
    """

    value: Decimal
    """In yuan; a share in percent where shares are ranked."""
    disclosure_id: str
    name: str = ""
    """Of the project, where projects are ranked."""
    whole: Decimal | None = None
    """What the value is a share of, where it is one."""


@dataclass
class Rankings:
    """All rankings of a release."""

    lists: dict[Key, list[Entry]] = field(default_factory=dict)
    """The largest first."""
    spent: dict[str, Decimal] = field(default_factory=dict)
    """Expenditure of each disclosure that stands for its publisher in a year and stage."""

    @cached_property
    def _periods(self) -> dict[tuple[str, str], list[Period]]:
        """Return the periods of each kind and province: every page of a ranking asks for them, and
        to look through all lists each time would take the square of their number.
        """
        found: dict[tuple[str, str], list[Period]] = defaultdict(list)
        for kind, when, place in self.lists:
            found[kind, place].append(when)
        for periods in found.values():
            periods.sort(key=lambda when: (-when[0], when[1]))
        return found

    def periods(self, what: str, province: str = "") -> list[Period]:
        """Return the years and stages that something is ranked for, the newest first, budgets
        before accounts.
        """
        return self._periods.get((what, province), [])

    def newest(self, what: str) -> Period | None:
        """Return the newest year with a budget ranked, else the newest there is."""
        periods = self.periods(what)
        budgets = [when for when in periods if when[1] == "budget"]
        return next(iter(budgets or periods), None)

    def kinds(self) -> list[str]:
        """Return what is ranked, functions by their code after the rest."""
        found = {what for what, _ in self._periods}
        return [*(kind for kind in KINDS if kind in found), *sorted(found - set(KINDS))]


def words_of(what: str) -> tuple[str, str]:
    """Return what a ranking is of in both languages; a function by its class."""
    if what in KINDS:
        return KINDS[what]
    code = what.removeprefix("f")
    return class_name(code), f"{code} {FUNCTIONS.get(code, '')}".strip()


def path_of(key: Key) -> str:
    """Return the address of a ranking from the release's folder."""
    what, (year, stage), province = key
    parts = [what, str(year), "" if stage == "budget" else stage.replace("_", "-"), province]
    return f"k/{'-'.join(part for part in parts if part)}.html"


def rankings_of(release: Path, publishers: Mapping[str, Publisher]) -> Rankings:
    """Rank what the disclosures of a release spend, one disclosure a publisher, year and stage."""
    known: dict[str, tuple[Disclosure, str]] = {
        d.disclosure_id: (d, p.province or "")
        for p in publishers.values()
        for d in chosen(p.disclosures).values()
    }
    found: dict[Key, list[Entry]] = defaultdict(list)
    rankings = Rankings()
    for what, entry in _entries(release, known, rankings.spent):
        disclosure, province = known[entry.disclosure_id]
        when = (disclosure.fiscal_year or 0, disclosure.stage or "budget")
        for place in {"", province}:
            _keep(found[what, when, place], entry)
    rankings.lists = {
        key: sorted(held, key=lambda e: (-e.value, e.name, e.disclosure_id))
        for key, held in sorted(found.items())
    }
    return rankings


def _keep(held: list[Entry], entry: Entry) -> None:
    """Keep an entry among the largest."""
    if len(held) < MOST:
        heapq.heappush(held, entry)
    elif entry.value >= held[0].value:
        heapq.heappushpop(held, entry)


def _entries(
    release: Path, known: Mapping[str, object], spent: dict[str, Decimal]
) -> Iterator[tuple[str, Entry]]:
    """Yield what is ranked with each of its lines; keeps in `spent` what each disclosure spends."""
    general: dict[str, Decimal] = {}
    yield from _totals(release, known, spent, general)
    yield from _functions(release, known, spent, general)
    for row in _rows(release, "project_budgets", ("disclosure_id", "name", "amount_yuan")):
        if row["amount_yuan"] and row["disclosure_id"] in known:
            yield "projects", Entry(row["amount_yuan"], row["disclosure_id"], row["name"])


def _totals(
    release: Path,
    known: Mapping[str, object],
    spent: dict[str, Decimal],
    general: dict[str, Decimal],
) -> Iterator[tuple[str, Entry]]:
    """Yield the lines of totals; keeps the expenditure of each disclosure, and its part from the
    general budget.
    """
    for row in _rows(release, "disclosure_totals", ("disclosure_id", *_TOTALS)):
        name = row["disclosure_id"]
        if name not in known:
            continue
        if row["general_budget_yuan"]:
            general[name] = row["general_budget_yuan"]
        whole = row["current_expenditure_yuan"] or row["expenditure_yuan"]
        if whole:
            spent[name] = whole
            yield "expenditure", Entry(whole, name)
        if row["three_public_yuan"]:
            yield "three_public", Entry(row["three_public_yuan"], name, whole=whole)
        of = row[f"{personnel_whole(row['personnel_fund'])}_yuan"]
        personnel = row["personnel_yuan"]
        if of and personnel is not None and 0 < personnel <= of:
            # A share above 100 % is of other money than its whole, so it was left out above.
            yield "personnel", Entry(100 * personnel / of, name, whole=of)


def _functions(
    release: Path,
    known: Mapping[str, object],
    spent: Mapping[str, Decimal],
    general: Mapping[str, Decimal],
) -> Iterator[tuple[str, Entry]]:
    """Yield the lines of classes: of all money where it is printed by class, else of the general
    budget, each as a share of the same money.
    """
    columns = ("disclosure_id", "function_code", "expenditure_yuan", "general_budget_yuan")
    for row in _rows(release, "functions", columns):
        name = row["disclosure_id"]
        if name not in known:
            continue
        what = f"f{row['function_code']}"
        if row["expenditure_yuan"]:
            yield what, Entry(row["expenditure_yuan"], name, whole=spent.get(name))
        elif row["general_budget_yuan"]:
            yield what, Entry(row["general_budget_yuan"], name, whole=general.get(name))


def _rows(release: Path, dataset: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Return some columns of a dataset, a bounded number of rows at a time."""
    for part in parts_of(release, dataset):
        with pq.ParquetFile(part.path(release)) as file:
            for batch in file.iter_batches(columns=list(columns)):
                yield from pa.Table.from_batches([batch]).to_pylist()
