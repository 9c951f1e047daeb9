"""Printed figure and printed unit to exact yuan. Used by tables and prose alike; no float ever.

What a figure cell may hold, as seen: `1,234.56`, `1234.567800` (万元 with six decimals),
`１，２３４`, `-27.07`, `(27.07)`,
`△27.07`, a figure cut by a line break inside its cell, `12.5%` (a quantity), `-` or `——` (a dash),
`不涉及`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from budgetflow.interpret.text.normalise import MONEY_UNITS, squeeze

ValueState = Literal["value", "zero", "dash", "not_applicable", "quantity"]

# Yuan in one of each printed unit of money.
UNIT_FACTORS = {
    "元": Decimal(1),
    "人民币元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "人民币万元": Decimal(10_000),
    "百元": Decimal(100),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}


# No body's amount is larger: all general public budgets of the state together spent 28.5 trillion
# yuan in 2024 (Ministry of Finance). What looks larger is two figures run into one.
LARGEST_YUAN = Decimal(10) ** 14
_CENT = Decimal("0.01")
_DASH = re.compile(r"^[-—–－―─_‐‑−]+$")
_NOT_APPLICABLE = re.compile(r"^(?:不涉及|不适用|无|N/?A|/|\\|×)$", re.IGNORECASE)
_FIGURE = re.compile(
    r"^(?P<sign>[-−–－+△▲])?(?P<open>\()?(?P<sign2>[-−])?[¥￥]?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?P<decimals>\.\d+)?(?P<close>\))?"
    rf"(?P<percent>%|‰)?(?P<unit>{'|'.join(MONEY_UNITS)}|万|亿)?$"
)
# The mark of a note behind a figure (`300.50①`), which compatibility forms would make a digit.
_MARK_BEHIND = re.compile(
    r"(?<=[\d%％元)）])\s*(?:[⁰¹²³⁴-⁹⁽⁾]+|[①-⑳⑴-⒇㈠-㈩]|[*＊※#]{1,3}|[\[［【]注?\d{1,2}[\]］】]|[(（]?注\d{0,2}[)）]?)\s*$"
)
_WHOLE_FIGURE = re.compile(r"[-−]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?")
_LOOSE_COMMAS = re.compile(r"^[-−]?\d{1,4}(?:,\d{2,4})+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed and what it is worth."""

    printed: str
    """As printed, without the white space and line breaks of the layout."""
    number: Decimal | None
    """The number before the unit is applied; None for a dash or `不涉及`."""
    yuan: Decimal | None
    """Exact yuan with two places; None where the state is not `value` or `zero`."""
    state: ValueState
    unit: str | None
    """The unit of this figure: printed behind it, else the one given."""


def unit_factor(unit: str | None) -> Decimal | None:
    """Return the yuan in one unit (`万元` is 10,000), None for an unknown unit or none."""
    if unit:
        return UNIT_FACTORS.get(squeeze(unit))
    return None


def printed_factor(unit: str | None) -> Decimal:
    """Return the yuan in one unit, however printed (`万元（人民币）`); 1 where none is named."""
    known = unit_factor(unit)
    if known is not None:
        return known
    named = (name for name in MONEY_UNITS if unit and name.removesuffix("元") in unit)
    return UNIT_FACTORS[next(named, "元")]


def to_yuan(number: Decimal, unit: str | None) -> Decimal | None:
    """Convert a printed number by its printed unit, exactly; None where the unit is not one of
    money, or the number more than an amount can be.

    Only where a publisher prints parts of a cent (万元 with more than six decimals) is the cent
    rounded, half up.
    """
    factor = unit_factor(unit)
    # Two figures run into one were published as 18 quadrillion yuan; and beyond Decimal's 28 digits
    # rounding to a cent raises InvalidOperation.
    if factor is None or is_impossible(number, unit):
        return None
    return (number * factor).quantize(_CENT, rounding=ROUND_HALF_UP)


def is_impossible(number: Decimal, unit: str | None) -> bool:
    """Check whether a number in a unit of money is more than any budget can be."""
    factor = unit_factor(unit)
    if factor is None:
        return False
    return abs(number) > LARGEST_YUAN / factor


@lru_cache(maxsize=65536)
def parse_number(text: str) -> Decimal | None:
    """Read a printed figure as a number, its sign and commas understood; None where the text is no
    figure.
    """
    match = _match(squeeze(without_mark(text)))
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    number = Decimal(digits + (match["decimals"] or ""))
    # Brackets, △ and ▲ are an accountant's minus.
    signed = match["sign"] not in (None, "+")
    negative = signed or bool(match["open"]) or bool(match["sign2"])
    if negative and number:
        return -number
    return number


@lru_cache(maxsize=65536)
def parse_figure(text: str, unit: str | None) -> Figure | None:
    """Read one cell's text with the unit that holds for it; None where the cell holds words, or
    nothing.

    A percentage or a figure without a unit of money is a `quantity`, and so are figures of several
    rows in one cell. A figure broken over lines is joined.
    """
    text = without_mark(text)
    plain = squeeze(text)
    if not plain:
        return None
    if _DASH.match(plain) or _NOT_APPLICABLE.match(plain):
        state: ValueState = "dash" if _DASH.match(plain) else "not_applicable"
        return Figure(plain, None, None, state, unit)
    # Before anything is joined: as one figure several rows would be an amount nobody printed.
    if several := figures_in_lines(text):
        return Figure(" ".join(several), None, None, "quantity", unit)
    match = _match(plain)
    number = parse_number(plain)
    if match is None or number is None:
        return None
    own = match["unit"] or unit
    if match["percent"]:
        yuan = None
    else:
        yuan = to_yuan(number, own)
    if yuan is None:
        return Figure(plain, number, None, "quantity", own)
    return Figure(plain, number, yuan, "zero" if number == 0 else "value", own)


def figures_in_lines(text: str) -> list[str]:
    """Return the figures of a cell where each of its lines is a whole figure of its own, printed
    alike: rows without a ruling between them. A figure broken by its cell's width is one, and gives
    none.
    """
    squeezed = [squeeze(part) for part in text.splitlines()]
    lines = [line for line in squeezed if line]
    if len(lines) < 2 or not all(map(_WHOLE_FIGURE.fullmatch, lines)):
        return []
    decimals = {len(line.partition(".")[2]) for line in lines}
    if len(decimals) > 1:
        return []
    shortest = min(map(len, lines))
    # One or two digits alone on a line are rather the end of a whole number that its cell broke.
    if decimals == {0} and shortest < 3:
        return []
    return lines


@lru_cache(maxsize=8192)
def without_mark(text: str) -> str:
    """Return the text of a cell without the mark of a note behind its figure."""
    return _MARK_BEHIND.sub("", text)


def is_several(printed: str) -> bool:
    """Check whether a figure as printed is several, of as many rows."""
    return " " in printed and bool(figures_in_lines(printed.replace(" ", "\n")))


def is_figure(text: str) -> bool:
    """Check whether a cell holds a printed number (a dash or words are none)."""
    return parse_number(text) is not None


@lru_cache(maxsize=8192)
def looks_like_money(text: str) -> bool:
    """Check whether a figure is printed the way money is: with decimals or thousands commas."""
    plain = squeeze(without_mark(text))
    if "." not in plain and "," not in plain:
        return False
    return parse_number(plain) is not None


def _match(plain: str) -> re.Match[str] | None:
    """Match a squeezed figure; misplaced commas (`12,34.56`) are a publisher's slip and are read
    without them.
    """
    match = _FIGURE.match(plain)
    if match is None and _LOOSE_COMMAS.match(plain):
        match = _FIGURE.match(plain.replace(",", ""))
    if match is None:
        return None
    # One bracket of two is the rest of words or of a neighbouring cell, and no sign of a number.
    if bool(match["open"]) != bool(match["close"]):
        return None
    return match
