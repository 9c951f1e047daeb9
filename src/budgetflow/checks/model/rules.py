"""Which rule a comparison is a case of, and how its tables are laid out: what is counted to learn
where a rule holds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.checks.model.evidence import Comparison
from budgetflow.checks.model.figures import Figures

# What a rule's words say of one row, column or code only.
# A year, a code or a name in brackets would make of one rule as many as there are rows.
OWN_TO_ONE = re.compile(r"\([^()]*\)|\d+")
NO_LETTERS = re.compile(r"[\d\s,，（）()“”\"：:]")


def rule_of(comparison: Comparison) -> str:
    """Return the rule a comparison is a case of: the same words for every row, column and year."""
    words = comparison.where_en
    if comparison.rule:
        return comparison.rule
    # The words before the colon name the row and the column; what follows is the rule alone.
    if comparison.kind == "row":
        return f"row: {words.rpartition(': ')[2]}"
    if comparison.kind == "tree":
        return f"tree: {words.partition(',')[0]}"
    if comparison.kind in ("share", "change"):
        return comparison.kind
    return _plain(words)


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    return OWN_TO_ONE.sub("#", words)


def layouts(figures: Figures) -> dict[str, str]:
    """Return for each table how it is laid out: its canonical name and its columns as printed,
    without years and units.
    """
    found = {}
    for view in figures.views:
        printed = {
            cell.column_label or cell.measure for row in view.rows for cell in row.cells.values()
        }
        # Years and units change from document to document of one layout; the words of its headers
        # do not.
        columns = {NO_LETTERS.sub("", label) for label in printed}
        found[view.table.table_id] = "|".join([view.table.table_code, *sorted(columns)])
    return found
