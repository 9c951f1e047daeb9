"""How a spreadsheet prints a stored number: what a reader of the sheet saw is what was disclosed.

Figures go from the stored double to Decimal by its shortest decimal form and are rounded in
Decimal; no arithmetic is
done on floats. A spreadsheet keeps 15 significant digits, rounds halves away from zero, and its
formats are those of
ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

# Formats known by number alone; dates are left out since values of that kind come as dates.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
}  # fmt: skip

# What Excel keeps of a number: 0.1 + 0.2 is stored with 17 digits and shown as 0.3.
_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
# `_x` and `*x` print a blank as wide as x or fill the cell with it; brackets hold colours and
# locales.
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
# What a section without a condition of its own takes, by how many sections there are.
_BY_PLACE: tuple[tuple[Callable[[Decimal], bool], ...], ...] = (
    (),
    (lambda value: True,),
    (lambda value: value >= 0, lambda value: True),
    (lambda value: value > 0, lambda value: value < 0, lambda value: True),
)
_GENERAL_PLACE = re.compile("general|g/通用格式", re.IGNORECASE)
_HAS_DIGIT = re.compile("[1-9]")
_PLACEHOLDERS = re.compile("[0#?](?:[0#?, \ue000-\uf8ff]*[0#?])?")
_FRACTION = re.compile(r"\.([0#?]*)")


def shown(value: object, number_format: str | None = None) -> str:
    """Return the text a sheet shows for a cell's value under its number format (None: general)."""
    if value is None or isinstance(value, str):
        return value or ""
    # Before numbers: to Python a truth value is one.
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    # Before times: a date with a time is of both kinds.
    if isinstance(value, datetime | date):
        return _date(value, number_format or "")
    if isinstance(value, time):
        return value.isoformat()
    return str(value)


def _date(value: date, number_format: str) -> str:
    """Return a date as Chinese formats print it, ISO where the format says nothing."""
    if "年" in number_format:
        text = ""
        if "y" in number_format.lower():
            text += f"{value.year}年"
        if "月" in number_format:
            text += f"{value.month}月"
        if "日" in number_format:
            text += f"{value.day}日"
        return text
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "seconds")
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _number(value: Decimal, number_format: str | None) -> str:
    if not value.is_finite():
        return ""
    value = _FIFTEEN_DIGITS.plus(value)
    if number_format is None or number_format.lower() in ("general", "@"):
        return _plain(value)
    section = _chosen(value, number_format)
    if section is None:
        return _plain(value)
    text = _by_section(abs(value), section)
    # A section for negatives prints its own sign; where it prints only a colour, we keep the sign.
    own_sign = text.startswith(("-", "(", "（"))
    if value < 0 and not own_sign and _HAS_DIGIT.search(text):
        return f"-{text}"
    return text


def _chosen(value: Decimal, number_format: str) -> str | None:
    """Return the section of a format that prints a value, None where none does.

    Conditions (`[=0]`, `[>=10000]`) come first. A section without one takes what its place says:
    of two, the first takes zero and above; of three, the positive, the negative, the rest.
    """
    # Sections with `@` are for texts; of more than three, office programs read no other.
    sections = [one for one in _sections(number_format) if "@" not in _LITERAL.sub("", one)][:3]
    conditions = [_CONDITION.search(section) for section in sections]
    for section, condition in zip(sections, conditions, strict=True):
        if condition is None:
            continue
        compare = _COMPARE[condition.group(1)]
        if compare(value, Decimal(condition.group(2))):
            return section
    # The sections by place come after all conditions, wherever they stand.
    first: str | None = None
    places = _BY_PLACE[len(sections)]
    for section, condition, holds in zip(sections, conditions, places, strict=True):
        if condition is not None:
            continue
        if holds(value):
            return section
        if first is None:
            first = section
    return first


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    """Cut a format at its semicolons, not at those inside quotes."""
    out = [""]
    inside = False
    for character in number_format:
        inside ^= character == '"'
        if character == ";" and not inside:
            out.append("")
        else:
            out[-1] += character
    return tuple(out)


def _by_section(value: Decimal, section: str) -> str:
    """Print a value of no sign by one section of a format."""
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or "")
        return chr(0xE000 + len(literals) - 1)  # a private character holds the literal's place

    pattern = _LITERAL.sub(keep, section)
    if _GENERAL_PLACE.search(pattern):
        return _restore(_GENERAL_PLACE.sub(_plain(value), pattern, count=1), literals).strip()
    # Exponents and fractions are no way to print money; the figure's own digits are kept.
    if "E+" in pattern.upper() or "/" in pattern:
        return _plain(value)
    whole = _PLACEHOLDERS.search(pattern)
    if whole is None:
        body = re.sub(r"[?.,]", "", pattern)
        return _restore(body, literals).strip()
    rest = pattern[whole.end() :]
    fraction = _FRACTION.match(rest)
    decimals = fraction.group(1) if fraction else ""
    after = rest[fraction.end() :] if fraction else rest
    # Each comma behind the digits divides by a thousand, each percent sign multiplies by a hundred.
    scale = len(after) - len(after.lstrip(","))
    value = value.scaleb(2 * pattern.count("%") - 3 * scale)
    text = _digits(value, whole.group(), decimals)
    return _restore(pattern[: whole.start()] + text + after.lstrip(","), literals).strip()


def _digits(value: Decimal, places: str, decimals: str) -> str:
    """Print a value by the placeholders before its point (`#,##0`) and behind it (`00`, `0#`);
    halves are rounded up, as office programs do.
    """
    # 60 digits of context: a stored number may have 300 before its point, which is no error.
    step = Decimal(1).scaleb(-len(decimals))
    rounded = value.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=60))
    parted = any(character == " " or character >= "\ue000" for character in places)
    grouped = "," in places and not parted
    text = _padded(f"{rounded:f}", places.count("0"), grouped)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    text = text.removesuffix(".")
    if "0" not in places and text.startswith("0"):
        text = text[1:]  # `#` and `?` print no zero: `"-"??` shows a dash
    if parted:
        return _filled(places, text)
    return text


def _padded(digits: str, least: int, grouped: bool) -> str:
    """Return a number with at least so many digits before its point: `00` shows 5 as 05."""
    whole, point, decimals = digits.partition(".")
    if least > 1:
        whole = whole.zfill(least)
    if grouped:
        first = len(whole) % 3
        threes = re.findall("...", whole[first:])
        parts = [whole[:first], *threes]
        whole = ",".join(part for part in parts if part)
    return whole + point + decimals


def _filled(placeholders: str, digits: str) -> str:
    """Put digits into placeholders that a literal parts: `0!.0000` shows 123456 yuan as 12.3456
    (万元).
    """
    rest = list(digits)
    out = ""
    for place in reversed(placeholders):
        if place in "0#?":
            missing = "0" if place == "0" else ""
            out = (rest.pop() if rest else missing) + out
        elif place == " " or place >= "\ue000":
            out = place + out
    return "".join(rest) + out


def _restore(text: str, literals: list[str]) -> str:
    out = ""
    for char in text:
        place = ord(char) - 0xE000
        is_held = 0 <= place < len(literals)
        out += literals[place] if is_held else char
    return out


def _plain(value: Decimal) -> str:
    """Return a number with the digits it has and no exponent."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text or "0"
