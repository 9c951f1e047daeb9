"""Which charts a publisher's page has, and the figures behind them as a table for those who do not
see charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from budgetflow.contracts.vocabulary import HELD
from budgetflow.releases.site.charts import Series, bars
from budgetflow.releases.site.key_figures import Fact
from budgetflow.releases.site.labels import FUNCTIONS, ITEMS, OTHERS, REST
from budgetflow.releases.site.publishers import Disclosure

TOP_FUNCTIONS = 7
_NUMBER = re.compile(r"^\s*[（(]?(?:[一二三四五六七八九十]+[)）、.．]|\d+[、.．])\s*")
"""The number that a row is printed with: 一、 or （二）."""
_THREE_PUBLIC = ("overseas_travel", "vehicle_purchase", "vehicle_operation", "reception")
_SCOPES = ("department", "unit", "government", None)
"""Where a publisher has several disclosures of one year and stage, the wider scope is drawn."""

Column = tuple[int, str]
"""Fiscal year and stage."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart with the figures it shows, in yuan."""

    zh: str
    en: str
    svg: Markup
    labels: Sequence[str]
    series: Sequence[Series]
    english: Mapping[str, str]
    """The names of the series in English, where they have one."""


def charts_of(
    disclosures: Iterable[Disclosure], facts: Mapping[str, Sequence[Fact]]
) -> list[Chart]:
    """Make the charts of a publisher from its disclosures' facts; those without figures are left
    out.
    """
    chosen = _one_each(disclosures)
    values: dict[tuple[str, str], dict[Column, Decimal]] = {}
    labels: dict[str, str] = {}
    for column, disclosure in chosen.items():
        for fact in facts.get(disclosure.disclosure_id, ()):
            values.setdefault((fact.kind, fact.key), {})[column] = fact.yuan
            if fact.kind == "function":
                labels[fact.key] = function_name(fact)
    budgets = sorted(column for column in chosen if column[1] != "final_accounts")
    totals = [
        (ITEMS[key][0], values.get(("total", key), {}))
        for key in ("revenue.total", "expenditure.total")
    ]
    functions = [
        (labels[key], found) for (kind, key), found in sorted(values.items()) if kind == "function"
    ]
    publics = [(ITEMS[key][0], values.get(("three_public", key), {})) for key in _THREE_PUBLIC]
    rest = values.get(("rest", "rest"), {})
    spent = values.get(("total", "expenditure.total"), {})
    charts = [
        _chart("收支总计", "Revenue and expenditure", budgets, totals),
        _chart(
            "支出（按功能分类）",
            "Expenditure by function",
            budgets,
            [*_largest(functions, budgets), (REST[0], rest)],
            stacked=True,
        ),
        _chart(
            "“三公”经费", "Receptions, vehicles and travel abroad", budgets, publics, stacked=True
        ),
        _budget_and_final(spent),
    ]
    return [chart for chart in charts if chart is not None and chart.svg]


def _one_each(disclosures: Iterable[Disclosure]) -> dict[Column, Disclosure]:
    ordered = sorted(
        disclosures,
        key=lambda d: (
            _SCOPES.index(d.scope) if d.scope in _SCOPES else len(_SCOPES),
            d.disclosure_id,
        ),
    )
    chosen: dict[Column, Disclosure] = {}
    for disclosure in ordered:
        if disclosure.fiscal_year is not None and disclosure.status not in (
            "withdrawn",
            HELD,
        ):
            chosen.setdefault((disclosure.fiscal_year, disclosure.stage or "budget"), disclosure)
    return chosen


def _chart(
    zh: str,
    en: str,
    columns: list[Column],
    rows: list[tuple[str, dict[Column, Decimal]]],
    *,
    stacked: bool = False,
) -> Chart | None:
    series = [
        (name, [found.get(column) for column in columns])
        for name, found in rows
        if any(column in found for column in columns)
    ]
    if not series:
        return None
    labels = [str(year) for year, _ in columns]
    english = {name: _english(name) for name, _ in series}
    return Chart(
        zh,
        en,
        bars(f"{zh} {en}", labels, series, stacked=stacked, english=english),
        labels,
        series,
        english,
    )


def _budget_and_final(spent: Mapping[Column, Decimal]) -> Chart | None:
    """Set the budget beside the final accounts, for the years that have both."""
    years = sorted(
        {year for year, stage in spent if stage == "final_accounts"}
        & {year for year, stage in spent if stage == "budget"}
    )
    if not years:
        return None
    series = [
        (zh, [spent[year, stage] for year in years])
        for stage, zh in (("budget", "预算"), ("final_accounts", "决算"))
    ]
    labels = [str(year) for year in years]
    zh, en, english = (
        "预算与决算",
        "Budget against final accounts",
        {"预算": "Budget", "决算": "Final accounts"},
    )
    return Chart(
        zh, en, bars(f"{zh} {en}", labels, series, english=english), labels, series, english
    )


def function_name(fact: Fact) -> str:
    """Give a class of expenditure with its code once, without the number it is printed with: `208
    社会保障和就业支出`.
    """
    return f"{fact.key} {_NUMBER.sub('', fact.label).removeprefix(fact.key).strip()}"


def _english(name: str) -> str:
    code = name.partition(" ")[0]
    return (
        f"{code} {FUNCTIONS[code]}"
        if code in FUNCTIONS
        else dict([*ITEMS.values(), OTHERS, REST]).get(name, name)
    )


def _largest(
    rows: list[tuple[str, dict[Column, Decimal]]], columns: list[Column]
) -> list[tuple[str, dict[Column, Decimal]]]:
    """Keep the largest functions and add up the others."""
    ordered = sorted(
        rows, key=lambda row: (-sum(row[1].get(column, Decimal(0)) for column in columns), row[0])
    )
    if len(ordered) <= TOP_FUNCTIONS:
        return ordered
    rest: dict[Column, Decimal] = {}
    for _, found in ordered[TOP_FUNCTIONS:]:
        for column, value in found.items():
            rest[column] = rest.get(column, Decimal(0)) + value
    return [*ordered[:TOP_FUNCTIONS], (OTHERS[0], rest)]
