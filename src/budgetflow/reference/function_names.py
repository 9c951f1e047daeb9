"""Names of functional codes over the years, in Chinese as printed and in English.

English names are ours: there is no official translation. `function_names_en.csv` names groups and
items (款, 项) by their Chinese name, so that a renamed code has the English of each name.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from budgetflow.reference.classifications import (
    function_classes_en,
    observed_codes,
    squeezed,
)

_OTHER = re.compile(r"^其他.+?(?:支出)?$")
_STILL = 9999


@dataclass(frozen=True, slots=True)
class CodeName:
    """One name that a code has had."""

    code: str
    name: str
    documents: int
    """In how many real disclosures it was seen; 0 where only the Ministry's list has it."""
    first_year: int | None
    last_year: int | None


@lru_cache(maxsize=1)
def code_names() -> dict[str, list[CodeName]]:
    """Return all names of each code of three, five and seven digits, as printed most often first.

    Names seen in disclosures come with the years they were seen in, those of the Ministry's list
    alone without.
    """
    out: dict[str, list[CodeName]] = defaultdict(list)
    for seen in observed_codes():
        years = seen.first_year, seen.last_year
        out[seen.code].append(CodeName(seen.code, seen.name, seen.documents, *years))
    for row in _rows("function_items.csv"):
        if squeezed(row["name"]) not in {squeezed(known.name) for known in out[row["code"]]}:
            last = int(row["last_year"]) if row["last_year"] else None
            out[row["code"]].append(CodeName(row["code"], row["name"], 0, None, last))
    for names in out.values():
        names.sort(key=lambda one: (-one.documents, one.name))
    return dict(out)


def function_name(code: str, year: int | None) -> tuple[str | None, str | None]:
    """Return the Chinese and the English name of a functional code in a year; None if unknown.

    The name seen most often in that year is taken, else the one seen nearest to it.
    """
    names = code_names().get(code)
    if not names:
        return None, function_english(code, "")
    best = min(names, key=lambda one: (_years_off(one, year), -one.documents, one.name))
    return best.name, function_english(code, best.name)


def function_english(code: str, name: str) -> str | None:
    """Return the English of a code under one of its names; None for a name nobody translated.

    其他…支出, which every group has, is the rest of its group.
    """
    if len(code) == 3:
        return function_classes_en().get(code)
    listed = _english().get(squeezed(name))
    if listed is not None or not _OTHER.match(name):
        return listed
    above = code_names().get(code[:-2], [])
    group = function_classes_en().get(code[:3]) if len(code) == 5 else None
    for parent in above:
        group = group or function_english(code[:-2], parent.name)
    return f"Other: {group[0].lower()}{group[1:]}" if group else None


def _years_off(one: CodeName, year: int | None) -> int:
    """Return by how many years a name was not in use."""
    if year is None or one.first_year is None:
        return 0 if year is None else _STILL
    last = one.last_year or _STILL
    return max(one.first_year - year, year - last, 0)


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return {squeezed(row["name"]): row["name_en"] for row in _rows("function_names_en.csv")}


def _rows(file: str) -> list[dict[str, str]]:
    with resources.files("budgetflow.reference").joinpath(file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
