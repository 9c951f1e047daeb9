"""Spellings of one body's name (`body_names.csv`): 中共江苏省委办公厅 is also 江苏省委办公厅."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from budgetflow.reference.lists import rows_of


@lru_cache(maxsize=8192)
def one_spelling(name: str) -> str:
    """Return the one spelling that stands for all spellings of a body's name.

    It is for comparing and for keys, never published: brackets are half width, and each row of the
    table is applied once, in its order.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    for pattern, replacement in _spellings():
        text = pattern.sub(replacement, text)
    return text


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = rows_of("body_names.csv")
    return tuple((re.compile(row["pattern"]), row["replacement"]) for row in rows)
