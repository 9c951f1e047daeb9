"""The few figures of a disclosure that charts and comparisons are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

_MEASURES = ("total", "amount", "final", "current_year", "general_public_budget", "appropriation", "budget")
"""Which column stands for a row, first to last."""
_THREE_PUBLIC = ("overseas_travel", "vehicle_purchase", "vehicle_operation", "vehicles", "reception", "three_public_total")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a disclosure: `kind` is `total`, `function` or `three_public`, `key` the item or code."""

    disclosure_id: str
    kind: str
    key: str
    label: str
    yuan: Decimal


def facts_of(amounts: pl.DataFrame) -> list[Fact]:
    """Pick the facts from amounts, one a disclosure, kind and key, in the column that says it best.

    All facts of a kind come from one table, the first of its list that has any, so that they add up: the summary comes before
    the table of expenditure, which may print a class once for each unit, and both before those of some of the funds only.
    """
    rank = pl.col("measure").replace_strict({name: number for number, name in enumerate(_MEASURES)}, default=None, return_dtype=pl.Int32)
    money = amounts.filter(pl.col("amount_yuan").is_not_null()).with_columns(rank.alias("_rank")).filter(pl.col("_rank").is_not_null())
    pieces = [
        _pick(money, pl.col("item").is_in(["revenue.total", "expenditure.total"]), "total", pl.col("item"), ("summary", "appropriation_summary")),
        _pick(
            money,
            pl.col("function_code").str.len_chars() == 3,
            "function",
            pl.col("function_code"),
            ("summary", "expenditure", "appropriation_summary", "general_budget_expenditure"),
        ),
        _pick(money, pl.col("item").is_in(list(_THREE_PUBLIC)), "three_public", pl.col("item"), ("three_public_expenses",)),
    ]
    columns = ("disclosure_id", "kind", "key", "row_label", "amount_yuan")
    return [Fact(row[0], row[1], row[2], row[3] or "", row[4]) for row in pl.concat(pieces).select(columns).iter_rows()]


def _pick(money: pl.DataFrame, which: pl.Expr, kind: str, key: pl.Expr, tables: tuple[str, ...]) -> pl.DataFrame:
    place = pl.col("table_code").replace_strict({name: number for number, name in enumerate(tables)}, default=None, return_dtype=pl.Int32)
    found = money.filter(which).with_columns(key.alias("key"), pl.lit(kind).alias("kind"), place.alias("_table"))
    told = found.filter(pl.col("_table").is_not_null())
    told = told.filter(pl.col("_table") == pl.col("_table").min().over("disclosure_id"))  # of two tables, one may be a part of the other
    best = told.sort("disclosure_id", "key", "_rank", "row_no", "column_no", "amount_id")
    return best.unique(["disclosure_id", "key"], keep="first", maintain_order=True)
