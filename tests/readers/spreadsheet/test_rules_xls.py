"""Conditional rules of XLS workbooks, record by record as [MS-XLS] has them."""

from __future__ import annotations

import struct

import pytest

from budgetflow.readers.spreadsheet.printed import printed_texts
from budgetflow.readers.spreadsheet.rules_xls import Colours, RuleReading
from budgetflow.readers.spreadsheet.style import SheetLook

SCALE = '0"."0000'
AREA = struct.pack("<HH4HH4H", 1, 2, 0, 2, 0, 0, 1, 0, 2, 0, 0)
"""One rule of group 1 over A1:A3."""
MORE_THAN, NOT_BETWEEN = 5, 2
NUMBER, FONT, BORDER, PATTERN = (1 << bit for bit in (25, 26, 28, 29))
TEN_THOUSAND = b"\x1e" + struct.pack("<H", 10000)
REFERENCE = b"\x24" + bytes(4)
SAME = 0xFFFFFFFF


def text(content: bytes) -> str:
    length = struct.unpack_from("<H", content)[0]
    return content[3 : 3 + length].decode("latin-1")


def code(printed: str = SCALE) -> bytes:
    """A style that sets a number format of its own, behind a border that it sets too."""
    stored = struct.pack("<HB", len(printed), 0) + printed.encode()
    own = struct.pack("<H", len(stored) + 2) + stored
    return struct.pack("<IH", NUMBER | BORDER, 1) + own + bytes(8)


def letters(colour: int = -1, struck: bool = False, behind: int | None = None) -> bytes:
    """A style that sets letters, and what is behind them."""
    font = bytearray(118)
    struct.pack_into("<I", font, 68, 0x80 * struck)
    struct.pack_into("<i", font, 80, colour)
    struct.pack_into("<I", font, 88, 0 if struck else SAME)
    parts = bytes(font)
    if behind is not None:
        parts += struct.pack("<HH", 1 << 10, behind << 7)
    return struct.pack("<IH", FONT | (PATTERN if behind is not None else 0), 0) + parts


def sized(style: bytes) -> bytes:
    return struct.pack("<I", len(style)) + style


def cf(style: bytes, *formulas: bytes, sign: int = MORE_THAN, kind: int = 1) -> bytes:
    first, second = [*formulas, b""][:2]
    return struct.pack("<2B2H", kind, sign, len(first), len(second)) + style + first + second


def reading(*records: tuple[int, bytes]) -> RuleReading:
    found = RuleReading({}, Colours(), text)
    found.take(0x01B0, AREA)
    for kind, content in records:
        found.take(kind, content)
    return found


def shown(found: RuleReading) -> tuple[list[str], int]:
    look = SheetLook(rules=found.rules)
    texts = printed_texts([[3005000.0], [9000.0], [3014000.0]], look)
    return [row[0] for row in texts], len(look.undecided)


LARGE_SCALED = ["300.5000", "9000", "301.4000"]
SCALED = ["300.5000", "0.9000", "301.4000"]


@pytest.mark.parametrize(
    ("kind", "record", "printed"),
    [
        (0x01B1, cf(code(), TEN_THOUSAND), LARGE_SCALED),
        (0x01B1, cf(code(), b"\x1f" + struct.pack("<d", 9000.5)), LARGE_SCALED),
        (0x01B1, cf(code(), TEN_THOUSAND, b"\x1e\xff\xff", sign=NOT_BETWEEN), SCALED),
        (0x087A, bytes(12) + cf(sized(code()), TEN_THOUSAND), LARGE_SCALED),
    ],
)
def test_a_number_format_that_can_be_decided(kind: int, record: bytes, printed: list[str]) -> None:
    assert shown(reading((kind, record))) == (printed, 0)


def test_a_number_format_in_what_extends_a_rule() -> None:
    more = bytes(12) + struct.pack("<IHHBBHBB", 0, 1, 0, MORE_THAN, 0, 1, 1, 1) + sized(code())
    plain = (0x01B1, cf(bytes(6), TEN_THOUSAND))
    assert shown(reading(plain)) == (["3005000", "9000", "3014000"], 0)
    assert shown(reading(plain, (0x087B, more))) == (LARGE_SCALED, 0)


@pytest.mark.parametrize(
    "record", [cf(code(), REFERENCE), cf(code(), REFERENCE + TEN_THOUSAND + b"\x0d", kind=2)]
)
def test_a_rule_of_other_formulas_leaves_no_figure_sure(record: bytes) -> None:
    assert shown(reading((0x01B1, record)))[1] == 3


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        (letters(colour=9), False),
        (letters(colour=9, behind=9), False),
        (letters(colour=9, behind=8), True),
        (letters(struck=True), False),
        (letters(colour=10), True),
        (letters(), True),
    ],
)
def test_letters_that_a_rule_hides(style: bytes, seen: bool) -> None:
    texts = shown(reading((0x01B1, cf(style, TEN_THOUSAND))))[0]
    assert texts == (["3005000", "9000", "3014000"] if seen else ["", "9000", ""])


def test_the_first_rule_that_holds_ends_the_search() -> None:
    found = reading((0x01B1, cf(letters(), TEN_THOUSAND)), (0x01B1, cf(code(), b"\x1e\0\0")))
    assert shown(found) == (["3005000", "0.9000", "3014000"], 0)


def test_colours_of_a_palette_of_its_own() -> None:
    colours = Colours()
    colours.take_palette(struct.pack("<H4B4B", 2, 255, 255, 255, 0, 0, 0, 0, 0))
    assert [colours.named(number) for number in (8, 9, 10)] == ["FFFFFF", "000000", "indexed 10 0"]
    assert colours.named(0x7FFF) is None


def test_a_rule_without_areas_changes_nothing() -> None:
    found = RuleReading({}, Colours(), text)
    found.take(0x01B1, cf(code(), TEN_THOUSAND))
    assert found.rules == []
