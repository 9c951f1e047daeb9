"""Classification codes as printed: in one column, in three (类 款 项) in full or own digits only,
or before the name.

Kinds by the leading digits: 2xx 支出功能分类, 3xx 部门预算支出经济分类, 5xx 政府预算支出经济分类.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.reference.classifications import names_by_code

CodeKind = Literal["function", "economic", "government"]

# What follows may be no unit or counter: `205万元` and `301个` are figures, not codes with a name.
_CODED_NAME = re.compile(
    r"^[\[【(]?(?P<code>\d{3}(?:[-—–.·]?\d{2}){0,3})[\]】)]?[-—–_:.、"
    r"]*(?P<name>(?![年月日元万亿%号个台])[\u4e00-\u9fff“(《].*)$"
)
_NAME_CODED = re.compile(
    r"^(?P<name>[\u4e00-\u9fff].*?)[(\[【](?P<code>\d{3}(?:\d{2}){0,3})[)\]】]$"
)
_OWN_DIGITS = re.compile(
    r"^(?P<code>\d{2})[-—–_.、]?(?P<name>(?![年月日元万亿%号个台])[\u4e00-\u9fff].*)$"
)
_BARE = re.compile(r"^[\[【(]?(?P<code>\d{1,9}|\d{3}(?:[-—–.·]\d{2}){1,3})[\]】)]?$")
# Digits of the codes of a section (款) and of an item (项).
SECTION_DIGITS = 5
ITEM_DIGITS = 7
# What some publishers print between the levels of a code: `208-05-05`, `208.05`.
_PARTED = re.compile(r"[-—–.·]")
# Listed one by one: between 314 and 399 the classification of departments has no class, and a range
# would take numbers of rows and of units for codes.
_ECONOMIC_CLASSES = {
    "301",
    "302",
    "303",
    "304",
    "305",
    "306",
    "307",
    "308",
    "309",
    "310",
    "311",
    "312",
    "313",
    "314",
    "399",
}


@lru_cache(maxsize=16384)
def code_kind(code: str) -> CodeKind | None:
    """Return `function`, `economic` or `government` for a code of 3, 5, 7 (or 9) digits, None where
    it is none.
    """
    if len(code) not in (3, 5, 7, 9) or not code.isdigit():
        return None
    head = code[:3]
    if "201" <= head <= "239":
        return "function"
    if head in _ECONOMIC_CLASSES:
        return "economic"
    if "501" <= head <= "515" or head == "599":
        return "government"
    return None


@lru_cache(maxsize=16384)
def split_code(text: str) -> tuple[str | None, str]:
    """Split `[2080505]名`, `2080505-名`, `2080505 名`, `208-05-05 名` into code and name; (None,
    text) where no code leads.
    """
    plain = squeeze(text)
    match = _CODED_NAME.match(plain)
    code = _PARTED.sub("", match["code"]) if match else ""
    if match and code_kind(code):
        return code, match["name"]
    behind = _NAME_CODED.match(plain)
    if behind and code_kind(behind["code"]):
        # Behind a name any number may stand in brackets; the lists must know the two together.
        code, name = behind["code"], behind["name"]
        if name in names_by_code().get(code, ()):
            return code, name
    return None, plain


def own_digits(text: str) -> tuple[str | None, str]:
    """Split `05 行政单位离退休` into the level's own two digits and the name (code columns that
    lost their border).
    """
    match = _OWN_DIGITS.match(squeeze(text))
    if match:
        return (match["code"], match["name"])
    return (None, squeeze(text))


@lru_cache(maxsize=16384)
def bare_code(text: str) -> str | None:
    """Return the digits of a code cell (`2080505`, `[208]`, `05`), None for words, money or a
    blank.
    """
    match = _BARE.match(squeeze(text))
    if match:
        return _PARTED.sub("", match["code"])
    return None


@dataclass(slots=True)
class Codes:
    """The codes of one row, by classification."""

    function: str | None = None
    economic: str | None = None
    government: str | None = None
    other: str | None = None
    """Digits of a code column that are of none of these: receipts (`10101`), regions (`6501`)."""

    def put(self, code: str) -> CodeKind | None:
        """File a code under its kind (the longer one stays where two are given); give the kind."""
        kind = code_kind(code)
        if kind is not None:
            old = getattr(self, kind)
            if old is None or len(code) > len(old):
                setattr(self, kind, code)
        else:
            self.other = code
        return kind

    def any(self) -> bool:
        """Check whether there is a code at all."""
        # Not `other`: numbers of regions and of receipts classify no expenditure.
        return bool(self.function or self.economic or self.government)


def _levels_below(filled: list[tuple[int, str]]) -> str:
    """Return the digits of some levels in two places each, those of a class in three."""
    return "".join(digits.zfill(2) for _, digits in filled)


@dataclass(slots=True)
class CodeColumns:
    """One run of code columns, read row by row: levels above are remembered, also across a page
    break.
    """

    columns: tuple[int, ...]
    lengths: frozenset[int] = frozenset()
    """How many digits the codes printed in these columns have, where it is known."""
    _levels: list[str] = field(default_factory=list)

    def read(self, parts: list[str], name: str) -> str | None:
        """Return the full code of a row from its code cells (digits or blank, left to right) and
        its name.

        `208|05|05`, `2080505||`, `208|20805|2080505`, and `||05` with `208` and `05` in rows above
        are all 2080505; so is
        2080505 in a cell merged over all of them.
        """
        filled = [(place, digits) for place, digits in enumerate(parts) if digits]
        if not filled:
            return None
        place, first = filled[0]
        if len(first) > 2 and all(digits == first for _, digits in filled):
            # One cell merged over the columns of all levels, as final accounts print them.
            filled = filled[:1]
        longest = max((digits for _, digits in filled), key=len)
        if len(longest) > 3:
            # Whole in one cell; what stands beside it repeats its levels (`208|20805|2080505`).
            return self._remember(longest)
        leads = place == 0 or len(filled) > 1 or not self._levels
        if leads and len(first) == 3 and code_kind(first):
            below = _levels_below(filled[1:])
            return self._remember(first + below)
        if len(self.columns) == 1:
            return self._guess_level(first.zfill(2), name)
        return self._below_levels_above(filled)

    def _below_levels_above(self, filled: list[tuple[int, str]]) -> str | None:
        """Return the code of the last levels, with those above them as the rows before print them;
        None where those rows print too few.
        """
        place = filled[0][0]
        above = self._levels[:place]
        if len(above) < place:
            return None
        return self._remember("".join(above) + _levels_below(filled))

    def extend(self, digits: str) -> str | None:
        """Return the code of a row whose last digits stand in the name's cell (`208|05|01
        行政单位离退休`).
        """
        # Below class, section and item (类, 款, 项) nothing is classified any more.
        if not self._levels or len(self._levels) > 2:
            return None
        above = "".join(self._levels)
        return above + digits

    def _remember(self, code: str) -> str:
        # A number of another list is no level that rows below could leave out.
        if code_kind(code):
            levels = [code[:3]]
            for start in range(3, len(code), 2):
                levels.append(code[start : start + 2])
            self._levels = levels
        return code

    def _guess_level(self, digits: str, name: str) -> str | None:
        """Place two digits printed alone in the only code column: the level that the column prints
        in no other way (`26` beside `2082602` is a 款), the one whose code is known by this name,
        else the next.
        """
        if not self._levels:
            return None
        full = self.lengths & {SECTION_DIGITS, ITEM_DIGITS}
        if full == {ITEM_DIGITS}:
            return self._remember(self._levels[0] + digits)
        if full == {SECTION_DIGITS} and len(self._levels) > 1:
            return self._remember("".join(self._levels[:2]) + digits)
        candidates = []
        for depth in (1, 2):
            if depth <= len(self._levels):
                above = "".join(self._levels[:depth])
                candidates.append(above + digits)
        for code in candidates:
            if name in names_by_code().get(code, ()):
                return self._remember(code)
        # Names that no list knows are rather of the level that changes with each row: the lowest.
        return self._remember(candidates[-1])
