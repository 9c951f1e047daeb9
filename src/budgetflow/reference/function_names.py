"""Names of functional codes over the years, in Chinese as printed and in English.

English names are ours: there is no official translation. `function_names_en.csv` names groups and
items (款, 项) by their Chinese name, so that a renamed code has the English of each name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from budgetflow.reference.classifications import (
    function_classes_en,
    observed_codes,
    squeezed,
)
from budgetflow.reference.lists import rows_of

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
    names: dict[str, list[CodeName]] = defaultdict(list)
    for seen in observed_codes():
        years = seen.first_year, seen.last_year
        names[seen.code].append(CodeName(seen.code, seen.name, seen.documents, *years))
    for listed in _listed():
        printed = {squeezed(seen.name) for seen in names[listed.code]}
        # a name that is printed too has the years it was seen in, which say more
        if squeezed(listed.name) not in printed:
            names[listed.code].append(listed)
    for of_code in names.values():
        of_code.sort(key=lambda one: (-one.documents, one.name))
    return dict(names)


def _listed() -> Iterator[CodeName]:
    """Return the names of the Ministry's list, with the last year where one fell out of use."""
    for row in rows_of("function_items.csv"):
        last_year = int(row["last_year"]) if row["last_year"] else None
        yield CodeName(row["code"], row["name"], 0, None, last_year)


def function_name(code: str, year: int | None) -> tuple[str | None, str | None]:
    """Return the Chinese and the English name of a functional code in a year; None if unknown.

    The name seen most often in that year is taken, else the one seen nearest to it.
    """
    names = code_names().get(code)
    if not names:
        return None, function_english(code, "")
    # Nearest in years, then the name most documents print, then the alphabet: one answer always.
    best = min(names, key=lambda one: (_years_off(one, year), -one.documents, one.name))
    return best.name, function_english(code, best.name)


def function_english(code: str, name: str) -> str | None:
    """Return the English of a code under one of its names; None for a name nobody translated.

    其他…支出, which every group has, is the rest of its group.
    """
    if len(code) == 3:
        return function_classes_en().get(code)
    listed = _english().get(squeezed(name))
    # Translated names first: some 其他 have an English name of their own in our list.
    if listed is not None or not _OTHER.match(name):
        return listed
    group = _group_english(code[:-2])
    if group is None:
        return None
    return f"Other: {group[0].lower()}{group[1:]}"


def _group_english(code: str) -> str | None:
    """Return the English of a class or group under the first of its names that has one."""
    if len(code) == 3:
        return function_classes_en().get(code)
    for group in code_names().get(code, []):
        english = function_english(code, group.name)
        if english is not None:
            return english
    return None


def _years_off(one: CodeName, year: int | None) -> int:
    """Return by how many years a name was not in use."""
    if year is None:
        return 0
    if one.first_year is None:
        return _STILL  # the list alone has it: any name that was seen is nearer
    last = one.last_year or _STILL
    return max(one.first_year - year, year - last, 0)


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return {squeezed(row["name"]): row["name_en"] for row in rows_of("function_names_en.csv")}
