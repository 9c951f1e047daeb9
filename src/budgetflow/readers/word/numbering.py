"""The numbers that Word prints before paragraphs and keeps apart from their text (`一、`, `（二）`,
`3.`).

ECMA-376 part 1, 17.9: a paragraph names a list and a level; the list's definition says how its
numbers look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from budgetflow.readers.word.xml import W, child, value

_DIGITS = "零一二三四五六七八九"
# The ten stems and twelve branches count lists in documents of the old style.
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST = 9999  # beyond this a number is a damaged file's


@dataclass(slots=True)
class _Level:
    number_format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of every list of a document, in reading order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels by list id."""
    _counter_of: dict[str, str] = field(default_factory=dict)
    """Lists of one abstract definition count on together."""
    _styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """List and level of a paragraph style."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Any, styles: Any) -> Numbering:
        """Read `word/numbering.xml` and `word/styles.xml`; either may be None."""
        out = cls()
        if numbering is not None:
            abstract = {
                node.get(f"{W}abstractNumId", ""): _levels(node)
                for node in numbering.iterchildren(f"{W}abstractNum")
            }
            for node in numbering.iterchildren(f"{W}num"):
                number = node.get(f"{W}numId", "")
                # A list is a use of an abstract one, whose levels it may change.
                base = value(child(node, "abstractNumId")) or ""
                levels = {
                    **abstract.get(base, {}),
                    **_levels_overridden(node, abstract.get(base, {})),
                }
                out._levels[number] = levels
                overridden = any(
                    child(override, "startOverride") is not None
                    for override in node.iterchildren(f"{W}lvlOverride")
                )
                # Started anew a list counts by itself; all others of one definition count on
                # together.
                out._counter_of[number] = f"{base}/{number}" if overridden else base
        for style in styles.iterchildren(f"{W}style") if styles is not None else ():
            if (place := _list_place(child(style, "pPr"))) is not None:
                out._styles[style.get(f"{W}styleId", "")] = place
        return out

    def label(self, properties: Any) -> str:
        """Count a paragraph with these properties (`w:pPr` or None) and give what is printed before
        it; empty for bullets and none.
        """
        place = _list_place(properties)
        # A style may hold the number of its paragraphs: headings nearly always do.
        style = value(child(properties, "pStyle")) if place is None else None
        if style:
            place = self._styles.get(style)
        if place is None or place[0] not in self._levels:
            return ""
        number, depth = place
        levels = self._levels[number]
        counts = self._counts.setdefault(self._counter_of[number], {})
        start = levels[depth].start if depth in levels else 1
        counts[depth] = counts.get(depth, start - 1) + 1
        # A heading of a level begins the counts of all levels below it again.
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if depth not in levels or levels[depth].number_format in ("bullet", "none"):
            return ""
        text = levels[depth].text
        # `%1.%2` prints the counts of the levels above too, each in its own format.
        for level, about in levels.items():
            count = _number(counts.get(level, about.start), about.number_format)
            text = text.replace(f"%{level + 1}", count)
        return text


def _list_place(properties: Any) -> tuple[str, int] | None:
    """Return the list id and level of paragraph properties; list 0 means none."""
    about = child(properties, "numPr")
    number = value(child(about, "numId"))
    if number is None or number == "0":
        return None
    depth = value(child(about, "ilvl")) or "0"
    return number, int(depth) if depth.isdigit() else 0


def _levels(node: Any) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for level in node.iterchildren(f"{W}lvl"):
        depth = level.get(f"{W}ilvl", "0")
        if not depth.isdigit():
            continue
        start = value(child(level, "start")) or "1"
        first = int(start) if start.isdigit() else 1
        number_format = value(child(level, "numFmt")) or "decimal"
        text = value(child(level, "lvlText")) or ""
        out[int(depth)] = _Level(number_format, text, first)
    return out


def _levels_overridden(node: Any, base: dict[int, _Level]) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for override in node.iterchildren(f"{W}lvlOverride"):
        out |= _levels(override)
        start = value(child(override, "startOverride"))
        depth = override.get(f"{W}ilvl", "0")
        if not start or not start.isdigit() or not depth.isdigit():
            continue
        level = int(depth)
        if level in base:
            old = out.get(level, base[level])
            out[level] = _Level(old.number_format, old.text, int(start))
    return out


def _number(count: int, number_format: str) -> str:
    """Print a count in one of the formats that Chinese documents use."""
    if not 0 < count <= _MOST:
        return str(count)
    if number_format.startswith(
        ("chinese", "taiwanese", "japaneseCounting", "ideographDigital", "japaneseDigital")
    ):
        return _chinese(count)
    # Unicode has circled numbers in one row up to 20 only.
    if number_format.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(0x2460 + count - 1)
    other: dict[str, Callable[[int], str]] = {
        "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
        "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
        "lowerLetter": _letter,
        "upperLetter": lambda n: _letter(n).upper(),
        "lowerRoman": lambda n: _roman(n).lower(),
        "upperRoman": _roman,
    }
    return other.get(number_format, str)(count)


def _letter(count: int) -> str:
    # Word counts a to z, then aa, bb, cc, unlike the columns of a sheet.
    times, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _chinese(count: int) -> str:
    """Return 1 to 9999 as Chinese counts: 十一, 二十, 一百零三."""
    text = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            # One zero for a gap of any length, and none before the first digit.
            if zero and text:
                text += "零"
            text += _DIGITS[digit] + name
        zero = not digit
    # 10 to 19 are 十 to 十九, without the one; 110 is 一百一十.
    if 10 <= count < 20:
        return text.removeprefix("一")
    return text


def _roman(count: int) -> str:
    text = ""
    for amount, name in _ROMAN:
        text += name * (count // amount)
        count %= amount
    return text
