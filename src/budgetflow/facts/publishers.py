"""Who published: one identity for a body that is written in several ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from budgetflow.interpret.keys import stable_key
from budgetflow.reference.lists import rows_of

_OWN_MARK = r"[（(]?(?:本级|机关本级|本部)[）)]?"
_WHOLE_MARK = r"[（(](?:汇总|部门汇总|含下属单位)[）)]|汇总$"
_PARTY = re.compile(r"(?:中国共产党|中共)")
_COMMITTEE = re.compile(r"(?<=[省市县区州盟旗])委员会(?=办公厅|办公室|[^，。]{0,12}部|$)")
_BLANKS = re.compile(r"[\s　]+")


# A body and a unit of it, in one name: 某市公安局治安管理支队.
_SUPERIOR = re.compile(r"^(.{3,}(?:局|厅|委员会|委(?!员)|管委会))(?!办公|机关|本级|党组)(.{2,})$")
# Kinds of bodies that stand under another one's name.
_UNITS = ("public_institution", "school", "hospital")


def body_name(name: str) -> str:
    """Return a publisher's name as printed, without marks of scope: 本级 and 汇总 are about the
    disclosure and not about the body.
    """
    text = _BLANKS.sub("", name)
    return re.sub(rf"(?:{_OWN_MARK}|{_WHOLE_MARK})$", "", text) or text


def superior_name(name: str) -> str | None:
    """Return the name of the body that a unit's own name begins with; None where it has none.

    Only institutions, schools and hospitals are units of the body they are named after: an office
    or a commission of a committee is that committee itself.
    """
    plain = body_name(name)
    found = _SUPERIOR.match(plain)
    # 某市财政局办公室 is the bureau itself, 某市教育局教研室 a unit below it.
    if found is None or kind_of(plain, None) not in _UNITS:
        return None
    return found[1]


def plain_publisher(name: str) -> str:
    """Return a publisher's name without blanks, its marks of scope and its party prefix.

    中共江苏省委办公厅, 中国共产党江苏省委员会办公厅 and 江苏省委办公厅 are one body: the prefix
    says nothing that 委 does not, and 委员会 is its full form there. Marks of scope (本级, 汇总)
    are about the disclosure and not the body. Renamed bodies keep their printed name here.
    """
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", name))
    text = re.sub(rf"(?:{_OWN_MARK}|{_WHOLE_MARK})$", "", text)
    # Only party bodies: 委员会 of a government (发展和改革委员会) is its full name.
    if _PARTY.search(text) or re.search(r"委员会(?:办公厅|[^，。]{0,8}部$)", text):
        text = _COMMITTEE.sub("委", _PARTY.sub("", text))
    return text


def is_own_only(name: str | None, title: str | None) -> bool:
    """Check whether a disclosure counts the body alone (本级), not what is below it."""
    return any(
        re.search(_OWN_MARK + "(?:$|20|部门|单位|预算|决算)", text or "") for text in (name, title)
    )


def publisher_id(name: str | None, region_code: str | None, disclosure_id: str) -> str | None:
    """Return the stable key of a publisher: its region and its name after renames are followed.

    A body whose region nobody recognised has a key of its own disclosure: two bureaus of different
    cities may bear one name, and a wrong merge is worse than none. None without a name.
    """
    if not name:
        return None
    body = current_name(plain_publisher(name))
    if region_code is None:
        return stable_key("publisher", disclosure_id, body)
    return stable_key("publisher", region_code, body)


def current_name(plain: str) -> str:
    """Return the name a body bears today, where it was renamed and nothing else."""
    for old, new in _renames():
        if plain.endswith(old):
            return plain.removesuffix(old) + new
    return plain


def kind_of(name: str, scope: str | None) -> str:
    """Return the kind of body a name is of, by the first pattern of `publisher_kinds.csv`."""
    if scope == "government":
        return "government"
    plain = plain_publisher(name)
    for kind, pattern in _kinds():
        if pattern.search(plain):
            return kind
    return "other"


def government_level(region_code: str | None, name: str) -> str | None:
    """Return central, province, prefecture, county or township; None where no region is known."""
    if kind_of(name, None) == "township":
        return "township"
    if region_code is None:
        return None
    # Before the ends of codes are looked at: 000000 ends as a province's does.
    if region_code.startswith("00"):
        return "central"
    if region_code.endswith("0000"):
        return "province"
    if region_code.endswith("00"):
        return "prefecture"
    return "county"


@lru_cache(maxsize=1)
def _renames() -> tuple[tuple[str, str], ...]:
    return tuple((row["old"], row["new"]) for row in rows_of("publisher_renames.csv"))


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], re.compile(row["pattern"])) for row in rows_of("publisher_kinds.csv")
    )
