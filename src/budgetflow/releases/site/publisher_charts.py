"""Which charts a publisher's page has: totals and execution as bars over years, classes and the
three public expenses as rows of bars beside their figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from budgetflow.releases.site.charts import Series, bars
from budgetflow.releases.site.key_figures import Fact
from budgetflow.releases.site.labels import OTHERS, TOTALS, fact_words
from budgetflow.releases.site.numbers import MILLION, WAN, YI
from budgetflow.releases.site.publishers import Column

TOP_FUNCTIONS = 7
YEARS = 3
"""Years that rows of bars compare."""
THREE_PUBLIC = ("overseas_travel", "vehicle_purchase", "vehicle_operation", "reception")
Found = dict[Column, Fact]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over years, drawn once for each language since their units differ."""

    zh: str
    en: str
    drawn_zh: Markup
    drawn_en: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """One row of bars: its name, and a figure a column."""

    zh: str
    en: str
    figures: list[Fact | None]


@dataclass(frozen=True, slots=True)
class BarTable:
    """Rows of bars: the newest column is drawn, the one before it behind."""

    zh: str
    en: str
    columns: list[str]
    """Years, the newest last."""
    rows: list[Row]
    whole: Decimal | None
    """What the newest column is a share of; None where shares say nothing."""

    @property
    def most(self) -> Decimal:
        """Return the largest figure, at least one, that a full bar stands for."""
        figures = [fact.value for row in self.rows for fact in row.figures if fact is not None]
        return max([*figures, Decimal(1)])


def charts_of(
    columns: Iterable[Column], facts: Mapping[Column, Sequence[Fact]]
) -> tuple[list[Chart], list[BarTable]]:
    """Make the charts of a publisher from the facts of one disclosure a year and stage; those
    without figures are left out.
    """
    values: dict[tuple[str, str], Found] = {}
    for column in columns:
        for fact in facts.get(column, ()):
            if fact.kind in ("total", "function", "rest"):
                values.setdefault((fact.kind, fact.key), {})[column] = fact
    budgets = sorted(column for column in columns if column[1] == "budget") or sorted(columns)
    charts = [_totals(budgets, values), _budget_and_final(values)]
    recent = budgets[-YEARS:]
    spent = values.get(("total", "current_expenditure")) or values.get(("total", "expenditure"), {})
    functions = {
        key[1]: found for key, found in sorted(values.items()) if key[0] in ("function", "rest")
    }
    tables = [
        _table(
            "支出按功能分类", "Expenditure by function", recent, _largest(functions, recent), spent
        ),
        _table(
            "“三公”经费",
            "Three public expenses: travel abroad, vehicles, receptions",
            recent,
            [_row(values.get(("total", key), {}), recent, *TOTALS[key]) for key in THREE_PUBLIC],
            {},
        ),
    ]
    return [c for c in charts if c is not None], [t for t in tables if t is not None]


def _totals(columns: list[Column], values: Mapping[tuple[str, str], Found]) -> Chart | None:
    """Draw revenue and expenditure; one bar for both where they are the same in every year."""
    revenue, expenditure = (values.get(("total", key), {}) for key in ("revenue", "expenditure"))
    names = [TOTALS["revenue"], TOTALS["expenditure"]]
    rows = [revenue, expenditure]
    if all(
        column in revenue
        and column in expenditure
        and revenue[column].value == expenditure[column].value
        for column in columns
        if column in revenue or column in expenditure
    ):
        names, rows = [("收入＝支出", "Revenue = expenditure")], [revenue]
    return _chart("收支总计", "Revenue and expenditure", columns, names, rows)


def _budget_and_final(values: Mapping[tuple[str, str], Found]) -> Chart | None:
    """Set the budget beside the final accounts, for the years that have both: the budget that the
    accounts themselves print, else that of the budget's own disclosure.
    """
    spent = values.get(("total", "current_expenditure")) or values.get(("total", "expenditure"), {})
    printed = values.get(("total", "initial_budget"), {})
    pairs = {
        year: (printed.get((year, stage)) or spent.get((year, "budget")), fact)
        for (year, stage), fact in spent.items()
        if stage == "final_accounts"
    }
    years = sorted(year for year, (budget, _) in pairs.items() if budget is not None)
    columns = [(year, "") for year in years]
    rows: list[Found] = [{}, {}]
    for year in years:
        for row, fact in zip(rows, pairs[year], strict=True):
            assert fact is not None
            row[year, ""] = fact
    names = [("预算", "Budget"), ("决算", "Final accounts")]
    return _chart("预算与决算", "Budget against final accounts", columns, names, rows)


def _chart(
    zh: str, en: str, columns: list[Column], names: list[tuple[str, str]], rows: list[Found]
) -> Chart | None:
    present = [column for column in columns if any(column in row for row in rows)]
    if not present:
        return None
    labels = [str(year) for year, _ in present]
    most = max(abs(fact.value) for row in rows for fact in row.values())
    drawn = []
    for language in (0, 1):
        series: list[Series] = [
            (
                name[language],
                [row[column].value if column in row else None for column in present],
            )
            for name, row in zip(names, rows, strict=True)
        ]
        unit, unit_name = _unit(most, language)
        drawn.append(bars((zh, en)[language], labels, series, unit, unit_name))
    return Chart(zh, en, *drawn)


def _unit(most: Decimal, language: int) -> tuple[Decimal, str]:
    if language:
        return MILLION, "million yuan"
    return (YI, "亿元") if most >= YI else (WAN, "万元")


def _table(
    zh: str, en: str, columns: list[Column], rows: list[Row], spent: Mapping[Column, Fact]
) -> BarTable | None:
    rows = [row for row in rows if any(row.figures)]
    if not rows:
        return None
    whole = spent[columns[-1]].value if columns[-1] in spent else None
    return BarTable(zh, en, [str(year) for year, _ in columns], rows, whole or None)


def _row(found: Mapping[Column, Fact], columns: list[Column], zh: str, en: str) -> Row:
    return Row(zh, en, [found.get(column) for column in columns])


def _largest(found: Mapping[str, Found], columns: list[Column]) -> list[Row]:
    """Return the largest classes in the newest years, the others added up, and the remainder."""

    def size(key: str) -> tuple[Decimal, str]:
        newest = next(
            (found[key][c].value for c in reversed(columns) if c in found[key]), Decimal(0)
        )
        return -newest, key

    ordered = sorted((key for key in found if key), key=size)
    rows = []
    for key in ordered[:TOP_FUNCTIONS]:
        fact = next(iter(found[key].values()))
        rows.append(_row(found[key], columns, *fact_words(fact.kind, fact.key, fact.label)))
    others: Found = {}
    for key in ordered[TOP_FUNCTIONS:]:
        for column, fact in found[key].items():
            held = others[column].value if column in others else Decimal(0)
            others[column] = Fact("function", "", "", held + fact.value)
    rows.append(_row(others, columns, *OTHERS))
    rows.append(_row(found.get("", {}), columns, *fact_words("rest", "", "")))
    return rows
