"""The charts of a publisher's page: tables whose figures lead to their cells, with a bar beside
each row. Totals and execution have a row a year, classes and the three public expenses a row each.

They need no drawing library: pygal took a quarter of the time of a catalogue, and its bars could
not lead to a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetflow.releases.site.key_figures import Fact, initial_budget_key
from budgetflow.releases.site.labels import OTHERS, TOTALS, fact_words
from budgetflow.releases.site.publishers import Column, Disclosure

TOP_FUNCTIONS = 7
# Years that rows of classes compare.
YEARS = 3
THREE_PUBLIC = ("overseas_travel", "vehicle_purchase", "vehicle_operation", "reception")
# Totals that say what is spent, the year's own first.
SPENT = ("current_expenditure", "expenditure")
Found = dict[Column, Fact]
# (kind, key) of a figure -> the figure in each year and stage.
Values = dict[tuple[str, str], Found]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of bars: its name, and a figure a column."""

    zh: str
    en: str
    figures: list[Fact | None]


@dataclass(frozen=True, slots=True)
class BarTable:
    """Rows of bars: the last column is drawn, the one before it behind."""

    zh: str
    en: str
    head: tuple[str, str]
    """What the rows are."""
    columns: list[tuple[str, str]]
    """Years, the newest last; or what is set side by side."""
    rows: list[Row]
    whole: Decimal | None = None
    """What the last column is a share of; None where shares say nothing."""

    @property
    def most(self) -> Decimal:
        """Return the largest figure, at least one, that a full bar stands for."""
        figures = [fact.value for row in self.rows for fact in row.figures if fact is not None]
        return max([*figures, Decimal(1)])


def charts_of(
    chosen: Mapping[Column, Disclosure], facts: Mapping[Column, Sequence[Fact]]
) -> list[BarTable]:
    """Return the charts of a publisher from one disclosure a year and stage; those without figures
    are left out.

    All figures are of one scope, that of the newest budget: a department contains its units, and
    the two cannot be compared.
    """
    budgets = sorted(column for column in chosen if column[1] == "budget") or sorted(chosen)
    if not budgets:
        return []
    scope = chosen[budgets[-1]].scope
    values: Values = {}
    for column, disclosure in chosen.items():
        if disclosure.scope == scope:
            _add(values, column, facts.get(column, ()))
    budgets = [column for column in budgets if chosen[column].scope == scope]
    tables = [
        _functions(budgets[-YEARS:], values),
        _three_public(budgets[-YEARS:], values),
        _totals(budgets, values),
        _budget_and_final(values),
    ]
    return [table for table in tables if table.rows]


def _add(values: Values, column: Column, facts: Sequence[Fact]) -> None:
    for fact in facts:
        if fact.kind in ("total", "function", "rest"):
            values.setdefault((fact.kind, fact.key), {})[column] = fact


def _functions(columns: list[Column], values: Values) -> BarTable:
    found: dict[str, Found] = {}
    for (kind, key), figures in sorted(values.items()):
        if kind in ("function", "rest"):
            found[key] = figures
    whole = _spent(values).get(columns[-1])
    return BarTable(
        "支出按功能分类",
        "Expenditure by function",
        ("项目", "Item"),
        _years(columns),
        _told(_largest(found, columns)),
        whole.value if whole is not None and whole.value else None,
    )


def _three_public(columns: list[Column], values: Values) -> BarTable:
    rows = [_row(values.get(("total", key), {}), columns, *TOTALS[key]) for key in THREE_PUBLIC]
    return BarTable(
        "“三公”经费",
        "Three public expenses: travel abroad, vehicles, receptions",
        ("项目", "Item"),
        _years(columns),
        _told(rows),
    )


def _totals(columns: list[Column], values: Values) -> BarTable:
    """Return revenue and expenditure by year; one column for both where they never differ."""
    revenue = values.get(("total", "revenue"), {})
    expenditure = values.get(("total", "expenditure"), {})
    names = [TOTALS["revenue"], TOTALS["expenditure"]]
    kinds = [revenue, expenditure]
    if all(_value(revenue, column) == _value(expenditure, column) for column in columns):
        names = [("收入＝支出", "Revenue = expenditure")]
        kinds = [expenditure]
    return _by_year(("收支总计", "Revenue and expenditure"), names, columns, kinds)


def _budget_and_final(values: Values) -> BarTable:
    """Set the budget beside the final accounts, for the years that have both: of all money, else of
    the general budget, which accounts print beside its outcome more often.
    """
    title = ("预算与决算", "Budget against final accounts")
    for key in (*SPENT, "general_budget"):
        spent = values.get(("total", key), {})
        planned = _planned(key, values)
        if planned:
            words = ("预算与决算（一般公共预算）", "Budget against final accounts, general budget")
            names = [("预算", "Budget"), ("决算", "Final accounts")]
            said = words if key == "general_budget" else title
            return _by_year(said, names, sorted(planned), [planned, spent])
    return _by_year(title, [], [], [])


def _planned(key: str, values: Values) -> Found:
    """Return the budget of each year with accounts of a total: the one that the accounts themselves
    print, else that of the budget's own disclosure.
    """
    spent = values.get(("total", key), {})
    printed = values.get(("total", initial_budget_key(key)), {})
    planned: Found = {}
    for year, stage in spent:
        own = printed.get((year, stage)) or spent.get((year, "budget"))
        if stage == "final_accounts" and own is not None:
            planned[year, stage] = own
    return planned


def _by_year(
    title: tuple[str, str],
    names: list[tuple[str, str]],
    columns: list[Column],
    kinds: list[Found],
) -> BarTable:
    """Return a table with a row a year and a column a kind of figure."""
    rows = []
    for column in columns:
        year = str(column[0])
        rows.append(Row(year, year, [kind.get(column) for kind in kinds]))
    return BarTable(*title, ("年度", "Year"), names, _told(rows))


def _spent(values: Values) -> Found:
    for key in SPENT:
        if ("total", key) in values:
            return values["total", key]
    return {}


def _value(found: Found, column: Column) -> Decimal | None:
    fact = found.get(column)
    if fact is None:
        return None
    return fact.value


def _years(columns: list[Column]) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year, _ in columns]


def _told(rows: list[Row]) -> list[Row]:
    """Return the rows that have a figure."""
    return [row for row in rows if any(row.figures)]


def _row(found: Mapping[Column, Fact], columns: list[Column], zh: str, en: str) -> Row:
    return Row(zh, en, [found.get(column) for column in columns])


def _largest(found: Mapping[str, Found], columns: list[Column]) -> list[Row]:
    """Return the largest classes in the newest years, the others added up, and the remainder."""

    def size(key: str) -> tuple[Decimal, str]:
        newest = next((found[key][c].value for c in reversed(columns) if c in found[key]), None)
        return -(newest or Decimal(0)), key

    ordered = sorted((key for key in found if key), key=size)
    rows = []
    for key in ordered[:TOP_FUNCTIONS]:
        fact = next(iter(found[key].values()))
        rows.append(_row(found[key], columns, *fact_words(fact.kind, fact.key, fact.label)))
    others: Found = {}
    for key in ordered[TOP_FUNCTIONS:]:
        for column, fact in found[key].items():
            if column in others:
                held = others[column].value
            else:
                held = Decimal(0)
            others[column] = Fact("function", "", "", held + fact.value)
    rows.append(_row(others, columns, *OTHERS))
    rows.append(_row(found.get("", {}), columns, *fact_words("rest", "", "")))
    return rows
