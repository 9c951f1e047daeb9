"""What the catalogue draws: key figures of a publisher over its years, axes, bars that say their
value, and what is spent beyond the classes listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from budgetflow.contracts.total_columns import TOTAL_COLUMNS, source_name
from budgetflow.releases.site.charts import bars, ticks
from budgetflow.releases.site.key_figures import Fact, facts_of
from budgetflow.releases.site.labels import TOTALS, class_name
from budgetflow.releases.site.numbers import MILLION, WAN, change_words, money_words, plain_money
from budgetflow.releases.site.publisher_charts import charts_of
from budgetflow.releases.site.publisher_pages import comparable
from budgetflow.releases.site.publishers import Disclosure
from budgetflow.releases.site.summaries import Summary

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("yuan", "labels"),
    [
        ([1361], [0, 500, 1000, 1500]),
        ([0.9], [0.0, 0.5, 1.0]),
        ([0], [0, 1]),
        ([-3, 5], [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0]),
    ],
)
def test_axes_have_round_labels(yuan: list[float], labels: list[float]) -> None:
    assert ticks([("a", [Decimal(str(value)) * 10000 for value in yuan])], WAN) == labels


def test_a_chart_has_no_clock_no_script_and_no_style_of_its_own() -> None:
    drawn = str(bars("支出", ["2025"], [(f"名称{EVIL}", [Decimal(10000)])], WAN, "万元"))
    assert "<!--" not in drawn and "<script" not in drawn and "<style" not in drawn
    assert "Pygal" not in drawn and ' id="' not in drawn
    assert str(bars("空", ["2025"], [("无", [None])], WAN, "万元")) == ""


def test_every_bar_says_its_value_and_one_year_is_no_wall() -> None:
    series = [("收入总计", [Decimal("12345600")]), ("支出总计", [Decimal("12000000")])]
    drawn = str(bars("收支", ["2026"], series, MILLION, "million yuan"))
    assert 'tabindex="0" role="img" aria-label="2026 收入总计：12.35 million yuan"' in drawn
    assert '<text text-anchor="middle"' in drawn and ">12.35</text>" in drawn
    widths = [
        float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*class="rect', drawn)
    ]
    assert widths and max(widths) < 300


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        ("14924100", "1,492.41 万元", "14.92 million yuan"),
        ("2188568200", "21.89 亿元", "2.19 billion yuan"),
        ("86000", "8.60 万元", "86,000 yuan"),
        ("0", "0.00 万元", "0 yuan"),
        ("-150000000", "-1.50 亿元", "-150.00 million yuan"),
    ],
)
def test_money_is_said_in_the_units_of_its_readers(yuan: str, zh: str, en: str) -> None:
    assert money_words(Decimal(yuan)) == (zh, en)


def test_a_column_of_money_has_the_same_unit_in_every_row() -> None:
    assert plain_money(Decimal("123456789.12")) == ("12,345.68", "123.46")
    assert plain_money(Decimal("86000")) == ("8.60", "0.0860")
    assert plain_money(Decimal(0)) == ("0.00", "0.00")
    assert plain_money(None) == ("", "")
    assert change_words(Decimal(90), Decimal(100)) == "-10.0%"
    assert change_words(Decimal(-5), Decimal(-10)) == "+50.0%"


def totals(**known: str) -> dict[str, Any]:
    """A row of `disclosure_totals` with these totals, each from the amount of its own name."""
    row: dict[str, Any] = {}
    for column in TOTAL_COLUMNS:
        key = source_name(column).removesuffix("_source")
        row[column.name] = Decimal(known[key]) if key in known else None
        row[source_name(column)] = key if key in known else None
    return row


def function(code: str, yuan: str | None, general: str | None = None) -> dict[str, Any]:
    return {
        "function_code": code,
        "expenditure_yuan": None if yuan is None else Decimal(yuan),
        "general_budget_yuan": None if general is None else Decimal(general),
        "amount_ids": [code],
    }


def told(
    row: Mapping[str, Any] | None, *functions: dict[str, Any]
) -> dict[tuple[str, str], Decimal]:
    found = facts_of(row, functions, [], lambda name: f"d/x.html#{name}")
    assert all(fact.href == f"d/x.html#{fact.key}" for fact in found if fact.kind != "rest")
    return {(fact.kind, fact.key): fact.value for fact in found}


def test_every_total_has_a_short_name_in_both_languages() -> None:
    keys = [source_name(column).removesuffix("_source") for column in TOTAL_COLUMNS]
    assert list(TOTALS) == keys
    assert all(zh and en for zh, en in TOTALS.values())


def test_classes_are_all_of_one_kind_of_money() -> None:
    """The general public budget is a part of the whole, and would be added to it."""
    assert told(None, function("205", "100", "40"), function("212", None, "7")) == {
        ("function", "205"): Decimal(100)
    }
    assert told(None, function("205", None, "40"), function("212", None, "7")) == {
        ("function", "205"): Decimal(40),
        ("function", "212"): Decimal(7),
    }


@pytest.mark.parametrize(
    ("classes", "wholes", "rest"),
    [
        ("724.00", {"current_expenditure": "914.50", "expenditure": "914.50"}, "190.50"),  # defence
        (
            "724.00",
            {"current_expenditure": "724.00", "expenditure": "800.00"},
            None,
        ),  # carried over
        ("724.00", {"expenditure": "800.00"}, "76.00"),
        ("9999.99", {"expenditure": "10000.00"}, None),  # rounding
        ("724.00", {"expenditure": "700.00"}, None),
        ("724.00", {}, None),
    ],
)
def test_what_is_spent_beyond_the_classes_is_shown(
    classes: str, wholes: dict[str, str], rest: str | None
) -> None:
    found = told(totals(**wholes), function("201", classes))
    assert found.get(("rest", "")) == (rest and Decimal(rest))


def test_projects_are_counted_and_the_largest_named() -> None:
    rows = [
        {"name": f"项目{n}", "amount_yuan": Decimal(n) if n else None, "amount_ids": [f"a{n}"]}
        for n in range(8)
    ]
    found = facts_of(None, [], rows, lambda name: name)
    assert (found[0].kind, found[0].value) == ("projects", Decimal(8))
    assert [(fact.label, fact.href) for fact in found[1:]] == [
        (f"项目{n}", f"a{n}") for n in (7, 6, 5, 4, 3)
    ]


def test_a_class_is_named_with_its_code() -> None:
    assert class_name("208") == "208 社会保障和就业支出"
    assert class_name("299") == "299", "a code nobody has printed has no name"


def test_revenue_and_expenditure_are_one_bar_unless_they_differ() -> None:
    column = (2026, "budget")
    same = [Fact("total", key, "", Decimal(700)) for key in ("revenue", "expenditure")]
    (chart,), _ = charts_of([column], {column: same})
    assert chart.drawn_zh.count('class="bar"') == 1 and "收入＝支出" in chart.drawn_zh
    other = [same[0], Fact("total", "expenditure", "", Decimal(600))]
    (chart,), _ = charts_of([column], {column: other})
    assert chart.drawn_zh.count('class="bar"') == 2 and "Total revenue" in chart.drawn_en


def test_final_accounts_stand_beside_the_budget_they_print_or_the_one_published() -> None:
    accounts, budget = (2025, "final_accounts"), (2025, "budget")
    spent = Fact("total", "current_expenditure", "", Decimal(90))
    planned = Fact("total", "current_expenditure", "", Decimal(100))
    printed = Fact("total", "initial_budget", "", Decimal(95))

    def drawn(**facts: list[Fact]) -> str:
        of = {accounts: facts["accounts"], budget: facts.get("budget", [])}
        charts, _ = charts_of(list(of), of)
        return "".join(str(c.drawn_en) for c in charts if c.zh == "预算与决算")

    assert "2025 Budget：0.0001 million" not in drawn(accounts=[spent])
    assert drawn(accounts=[spent]) == ""
    assert "2025 Final accounts" in drawn(accounts=[spent], budget=[planned])
    assert "2025 Budget" in drawn(accounts=[spent, printed])


def test_a_remainder_is_a_row_of_the_table_and_of_the_comparison() -> None:
    of = Disclosure("d", "p", 2026, "budget", "department", None, None, "", 1, "accepted", "11")
    known = [
        Fact("function", "201", "201 一般公共服务支出", Decimal(700)),
        Fact("rest", "", "", Decimal(190)),
    ]
    _, (table,) = charts_of([(2026, "budget")], {(2026, "budget"): known})
    assert [(row.zh, row.en) for row in table.rows] == [
        ("201 一般公共服务支出", "201 General public services"),
        ("未按功能列出", "Not listed by function"),
    ]
    assert [(row[4], row[5], row[6]) for row in comparable([of], {"d": Summary(known)})] == [
        ("201 一般公共服务支出", "201 General public services", 70000),
        ("未按功能列出", "Not listed by function", 19000),
    ]


def test_the_largest_classes_have_rows_and_the_others_are_added_up() -> None:
    column = (2026, "budget")
    known = [Fact("function", f"2{n:02}", f"2{n:02}", Decimal(n)) for n in range(1, 11)]
    _, (table,) = charts_of([column], {column: known})
    assert [row.zh for row in table.rows] == [f"2{n:02}" for n in range(10, 3, -1)] + ["其他"]
    (others,) = table.rows[-1].figures
    assert others is not None and others.value == Decimal(1 + 2 + 3)
