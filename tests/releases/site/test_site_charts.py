"""What the catalogue draws: the facts of a publisher over its years, axes, legends, and what a
table spends beyond its functions.
"""

from __future__ import annotations

import re
from decimal import Decimal

import polars as pl
import pytest

from budgetflow.releases.site.charts import bars, ticks
from budgetflow.releases.site.key_figures import Fact, facts_of
from budgetflow.releases.site.publisher_charts import charts_of, function_name
from budgetflow.releases.site.publisher_pages import comparable
from budgetflow.releases.site.publishers import Disclosure

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
    assert ticks([("a", [Decimal(str(value)) * 10000 for value in yuan])], stacked=False) == labels


def test_a_chart_has_no_clock_no_script_and_no_style_of_its_own() -> None:
    drawn = str(bars("支出", ["2025"], [(f"名称{EVIL}", [Decimal(10000)])]))
    assert "<!--" not in drawn and "<script" not in drawn and "<style" not in drawn
    assert str(bars("空", ["2025"], [("无", [None])])) == ""


def test_a_legend_is_in_both_languages_and_one_year_is_no_wall() -> None:
    drawn = str(
        bars(
            "收支",
            ["2026"],
            [("收入总计", [Decimal(10000)])],
            english={"收入总计": "Total revenue"},
        )
    )
    assert '<tspan lang="zh">收入总计</tspan><tspan lang="en">Total revenue</tspan>' in drawn
    widths = [
        float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*class="rect', drawn)
    ]
    assert widths and max(widths) < 300


def facts(*rows: tuple[str, int, str | None, str | None, str]) -> dict[tuple[str, str], Decimal]:
    """Give the facts of one disclosure by kind and key, from table, row, function code, item and
    yuan.
    """
    columns = ("table_code", "row_no", "function_code", "item", "amount_yuan")
    frame = pl.DataFrame(
        [dict(zip(columns, row, strict=True)) for row in rows], infer_schema_length=None
    ).with_columns(
        pl.col("amount_yuan").str.to_decimal(scale=2),
        pl.col("function_code", "item").cast(pl.String),
        *(
            pl.lit(value).alias(name)
            for name, value in {
                "disclosure_id": "d",
                "measure": "amount",
                "row_label": "x",
                "column_no": 1,
            }.items()
        ),
        pl.int_range(pl.len()).cast(pl.String).alias("amount_id"),
    )
    return {(fact.kind, fact.key): fact.yuan for fact in facts_of(frame)}


def test_the_functions_of_a_publisher_come_from_one_table_and_add_up_to_all_it_spends() -> None:
    """A table of expenditure may print a class once for each unit, and the general public budget is
    a part of the whole.
    """
    found = facts(
        ("general_budget_expenditure", 1, "205", None, "40.00"),
        ("general_budget_expenditure", 2, "229", None, "5.00"),
        ("expenditure", 1, "205", None, "60.00"),
        ("expenditure", 9, "205", None, "40.00"),
        ("summary", 1, "205", None, "100.00"),
        ("summary", 2, "212", None, "7.00"),
        ("summary", 3, None, "expenditure.total", "107.00"),
    )
    assert found == {
        ("function", "205"): Decimal("100.00"),
        ("function", "212"): Decimal("7.00"),
        ("total", "expenditure.total"): Decimal("107.00"),
    }


@pytest.mark.parametrize(
    ("classes", "wholes", "rest"),
    [
        (
            "724.00",
            {"expenditure.current_year": "914.50", "expenditure.total": "914.50"},
            "190.50",
        ),  # defence is left out
        (
            "724.00",
            {"expenditure.current_year": "724.00", "expenditure.total": "800.00"},
            None,
        ),  # the total holds what is carried over
        ("724.00", {"expenditure.total": "800.00"}, "76.00"),
        ("9999.99", {"expenditure.total": "10000.00"}, None),  # rounding
        ("724.00", {"expenditure.total": "700.00"}, None),
        ("724.00", {}, None),
    ],
)
def test_what_a_table_spends_beyond_its_classes_is_shown(
    classes: str, wholes: dict[str, str], rest: str | None
) -> None:
    other = ("appropriation_summary", 1, None, "expenditure.total", "1.00")
    found = facts(
        ("summary", 1, "201", None, classes),
        *(("summary", 2, None, item, yuan) for item, yuan in wholes.items()),
        other,
    )
    assert found.get(("rest", "rest")) == (rest and Decimal(rest))


def test_totals_come_from_tables_of_all_funds_where_there_is_no_summary() -> None:
    found = facts(
        ("expenditure", 6, None, "expenditure.total", "426.75"),
        ("expenditure", 7, "201", None, "426.75"),
        ("revenue", 6, None, "revenue.total", "418.00"),
        ("appropriation_summary", 34, None, "expenditure.total", "431.19"),
        ("appropriation_summary", 34, None, "revenue.total", "431.19"),
    )
    assert found[("total", "expenditure.total")] == found[("function", "201")] == Decimal("426.75")
    assert found[("total", "revenue.total")] == Decimal("418.00")


@pytest.mark.parametrize(
    "label",
    [
        "八、社会保障和就业支出",
        "（八）社会保障和就业支出",
        "208 社会保障和就业支出",
        "208社会保障和就业支出",
        "社会保障和就业支出",
    ],
)
def test_a_class_is_named_with_its_code_once(label: str) -> None:
    assert (
        function_name(Fact("d", "function", "208", label, Decimal(1))) == "208 社会保障和就业支出"
    )


def test_a_remainder_is_a_series_of_the_chart_and_a_row_of_the_comparison() -> None:
    of = Disclosure("d", "p", 2026, "budget", "department", None, None, "", 1, "accepted", "11")
    told = [
        Fact("d", "function", "201", "一般公共服务支出", Decimal(700)),
        Fact("d", "rest", "rest", "本年支出合计", Decimal(190)),
    ]
    (chart,) = charts_of([of], {"d": told})
    assert [(name, list(values)) for name, values in chart.series] == [
        ("201 一般公共服务支出", [Decimal(700)]),
        ("未按功能列出", [Decimal(190)]),
    ]
    assert chart.english["未按功能列出"] == "Not listed by function"
    assert [(row[4], row[5]) for row in comparable([chart], [of], {"d": told})] == [
        ("201 一般公共服务支出", "201 General public services"),
        ("未按功能列出", "Not listed by function"),
    ]
