"""Conditional formatting: what a sheet's rules change of how a cell prints.

ECMA-376 part 1, 18.3.1.10 (`cfRule`), 18.8.14 (`dxf`). A rule may set a number format, so that a
figure prints in 万元 only because a condition holds. Conditions that compare a cell with a number
or with another cell are decided; of all others (averages, dates, functions) both outcomes are kept.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from budgetflow.readers.common import column_number

# First row, first column, last row, last column, from 0.
Area = tuple[int, int, int, int]
Place = tuple[int, int]
Values = Sequence[Sequence[object]]

# Longer signs first, as in the pattern below: `>=` is no `>`.
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge, "<=": operator.le, "<>": operator.ne,
    ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
_SIGNS = {
    "equal": "=",
    "notEqual": "<>",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
}
# What these kinds of rule say of a cell that holds a number.
_ON_FIGURES = {
    "containsBlanks": False,
    "notContainsBlanks": True,
    "containsErrors": False,
    "notContainsErrors": True,
}
# A rule that always holds is written so; programs export it to colour a whole area.
_CONSTANTS = {"TRUE": True, "TRUE()": True, "FALSE": False, "FALSE()": False}
# Rows and columns that a `$` precedes are fixed; the others move with the cell.
_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})")
_COMPARISON = re.compile(r"(.+?)(>=|<=|<>|>|<|=)(.+)")
_FUNCTION = re.compile(r"(ABS|ISNUMBER|ISERROR|ISBLANK|NOT)\((.+)\)")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a style sets; None where it leaves a property as it is."""

    code: str | None = None
    """Number format."""
    font: str | None = None
    """Colour of the letters."""
    fill: str | None = None
    """Colour behind them."""
    struck: bool | None = None
    """Whether the letters are crossed out."""

    def over(self, other: Effect) -> Effect:
        """Return this effect, and where it sets nothing the other's."""
        return Effect(
            other.code if self.code is None else self.code,
            other.font if self.font is None else self.font,
            other.fill if self.fill is None else self.fill,
            other.struck if self.struck is None else self.struck,
        )

    @property
    def unseen(self) -> bool:
        """Whether letters of the colour behind them, or crossed out, are not there for a reader."""
        # A figure crossed out is printed to say that it does not hold.
        if self.struck:
            return True
        return self.font is not None and self.font == self.fill


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a sheet."""

    areas: tuple[Area, ...]
    kind: str
    """`cellIs`, `expression`, `top10` and so on."""
    sign: str
    """The operator of a `cellIs` rule, as stored."""
    formulas: tuple[str, ...]
    effect: Effect
    priority: int
    """Of rules that hold, the one of the lowest number wins."""
    stops: bool
    """Whether no rule of a higher number is looked at where this one holds."""

    def covers(self, place: Place) -> bool:
        """Return whether a cell is in one of the rule's areas."""
        row, column = place
        for top, left, bottom, right in self.areas:
            in_rows = top <= row <= bottom
            if in_rows and left <= column <= right:
                return True
        return False

    def holds(self, place: Place, values: Values) -> bool | None:
        """Return whether the condition holds for a cell, None where we cannot decide it."""
        if self.kind in _ON_FIGURES:
            if _number_at(place, values) is None:
                return None
            return _ON_FIGURES[self.kind]
        reading = _Reading(place, values, self._anchor())
        formulas = [formula.replace(" ", "").upper() for formula in self.formulas]
        if self.kind == "expression" and formulas:
            return reading.condition(formulas[0])
        own = _number_at(place, values)
        limits = [reading.number(formula) for formula in formulas]
        if self.kind != "cellIs" or own is None:
            return None
        # A limit that no number stands for leaves too few of them, and the condition open.
        known = [limit for limit in limits if limit is not None]
        return self._compares(own, known)

    def _compares(self, own: Decimal, limits: list[Decimal]) -> bool | None:
        """Return whether a number stands to the limits as a `cellIs` rule wants it."""
        if self.sign in ("between", "notBetween") and len(limits) == 2:
            # The two may stand in either order (18.18.15).
            inside = min(limits) <= own <= max(limits)
            return inside == (self.sign == "between")
        if self.sign not in _SIGNS or len(limits) != 1:
            return None
        compare = _COMPARE[_SIGNS[self.sign]]
        return compare(own, limits[0])

    def _anchor(self) -> Place | None:
        """Return the cell that a formula's relative references are written for; None where the
        first area does not begin at the corner of all of them, of which programs differ.
        """
        first = self.areas[0][:2]
        top = min(area[0] for area in self.areas)
        left = min(area[1] for area in self.areas)
        if first != (top, left):
            return None
        return first


@dataclass(frozen=True, slots=True)
class _Reading:
    """The formulas of a rule, read for one cell."""

    place: Place
    values: Values
    anchor: Place | None

    def condition(self, formula: str) -> bool | None:
        """Return whether a formula is true, None where it is none of those we can decide."""
        if formula in _CONSTANTS:
            return _CONSTANTS[formula]
        function = _FUNCTION.fullmatch(formula)
        # `ABS(A1)>ABS(B1)` begins and ends as a function does and is a comparison.
        if function and _is_whole(function[2]):
            return self._of_function(function[1], function[2])
        comparison = _COMPARISON.fullmatch(formula)
        if comparison:
            left = self.number(comparison[1])
            right = self.number(comparison[3])
            if left is None or right is None:
                return None
            return _COMPARE[comparison[2]](left, right)
        constant = _decimal(formula)
        return None if constant is None else constant != 0

    def _of_function(self, name: str, inside: str) -> bool | None:
        if name == "NOT":
            held = self.condition(inside)
            return None if held is None else not held
        number = self.number(inside)
        if number is None:
            return None
        return {"ABS": number != 0, "ISNUMBER": True}.get(name, False)

    def number(self, term: str) -> Decimal | None:
        """Return the number a term stands for, None where it is no number we can find."""
        function = _FUNCTION.fullmatch(term)
        if function and function[1] == "ABS":
            inside = self.number(function[2])
            return None if inside is None else abs(inside)
        reference = _REFERENCE.fullmatch(term)
        if reference is None:
            return _decimal(term)
        row = int(reference[4]) - 1
        column = column_number(reference[2])
        # Without a known anchor only `$A$1` says which cell is meant.
        if not (reference[1] and reference[3]) and self.anchor is None:
            return None
        if not reference[3] and self.anchor:
            row += self.place[0] - self.anchor[0]
        if not reference[1] and self.anchor:
            column += self.place[1] - self.anchor[1]
        return _number_at((row, column), self.values)


def _is_whole(inside: str) -> bool:
    """Check that a pair of brackets encloses all of a term: `A1)+ABS(B1` is no inside."""
    if inside.count("(") != inside.count(")"):
        return False
    return inside.find(")") >= inside.find("(")


def _number_at(place: Place, values: Values) -> Decimal | None:
    row, column = place
    if not (0 <= row < len(values) and 0 <= column < len(values[row])):
        return None
    value = values[row][column]
    # To Python a truth value is an int; to a sheet it is no number.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(repr(value))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def outcomes(rules: Iterable[Rule], place: Place, values: Values) -> set[Effect]:
    """Return what the rules may set for a cell: one effect where all can be decided, more where a
    rule may hold or not.
    """
    going = {Effect()}
    ended = set[Effect]()
    # The lowest number first: what it sets stands over what later rules set.
    for rule in sorted(rules, key=lambda one: one.priority):
        held = rule.holds(place, values)
        if held is False:
            continue
        changed = {effect.over(rule.effect) for effect in going}
        if held is None:
            kept = going
        else:
            kept = set[Effect]()
        if rule.stops:
            going = kept
            ended = ended | changed
        else:
            going = kept | changed
    return going | ended
