"""Names and codes of the budget classifications, as seen in disclosures and as the Ministry's lists
have them.

Sources: `function_items.csv` (款 and 项 of 政府收支分类科目 that are often disclosed, names of
former years too); `observed_codes.csv` (codes and names printed in disclosures 2017 to 2026);
`economic_codes.csv` (部门预算支出经济分类); `classes.csv` (the 类 of the function classification
and of 政府预算支出经济分类 of 2018, with older and local wordings);
`economic_codes_en.csv` says the same names in English, our own words, for there is no official
translation.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from budgetflow.reference.lists import rows_of


@dataclass(frozen=True, slots=True)
class ObservedCode:
    """A code and a name printed beside it in real disclosures: in how many, and in which years."""

    code: str
    name: str
    documents: int
    first_year: int
    last_year: int


def squeezed(name: str) -> str:
    """Return a name without blanks, brackets and letters half-width, so that every way to print it
    is found.
    """
    return "".join(unicodedata.normalize("NFKC", name).split())


@lru_cache(maxsize=1)
def observed_codes() -> tuple[ObservedCode, ...]:
    """Return the codes and names printed in disclosures, in the order of `observed_codes.csv`."""
    return tuple(
        ObservedCode(
            row["code"],
            row["name"],
            int(row["documents"]),
            int(row["first_year"]),
            int(row["last_year"]),
        )
        for row in rows_of("observed_codes.csv")
    )


@lru_cache(maxsize=1)
def _observed() -> dict[str, list[str]]:
    """Return the codes for each printed name, the most often seen first, those that only the
    Ministry's list names (政府收支分类科目; `function_items.csv`) last.
    """
    documents: dict[str, dict[str, int]] = defaultdict(dict)
    for seen in observed_codes():
        codes = documents[squeezed(seen.name)]
        # 维修(护)费 was seen with brackets of both widths
        codes[seen.code] = max(seen.documents, codes.get(seen.code, 0))
    for code, name in _listed("function_items.csv", "name").items():
        documents[squeezed(name)].setdefault(code, 0)
    return {name: _most_seen_first(codes) for name, codes in documents.items()}


def _most_seen_first(documents: dict[str, int]) -> list[str]:
    """Return codes by the number of documents they were seen in, equal ones by code."""
    return sorted(documents, key=lambda code: (-documents[code], code))


@lru_cache(maxsize=1)
def _economic() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("economic_codes.csv"):
        out[squeezed(row["name"])].append(row["code"])
    return dict(out)


def function_class(name: str) -> str | None:
    """Return the three digits of a function class by its name (squeezed, numbering off), None for
    any other words.
    """
    return _classes("function").get(squeezed(name))


def government_class(name: str) -> str | None:
    """Return the three digits of a class of 政府预算支出经济分类 by its name, None for any other
    words.
    """
    return _classes("government_economic").get(squeezed(name))


@lru_cache(maxsize=2)
def _classes(classification: str) -> dict[str, str]:
    """Return the codes of a classification's classes by each name that they have or had."""
    rows = (row for row in rows_of("classes.csv") if row["classification"] == classification)
    return {squeezed(row["name"]): row["code"] for row in rows}


@lru_cache(maxsize=1)
def function_classes_en() -> dict[str, str]:
    """Return the English names of the function classes by their codes."""
    rows = (row for row in rows_of("classes.csv") if row["classification"] == "function")
    return {row["code"]: row["name_en"] for row in rows if row["name_en"]}


@lru_cache(maxsize=1)
def function_classes_zh() -> dict[str, str]:
    """Return the names of today's function classes by their codes: the rows with an English one."""
    rows = (row for row in rows_of("classes.csv") if row["classification"] == "function")
    return {row["code"]: row["name"] for row in rows if row["name_en"]}


def economic_codes(name: str) -> list[str]:
    """Return the economic codes a name may stand for (most names have one; 房屋建筑物购建 has
    two).
    """
    return _economic().get(squeezed(name), [])


def codes_seen(name: str) -> list[str]:
    """Return every code with which a name was printed in real disclosures, the most often seen
    first.
    """
    return _observed().get(squeezed(name), [])


# Items with one number under every 款 of 事务, unless the list says another.
_IN_EVERY_OFFICE = {"行政运行": "01", "一般行政管理事务": "02", "机关服务": "03", "事业运行": "50"}


def function_items(name: str, parent: str | None) -> list[str]:
    """Return the codes of 款 and 项 that the classification gives a name, in any year, below a
    parent's code (None for any); 行政运行 and its like are told apart by the parent alone.
    """
    listed = [code for code in _items().get(squeezed(name), ()) if code.startswith(parent or "")]
    number = _IN_EVERY_OFFICE.get(squeezed(name))
    if not listed and number is not None and parent is not None and len(parent) == 5:
        return [parent + number]
    return listed


@lru_cache(maxsize=1)
def _items() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("function_items.csv"):
        out[squeezed(row["name"])].append(row["code"])
    return dict(out)


def economic_name(code: str) -> tuple[str, str]:
    """Return an economic code's name in Chinese and English; a code that is not in the list has the
    name seen with it, and no English.
    """
    zh = _listed("economic_codes.csv", "name").get(code) or min(names_by_code().get(code, {""}))
    return zh, _listed("economic_codes_en.csv", "name_en").get(code, "")


def economic_english(code: str, name: str) -> str | None:
    """Return the English of an economic code, of either classification, under one of its names;
    None for a name nobody translated. Codes were given to other items in other years.
    """
    if squeezed(_listed("economic_codes.csv", "name").get(code, "")) == squeezed(name):
        return economic_name(code)[1] or None
    return _economic_en().get(squeezed(name)) or economic_name(code)[1] or None


@lru_cache(maxsize=1)
def government_classes() -> dict[str, str]:
    """Return the classes of 政府预算支出经济分类 by code, under their first name in the list."""
    out: dict[str, str] = {}
    for row in rows_of("classes.csv"):
        if row["classification"] == "government_economic":
            out.setdefault(row["code"], row["name"])
    return out


def economic_items() -> list[str]:
    """Return the codes of all items (款, five digits) of the economic classification."""
    return [code for code in _listed("economic_codes.csv", "name") if len(code) == 5]


@lru_cache(maxsize=3)
def _listed(file: str, column: str) -> dict[str, str]:
    return {row["code"]: row[column] for row in rows_of(file)}


@lru_cache(maxsize=1)
def _economic_en() -> dict[str, str]:
    """Return the English of names that codes of both economic classifications have or had."""
    listed = [*rows_of("economic_names_en.csv"), *rows_of("classes.csv")]
    return {squeezed(row["name"]): row["name_en"] for row in listed if row["name_en"]}


@lru_cache(maxsize=1)
def names_by_code() -> dict[str, set[str]]:
    """Return the names seen for each code."""
    out: dict[str, set[str]] = defaultdict(set)
    for name, codes in [*_observed().items(), *_economic().items()]:
        for code in codes:
            out[code].add(name)
    return dict(out)


# The term of each class of the economic classifications; a detail under it is named by its code
# (`goods_and_services.e30201`).
CLASS_TERMS = {
    "301": "wages_and_welfare", "302": "goods_and_services", "303": ("individual_and_family_subsid"
                                                                     "ies"), "307": "debt_interest",
    "309": "capital_construction", "310": "capital_other", "311": "enterprise_capital",
    "312": "enterprise_subsidies",
    "313": "social_security_fund_subsidies", "399": "other", "501": "wages_and_welfare",
    "502": "goods_and_services", "503": "capital_other",
    "504": "capital_construction", "505": "institution_subsidies", "506": "institution_capital",
    "507": "enterprise_subsidies",
    "508": "enterprise_capital", "509": "individual_and_family_subsidies",
}  # fmt: skip
