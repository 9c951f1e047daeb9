"""How a spreadsheet prints a stored number: what a reader of the sheet saw is what was disclosed.

Figures go from the stored double to Decimal by its shortest decimal form and are rounded in
Decimal; no arithmetic is
done on floats. A spreadsheet keeps 15 significant digits, rounds halves away from zero, and its
formats are those of
ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
}  # fmt: skip
"""Formats known by number alone; dates are left out since values of that kind come as dates."""

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[[^\]]*\]')
_PLACEHOLDERS = re.compile("[0#?](?:[0#?,\ue000-\uf8ff]*[0#?])?")


def shown(value: object, number_format: str | None = None) -> str:
    """Give the text a sheet shows for a cell's value under its number format (None: general)."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format)
    if isinstance(value, datetime | date):
        return _date(value, number_format or "")
    return value.isoformat() if isinstance(value, time) else str(value)


def _date(value: date, number_format: str) -> str:
    """Give a date as Chinese formats print it, ISO where the format says nothing."""
    if "年" in number_format:
        parts = [
            f"{value.year}年" if "y" in number_format.lower() else "",
            f"{value.month}月" if "月" in number_format else "",
        ]
        return "".join([*parts, f"{value.day}日" if "日" in number_format else ""])
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ", "seconds")
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _number(value: Decimal, number_format: str | None) -> str:
    if not value.is_finite():
        return ""
    value = _FIFTEEN_DIGITS.plus(value)
    if number_format is None or number_format.lower() in ("general", "@"):
        return _plain(value)
    sections = _sections(number_format)
    if any("[<" in section or "[>" in section or "[=" in section for section in sections):
        return _plain(
            value
        )  # conditions other than the sign: rare, and the stored figure is never wrong
    chosen = 0
    if len(sections) > 1 and value < 0:
        chosen = 1
    elif len(sections) > 2 and value == 0:
        chosen = 2
    text = _by_section(abs(value), sections[chosen])
    negative = value < 0 and chosen == 0
    # An own section for negatives prints its own sign; where it prints brackets or only a colour,
    # the sign is kept by us.
    if chosen == 1 and not text.startswith(("-", "(", "（")):
        negative = True
    return f"-{text}" if negative and any(c in "123456789" for c in text) else text


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    """Cut a format at its semicolons, not at those inside quotes."""
    out, inside = [""], False
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
    if "E+" in pattern.upper() or "/" in pattern or "general" in pattern.lower():
        return _plain(value)
    whole = _PLACEHOLDERS.search(pattern)
    if whole is None:
        body = re.sub(r"[?.,]", "", pattern)
        return _restore(body, literals).strip()
    rest = pattern[whole.end() :]
    fraction = re.match(r"\.([0#?]*)", rest)
    decimals = fraction.group(1) if fraction else ""
    after = rest[fraction.end() :] if fraction else rest
    scale = len(after) - len(after.lstrip(","))
    value = value.scaleb(2 * section.count("%") - 3 * scale)
    rounded = value.quantize(
        Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP, context=Context(prec=60)
    )
    text = f"{rounded:,f}" if "," in whole.group() else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") else text
    text = text.removesuffix(".")
    if "0" not in whole.group() and text.startswith("0"):
        text = text[1:]  # `#` and `?` print no zero: `"-"??` shows a dash
    if any(character >= "\ue000" for character in whole.group()):
        text = _filled(whole.group(), text)
    return _restore(pattern[: whole.start()] + text + after.lstrip(","), literals).strip()


def _filled(placeholders: str, digits: str) -> str:
    """Put digits into placeholders that a literal parts: `0!.0000` shows 123456 yuan as 12.3456
    (万元).
    """
    rest, out = list(digits), ""
    for place in reversed(placeholders):
        if place in "0#?":
            out = (rest.pop() if rest else "0" if place == "0" else "") + out
        elif place >= "\ue000":
            out = place + out
    return "".join(rest) + out


def _restore(text: str, literals: list[str]) -> str:
    return "".join(
        literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c for c in text
    )


def _plain(value: Decimal) -> str:
    """Give a number with the digits it has and no exponent."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
