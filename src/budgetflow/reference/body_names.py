"""Spellings of one body's name (`body_names.csv`): 中共江苏省委办公厅 is also 江苏省委办公厅."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources


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
    path = resources.files("budgetflow.reference").joinpath("body_names.csv")
    with path.open(encoding="utf-8") as file:
        return tuple(
            (re.compile(row["pattern"]), row["replacement"]) for row in csv.DictReader(file)
        )
