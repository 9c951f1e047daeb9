"""What the catalogue draws: key figures of a publisher over its years, and what is spent beyond the
classes listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from budgetflow.contracts.total_columns import TOTAL_COLUMNS, source_column
from budgetflow.releases.site.key_figures import Fact, facts_of
from budgetflow.releases.site.labels import TOTALS, class_name
from budgetflow.releases.site.numbers import change_words, money_words, plain_money
from budgetflow.releases.site.publisher_charts import BarTable, charts_of
from budgetflow.releases.site.publisher_pages import comparable
from budgetflow.releases.site.publishers import Disclosure
from budgetflow.releases.site.summaries import Summary


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
        key = source_column(column.name).removesuffix("_source")
        row[column.name] = Decimal(known[key]) if key in known else None
        row[source_column(column.name)] = key if key in known else None
    return row | {"personnel_fund": None}


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
    keys = [source_column(column.name).removesuffix("_source") for column in TOTAL_COLUMNS]
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


@pytest.mark.parametrize(
    ("fund", "whole"),
    [
        ("all", "current_expenditure"),
        ("appropriation", "appropriation"),
        ("general_public_budget", "general_budget"),
        (None, "general_budget"),
    ],
)
def test_personnel_are_a_part_of_the_money_they_were_printed_of(
    fund: str | None, whole: str
) -> None:
    row = totals(personnel="10", current_expenditure="100", appropriation="50", general_budget="40")
    found = facts_of(row | {"personnel_fund": fund}, [], [], lambda name: name)
    assert [(f.key, f.label, f.href) for f in found if f.kind == "whole"] == [
        ("personnel", whole, whole)
    ]


def test_a_class_is_named_with_its_code() -> None:
    assert class_name("208") == "208 社会保障和就业支出"
    assert class_name("299") == "299", "a code nobody has printed has no name"


def of(year: int, stage: str = "budget", scope: str = "department") -> Disclosure:
    name = f"{year}{stage}{scope}"
    return Disclosure(name, "p", year, stage, scope, None, None, "", 1, "accepted", "11")


def total(key: str, yuan: int) -> Fact:
    return Fact("total", key, "", Decimal(yuan))


def charts(*known: tuple[Disclosure, list[Fact]]) -> dict[str, BarTable]:
    """The charts of a publisher by their title."""
    columns = {(d.fiscal_year or 0, d.stage or ""): (d, facts) for d, facts in known}
    found = charts_of(
        {column: d for column, (d, _) in columns.items()},
        {column: facts for column, (_, facts) in columns.items()},
    )
    return {table.zh: table for table in found}


def drawn(table: BarTable) -> dict[str, list[int | None]]:
    """The figures of each row by its name."""
    return {
        row.zh: [None if fact is None else int(fact.value) for fact in row.figures]
        for row in table.rows
    }


def test_revenue_and_expenditure_are_one_column_unless_they_differ() -> None:
    same = [total("revenue", 700), total("expenditure", 700)]
    table = charts((of(2026), same))["收支总计"]
    assert [zh for zh, _ in table.columns] == ["收入＝支出"] and drawn(table) == {"2026": [700]}
    table = charts((of(2025), same), (of(2026), [same[0], total("expenditure", 600)]))["收支总计"]
    assert [zh for zh, _ in table.columns] == ["收入总计", "支出总计"]
    assert drawn(table) == {"2025": [700, 700], "2026": [700, 600]}
    only = charts((of(2026), [total("expenditure", 600)]))["收支总计"]
    assert drawn(only) == {"2026": [None, 600]}, "what nobody printed is not said to be equal"


def test_final_accounts_stand_beside_the_budget_they_print_or_the_one_published() -> None:
    accounts, budget = of(2025, "final_accounts"), of(2025)
    spent, planned = total("current_expenditure", 90), total("current_expenditure", 100)
    printed = total("initial_budget", 95)
    assert "预算与决算" not in charts((accounts, [spent]))
    table = charts((accounts, [spent]), (budget, [planned]))["预算与决算"]
    assert drawn(table) == {"2025": [100, 90]}
    table = charts((accounts, [spent, printed]), (budget, [planned]))["预算与决算"]
    assert drawn(table) == {"2025": [95, 90]}


def test_accounts_that_print_the_general_budget_alone_are_held_against_that() -> None:
    spent = [total("current_expenditure", 90), total("general_budget", 80)]
    accounts = of(2025, "final_accounts")
    known = charts((accounts, [*spent, total("initial_general_budget", 85)]))
    assert "预算与决算" not in known
    assert drawn(known["预算与决算（一般公共预算）"]) == {"2025": [85, 80]}


def test_a_chart_has_figures_of_one_scope() -> None:
    """A department contains its units: its budget of last year is no budget of the unit."""
    spent = [total("expenditure", 90)]
    unit = of(2025, "final_accounts", "unit")
    known = charts((unit, spent), (of(2025), [total("expenditure", 700)]))
    assert "预算与决算" not in known
    known = charts((of(2025), [total("expenditure", 700)]), (of(2026, scope="unit"), spent))
    assert drawn(known["收支总计"]) == {"2026": [None, 90]}


def test_a_remainder_is_a_row_of_the_table_and_of_the_comparison() -> None:
    disclosure = of(2026)
    known = [
        Fact("function", "201", "201 一般公共服务支出", Decimal(700)),
        Fact("rest", "", "", Decimal(190)),
    ]
    table = charts((disclosure, known))["支出按功能分类"]
    assert [(row.zh, row.en) for row in table.rows] == [
        ("201 一般公共服务支出", "201 General public services"),
        ("未按功能列出", "Not listed by function"),
    ]
    assert [
        (row[4], row[5], row[6])
        for row in comparable([disclosure], {disclosure.disclosure_id: Summary(known)})
    ] == [
        ("201 一般公共服务支出", "201 General public services", 70000),
        ("未按功能列出", "Not listed by function", 19000),
    ]


def test_the_largest_classes_have_rows_and_the_others_are_added_up() -> None:
    known = [Fact("function", f"2{n:02}", f"2{n:02}", Decimal(n)) for n in range(1, 11)]
    table = charts((of(2026), known))["支出按功能分类"]
    assert [row.zh for row in table.rows] == [f"2{n:02}" for n in range(10, 3, -1)] + ["其他"]
    (others,) = table.rows[-1].figures
    assert others is not None and others.value == Decimal(1 + 2 + 3)
