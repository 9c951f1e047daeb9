"""Wide tables whose columns are what is spent on, and not measures: the three public expenses.

Publishers print them across (因公出国, 购置, 运行, 接待 as columns) or down (as rows). In the wide
table they stand across, one row for each body, year and fund that is printed.
"""

from __future__ import annotations

import polars as pl

from budgetflow.releases.formats.column_headings import PRINTED, measure_words
from budgetflow.releases.site.labels import ITEMS, topic_words

# Tables that are laid out so.
BY_ITEM = ("three_public_expenses",)
# Columns that say which year and fund a row is about: the measure, and its words.
COUNTED = {
    "counted": ("统计的是", "What is counted"),
    "counted_zh": ("统计的是（中文）", "What is counted, in Chinese"),
}
_ORDER = (
    *("three_public_total", "overseas_travel", "vehicles", "vehicle_purchase"),
    *("vehicle_operation", "reception", "meetings", "training", "total"),
)
# Rows that are none of the items.
OTHER_ROWS = "other_rows"


def across(amounts: pl.DataFrame) -> pl.DataFrame:
    """Return amounts of such a table with the item as their measure, as if printed across.

    What one body prints of one measure is one row, numbered as its first line; a label that
    differs between its items is left out. Rows without an item keep their own line.
    """
    amounts = amounts.with_columns(
        pl.col("measure").alias("counted"),
        pl.col("measure")
        .map_elements(lambda measure: measure_words(measure)[0], return_dtype=pl.String)
        .alias("counted_zh"),
        pl.col("item").fill_null(OTHER_ROWS).alias("measure"),
        pl.when(pl.col("item").is_null()).then(pl.col("row_no")).alias("_own_line"),
    )
    key = ["disclosure_id", "table_id", "unit_name", "counted", "_own_line"]
    # Items printed down have a label each; in the wide row only a label of the whole line says
    # anything.
    of_one_label = pl.col("row_label").n_unique().over(key) == 1
    return amounts.with_columns(
        pl.col("row_no").min().over(key),
        pl.when(of_one_label).then(pl.col("row_label")).alias("row_label"),
        pl.lit(None, pl.String).alias("item"),
        pl.lit(None, pl.String).alias("side"),
        pl.col("row_path").list.head(0),
    ).drop("_own_line")


def place_of(item: str) -> tuple[int, str]:
    """Return where an item's column stands: in the order of the budget's own form."""
    name = item.removesuffix(PRINTED)
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER)), item


def item_heading(column: str) -> tuple[str, str]:
    """Return the heading of an item's column in both languages, with its unit."""
    item = column.removesuffix(PRINTED)
    unit = ("（照印）", "as printed") if column.endswith(PRINTED) else ("（元）", "yuan")
    if item == OTHER_ROWS:
        zh, en = "其他行", "Other rows"
    else:
        zh, en = ITEMS.get(item) or topic_words(item)
    return zh + unit[0], f"{en} ({unit[1]})"
