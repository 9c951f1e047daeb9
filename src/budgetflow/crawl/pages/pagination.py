"""The page after this one: a next link, the numbers of a pager, or the address a paging script
would write.
"""

from __future__ import annotations

import re
from itertools import pairwise

from budgetflow.crawl.pages.dom import Node, marks, text_of
from budgetflow.crawl.pages.urls import join, split

_NEXT_WORDS = re.compile(
    r"^\W*(?:下\s*一\s*页|下页|后一页|下一頁|后页|next(?:\s*page)?)\W*$", re.IGNORECASE
)
_NEXT_SIGN = re.compile(r"^[>›»→＞\s]*$")
_NEXT_MARK = re.compile(r"(?:^|[\s_-])next|pg_?next", re.IGNORECASE)
# The address of a page in an attribute that a script reads.
_PAGE_ADDRESS = re.compile(
    r"[\w./:%-]{1,300}\.(?:s?html?|jspx?|aspx?|php)(?:\?[\w=&%.-]{0,300})?", re.IGNORECASE
)
_PAGER = re.compile(r"pag(?:e|ing|er|ination)|fenye|fanye|yema|pagenav", re.IGNORECASE)
_CALL = re.compile(
    r"(?<!function )\b(create_?page(?:html)?|createpagehtml\w*|page_?html)\s*\(([^)]*)\)",
    re.IGNORECASE,
)
_NUMBER_CALL = re.compile(r"""\b([A-Za-z_$][\w$]{0,60})\(\s*["']?(\d{1,4})["']?\s*\)""")
_ARGUMENT = re.compile(r"""\s*(?:["']([^"']*)["']|(\d+))\s*""")
_ENDING = re.compile(r"s?html?|jhtml|jspx?|aspx?|php", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:count_?page|page_?count|total_?pages?)\s*=\s*[\"']?(\d+)", re.IGNORECASE)
_CURRENT = re.compile(r"\bcurrent_?page\s*=\s*[\"']?(\d+)", re.IGNORECASE)
_NEXT_IN_SCRIPT = re.compile(r"下\s*一?\s*页")
# `"index"+"_" + nextPage + "."`: the page's name and the expression of its number.
_WRITTEN = re.compile(
    r"""([\w./-]*)(?:\\?["']\s*\+\s*\\?["'])?_\\?["']\s*\+\s*(\w+|\([^)]*\))\s*\+"""
)
_LONGEST_SCRIPTS = 200_000
_SUM = re.compile(r"[\d+\-() ]+")


def next_page(root: Node, url: str) -> str:
    """Return the absolute address of the next list page; empty on the last page, or where the page
    does not say.
    """
    # In this order: what the page links is sure, a script's address is worked out, numbers are
    # guessed.
    return _linked(root, url) or _scripted(root, url) or _numbered(root, url)


def _linked(root: Node, url: str) -> str:
    for node in root.iter("a", "link"):
        if node.tag == "link":
            if (node.get("rel") or "").lower() == "next":
                return _usable(node, url)
            continue
        # On the last page the link stays and is marked as disabled.
        if _says_next(node) and "disabled" not in marks(node):
            target = _usable(node, url) or _called(root, node, url)
            if target:
                return target
    return ""


def _says_next(node: Node) -> bool:
    """Check whether a link leads to the next page: by its words, those of its image, or a sign
    marked as `next`.
    """
    words = (
        text_of(node)
        or node.get("title")
        or next((image.get("alt") or image.get("title") or "" for image in node.iter("img")), "")
    )
    return bool(
        _NEXT_WORDS.match(words) or (_NEXT_SIGN.match(words) and _NEXT_MARK.search(marks(node)))
    )


def _usable(node: Node, url: str) -> str:
    """Return where a pager's link leads, also when a script call carries the address; empty for `#`
    and for this page itself.
    """
    href = (node.get("href") or "").strip()
    if not href or href.startswith("#") or href.lower().startswith("javascript"):
        carried = re.search(
            r"""["']([^"']+\.(?:s?html?|jspx?|aspx?|php)(?:\?[^"']*)?)["']""",
            f"{href} {node.get('onclick') or ''}",
        )
        if carried:
            href = carried.group(1)
        else:
            href = next((value for value in node.values() if _PAGE_ADDRESS.fullmatch(value)), "")
    if not href:
        return ""
    target = join(url, href)
    # A pager that leads to this page is one that a script fills.
    if target == join(url, ""):
        return ""
    return target


def _called(root: Node, node: Node, url: str) -> str:
    """Return the address that a function of the page's own would open for a link's number:
    `toPage(2)`, `location = "list.jsp?page=" + n`.
    """
    call = _NUMBER_CALL.search(f"{node.get('href') or ''};{node.get('onclick') or ''}")
    parameters, body = _function(_scripts(root), call.group(1)) if call else ([], "")
    if not call or not parameters or "location" not in body:
        return ""
    opened = re.search(
        rf"""["']([^"']{{1,300}})["']\s*\+\s*{re.escape(parameters[0])}\b(?:\s*\+\s*["']([^"']{{0,300}})["'])?""",
        body,
    )
    if opened:
        return join(url, f"{opened.group(1)}{call.group(2)}{opened.group(2) or ''}")
    return ""


def _numbered(root: Node, url: str) -> str:
    """Follow a pager of numbers: the link after the number that is no link, or after the one marked
    as current.
    """
    # Only inside what a layout calls a pager: other numbers are counts of visitors.
    for pager in root.iter("div", "ul", "ol", "nav", "span", "p", "table", "td"):
        if not _PAGER.search(marks(pager)):
            continue
        links = {
            int(text_of(node)): node
            for node in pager.iter("a")
            # Below a thousand: longer numbers are years and counts.
            if text_of(node).isdigit() and len(text_of(node)) < 4
        }
        current = {
            int(text_of(node))
            for node in pager.iter("span", "a", "li", "b", "strong", "em")
            if text_of(node).isdigit()
            and len(text_of(node)) < 4
            and (
                node.tag != "a"
                or re.search(r"\b(?:on|cur|current|active|now|selected)\b", marks(node))
            )
            and not list(node.iter("a"))[1 if node.tag == "a" else 0 :]
        }
        # A pager that marks no current page is on the first.
        number = min(current) if current else 1
        if number + 1 in links:
            return _usable(links[number + 1], url)
    return ""


def _scripted(root: Node, url: str) -> str:
    """Work out the next address of `createPageHTML(pages, current, name, extension)` and the like
    from the function itself.
    """
    scripts = _scripts(root)
    for call in _CALL.finditer(scripts):
        arguments = call.group(2).split(",")
        values = [_value(match) for match in map(_ARGUMENT.fullmatch, arguments) if match]
        numbers = [int(one) for one in values if one.isdigit()]
        words = [one for one in values if one and not one.isdigit()]
        if len(numbers) < 2 or len(words) < 2:
            continue
        pages = numbers[0]
        current = numbers[1]
        name, ending = _name_and_ending(words)
        suffix = _suffix(scripts, call.group(1), arguments, current)
        first = _first_number(scripts, call.group(1), url, current)
        # On the last page the script writes no link.
        if current - first + 1 >= pages:
            return ""
        return join(url, f"{name}_{current + 1 if suffix is None else suffix}.{ending}")
    return _inline(scripts, url)


def _value(argument: re.Match[str]) -> str:
    """Return what a quoted or bare argument of a call says."""
    if argument.group(1) is None:
        return argument.group(2)
    return argument.group(1)


def _name_and_ending(words: list[str]) -> tuple[str, str]:
    """Return the word before the first file ending, and that ending; the first two without one."""
    for name, word in pairwise(words):
        if _ENDING.fullmatch(word):
            return name, word
    return words[0], words[1]


def _scripts(root: Node) -> str:
    return "\n".join(node.text or "" for node in root.iter("script"))[:_LONGEST_SCRIPTS]


def _inline(scripts: str, url: str) -> str:
    """Work out the next address where `countPage` and `currentPage` are variables and the links are
    written in place.
    """
    count = _COUNT.search(scripts)
    current = _CURRENT.search(scripts)
    if not count or not current or int(current.group(1)) + 1 >= int(count.group(1)):
        return ""
    # Read from the script, since the names of its variables differ from site to site.
    for place in _NEXT_IN_SCRIPT.finditer(scripts, current.end()):
        before = scripts[max(current.end(), place.start() - 400) : place.start()]
        written = _WRITTEN.findall(before)
        if not written:
            continue
        name, expression = written[-1]
        number = _evaluate(expression, {}, scripts)
        ending = re.search(r"\.[\"'+\s]*(s?html?|jhtml)", before[before.rfind(expression) :])
        if number is not None:
            return join(url, f"{name or 'index'}_{number}.{ending.group(1) if ending else 'html'}")
    return ""


def _function(scripts: str, name: str) -> tuple[list[str], str]:
    """Return the parameters and the body of a function defined on the page; empty when it is
    not.
    """
    head = re.search(rf"function\s+{re.escape(name)}\s*\(([^)]*)\)\s*\{{", scripts)
    if not head:
        return [], ""
    depth = 1
    place = head.end()
    while place < len(scripts) and depth:
        depth += {"{": 1, "}": -1}.get(scripts[place], 0)
        place += 1
    return [part.strip() for part in head.group(1).split(",")], scripts[head.end() : place]


def _first_number(scripts: str, name: str, url: str, current: int) -> int:
    """Check whether pages are counted from 0 or from 1.

    The function says it by what it compares the current page with; where it is not on the page, an
    address without a number
    is that of the first page, and for one with a number 1 is assumed: a page too many costs one
    request.
    """
    parameters, body = _function(scripts, name)
    if body and len(parameters) > 1:
        counter = re.escape(parameters[1])
        from_one = re.search(rf"\b{counter}\s*(?:==+|<=)\s*1\b", body) and not re.search(
            rf"\b{counter}\s*==+\s*0\b", body
        )
        if from_one:
            return 1
        return 0
    numbered = re.search(r"_\d+\.\w+$", split(url).path)
    if not numbered:
        return min(current, 1)
    return 1


def _suffix(scripts: str, name: str, arguments: list[str], current: int) -> int | None:
    """Evaluate the number between `_` and the extension that the function writes before 下一页;
    None when it cannot be read.
    """
    parameters, body = _function(scripts, name)
    place = re.search(r"下\s*一?\s*页|next", body, re.IGNORECASE)
    if not body or not place:
        return None
    around = body[max(0, place.start() - 600) : place.end() + 200]
    written = re.findall(r"""["']_["']\s*\+\s*(.+?)\s*\+\s*["']\.["']""", around)
    if not written:
        return None
    values = {name: str(current) for name in parameters[1:2]} | {
        parameter: argument.strip()
        for parameter, argument in zip(parameters, arguments, strict=False)
        if argument.strip().isdigit()
    }
    if len(written) == 1:
        expression = written[-1]
    else:
        expression = min(
            written,
            key=lambda one: abs(around.find(one) - (place.start() - max(0, place.start() - 600))),
        )
    return _evaluate(expression, values, body)


def _evaluate(expression: str, values: dict[str, str], code: str) -> int | None:
    """Return the number of an expression of digits, plus, minus, brackets and variables assigned in
    the code; None when it cannot be read.
    """
    for _ in range(5):
        # Variables within variables: five levels, or one that names itself would never end.
        expression = re.sub(r"parseInt|Number|eval|\|\|\s*\d+", "", expression)
        words = set(re.findall(r"[A-Za-z_$][\w$]*", expression))
        if not words:
            break
        for word in words:
            assigned = re.search(rf"\b{re.escape(word)}\s*=\s*([^;=\n/]+)", code)
            value = values.get(word) or (assigned.group(1) if assigned else None)
            if value is None:
                return None
            expression = re.sub(rf"(?<![\w$]){re.escape(word)}(?![\w$])", f"({value})", expression)
    # Digits and signs only: nothing that a page sends is ever run.
    if _SUM.fullmatch(expression):
        return _add_up(expression)
    return None


def _add_up(expression: str) -> int | None:
    """Evaluate digits, plus, minus and brackets; None when they do not fit together."""
    total = 0
    sign = 1
    signs = [1]
    ready = False
    for part in re.findall(r"\d+|[+\-()]", expression):
        if part.isdigit():
            if ready:
                return None
            total += sign * signs[-1] * int(part)
            sign, ready = 1, True
        elif part in "(":
            signs.append(signs[-1] * sign)
            sign = 1
        elif part in ")":
            if len(signs) < 2:
                return None
            signs.pop()
        else:
            sign = 1 if part == "+" else -1
            ready = False
    return total
