"""What the cells of a sheet print, by their values, their styles and the sheet's rules."""

from __future__ import annotations

import re
from typing import Any

from budgetflow.readers.common import clean, leading_indent
from budgetflow.readers.spreadsheet.conditional import Effect, Rule, outcomes
from budgetflow.readers.spreadsheet.effects_xlsx import PAPER
from budgetflow.readers.spreadsheet.number_format import shown
from budgetflow.readers.spreadsheet.style import SheetLook


def printed_texts(values: list[list[Any]], look: SheetLook) -> list[list[str]]:
    """Return the text of every cell; figures that may print in two ways are noted in
    `look.undecided`.
    """
    out: list[list[str]] = []
    for r, row in enumerate(values):
        # Rules of the row first: a sheet may have thousands, each for a few cells.
        rules: list[Rule] = []
        for rule in look.rules:
            if any(area[0] <= r <= area[2] for area in rule.areas):
                rules.append(rule)
        out.append([_text(values, (r, c), look, rules) for c in range(len(row))])
    return out


def _text(
    values: list[list[Any]], place: tuple[int, int], look: SheetLook, rules: list[Rule]
) -> str:
    """Return what a cell shows."""
    value = values[place[0]][place[1]]
    if value in ("", None):
        return ""
    # False equals 0 in Python, and a sheet prints it as FALSE.
    if value == 0 and value is not False and look.zeros_hidden and look.hides_zero(*place):
        return ""
    seen = _seen_effects(values, place, look, rules)
    if not seen:
        return ""
    if isinstance(value, str):
        value = _seen_parts(value, place, look, seen[0])
        indent = leading_indent(value)
        if indent:
            look.indents[place] = look.indents.get(place, 0.0) + indent
        return clean(value)
    own = look.formats.get(place)
    if isinstance(value, int | float):
        own = _format_of(value, own, seen, place, look)
    # A dot is what the lost escape printed, without the sign.
    code = _LOST_ESCAPE.sub("!.", own) if own else None
    return clean(shown(value, code))


def _seen_effects(
    values: list[list[Any]], place: tuple[int, int], look: SheetLook, rules: list[Rule]
) -> list[Effect]:
    """Return the looks that a cell may have under the rules over it, without those in which it
    cannot be seen; in one order on every machine.
    """
    below = look.colours.get(place, Effect())
    if look.plain_paper:
        below = below.over(PAPER)
    looks = [below]
    covering = [rule for rule in rules if rule.covers(place)]
    if covering:
        # By their text, since a set's order changes from run to run.
        changes = sorted(outcomes(covering, place, values), key=repr)
        looks = [change.over(below) for change in changes]
    return [one for one in looks if not one.unseen]


def _format_of(
    value: float, own: str | None, seen: list[Effect], place: tuple[int, int], look: SheetLook
) -> str | None:
    """Return the format that prints a number; a number that may print in several ways, or by a
    format that lost its escape, is noted as undecided.
    """
    codes = list(dict.fromkeys(one.code or own for one in seen))
    if any(code and _LOST_ESCAPE.search(code) for code in codes):
        look.undecided.add(place)
    if len(codes) == 1:
        return codes[0]
    # Codes that print the same amount decide nothing: a rule may set a colour and a comma only.
    figures = {_figure(shown(value, code)) for code in codes}
    if len(figures) == 1:
        return codes[0]
    look.undecided.add(place)
    return own


# What is left of `0!.0000` (yuan shown in 万元) where a program that does not know `!` for a sign
# of escape, as LibreOffice outside East Asia, has saved it: the page shows 3005000!.0000.
_LOST_ESCAPE = re.compile(r'"!"\.|\\!\.')


def _seen_parts(text: str, place: tuple[int, int], look: SheetLook, effect: Effect) -> str:
    """Return a text without the parts that are crossed out or of the colour behind them."""
    if place not in look.runs:
        return text
    kept = ""
    for part, font in look.runs[place]:
        if font is None or font != effect.fill:
            kept += part
    return kept


def _figure(text: str) -> str:
    """Return a figure without what does not change its amount: commas, zeros behind its point."""
    plain = text.replace(",", "").replace(" ", "")
    if "." not in plain:
        return plain
    return plain.rstrip("0").rstrip(".")
