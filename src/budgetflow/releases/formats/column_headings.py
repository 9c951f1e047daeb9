"""Headings of wide tables, in Chinese and English: a person with a spreadsheet should not have to
know a code.

`工资福利支出（301）·30101 基本工资（元） Wages and welfare: 30101 basic wages (yuan)`
"""

from __future__ import annotations

import re

import pyarrow as pa

from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.reference.classifications import economic_name

# Ends the name of a column of rates and counts, which stay as they were printed.
PRINTED = "_printed"
# What the words of a measure do not say by themselves in English; the others do.
_ENGLISH = {
    "basic": "basic expenditure",
    "project": "project expenditure",
    "personnel": "personnel costs",
    "operating": "operating costs",
    "appropriation": "fiscal appropriation",
    "general_transfer": "general public budget transfer from above",
    "government_fund_transfer": "government fund transfer from above",
    "state_capital_transfer": "state capital transfer from above",
    "appropriation_carryover": "carryover of fiscal appropriation",
    "other_carryover": "carryover of other funds",
    "superior_subsidies": "subsidies from superior bodies",
    "business_operations": "business operations of the institution",
    "business_operations_revenue": "from revenue of business operations",
    "use_of_surplus": "use of surplus",
    "subordinate_remittances": "remittances from subordinate bodies",
    "remitted_to_superior": "remitted to superior bodies",
    "subsidies_to_subordinates": "subsidies to subordinate bodies",
    "reserve": "reserve of the unit",
    "capital_construction": "capital expenditure (capital construction)",
    "capital_other": "capital expenditure",
    "enterprise_capital": "subsidies to enterprises (capital construction)",
    "enterprise_subsidies": "subsidies to enterprises",
    "institution_subsidies": "current subsidies to institutions",
    "institution_capital": "capital subsidies to institutions",
    "other": "other expenditure",
    "final": "final accounts",
    "small_and_medium": "from small and medium enterprises",
    "small_and_micro": "from small and micro enterprises",
    "special_purpose": "special purpose projects",
    "revenue": "revenue of the year",
    "amount": "amount (the only column)",
    "quantity": "quantity (no money)",
    "unmapped": "column that nobody could place",
}
# A word of a measure that is an economic item, by its code.
_ITEM = re.compile(r"e(\d{5,})")
# A word of a measure that is a year other than the disclosure's own and the one before.
_YEAR = re.compile(r"year_(\d{4})")


def measure_heading(column: str) -> tuple[str, str]:
    """Return the heading of a column of amounts in both languages, with its unit: yuan, or as
    printed.
    """
    unit_zh, unit_en = ("（元）", "yuan")
    if column.endswith(PRINTED):
        unit_zh, unit_en = ("（照印）", "as printed")
    zh, en = measure_words(column.removesuffix(PRINTED))
    return zh + unit_zh, f"{en} ({unit_en})"


def measure_words(measure: str) -> tuple[str, str]:
    """Return a measure in both languages, word by word: `当年·一般公共预算`, `Current year: general
    public budget`.
    """
    words = [_word(word) for word in measure.split(".")]
    en = ": ".join(en for _, en in words)
    return "·".join(zh for zh, _ in words), f"{en[:1].upper()}{en[1:]}"


def _word(word: str) -> tuple[str, str]:
    """Return one word of a measure in both languages; a word that is not in the list stays as it
    is.
    """
    year = _YEAR.fullmatch(word)
    item = _ITEM.fullmatch(word)
    if year is not None:
        return f"{year[1]}年", year[1]
    # A word nobody listed still tells more than a blank heading.
    if item is None:
        return MEASURE_WORDS.get(word, word), _ENGLISH.get(word, word.replace("_", " "))
    zh, en = economic_name(item[1])
    return f"{item[1]} {zh}".strip(), f"{item[1]} {en[:1].lower()}{en[1:]}".strip()


def headings(schema: pa.Schema) -> list[str]:
    """Return the heading of each column, Chinese first: `一般公共预算（元） General public budget
    (yuan)`; no two are the same.
    """
    return [
        f"{field.metadata[b'zh'].decode()} {field.metadata[b'en'].decode()}" for field in schema
    ]
