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
        if place is None and (style := value(child(properties, "pStyle"))):
            place = self._styles.get(style)
        if place is None or place[0] not in self._levels:
            return ""
        number, depth = place
        levels = self._levels[number]
        counts = self._counts.setdefault(self._counter_of[number], {})
        start = levels[depth].start if depth in levels else 1
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if depth not in levels or levels[depth].number_format in ("bullet", "none"):
            return ""
        text = levels[depth].text
        for level, about in levels.items():
            text = text.replace(
                f"%{level + 1}", _number(counts.get(level, about.start), about.number_format)
            )
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
        start = value(child(level, "start")) or "1"
        if depth.isdigit():
            number_format = value(child(level, "numFmt")) or "decimal"
            text = value(child(level, "lvlText")) or ""
            out[int(depth)] = _Level(number_format, text, int(start) if start.isdigit() else 1)
    return out


def _levels_overridden(node: Any, base: dict[int, _Level]) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for override in node.iterchildren(f"{W}lvlOverride"):
        out |= _levels(override)
        start = value(child(override, "startOverride"))
        depth = override.get(f"{W}ilvl", "0")
        if start and start.isdigit() and depth.isdigit() and int(depth) in base:
            old = out.get(int(depth), base[int(depth)])
            out[int(depth)] = _Level(old.number_format, old.text, int(start))
    return out


def _number(count: int, number_format: str) -> str:
    """Print a count in one of the formats that Chinese documents use."""
    if not 0 < count <= _MOST:
        return str(count)
    if number_format.startswith(
        ("chinese", "taiwanese", "japaneseCounting", "ideographDigital", "japaneseDigital")
    ):
        return _chinese(count)
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
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _chinese(count: int) -> str:
    """Return 1 to 9999 as Chinese counts: 十一, 二十, 一百零三."""
    text = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
        zero = not digit
    if 10 <= count < 20:
        return text.removeprefix("一")
    return text


def _roman(count: int) -> str:
    text = ""
    for amount, name in _ROMAN:
        text += name * (count // amount)
        count %= amount
    return text
