"""Names of places in titles: 关于常德市2025年…, 海南省省级…, and never 全市, 按照区 or 根据市."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from budgetflow.reference.regions import is_listed_name

_SUFFIX = r"(?:特别行政区|自治[区州县旗]|地区|新区|开发区|生产建设兵团|省|市|州|盟|区|县|旗)"
_FOLLOWED = re.compile(
    r"(?=(?:19|20)\d\d年|[省市区县州旗盟]+(?:本)?级|本级|地方|人民政府|政府|全[省市区县州]|总预算|财政|"
    r"一般|国有|社会|和[省市区县州]+(?:本)?级|及[省市区县州]+(?:本)?级|[（(][省市县区、]+[）)]|各|分地区|对|预算执行|财政收支)"
)
# A division of the production and construction corps, alone or with the city it is one with: it
# has a budget of its own as a city has.
_DIVISION_NAME = r"第[一二三四五六七八九十]{1,3}师(?:[\u4e00-\u9fff]{2,6}市)?"
_DIVISION = re.compile(rf"(?:新疆生产建设)?(?:兵团)?{_DIVISION_NAME}")
_DIVISION_BEFORE = re.compile(rf"{_DIVISION_NAME}$")
_FUNCTION_WORDS = re.compile(
    r"根据|按照|依据|依照|遵照|关于|以及|通过|推进|落实|贯彻|加强|做好|要求|所有|所属|下属|相关|有关|其他|"
    r"部门|单位|政府|预算|决算|财政|收入|支出|会议|公开|文件|报告|全国|国家|地方|本级|各|全"
    r"|第|届|表|年|月|日|自治|局|厅|委员会|办公室|学校|中心|医院"
)
_ONE_CHARACTER = frozenset(
    "全各本我师该其某这两分按对及和与为向由在省市州县区旗盟级原同到从将把被报"
)
# What makes a word, not a name, with the ending of a place: 城市, 社区, 城乡.
_NO_CORE = frozenset("城社园校院灾地都超股集门夜辖特片景库厂") | {
    "城乡",
    "开发",
    "工业",
    "高新",
    "经济",
}


@lru_cache(maxsize=8192)
def is_place_name(name: str) -> bool:
    """Check whether words are the name of one place: listed in GB/T 2260, or formed like one.

    A name that is not listed (a zone, a place renamed, a made-up one) must end like a place and
    hold no word of grammar or of budgets.
    """
    if is_listed_name(name) or _DIVISION.fullmatch(name):
        return True
    match = re.fullmatch(rf"(?P<core>[\u4e00-\u9fff]{{1,12}}?){_SUFFIX}", name)
    if match is None:
        return False
    core = match["core"]
    if _FUNCTION_WORDS.search(core) or core[0] in _ONE_CHARACTER or core in _NO_CORE:
        return False
    # What ends like a place before its suffix, or in 及, 和, 与, 级, is one name only where listed.
    if core[-1] in "省市区县州旗盟及和与级":
        return is_listed_name(core)
    return True


def begins_with_place(name: str) -> bool:
    """Check whether a body's name begins with its place: 青岚县水务局, and not 城市管理局."""
    return any(is_place_name(name[:size]) for size in range(2, min(len(name), 16) + 1))


def place_names(text: str) -> Iterator[str]:
    """Return the names of places a squeezed title begins its subject with, left to right."""
    for follow in _FOLLOWED.finditer(text):
        end = follow.start()
        if end and (name := _name_ending_at(text, end)):
            yield name


def _name_ending_at(text: str, end: int) -> str | None:
    """Return the longest listed name that ends at a place of the text, else the longest that is
    formed like one and begins where words begin.
    """
    division = _DIVISION_BEFORE.search(text[:end])
    if division:
        return division[0]
    starts = range(max(0, end - 15), end - 1)
    for start in starts:
        if is_listed_name(text[start:end]):
            return text[start:end]
    for start in starts:
        begins = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"
        led = re.search(r"(?:关于|[对和与及在受]|年度?|\d月|半年)$", text[:start])
        if (begins or led) and is_place_name(text[start:end]):
            return text[start:end]
    return None
