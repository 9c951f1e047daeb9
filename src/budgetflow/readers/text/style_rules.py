"""The style sheets inside a page, as far as they say what is not shown (`display`, `visibility`,
`text-decoration`).

CSS 2.2, 6.4: of the rules that name an element, `!important` wins, then the more specific selector,
then the later rule; an element's own `style` stands above rules that are not important.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cssselect
import tinycss2
from lxml import etree, html

from budgetflow.readers.text.boxes import PROPERTIES, set_out_boxes
from budgetflow.readers.text.html_text import KEEPS_ITS_PLACE

_UNSEEN = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}
_DECORATION = frozenset(("text-decoration", "text-decoration-line"))
_READ = frozenset(("display", "visibility")) | _DECORATION | PROPERTIES
_MOST_RULES = 2_000
_MOST_STYLE = 1_000_000  # characters of style sheets that are looked at
# Rules for paper and for narrow screens do not say what a reader at a desk sees.
_OTHER_MEDIA = re.compile(r"print|max-width|max-device-width|speech|handheld|not\s+(?:all|screen)")
# what other rules then stand in for: no grid, or one maker's own properties
_OF_OLD_BROWSERS = re.compile(r"\bnot\b|-ms-|-moz-")
_MENTIONS = re.compile(
    "none|hidden|collapse|table|line-through|flex|grid|float|inline", re.IGNORECASE
)
# CSS 2.2, 17.2: what is displayed as a table, its rows and its cells is one, whatever its tag.
_TAGS_OF_DISPLAY = {
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "table-row-group": "tbody",
}
# WAI-ARIA 1.2, 5.3.3: with these roles a page says which of its elements are a table's parts.
_DISPLAY_OF_ROLES = {
    "table": "table",
    "row": "table-row",
    "rowgroup": "table-row-group",
    "cell": "table-cell",
    "columnheader": "table-cell",
    "rowheader": "table-cell",
}
_PLAIN_TAGS = frozenset(("div", "span", "p", "section", "ul", "ol", "li", "dl", "dt", "dd", "a"))
_OWN = {
    name: re.compile(rf"(?:^|;)\s*{name}\s*:\s*([^;!]*)", re.IGNORECASE)
    for name in ("display", *PROPERTIES)
}
_OWN_DISPLAY = re.compile(r"display\s*:\s*(table(?:-[a-z-]+)?)", re.IGNORECASE)
# A body within something, and a body that is a child, as steps of a path.
_BODY = re.compile(r"(?P<before>^|/)descendant(?:-or-self)?::tbody/|/tbody/")
_SECTIONS = "ancestor-or-self::*[self::table or self::thead or self::tbody or self::tfoot][1]"
_EXCLUDED = re.compile(r":not\([^)]*\)")
_NAMED = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f])+)")

# Important, specificity, place in the sheet: the greatest wins.
Weight = tuple[bool, tuple[int, int, int], int]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: cssselect.Selector
    values: tuple[tuple[str, str, bool], ...]
    """Property, value, and whether it is important."""


def hide_by_rules(root: html.HtmlElement) -> int:
    """Set the attribute `hidden` on every element that the page's own style sheets do not show, and
    the tag of a part of a table on what is displayed as one, or set out as one (`boxes`).

    Returns how many of the hidden hold a table: a page may show those when something is clicked.
    """
    sheets = "\n".join(style.text_content() for style in root.iter("style"))[:_MOST_STYLE]
    # selectors name elements by the tags they have on the page, so these change afterwards
    if _MENTIONS.search(sheets):
        winners = _winners(root, sheets)
    else:
        winners = {}
    for element in [*root.iter(*_PLAIN_TAGS)]:
        own = _OWN_DISPLAY.search(element.get("style") or "")
        if own:
            _display_as(element, own[1].lower())
        else:
            _display_as(element, _DISPLAY_OF_ROLES.get(element.get("role") or "", ""))
    with_tables = 0
    for element, found in winners.items():
        _display_as(element, found.get("display", (None, ""))[1])
        unseen = [name for name, (_, value) in found.items() if _is_unseen(name, value)]
        if unseen:
            with_tables += element.find(".//table") is not None or element.tag == "table"
            element.set("hidden", KEEPS_ITS_PLACE if unseen == ["visibility"] else "")

    def value_of(element: Any, name: str) -> str:
        # An element's own style stands above rules that are not important (CSS 2.2, 6.4.3).
        own = _OWN[name].search(element.get("style") or "")
        if own:
            return own[1].strip().lower()
        found = winners.get(element, {})
        return found.get(name, (None, ""))[1]

    set_out_boxes(root, value_of)
    return with_tables


def _is_unseen(name: str, value: str) -> bool:
    """Check for a value that hides, or that crosses out what is shown not to hold."""
    if (name, value) in _UNSEEN:
        return True
    return name in _DECORATION and "line-through" in value


def _display_as(element: Any, display: str) -> None:
    """Set the tag of an element to what it is displayed as, where that is a part of a table."""
    if element.tag not in _PLAIN_TAGS:
        return
    element.tag = _TAGS_OF_DISPLAY.get(display, element.tag)


def _winners(root: Any, sheets: str) -> dict[Any, dict[str, tuple[Weight, str]]]:
    """Return the value of each property that wins, by element."""
    out: dict[Any, dict[str, tuple[Weight, str]]] = {}
    for order, rule in enumerate(_rules(sheets, _names(root))):
        for element in _selected(root, rule.selector):
            own = _own(element)
            found = out.setdefault(element, {})
            for name, value, important in rule.values:
                weight = (important, rule.selector.specificity(), order)
                below_own = name in own and (own[name] or not important)
                if not below_own and (name not in found or weight > found[name][0]):
                    found[name] = (weight, value)
    return out


def _names(root: Any) -> set[str]:
    """Return the classes (`.a`) and ids (`#a`) of a page: a rule that names another has no use."""
    return {
        mark + name
        for element in root.iter(etree.Element)
        for mark, attribute in ((".", "class"), ("#", "id"))
        for name in (element.get(attribute) or "").split()
    }


def _rules(sheets: str, names: set[str]) -> Iterator[_Rule]:
    left = _MOST_RULES
    for rule in _qualified(tinycss2.parse_stylesheet(sheets, True, True)):
        values = tuple(_values(rule.content))
        text = tinycss2.serialize(rule.prelude)
        # what a rule must not have, or may have besides others, need not be on the page
        if "," in text:
            needed = []
        else:
            needed = _NAMED.findall(_EXCLUDED.sub("", text))
        if not values or not all(mark + name in names for mark, name in needed):
            continue
        try:
            selectors = cssselect.parse(text)
        except cssselect.SelectorError:
            continue
        for selector in selectors:
            left -= 1
            if left < 0:
                return
            if selector.pseudo_element is None:
                yield _Rule(selector, values)


def _qualified(nodes: list[Any]) -> Iterator[Any]:
    """Return the plain rules, also those in groups that hold for readers at a screen."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif _holds_for_readers(node):
            yield from _qualified(tinycss2.parse_rule_list(node.content, True, True))


def _holds_for_readers(node: Any) -> bool:
    """Check for a group of rules that holds on a screen in a browser of today: `@media`, and
    `@layer` and `@supports`, of which the latter's condition is taken to be met unless it asks for
    what a browser cannot do.
    """
    if node.type != "at-rule" or not node.content:
        return False
    media = tinycss2.serialize(node.prelude).lower()
    keyword = node.lower_at_keyword
    if keyword == "layer":
        return True
    if keyword == "supports":
        return not _OF_OLD_BROWSERS.search(media)
    return keyword == "media" and not _OTHER_MEDIA.search(media)


def _values(content: list[Any]) -> Iterator[tuple[str, str, bool]]:
    for one in tinycss2.parse_blocks_contents(content, True, True):
        if one.type != "declaration" or one.lower_name not in _READ:
            continue
        value = tinycss2.serialize(one.value).strip().lower()
        yield one.lower_name, value, one.important


def _own(element: Any) -> dict[str, bool]:
    """Return the properties an element's own `style` sets, and whether they are important."""
    style = element.get("style")
    if not style:
        return {}
    return {
        one.lower_name: one.important
        for one in tinycss2.parse_blocks_contents(style, True, True)
        if one.type == "declaration"
    }


def _selected(root: Any, selector: cssselect.Selector) -> list[Any]:
    try:
        path = cssselect.HTMLTranslator().selector_to_xpath(selector)
        found = root.xpath(path)
        if _BODY.search(path):
            found += _in_implied_bodies(root, path)
    except (cssselect.SelectorError, etree.XPathError):
        return []  # a selector of states (`:hover`) or newer than the library
    return [one for one in found if isinstance(one.tag, str)]


def _in_implied_bodies(root: Any, path: str) -> list[Any]:
    """Return what a path through `tbody` selects in tables without one: a browser puts rows that
    stand in no section into a body, so that `table > tbody > tr` and `tbody tr` name those rows.
    """

    def through_table(step: re.Match[str]) -> str:
        if step["before"] is None:
            return "/"
        return f"{step['before']}descendant-or-self::table/"

    found = root.xpath(_BODY.sub(through_table, path))
    return [one for one in found if [part.tag for part in one.xpath(_SECTIONS)] == ["table"]]
