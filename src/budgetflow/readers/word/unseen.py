"""What a Word file holds and does not print: hidden and deleted text, rows and cells.

ECMA-376 part 1, 17.3.2.41 (`w:vanish`, also by a style), 17.3.2.37 (`w:strike`), 17.13.5 (tracked
changes), 17.4.20 (`w:hidden` rows); part 3, 10.2.3 (of alternatives one is shown).
"""

from __future__ import annotations

from typing import Any

from budgetflow.readers.word.xml import MC, W, child, is_on, value

_GONE = (f"{W}del", f"{W}moveFrom")
_STRUCK = ("strike", "dstrike")
"""A figure crossed out is shown, and it is shown that it does not hold."""


def hidden_styles(styles: Any) -> set[str]:
    """Return the ids of the styles (`word/styles.xml`, or None) whose text is hidden."""
    own: dict[str, bool | None] = {}
    base: dict[str, str] = {}
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        switch = child(child(style, "rPr"), "vanish")
        own[name] = None if switch is None else is_on(switch)
        base[name] = value(child(style, "basedOn")) or ""

    def hides(name: str, depth: int = 0) -> bool:
        said = own.get(name)
        if said is None:
            return name in base and depth < len(own) and hides(base[name], depth + 1)
        return said

    return {name for name in own if hides(name)}


def remove_unseen(root: Any, hidden: set[str]) -> None:
    """Take out of a part what Word does not print, or prints crossed out; `hidden` are the styles
    of hidden text.
    """
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
        if _is_hidden(run, hidden):
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
    paragraph = next(run.iterancestors(f"{W}p"), None)
    return bool(hidden) and value(child(child(paragraph, "pPr"), "pStyle")) in hidden


def _remove(element: Any) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)
