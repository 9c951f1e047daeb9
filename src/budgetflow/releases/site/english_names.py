"""English for the names of bodies and places: translated where each part has a word
(`body_words_en.csv`), else transcribed in pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from budgetflow.reference.lists import rows_of
from budgetflow.releases.site.provinces import PLACES

_MARK = re.compile(r"[（(](本级|汇总|本部)[）)]$|(本级)$")
_MARKS = {"本级": "own", "汇总": "consolidated", "本部": "headquarters"}
_PLACE_KINDS = (
    ("自治县", " Autonomous County"),
    ("自治州", " Autonomous Prefecture"),
    ("自治旗", " Autonomous Banner"),
    ("地区", " Prefecture"),
    ("新区", " New Area"),
    ("区", " District"),
    ("县", " County"),
    ("旗", " Banner"),
    ("盟", " League"),
    ("市", ""),
    ("省", ""),
)
_SUBDISTRICT = re.compile(r"(?:人民政府)?(.{1,6}?)(街道办事处|镇人民政府|乡人民政府|街道|镇|乡)$")
_SUBDISTRICTS = {"街": "Subdistrict", "镇": "Town", "乡": "Township"}


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of each Chinese character without tones: `北京市` as bei, jing, shi."""
    spoken = lazy_pinyin(text, style=Style.NORMAL, errors="ignore")
    return tuple(part for part in spoken if part.isascii())


def transcribed(text: str) -> str:
    """Return a name in pinyin as one word: `新市` as Xinshi."""
    return "".join(syllables(text)).capitalize()


@lru_cache(maxsize=4096)
def place_name(name: str, code: str = "") -> str:
    """Return a place in English: provinces by name, others transcribed with what they are."""
    if code.endswith("0000") and code[:2] in PLACES:
        return PLACES[code[:2]][1]
    for zh, en, *_ in PLACES.values():
        rest = name.removeprefix(zh)
        if rest in ("", "省", "市") or (rest != name and rest.endswith("自治区")):
            return en
    for kind, en in _PLACE_KINDS:
        if name.endswith(kind) and len(name) > len(kind) + 1:
            stem = name.removesuffix(kind)
            if kind.startswith("自治"):
                return _with_peoples(stem) + en
            return transcribed(stem) + en
    return transcribed(name)


def _with_peoples(name: str) -> str:
    """Return what stands before the kind of a place in English: the peoples of an autonomous place
    have English names (`恩施土家族苗族` as Enshi Tujia Miao), the rest is transcribed.
    """
    stem, peoples = _peoples_of(name)
    return " ".join(filter(None, [transcribed(stem), *peoples]))


def _peoples_of(name: str) -> tuple[str, list[str]]:
    """Return a name without the peoples at its end, and those in English, in the order printed."""
    words = _words()["people"]
    found: list[str] = []
    while True:
        ends = (zh for zh in words if name.endswith(zh))
        people = next(ends, None)
        if people is None:
            return name, found[::-1]
        found.append(words[people])
        name = name.removesuffix(people)


def _forms(place: str) -> list[str]:
    """Return how bodies write the name of their place: whole, without 省 or 市, and an autonomous
    prefecture without its peoples (迪庆州 for 迪庆藏族自治州).
    """
    forms = [place, place.removesuffix("省"), place.removesuffix("市")]
    if place.endswith("自治州"):
        forms.append(f"{_peoples_of(place.removesuffix('自治州'))[0]}州")
    return forms


# As many as the country has publishers: cards and rankings ask for them in no order of place.
@lru_cache(maxsize=65_536)
def english_name(publisher: str, places: tuple[str, ...]) -> str:
    """Return a body's name in English, with its place: `Education Bureau, Xinshi District`.

    A government is often called by its place alone. What no rule translates is transcribed, a
    syllable a word, since nothing says where its words end; a name without Chinese characters is
    empty.
    """
    for number, place in enumerate(places, start=1):
        if publisher == place or (place.endswith("自治州") and publisher in _forms(place)):
            return ", ".join(place_name(around) for around in reversed(places[:number]))
    bare = _MARK.sub("", publisher)
    mark = _MARK.search(publisher)
    rest = _without_places(bare, places)
    told = _body(rest) or " ".join(part.capitalize() for part in syllables(rest))
    if not told:
        return ""
    if mark is not None:
        told += f" ({_MARKS[mark[1] or mark[2]]})"
    where = place_name(places[-1]) if places else ""
    if where:
        return f"{told}, {where}"
    return told


def _without_places(name: str, places: Sequence[str]) -> str:
    """Take the names of places off the front of a body's name, longest first."""
    rest = re.sub(r"^(?:中国共产党|中共)", "", name)
    for place in places:
        for form in _forms(place):
            if rest.startswith(form) and len(rest) > len(form):
                rest = rest.removeprefix(form)
                break
    return rest


def _body(rest: str) -> str | None:
    """Return a body's name without its place in English; None where no word of it is known.

    A body of the people's government (`人民政府国有资产监督管理委员会`) is called as without it.
    """
    words = _words()
    if rest in words["whole"]:
        return words["whole"][rest]
    below = _SUBDISTRICT.match(rest)
    if below is not None:
        return f"{transcribed(below[1])} {_SUBDISTRICTS[below[2][0]]}"
    for organ in words["organ"]:
        field = words["field"].get(rest.removesuffix(organ)) if rest.endswith(organ) else None
        if field is not None:
            return f"{field} {words['organ'][organ]}"
    below_government = rest.removeprefix("人民政府")
    if below_government not in ("", rest):
        return _body(below_government)
    return None


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {kind: {} for kind in ("field", "organ", "whole", "people")}
    for row in rows_of("body_words_en.csv"):
        found[row["kind"]][row["zh"]] = row["en"]
    for kind in ("organ", "people"):
        longest_first = sorted(found[kind], key=len, reverse=True)
        found[kind] = {zh: found[kind][zh] for zh in longest_first}
    return found
