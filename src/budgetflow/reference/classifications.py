"""Names and codes of the budget classifications, as seen in disclosures and as the Ministry's lists
have them.

Sources: `function_items.csv` (款 and 项 of 政府收支分类科目 that are often disclosed, names of
former years too); `observed_codes.csv` (codes and names printed in disclosures 2017 to 2026);
`economic_codes.csv` (部门预算支出经济分类);
`economic_codes_en.csv` says the same names in English, our own words, for there is no official
translation.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from budgetflow.reference.comparable import squeeze

# Function classes that no list here names, and the older or local wordings of those it does; the
# year in brackets is the
# first in which the Ministry's 政府收支分类科目 has the wording.
_FUNCTION_CLASSES = {
    "一般公共服务支出": "201", "一般公共服务": "201", "外交支出": "202", "国防支出": "203",
    "公共安全支出": "204", "公共安全": "204",
    "教育支出": "205", "教育": "205", "科学技术支出": "206", "科学技术": "206",
    "文化旅游体育与传媒支出": "207", "文化体育与传媒支出": "207", "社会保障和就业支出": "208",
    "社会保障和就业": "208",
    "社会保险基金支出": "209", "卫生健康支出": "210", "医疗卫生与计划生育支出": "210",
    "医疗卫生支出": "210",
    "节能环保支出": "211", "节能环保": "211", "城乡社区支出": "212", "城乡社区事务": "212",
    "农林水支出": "213", "农林水事务": "213",
    "交通运输支出": "214", "资源勘探工业信息等支出": "215", "资源勘探信息等支出": "215",
    "资源勘探电力信息等支出": "215",
    "商业服务业等支出": "216", "金融支出": "217", "援助其他地区支出": "219",
    "自然资源海洋气象等支出": "220", "国土海洋气象等支出": "220",
    "住房保障支出": "221", "粮油物资储备支出": "222", "国有资本经营预算支出": "223",
    "灾害防治及应急管理支出": "224",
    "预备费": "227", "其他支出": "229", "转移性支出": "230", "债务还本支出": "231",
    "债务付息支出": "232", "债务发行费用支出": "233",
    "抗疫特别国债安排的支出": "234",
}  # fmt: skip

# The classes of 政府预算支出经济分类 (since the Ministry's 2018 edition), by the names over their
# columns and lines.
_GOVERNMENT_CLASSES = {
    "机关工资福利支出": "501", "机关商品和服务支出": "502", "机关资本性支出(一)": "503",
    "机关资本性支出(二)": "504", "机关资本性支出": "503",
    "机关资本性支出(基本建设)": "504", "对事业单位经常性补助": "505", "对事业单位资本性补助": "506",
    "对企业补助": "507", "对企业资本性支出": "508",
    "对个人和家庭的补助": "509", "对社会保障基金补助": "510", "债务利息及费用支出": "511",
    "债务还本支出": "512", "转移性支出": "513",
    "预备费及预留": "514", "其他支出": "599",
}  # fmt: skip


@lru_cache(maxsize=1)
def _observed() -> dict[str, list[str]]:
    """Give the codes for each printed name, the most often seen first, those that only the
    Ministry's list names (政府收支分类科目; `function_items.csv`) last.
    """
    out: dict[str, list[tuple[int, str]]] = defaultdict(list)
    path = resources.files("budgetflow.reference").joinpath("observed_codes.csv")
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            out[squeeze(row["name"])].append((-int(row["documents"]), row["code"]))
    for code, name in _listed("function_items.csv", "name").items():
        if all(code != other for _, other in out[squeeze(name)]):
            out[squeeze(name)].append((0, code))
    return {name: [code for _, code in sorted(codes)] for name, codes in out.items()}


@lru_cache(maxsize=1)
def _economic() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    path = resources.files("budgetflow.reference").joinpath("economic_codes.csv")
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            out[squeeze(row["name"])].append(row["code"])
    return dict(out)


def function_class(name: str) -> str | None:
    """Give the three digits of a function class by its name (squeezed, numbering off), None for any
    other words.
    """
    return _FUNCTION_CLASSES.get(squeeze(name))


def government_class(name: str) -> str | None:
    """Give the three digits of a class of 政府预算支出经济分类 by its name, None for any other
    words.
    """
    return _GOVERNMENT_CLASSES.get(squeeze(name))


def economic_codes(name: str) -> list[str]:
    """Give the economic codes a name may stand for (most names have one; 房屋建筑物购建 has
    two).
    """
    return _economic().get(squeeze(name), [])


def codes_seen(name: str) -> list[str]:
    """Give every code with which a name was printed in real disclosures, the most often seen
    first.
    """
    return _observed().get(squeeze(name), [])


_IN_EVERY_OFFICE = {"行政运行": "01", "一般行政管理事务": "02", "机关服务": "03", "事业运行": "50"}
"""Items with one number under every 款 of 事务, unless the list says another."""


def function_items(name: str, parent: str | None) -> list[str]:
    """Return the codes of 款 and 项 that the classification gives a name, in any year, below a
    parent's code (None for any); 行政运行 and its like are told apart by the parent alone.
    """
    listed = [code for code in _items().get(squeeze(name), ()) if code.startswith(parent or "")]
    number = _IN_EVERY_OFFICE.get(squeeze(name))
    if not listed and number is not None and parent is not None and len(parent) == 5:
        return [parent + number]
    return listed


@lru_cache(maxsize=1)
def _items() -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    path = resources.files("budgetflow.reference").joinpath("function_items.csv")
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            out[squeeze(row["name"])].append(row["code"])
    return dict(out)


def economic_name(code: str) -> tuple[str, str]:
    """Give an economic code's name in Chinese and English; a code that is not in the list has the
    name seen with it, and no English.
    """
    zh = _listed("economic_codes.csv", "name").get(code) or min(names_by_code().get(code, {""}))
    return zh, _listed("economic_codes_en.csv", "name_en").get(code, "")


def economic_items() -> list[str]:
    """Give the codes of all items (款, five digits) of the economic classification."""
    return [code for code in _listed("economic_codes.csv", "name") if len(code) == 5]


@lru_cache(maxsize=3)
def _listed(file: str, column: str) -> dict[str, str]:
    with resources.files("budgetflow.reference").joinpath(file).open(encoding="utf-8") as lines:
        return {row["code"]: row[column] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def names_by_code() -> dict[str, set[str]]:
    """Give the names seen for each code."""
    out: dict[str, set[str]] = defaultdict(set)
    for name, codes in [*_observed().items(), *_economic().items()]:
        for code in codes:
            out[code].add(name)
    return dict(out)


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
"""The term of each class of the economic classifications; a detail under it is named by its code
(`goods_and_services.e30201`).
"""
