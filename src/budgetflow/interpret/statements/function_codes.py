"""The code of a function item that prose names by its 类, 款 and 项, or by a code printed before
the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from budgetflow.interpret.text.codes import code_kind, split_code
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.reference.classifications import (
    codes_seen,
    economic_codes,
    function_class,
    function_items,
    government_class,
)

# Function codes by squeezed name, as the tables of the same document print them.
OwnCodes = Mapping[str, Collection[str]]

_LEVELS = {"类": 3, "款": 5, "项": 7}
_PART = re.compile(
    r"(?P<name>(?:[^()]|\((?!(?:\d{2,3})?[类款项]\))[^()]*\))+?)\((?P<number>\d{2,3})?(?P<level>[类款项])\)"
)
_TRIM = re.compile(r"^(?:[“\"'”《\d.、]|支出(?=\w{2})|科目)+|[”\"'》]+$")
# 国有资本经营预算支出 is a class, and the name of a whole budget; in prose it is the budget that
# is meant.
_STATE_CAPITAL = "223"
# A code of the economic classification: 其他支出(399) is no function class.
_ECONOMIC_CODE = re.compile(r"[(\[](?:3\d{2}|5\d{2})(?:\d\d)?[)\]]")
_LOOSE_CODE = re.compile(r"[(\[](?P<code>2\d{2}(?:\d{2}){0,2})[)\]]")
# The level of government before a class in governments' reports: 全市教育支出, 县本级教育支出.
_LEVEL = re.compile(
    r"^(?:全(?:自治区|兵团|[省市区州县盟旗])|(?:自治区|兵团|[省市州县区盟旗])(?:本级|级))(?=.*支出)"
)
# What is said of a class behind its name: 卫生健康支出完成, 教育支出预计执行.
_DONE = re.compile(r"(?<=支出)(?:预计)?(?:完成|执行|安排)$")
# Each level's number before its name: 201（类）一般公共服务支出03（款）人大事务01（项）行政运行.
_NUMBER_FIRST = re.compile(
    r"^(?:\d{1,2}[.、])?(?P<first>2\d{2})\(?类\)?[^()\d]+(?P<second>\d{2})\(?款\)?.+?"
    r"(?:(?<!\d)(?P<third>\d{2})\(?项\)?|$)"
)
# Level words without brackets: 卫生健康支出类行政事业单位医疗款行政单位医疗项.
_UNBRACKETED = re.compile(
    r"(?P<first>[^()\d]{2,30}?)类(?P<second>[^()]{2,40}?)款(?:(?P<third>.{2,60})项)?"
)


def is_function(subject: str, above: tuple[str, ...] = ()) -> bool:
    """Check whether a subject names a function item: by level words, by a code, or by the name of
    a class; `above` are the headings it stands under, of which one may name its 类.
    """
    text = squeeze(subject)
    if _ECONOMIC_CODE.search(text):
        return False
    parts = _bracketed(text)
    if parts:
        name, level = parts[0]
        # Under a heading with a class its 款 and 项 need not name it again.
        if level != "类" and any(_names_class(heading) for heading in above):
            return True
        basic = any("基本支出" in heading for heading in above)
        lists_economic = basic and len(parts) == 1 and level == "款"
        return not _is_economic(name, level, lists_economic=lists_economic)
    if _dashed(text) or _unbracketed(text) or _LOOSE_CODE.search(text):
        return True
    code, name = split_code(text)
    if code is not None and code_kind(code) == "function":
        return True
    return function_class(_bare(name)) not in {None, _STATE_CAPITAL}


def function_code(subject: str, own: OwnCodes | None = None) -> str | None:
    """Return the code of the deepest level a subject names, None where the names fit no code, or
    several.

    A name under its parent (行政运行 under 医疗保障管理事务) is found among the codes this
    document's own tables print, then
    among those seen in other disclosures; the parent settles which of the many 行政运行 it is.
    """
    text = squeeze(subject)
    # Printed digits before any look-up of names, which change from year to year.
    if match := _NUMBER_FIRST.match(text):
        return match["first"] + match["second"] + (match["third"] or "")
    code, rest = split_code(text)
    if code is not None and code_kind(code) == "function":
        return code
    if _ECONOMIC_CODE.search(text):
        return None
    if loose := _LOOSE_CODE.findall(text):
        return str(loose[-1])  # 一般公共服务（201）纪检监察事务（20111）行政运行（2011101）
    parts = _bracketed(text) or _dashed(text) or _unbracketed(text)
    if not parts:
        return function_class(_bare(rest))
    return _numbered(text) or _code_of_path(parts, own)


def _code_of_path(parts: list[tuple[str, str]], own: OwnCodes | None) -> str | None:
    """Return the code of the last name of a path, each looked up below the one before."""
    found: str | None = None
    for name, level in parts:
        if level == "类":
            deeper = _class_of(name)
        else:
            deeper = _below(name, _LEVELS[level], found, own)
        if deeper is None and level != "类":
            return None
        found = deeper
    return found


def _is_economic(name: str, level: str, *, lists_economic: bool) -> bool:
    """Return whether the first name of a path is one of the economic classification (工资福利支出
    （类）, 基本工资（款）支出, 住房公积金（款）), which prints the same words for its levels.
    `lists_economic` says that a chapter on basic expenditure is read, which lists those items.
    """
    if lists_economic:
        return True
    economic = any(
        economic_codes(wording) or government_class(wording)
        for wording in (name, name.removesuffix("支出"))
    )
    if level == "类":
        return economic and _class_of(name) is None
    of_level = [code for code in function_items(name, None) if len(code) == _LEVELS["款"]]
    return economic and level == "款" and not of_level


def _names_class(heading: str) -> bool:
    """Return whether a heading names a function class: 五、援助其他地区支出（类）."""
    for name, level in _bracketed(squeeze(heading)):
        if level == "类" and _class_of(name) is not None:
            return True
    return False


def _numbered(text: str) -> str | None:
    """Return the code that the levels print beside their names: 公共安全支出（204类）司法（06款）
    行政运行（01项）; None where one of them prints none.
    """
    numbers = [match["number"] for match in _PART.finditer(text)]
    if not numbers or None in numbers or len(numbers[0]) != 3:
        return None
    # Levels below print their own two digits; three are the number of something else.
    if all(len(number) == 2 for number in numbers[1:]):
        return "".join(numbers)
    return None


def _bracketed(text: str) -> list[tuple[str, str]]:
    """Read a path whose names have their levels in brackets: 教育支出（类）普通教育（款）."""
    parts = []
    for match in _PART.finditer(text):
        name = _TRIM.sub("", match["name"])
        parts.append((name, match["level"]))
    return parts


def _dashed(text: str) -> list[tuple[str, str]]:
    """Read a path whose levels are set apart by dashes alone:
    卫生健康支出-行政事业单位医疗-行政单位医疗.
    """
    names = re.split(r"[-—–]+", text)
    # Dashes stand in names of projects too; only a path begins with a class.
    is_path = 2 <= len(names) <= 3 and function_class(names[0])
    if not is_path:
        return []
    return list(zip(names, _LEVELS, strict=False))


def _unbracketed(text: str) -> list[tuple[str, str]]:
    """Read a path whose level words stand without brackets, behind the name of a class."""
    match = _UNBRACKETED.fullmatch(text)
    if match is None or _class_of(match["first"]) is None:
        return []
    names = [name for name in match.groups() if name]
    return list(zip(names, _LEVELS, strict=False))


def _class_of(name: str) -> str | None:
    """Return the three digits of a class by its name, with or without 支出 behind it."""
    return function_class(_bare(name)) or function_class(_bare(name) + "支出")


def _bare(name: str) -> str:
    """Take off what stands around the name of a class: 的预算数, 科目, （类）, quotation marks, and
    in governments' reports the level it is of (全市教育支出完成, 市本级教育支出).
    """
    name = _LEVEL.sub("", _DONE.sub("", name))
    return re.sub(r"(?:科目|\(类\)|(?<=支出)类$)|[“”\"]|(?:的?年?初?(?:预算|决算)数?)$", "", name)


def _of_length_below(codes: Collection[str], length: int, parent: str) -> list[str]:
    """Return the function codes of so many digits that begin with their parent's."""
    below = [code for code in codes if code.startswith(parent)]
    return [code for code in below if len(code) == length and code_kind(code) == "function"]


def _below(name: str, length: int, parent: str | None, own: OwnCodes | None) -> str | None:
    """Return the code of a name below its parent, the document's own codes first."""
    for wording in (name, name + "支出", re.sub(r"支出$", "", name)):
        listed = function_items(wording, parent)
        for codes in ((own or {}).get(wording, ()), codes_seen(wording), listed):
            fitting = _of_length_below(codes, length, parent or "")
            # Without a parent a name of several codes (行政运行 has dozens) settles none.
            if fitting and (parent is not None or len(set(fitting)) == 1):
                return fitting[0]
    if name.startswith("其他") and parent is not None and len(parent) == length - 2:
        # The classification gives the rest of every class and 款 the number 99.
        return f"{parent}99"
    return None
