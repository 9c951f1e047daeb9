"""What the styles of an XLSX workbook set: number formats, colours of letters and behind them.

ECMA-376 part 1, 18.8: `cellXfs` are the formats of cells, `dxfs` those of conditional rules.
"""

from __future__ import annotations

from typing import Any

from budgetflow.readers.spreadsheet.conditional import Effect

WHITE, BLACK = "FFFFFF", "000000"
# What a cell prints in where no style says otherwise.
PAPER = Effect(font=BLACK, fill=WHITE)
# 18.8.27: of the old palette, black and white, and the system's letters (64) and paper (65).
_INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
# Of a theme's colours, paper and letters; a workbook may define its own, which hardly any does.
_THEME = {"0": WHITE, "1": BLACK}
_OFF = ("0", "false")


def indexed_colour(number: str) -> str:
    """Return a colour of the old palette (18.8.27) in a form that two can be compared by."""
    return _INDEXED.get(number, f"indexed {number} 0")


# Text of a part of a cell, and the colour of its letters where it has its own.
Run = tuple[str, str | None]


def colour(node: Any) -> str | None:
    """Return a colour in a form that two of them can be compared by, None where none is said."""
    if node is None:
        return None
    if node.get("rgb"):
        return str(node.get("rgb"))[-6:].upper()
    number = node.get("theme") or node.get("indexed")
    tint = node.get("tint") or "0"
    if number is None:
        return None
    known = _THEME if node.get("theme") else _INDEXED
    # A tint makes another shade; one of zero is none.
    if number in known and not tint.strip("-0."):
        return known[number]
    return f"{'theme' if node.get('theme') else 'indexed'} {number} {tint}"


def is_crossed_out(font: Any) -> bool | None:
    """Return whether a font crosses its letters out, None where it does not say."""
    if font is None:
        mark = None
    else:
        mark = font.find("{*}strike")
    if mark is None:
        return None
    # The element alone means that it is on (18.4.10).
    return mark.get("val") not in _OFF


def effects_of_rules(styles: Any) -> list[Effect]:
    """Return the effect of every style of a conditional rule (`dxfs`)."""
    return [effect_of_rule(node) for node in styles.iterfind("{*}dxfs/{*}dxf")]


def effect_of_rule(style: Any) -> Effect:
    """Return what a rule's style sets. Its solid fill stands in `bgColor`, unlike a cell's."""
    number = style.find("{*}numFmt")
    fill = style.find("{*}fill/{*}patternFill")
    font = style.find("{*}font")
    behind = None
    if fill is not None:
        behind = colour(fill.find("{*}bgColor")) or colour(fill.find("{*}fgColor"))
    return Effect(
        None if number is None else number.get("formatCode"),
        None if font is None else colour(font.find("{*}color")),
        behind,
        is_crossed_out(font),
    )


def effects_of_cells(styles: Any) -> list[Effect]:
    """Return the letters and the fill of every cell format (`cellXfs`); its number format is read
    elsewhere.
    """
    fonts = [_letters(font) for font in styles.iterfind("{*}fonts/{*}font")]
    fills = [Effect(fill=_fill(fill)) for fill in styles.iterfind("{*}fills/{*}fill")]
    effects: list[Effect] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        letters = _at(fonts, node.get("fontId"))
        paper = _at(fills, node.get("fillId"))
        effects.append(letters.over(paper))
    return effects


def _letters(font: Any) -> Effect:
    """Return what a font sets: its colour, and that it is crossed out."""
    # What a cell's font does not cross out sets nothing, so that a rule's style may.
    struck = is_crossed_out(font) or None
    shade = colour(font.find("{*}color"))
    return Effect(font=shade, struck=struck)


def _fill(fill: Any) -> str | None:
    """Return the colour behind a cell's letters, None for plain paper."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return "gradient"
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return None
    return colour(pattern.find("{*}fgColor")) if kind == "solid" else kind


def _at(effects: list[Effect], number: str | None) -> Effect:
    # A damaged file may name a style that it does not hold; its cells print plainly.
    index = int(number) if number and number.isdigit() else 0
    if index >= len(effects):
        return Effect()
    return effects[index]


def runs_of(text: Any) -> list[Run] | None:
    """Return the parts of a text (`si`, `is`) that are not crossed out; None where it has no parts
    of their own look.
    """
    parts = text.findall("{*}r")
    if not parts:
        return None
    out: list[Run] = []
    for part in parts:
        look = part.find("{*}rPr")
        if not is_crossed_out(look):
            if look is None:
                shade = None
            else:
                shade = colour(look.find("{*}color"))
            out.append((part.findtext("{*}t") or "", shade))
    return out
