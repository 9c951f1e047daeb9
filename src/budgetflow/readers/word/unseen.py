"""What a Word file holds and does not print: hidden and deleted text, rows and cells.

ECMA-376 part 1, 17.3.2.41 (`w:vanish`, also by a style), 17.3.2.37 (`w:strike`), 17.13.5 (tracked
changes), 17.4.20 (`w:hidden` rows), 17.3.5 (`w:shd`, the colour behind letters); part 3, 10.2.3
(of alternatives one is shown).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from budgetflow.readers.word.xml import MC, W, child, is_on, value

_GONE = (f"{W}del", f"{W}moveFrom")
# A figure crossed out is shown, and it is shown that it does not hold.
_STRUCK = ("strike", "dstrike")
_WHITE = "FFFFFF"
# Where the shading around a run is said, from within outwards.
_WITH_SHADE = {f"{W}p": "pPr", f"{W}tc": "tcPr", f"{W}tr": "tblPrEx", f"{W}tbl": "tblPr"}


def hidden_styles(styles: Any) -> set[str]:
    """Return the ids of the styles (`word/styles.xml`, or None) whose text is hidden."""
    named = _by_id(styles)
    return {name for name in named if _hides(_with_bases(name, named))}


def _hides(styles: Iterable[Any]) -> bool:
    """Check whether the first of some styles that says whether text is hidden hides it."""
    for style in styles:
        switch = child(child(style, "rPr"), "vanish")
        if switch is not None:
            return is_on(switch)
    return False


def shaded_styles(styles: Any) -> set[str]:
    """Return the ids of the styles that colour what lies behind letters, by themselves or by one
    they are based on.
    """
    named = _by_id(styles)
    own = {name for name, style in named.items() if _shades(style)}
    shaded: set[str] = set()
    for name in named:
        if any(_id(base) in own for base in _with_bases(name, named)):
            shaded.add(name)
    return shaded


def _shades(style: Any) -> bool:
    # Anywhere in it: a table style shades its rows and cells in parts of their own.
    shades = style.iter(f"{W}shd")
    return any(_fill(shade) != _WHITE for shade in shades)


def _by_id(styles: Any) -> dict[str, Any]:
    """Return the styles of `word/styles.xml` by their ids, none where there is no such part."""
    if styles is None:
        return {}
    return {_id(style): style for style in styles.iterchildren(f"{W}style")}


def _id(style: Any) -> str:
    return str(style.get(f"{W}styleId", ""))


def _with_bases(name: str, named: dict[str, Any]) -> Iterator[Any]:
    """Return a style and in turn those it is based on, each once: damaged files name a circle."""
    seen: set[str] = set()
    while name in named and name not in seen:
        seen.add(name)
        yield named[name]
        name = value(child(named[name], "basedOn")) or ""


def remove_unseen(root: Any, hidden: set[str], shaded: set[str]) -> None:
    """Take out of a part what Word does not print, prints crossed out, or prints in the colour of
    the paper; `hidden` are the styles of hidden text, `shaded` those that colour the paper.
    """
    # Alternatives first: what is left of them must not be looked at twice.
    for element in [*root.iter(f"{MC}Fallback")]:
        if element.getparent().find(f"{MC}Choice") is not None:
            _remove(element)
    for element in [*root.iter(*_GONE)]:
        above = element.getparent()
        if above.tag == f"{W}trPr":
            _remove(above.getparent())
        elif above.tag != f"{W}rPr":  # there it marks the end of a paragraph
            _remove(element)
    for element in [*root.iter(f"{W}cellDel")]:
        _remove(element.getparent().getparent())
    for element in [*root.iter(f"{W}hidden")]:
        if element.getparent().tag == f"{W}trPr" and is_on(element):
            _remove(element.getparent().getparent())
    for run in [*root.iter(f"{W}r")]:
        if _is_hidden(run, hidden) or _is_colourless(run, shaded):
            _remove(run)


def _is_hidden(run: Any, hidden: set[str]) -> bool:
    """Return whether a run is crossed out, or hidden: by itself, its style, or its paragraph's."""
    properties = child(run, "rPr")
    if any(is_on(child(properties, name)) for name in _STRUCK):
        return True
    switch = child(properties, "vanish")
    if switch is not None:
        return is_on(switch)
    if value(child(properties, "rStyle")) in hidden:
        return True
    # A paragraph's style hides its runs unless they say otherwise, which was asked above.
    paragraph = next(run.iterancestors(f"{W}p"), None)
    return bool(hidden) and value(child(child(paragraph, "pPr"), "pStyle")) in hidden


def _is_colourless(run: Any, shaded: set[str]) -> bool:
    """Return whether a run's letters have the colour of what lies behind them."""
    properties = child(run, "rPr")
    letters = child(properties, "color")
    # A highlight lies over any shading and may have any colour.
    if letters is None or child(properties, "highlight") is not None:
        return False
    own = (value(letters) or "").upper()
    if letters.get(f"{W}themeColor") == "background1" and not _is_tinted(letters):
        own = _WHITE
    behind = child(properties, "shd")
    for around in run.iterancestors():
        if around.tag == f"{W}txbxContent" or child(around, "background") is not None:
            return False  # a drawn shape, or the whole page, may have any colour
        if behind is None and around.tag in _WITH_SHADE:
            about = child(around, _WITH_SHADE[around.tag])
            behind = child(about, "shd")
            named = (value(child(about, name)) for name in ("pStyle", "tblStyle"))
            if behind is None and any(name in shaded for name in named):
                return False
    return own == _fill(behind)


def _is_tinted(colour: Any) -> bool:
    tint = colour.get(f"{W}themeShade") or colour.get(f"{W}themeTint")
    return bool(tint)


def _fill(shade: Any) -> str:
    """Return the colour of a shading, white where it has none; a pattern is a colour of its own."""
    if shade is None:
        return _WHITE
    if value(shade) not in (None, "clear", "nil"):
        return "pattern"
    if shade.get(f"{W}themeFill"):
        return "theme"
    fill = (shade.get(f"{W}fill") or "auto").upper()
    return _WHITE if fill == "AUTO" else fill


def _remove(element: Any) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)
