"""The few figures of a disclosure that charts and comparisons are drawn from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

_MEASURES = (
    "total",
    "amount",
    "final",
    "current_year",
    "general_public_budget",
    "appropriation",
    "budget",
)
"""Which column stands for a row, first to last."""
_THREE_PUBLIC = (
    "overseas_travel",
    "vehicle_purchase",
    "vehicle_operation",
    "vehicles",
    "reception",
    "three_public_total",
)

_SPENT = ("summary", "expenditure", "appropriation_summary", "general_budget_expenditure")
"""Which table the functions come from, first to last."""
_WHOLES = ("expenditure.current_year", "expenditure.total")
"""What all functions together are, first to last: the total may hold what is carried over besides.
"""
LEAST = 1000
"""A remainder of less than one part in so many is rounding, and no chart would show it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a disclosure: `kind` is `total`, `function`, `rest` or `three_public`, `key`
    the item or code.

    `rest` is what the table with the functions spends beyond them: a publisher may leave a class
    out, defence above all.
    """

    disclosure_id: str
    kind: str
    key: str
    label: str
    yuan: Decimal


def facts_of(amounts: pl.DataFrame) -> list[Fact]:
    """Pick the facts from amounts, one a disclosure, kind and key, in the column that says it best.

    All facts of a kind come from one table, the first of its list that has any, so that they add
    up: the summary comes before
    the table of expenditure, which may print a class once for each unit, and both before those of
    some of the funds only. What
    the table's own total has beyond its classes is a fact too.
    """
    rank = pl.col("measure").replace_strict(
        {name: number for number, name in enumerate(_MEASURES)}, default=None, return_dtype=pl.Int32
    )
    money = (
        amounts.filter(pl.col("amount_yuan").is_not_null())
        .with_columns(rank.alias("_rank"))
        .filter(pl.col("_rank").is_not_null())
    )
    item = pl.col("item")
    functions = _pick(
        money,
        pl.col("function_code").str.len_chars() == 3,
        "function",
        pl.col("function_code"),
        _SPENT,
    )
    pieces = [
        _pick(
            money,
            item == "revenue.total",
            "total",
            item,
            ("summary", "revenue", "appropriation_summary"),
        ),
        _pick(
            money,
            item == "expenditure.total",
            "total",
            item,
            ("summary", "expenditure", "appropriation_summary"),
        ),
        functions,
        _rest(money, functions),
        _pick(
            money, item.is_in(list(_THREE_PUBLIC)), "three_public", item, ("three_public_expenses",)
        ),
    ]
    columns = ("disclosure_id", "kind", "key", "row_label", "amount_yuan")
    return [
        Fact(row[0], row[1], row[2], row[3] or "", row[4])
        for row in pl.concat([piece.select(columns) for piece in pieces]).iter_rows()
    ]


def _pick(
    money: pl.DataFrame, which: pl.Expr, kind: str, key: pl.Expr, tables: tuple[str, ...]
) -> pl.DataFrame:
    place = pl.col("table_code").replace_strict(
        {name: number for number, name in enumerate(tables)}, default=None, return_dtype=pl.Int32
    )
    found = money.filter(which).with_columns(
        key.alias("key"), pl.lit(kind).alias("kind"), place.alias("_table")
    )
    told = found.filter(pl.col("_table").is_not_null())
    told = told.filter(
        pl.col("_table") == pl.col("_table").min().over("disclosure_id")
    )  # of two tables, one may be a part of the other
    best = told.sort("disclosure_id", "key", "_rank", "row_no", "column_no", "amount_id")
    return best.unique(["disclosure_id", "key"], keep="first", maintain_order=True)


def _rest(money: pl.DataFrame, functions: pl.DataFrame) -> pl.DataFrame:
    """Give what the total of a table is above the sum of the functions that were picked from it."""
    listed = functions.group_by("disclosure_id", "table_code", maintain_order=True).agg(
        pl.col("amount_yuan").sum().alias("_listed")
    )
    order = pl.col("item").replace_strict(
        {name: number for number, name in enumerate(_WHOLES)}, default=None, return_dtype=pl.Int32
    )
    wholes = money.with_columns(order.alias("_whole")).filter(pl.col("_whole").is_not_null())
    wholes = wholes.join(listed, on=["disclosure_id", "table_code"]).sort(
        "disclosure_id", "_whole", "_rank", "row_no", "column_no", "amount_id"
    )
    whole = pl.col("amount_yuan")
    return (
        wholes.unique("disclosure_id", keep="first", maintain_order=True)
        .filter(whole - pl.col("_listed") > whole / LEAST)
        .with_columns(
            (whole - pl.col("_listed")).alias("amount_yuan"),
            pl.lit("rest").alias("kind"),
            pl.lit("rest").alias("key"),
        )
    )


@dataclass(slots=True)
class Gathered:
    """What was learnt of all disclosures while their pages were written."""

    facts: dict[str, list[Fact]] = field(default_factory=dict)
    """By disclosure."""
    findings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The gravest few of each publisher."""
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Findings by check, severity and verdict."""
