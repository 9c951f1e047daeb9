"""Headings of wide tables, in Chinese and English: a person with a spreadsheet should not have to know a code.

`工资福利支出（301）·30101 基本工资（元） Wages and welfare: 30101 basic wages (yuan)`
"""

from __future__ import annotations

import re

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.reference.classifications import economic_name

PRINTED = "_printed"
"""Ends the name of a column of rates and counts, which stay as they were printed."""
_ITEM = re.compile(r"e(\d{5,})")
"""A word of a measure that is an economic item, by its code."""


def measure_heading(column: str) -> tuple[str, str]:
    """Give the heading of a column of amounts in both languages, with its unit: yuan, or as printed."""
    unit_zh, unit_en = ("（照印）", "as printed") if column.endswith(PRINTED) else ("（元）", "yuan")
    zh, en = measure_words(column.removesuffix(PRINTED))
    return zh + unit_zh, f"{en} ({unit_en})"


def measure_words(measure: str) -> tuple[str, str]:
    """Give a measure in both languages, word by word: `当年·一般公共预算`, `Current year: general public budget`."""
    words = [_word(word) for word in measure.split(".")]
    en = ": ".join(en for _, en in words)
    return "·".join(zh for zh, _ in words), f"{en[:1].upper()}{en[1:]}"


def _word(word: str) -> tuple[str, str]:
    """Give one word of a measure in both languages; a word that is not in the list stays as it is."""
    item = _ITEM.fullmatch(word)
    if item is None:
        return MEASURE_WORDS.get(word, word), word.replace("_", " ")
    zh, en = economic_name(item[1])
    return f"{item[1]} {zh}".strip(), f"{item[1]} {en[:1].lower()}{en[1:]}".strip()
