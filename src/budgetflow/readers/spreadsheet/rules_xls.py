"""Fonts, fills and conditional rules of an XLS workbook's records.

[MS-XLS] 2.4.122 (Font), 2.4.353 (XF), 2.4.42 (CF), 2.4.56 (CondFmt), 2.4.44 (CFEx), 2.4.43 (CF12),
2.5.79 (DXFN). Versions since 2007 keep in CFEx and CF12 what older ones do not know; a number
format may stand in either.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from budgetflow.readers.spreadsheet.conditional import Area, Effect, Rule
from budgetflow.readers.spreadsheet.effects_xlsx import indexed_colour
from budgetflow.readers.spreadsheet.number_format import BUILT_IN

FONT, PALETTE = 0x0031, 0x0092
# CondFmt and CondFmt12: the areas of the rules that follow.
RULES_OF = (0x01B0, 0x0879)
_RULE, _RULE_SINCE_2007, _MORE_OF_A_RULE = 0x01B1, 0x087A, 0x087B
RULE_RECORDS = (*RULES_OF, _RULE, _RULE_SINCE_2007, _MORE_OF_A_RULE)

_STRUCK_OUT = 0x08
_LETTERS_OF_THE_SYSTEM = 0x7FFF
_FIRST_OF_PALETTE = 8
# Stands for a formula of other parts than one constant: its condition is left open.
_UNDECIDED = "?"
_SIGNS = (
    "",
    "between",
    "notBetween",
    "equal",
    "notEqual",
    "greaterThan",
    "lessThan",
    "greaterThanOrEqual",
    "lessThanOrEqual",
)
_CELL_IS = 1
_HAS_FORMAT, _HAS_FONT, _HAS_ALIGNMENT, _HAS_BORDER, _HAS_PATTERN = (1 << n for n in range(25, 30))
_FONT_SIZE, _ALIGNMENT_SIZE, _BORDER_SIZE = 118, 8, 8
_STRIKE_BIT = 0x80
_PATTERN_SAME, _FORE_SAME, _BACK_SAME = 1 << 16, 1 << 17, 1 << 18
_INT, _NUMBER, _TRUTH, _MINUS = 0x1E, 0x1F, 0x1D, 0x13
# Bytes of the header of records since 2007, and of a range of cells.
_FRT, _SQUARE = 12, 8


@dataclass(slots=True)
class Colours:
    """Colours by the numbers that records give them; a workbook may set its own palette."""

    own: dict[int, str] = field(default_factory=dict)

    def take_palette(self, content: bytes) -> None:
        """Note the colours that stand for the numbers from 8 on."""
        count = struct.unpack_from("<H", content)[0]
        for index in range(count):
            red, green, blue = struct.unpack_from("<3B", content, 2 + 4 * index)
            number = _FIRST_OF_PALETTE + index
            self.own[number] = f"{red:02X}{green:02X}{blue:02X}"

    def named(self, number: int) -> str | None:
        """Return a colour in a form that two can be compared by, None for the system's letters."""
        if number == _LETTERS_OF_THE_SYSTEM:
            return None
        return self.own.get(number) or indexed_colour(str(number))


def effect_of_font(content: bytes, colours: Colours) -> Effect:
    """Return what a Font record sets: the colour of its letters, and whether they are struck."""
    flags, number = struct.unpack_from("<2H", content, 2)
    # None, not False: a font that strikes nothing leaves it to a rule's style.
    struck = True if flags & _STRUCK_OUT else None
    shade = colours.named(number)
    return Effect(font=shade, struck=struck)


def effect_of_fill(content: bytes, colours: Colours) -> Effect:
    """Return what an XF record sets behind the letters: nothing, one colour, or a pattern."""
    border, behind = struct.unpack_from("<IH", content, 14)
    pattern = border >> 26
    if pattern == 0:
        return Effect()
    if pattern == 1:
        return Effect(fill=colours.named(behind & 0x7F))
    return Effect(fill=f"pattern {pattern}")


class RuleReading:
    """Gathers the conditional rules of a sheet from its records, in their order."""

    def __init__(
        self, formats: dict[int, str], colours: Colours, text_of: Callable[[bytes], str]
    ) -> None:
        """Take the workbook's own number formats and colours; `text_of` reads a string."""
        self.rules: list[Rule] = []
        self._formats = formats
        self._colours = colours
        self._text_of = text_of
        self._areas: tuple[Area, ...] = ()
        self._groups: dict[int, int] = {}

    def take(self, kind: int, content: bytes) -> None:
        """Take one record of `RULE_RECORDS`. Raises struct.error where it is cut short."""
        # Records since 2007 begin with a header of their own, and else hold what the older do.
        if kind in RULES_OF:
            self._begin(content if kind == RULES_OF[0] else content[_FRT:])
        elif kind == _RULE:
            effect = self._effect(content[6:])
            sizes = struct.unpack_from("<2H", content, 2)
            self._add(content, len(content) - sum(sizes), effect)
        elif kind == _RULE_SINCE_2007:
            own = content[_FRT:]
            effect, size = self._sized_effect(own[6:])
            self._add(own, 6 + size, effect)
        else:
            self._extend(content[_FRT:])

    def _begin(self, content: bytes) -> None:
        """Note the areas of the rules that follow, and the number by which others name them."""
        # The lowest bit of the number is a flag of its own (2.4.56).
        number = struct.unpack_from("<H", content, 2)[0] >> 1
        count = struct.unpack_from("<H", content, 4 + _SQUARE)[0]
        areas: list[Area] = []
        for index in range(count):
            place = 6 + _SQUARE + _SQUARE * index
            top, bottom, left, right = struct.unpack_from("<4H", content, place)
            areas.append((top, left, bottom, right))
        self._areas = tuple(areas)
        self._groups[number] = len(self.rules)

    def _add(self, content: bytes, formulas: int, effect: Effect) -> None:
        """Add a rule; `formulas` is where the codes of its formulas begin."""
        kind, sign, first, second = struct.unpack_from("<2B2H", content)
        codes = content[formulas : formulas + first], content[formulas + first :][:second]
        # A rule without areas before it stands in a damaged file, and colours nothing.
        if not self._areas:
            return
        self.rules.append(
            Rule(
                areas=self._areas,
                kind="cellIs" if kind == _CELL_IS else "expression",
                sign=_SIGNS[sign] if sign < len(_SIGNS) else "",
                formulas=tuple(_constant(code) for code in codes if code),
                effect=effect,
                priority=len(self.rules),
                # Versions before 2007 apply the first rule that holds and no other.
                stops=True,
            )
        )

    def _extend(self, content: bytes) -> None:
        """Lay what CFEx says over the rule it belongs to."""
        since_2007, group, place = struct.unpack_from("<I2H", content)
        # Groups are counted in the order of their records, rules within each from 0.
        index = self._groups.get(group, len(self.rules)) + place
        if since_2007 or index >= len(self.rules):
            return  # its own record, CF12, follows
        flags, has_style = struct.unpack_from("<2B", content, 12)
        rule = self.rules[index]
        if has_style:
            effect = self._sized_effect(content[14:])[0]
        else:
            effect = Effect()
        stops = bool(flags & 2)
        self.rules[index] = replace(rule, effect=effect.over(rule.effect), stops=stops)

    def _sized_effect(self, content: bytes) -> tuple[Effect, int]:
        """Return the effect of a style that has its size before it, and the bytes of both."""
        size = struct.unpack_from("<I", content)[0]
        # A style of no size is followed by two bytes that mean nothing (2.5.79).
        if size == 0:
            return Effect(), 6
        end = 4 + size
        return self._effect(content[4:end]), end

    def _effect(self, content: bytes) -> Effect:
        """Return what a style of a rule sets (DXFN): its parts follow its flags, where present."""
        flags, users = struct.unpack_from("<IH", content)
        place = 6
        code = None
        letters = Effect()
        if flags & _HAS_FORMAT:
            if users & 1:
                size = struct.unpack_from("<H", content, place)[0]
                code = self._text_of(content[place + 2 :])
            else:
                size = 2
                number = content[place + 1]
                code = self._formats.get(number) or BUILT_IN.get(number)
            place += size
        if flags & _HAS_FONT:
            letters = self._letters(content[place : place + _FONT_SIZE])
            place += _FONT_SIZE
        # Parts that do not matter here are passed over by their size, or what follows is misread.
        place += _ALIGNMENT_SIZE * bool(flags & _HAS_ALIGNMENT)
        place += _BORDER_SIZE * bool(flags & _HAS_BORDER)
        behind = self._behind(flags, content[place:]) if flags & _HAS_PATTERN else None
        return Effect(code=code, fill=behind).over(letters)

    def _letters(self, font: bytes) -> Effect:
        """Return what the font of a rule's style sets."""
        marks, number = struct.unpack_from("<I8xi", font, 68)
        same = struct.unpack_from("<I", font, 88)[0]
        # A style that leaves the letters as they are says so bit by bit.
        if same & _STRIKE_BIT:
            struck = None
        else:
            struck = bool(marks & _STRIKE_BIT)
        shade = None if number < 0 else self._colours.named(number)
        return Effect(font=shade, struck=struck)

    def _behind(self, flags: int, pattern: bytes) -> str | None:
        """Return the colour that a rule's style sets behind the letters; a solid one stands as the
        colour of the back, unlike a cell's.
        """
        kind, shades = struct.unpack_from("<2H", pattern)
        fill = kind >> 10
        if not flags & _PATTERN_SAME and fill > 1:
            return f"pattern {fill}"
        if not flags & _BACK_SAME:
            return self._colours.named(shades >> 7 & 0x7F)
        if not flags & _FORE_SAME:
            return self._colours.named(shades & 0x7F)
        return None


def _constant(code: bytes) -> str:
    """Return the constant that a formula's code is, `?` where it is more than one."""
    sign = ""
    # A minus follows its number in the code, as in every stack of operands.
    if code[-1] == _MINUS:
        code = code[:-1]
        sign = "-"
    if len(code) == 3 and code[0] == _INT:
        return f"{sign}{struct.unpack_from('<H', code, 1)[0]}"
    if len(code) == 9 and code[0] == _NUMBER:
        return f"{sign}{struct.unpack_from('<d', code, 1)[0]!r}"
    if len(code) == 2 and code[0] == _TRUTH:
        return "TRUE" if code[1] else "FALSE"
    return _UNDECIDED
