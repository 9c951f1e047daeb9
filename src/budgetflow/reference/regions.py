"""Places of GB/T 2260: which province, prefecture or county a body's name speaks of.

`regions.csv` is the table in force, `regions_history.csv` names places that were abolished or
renamed since 2010; both say where each row came from. A name that no longer exists still finds its
last code, because old budgets name it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from budgetflow.reference.lists import rows_of

_PROVINCE_KIND = re.compile(r"(壮族|回族|维吾尔)?(自治区|省|市|特别行政区)$")
_COLLECTIVE = frozenset(
    {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位"}
)
_CAPITAL_WORD = {"首都": "110000"}
_SCHOOL = re.compile(r"(?:大学|学院)(?:[(（].*[)）])?$")
_SUFFIX_ZONE = re.compile(r"经济|高新|工业园|开发区|新区|综合保税|自贸|示范区")
_CENTRAL_BODY = re.compile(
    r"中华人民共和国|中共中央|中国[^省市县区州旗盟]{2,12}中央委员会|中央(?!大街|大道)|国务院|国家(?!级)|全国|最高人民(法院|检察院)|"
    r"审计署|海关总署|应急管理部|退役军人事务部|自然资源部|生态环境部"
    r"|(教育|科学技术|工业和信息化|财政|外交|公安|司法|商务|水利|民政|人力资源和社会保障|"
    r"住房和城乡建设|交通运输|农业农村|文化和旅游)部(?!队|门)"
)
# How the branch of a national body in a place goes on (…福建省委员会), to look ahead with.
BRANCH_OF_A_PLACE = r".*[省市县区州旗盟](?:工作)?委(?:员会)?$"
# How national bodies begin (中国气象局, 中国科学院); parties and conferences begin so at every
# level; so do branches of others that a place's name ends before 委员会.
_NATIONAL = re.compile(rf"中国(?!共产|人民政治协商会议|国民党|民主|农工|致公|{BRANCH_OF_A_PLACE})")
# Its branches are at the place that follows: 台湾民主自治同盟福建省委员会.
_PARTY_NAMED_AFTER_A_PLACE = re.compile(r"^台湾民主自治同盟(?=.)")
# What may stand before the name of a place of two characters (攸县, 中共滑县委员会).
_BEFORE_A_COUNTY = re.compile(r"(?:中共|中国共产党|共青团|中国人民政治协商会议|政协)?")
_ETHNIC = re.compile(
    r"(?:(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)族?|(?:回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|"
    r"土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土|达斡尔"
    r"|仫佬|羌|布朗|撒拉|毛南|仡佬|普米|怒|鄂温克|保安|裕固|独龙|各)族)+(?=自治[州县旗]$)"
)
# So many of a place's cities or counties listed in a document's tables tell the place.
_ENOUGH_PLACES = 4
_CAMPUS = re.compile(r"[(（].*[)）]$")


@dataclass(frozen=True, slots=True)
class Region:
    """One place: its six-digit code, its name as listed, and its level (`province`, `prefecture`,
    `county`).
    """

    code: str
    name: str
    level: str

    @property
    def province(self) -> str:
        """Return the first two digits of the code."""
        return self.code[:2]

    @property
    def prefix(self) -> str:
        """Return the digits that every place inside this one shares."""
        return {"province": self.code[:2], "prefecture": self.code[:4]}.get(self.level, self.code)


# Where central bodies are, which belong to no place of GB/T 2260; its province is `00`
# (DATASETS.md).
CENTRAL_REGION = Region("000000", "中央", "central")


@cache
def _tables() -> tuple[dict[str, Region], dict[str, tuple[Region, ...]]]:
    """Build both tables once: by code, and by every name a place is called."""
    in_force = _read("regions.csv")
    by_name: dict[str, list[Region]] = defaultdict(list)
    for region in in_force:
        by_name[region.name].append(region)
    # A name still in use means the place in force, never its history: 桥东区 is a district of
    # 张家口, and no longer the one of 石家庄.
    abolished = [region for region in _read("regions_history.csv") if region.name not in by_name]
    for region in abolished:
        by_name[region.name].append(region)
    by_code: dict[str, Region] = {}
    for region in (*in_force, *abolished):
        by_code.setdefault(region.code, region)
    _add_short_names(by_code, by_name)
    return by_code, {name: tuple(regions) for name, regions in by_name.items()}


def _read(file: str) -> list[Region]:
    """Return the places of a list, without the lines that only head others (市辖区)."""
    rows = (row for row in rows_of(file) if row["name"] not in _COLLECTIVE)
    return [Region(row["code"], row["name"], row["level"]) for row in rows]


def _add_short_names(by_code: Mapping[str, Region], by_name: dict[str, list[Region]]) -> None:
    """Add the short names of provinces (吉林), then those of the places below them (西双版纳州)."""
    below: list[Region] = []
    for region in by_code.values():
        if region.level == "province":
            by_name[_PROVINCE_KIND.sub("", region.name)].append(region)
        else:
            below.append(region)
    for region in below:
        short = _short_name(region.name)
        if short and region not in by_name[short]:
            by_name[short].append(region)
    for word, code in _CAPITAL_WORD.items():
        by_name[word] = [by_code[code]]


def _short_name(name: str) -> str | None:
    """Return what an autonomous prefecture or county is called for short (西双版纳傣族自治州:
    西双版纳州), None for other places.
    """
    first = next((at for at in range(2, len(name)) if _ETHNIC.match(name, at)), None)
    if first:
        return name[:first] + name[-1]
    return None


def region_of_code(code: str | None) -> Region | None:
    """Return the place of a six-digit code, or None for a code that GB/T 2260 does not list."""
    return _tables()[0].get(code or "")


def is_listed_name(name: str) -> bool:
    """Check whether a name is exactly that of a place, in full or as it is called for short."""
    return name in _tables()[1] and len(name) > 2


def listed_names(text: str) -> Iterable[str]:
    """Return the names of places in a text, those of three characters and more, left to right."""
    return (name for _, name, _ in _mentions(text) if len(name) > 2)


def commonest_parent(labels: Iterable[str]) -> Region | None:
    """Return the province or prefecture most of whose cities or counties stand among the labels.

    Only labels that are exactly a place's name count, and at least four different ones; a province
    is meant where they belong to several of its prefectures. None where no place is clear.
    """
    listed = _places_below(labels)
    province = _holds_most(listed, digits=2)
    prefectures = {code[:4] for code in listed if province and code.startswith(province)}
    # Counties of one prefecture alone say that the document is the prefecture's.
    if province and len(prefectures) >= _ENOUGH_PLACES:
        return region_of_code(province.ljust(6, "0"))
    prefecture = _holds_most(listed, digits=4)
    if prefecture:
        return region_of_code(prefecture.ljust(6, "0"))
    return None


def _places_below(labels: Iterable[str]) -> set[str]:
    """Return the codes of the cities and counties that labels name in full; a name that several
    places share tells nothing.
    """
    names = _tables()[1]
    found: set[str] = set()
    for label in set(labels):
        places = names.get(label, ())
        codes = {region.code for region in places if region.level != "province"}
        # Names of two characters (新县, 矿区) are words of their own too.
        if len(codes) == 1 and len(label) > 2:
            found |= codes
    return found


def _holds_most(codes: set[str], digits: int) -> str | None:
    """Return the first digits that at least four and seven tenths of the codes share, else None."""
    counts = Counter(code[:digits] for code in codes)
    if not counts:
        return None
    place, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    if count >= _ENOUGH_PLACES and count * 10 >= 7 * len(codes):
        return place
    return None


def region_named(name: str, within: str) -> Region | None:
    """Return the place of exactly this name inside the place of a code; None where there is none,
    or several are possible.
    """
    outer = region_of_code(within)
    if outer is None:
        return None
    called = _tables()[1].get(name, ())
    below = [region for region in called if region.code.startswith(outer.prefix)]
    inside = {region.code: region for region in below if region.code != outer.code}
    if len(inside) == 1:
        return next(iter(inside.values()))
    return None


def _mentions(text: str) -> Iterable[tuple[int, str, tuple[Region, ...]]]:
    """Return the places a text names, left to right, longest name first, with where each starts."""
    at = 0
    while at < len(text):
        word = _name_at(text, at)
        if word:
            yield at, word, _tables()[1][word]
        at += len(word) or 1


def _name_at(text: str, at: int) -> str:
    """Return the longest name of a place that begins at a character; empty where none does."""
    names = _tables()[1]
    # Longest first: 沙县区 before 沙县.
    for size in range(min(_longest_name(), len(text) - at), 1, -1):
        word = text[at : at + size]
        if word in names:
            return word
    return ""


@cache
def _longest_name() -> int:
    return max(map(len, _tables()[1]))


def find_region(name: str, within: str | None = None) -> Region | None:
    """Return the smallest place that a body's name speaks of.

    `within` is the code of a place known from outside; it settles names that several provinces
    share (朝阳区, 鼓楼区). A place is only narrowed to one that lies inside it, so that
    北京市人民政府驻上海办事处 stays in Beijing. None where no place is named, or several are
    possible.
    """
    text = _PARTY_NAMED_AFTER_A_PLACE.sub("", re.sub(r"\s+", "", name))
    if is_central(text):
        return CENTRAL_REGION
    found = _narrowest(text, region_of_code(within)) or _zone(text)
    if found is None and _NATIONAL.match(text):
        return CENTRAL_REGION
    return found


def _narrowest(text: str, outer: Region | None) -> Region | None:
    """Return the last place a text names, each inside the one named before it."""
    best: Region | None = None
    end = -1
    for at, word, regions in _mentions(text):
        begins = word[-1] == "县" and _BEFORE_A_COUNTY.fullmatch(text[:at]) is not None
        if len(word) == 2 and regions[0].level == "county" and at != end and not begins:
            continue  # 城区 or 郊区 is a place only right behind the city it belongs to
        fitting = _inside(regions, best or outer)
        if not fitting and best is None:
            fitting = list(regions)  # the hint was wrong, or speaks of another level
        # Several places of one name leave the place as it was: a wrong one is worse than a wide
        # one.
        if len({region.code for region in fitting}) == 1:
            best = fitting[0]
            end = at + len(word)
    return best


def _inside(regions: Iterable[Region], outer: Region | None) -> list[Region]:
    if outer is None:
        return list(regions)
    prefix = outer.prefix
    return [region for region in regions if region.code.startswith(prefix)]


def _zone(text: str) -> Region | None:
    """Return the city that a development zone or a school is named after (苏州工业园区,
    郑州大学).
    """
    names = _tables()[1]
    # Longer names first: 黔西南 (州) before 黔西 (市).
    for size in (4, 3, 2):
        if not _SUFFIX_ZONE.match(text[size:]) and not _SCHOOL.search(text):
            continue
        for suffix in ("市", "地区", "州", "盟"):
            regions = names.get(text[:size] + suffix, ())
            if len(regions) == 1:
                return regions[0]
    return None


def is_central(name: str) -> bool:
    """Check whether a body's name is that of a central one (国家税务总局..., 中华人民共和国..., a
    university under a ministry).
    """
    return _CENTRAL_BODY.match(name) is not None or _CAMPUS.sub("", name) in _central_universities()


@cache
def _central_universities() -> frozenset[str]:
    """Load the names of universities that a central ministry owns, whatever place they are named
    after.
    """
    return frozenset(row["name"] for row in rows_of("central_universities.csv"))


def commonest_province(texts: Iterable[str]) -> str | None:
    """Return the code of the province that texts name most often in full (甘肃省, 重庆市), or
    None.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_province_names().findall(text))
    if not counts:
        return None
    (commonest,) = counts.most_common(1)
    return _tables()[1][commonest[0]][0].code


@cache
def _province_names() -> re.Pattern[str]:
    """Build the expression of all provinces' full names."""
    provinces = (region for region in _tables()[0].values() if region.level == "province")
    return re.compile("|".join(re.escape(province.name) for province in provinces))
