"""The entries of a list page: links in rows of one shape, with the date that stands beside each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from budgetflow.crawl.pages.dates import read_date, read_entry_date, stands_alone, without_dates
from budgetflow.crawl.pages.dom import (
    Node,
    apart,
    heading_of,
    in_frame,
    lines_of,
    one_line,
    text_of,
)
from budgetflow.crawl.pages.urls import is_web, join
from budgetflow.sources.page_model import Entry

_ROWS = ("li", "tr", "dd", "dl", "p", "div", "td", "h3", "h4", "ul", "table")
_CUT_SHORT = re.compile(r"(?:\.{2,}|…+)\s*$")
# Links of pagers, menus and languages; each is a word that no announcement has as its title.
_NO_ENTRY = re.compile(
    r"^(?:首\s*页|上一页|下一页|尾页|末页|更多|more|查看更多|返回|详情|下载|打印|关闭|\d+|>>?|"
    r"<<?|English|繁體|繁体|简体|无障碍|登录|注册|网站地图|联系我们|关于我们)\W*$",
    re.IGNORECASE,
)
# What some systems write into a link's `title`: the title among other facts, with labels.
_TITLE_SAID = re.compile(
    r"(?:文章|信息)?标\s*题\s*[:：]\s*([^\r\n]{4,200}?)\s*(?:[\r\n]|(?:作\s*者|发(?:布|表)时间|"
    r"更新时间|点击数|日期)\s*[:：]|$)"
)
# A link that names nothing: what it leads to is said beside it.
_SAYS_NOTHING = re.compile(
    r"^\W*(?:点击|在线|立即)?(?:查看|浏览|打开|详情|下载|阅读|预览)(?:详情|全文|附件|文件|内容)"
    r"?\W*$"
)
# What stands around a title and is not part of it: bullets, and the mark of what is new.
_ORNAMENT = re.compile(r"^[\s·•▪■◆◇●○※★☆>»›]+|\s*(?:NEW|HOT)!?$")
_DIGITS = re.compile(r"\d\s*\d")
_LONGEST_TITLE = 300
_MOST_BETWEEN = 4
# Links of one page that are looked at; the longest real list had some hundred.
_MOST_LINKS = 4000
_OPENED = re.compile(
    r"""(?:window\.open|location(?:\.href)?\s*=|location\.(?:assign|replace))\s*\(?\s*["']([^"']{4,500})["']""",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"预\s*算|决\s*算|三公|绩效|财政")


@dataclass(slots=True)
class Group:
    """Entries whose rows have one shape: one list on the page."""

    entries: list[Entry] = field(default_factory=list)
    rows: list[Node] = field(default_factory=list)
    kind: str = ""
    """The shape of the rows wherever they stand: the blocks of a list that is cut into several have
    the same.
    """

    @property
    def dated(self) -> int:
        """Return how many have a date."""
        return sum(1 for entry in self.entries if entry.date)

    @property
    def subject(self) -> int:
        """Return how many speak of budgets."""
        return sum(1 for entry in self.entries if _SUBJECT.search(entry.title))

    @property
    def weight(self) -> float:
        """Return how much the group looks like the page's main list: dates count most, then the
        subject, then length.
        """
        words = sum(min(len(entry.title), 40) for entry in self.entries) / 40
        # Dates three times: a menu has none, a list of news nearly always.
        return 3.0 * self.dated + 2.0 * self.subject + words


def read_groups(root: Node, url: str) -> list[Group]:
    """Return the lists of a page, the weightiest first; links of the site's frame are left out."""
    groups: dict[str, Group] = defaultdict(Group)
    seen: set[tuple[str, str]] = set()
    for node in islice(root.iter("a"), _MOST_LINKS):
        found = _entry(node, url) if not in_frame(node) else None
        if found is None:
            continue
        entry, row = found
        # By place as well: the same announcement may head a page and stand in its list.
        shape, place = _shape(row)
        if (place, entry.href) in seen:
            continue
        seen.add((place, entry.href))
        groups[place].entries.append(_dated(entry, row, node))
        groups[place].rows.append(row)
        groups[place].kind = shape
    for group in groups.values():
        if not group.dated and len(group.entries) >= 2:
            group.entries = _dated_between(group)
    # Rows that a click opens are looked for only where no list has dates.
    if any(group.dated for group in groups.values()):
        clicked = Group()
    else:
        clicked = Group(_clicked(root, url))
    return sorted(
        (group for group in [*groups.values(), clicked] if group.entries),
        key=lambda group: -group.weight,
    )


def _clicked(root: Node, url: str) -> list[Entry]:
    """Return the rows that a click opens, for lists without links: `<li
    onclick="window.open('/d/1.html')">`.
    """
    found: dict[str, Entry] = {}
    for node in islice(
        (
            node
            for node in root.iter("li", "tr", "div", "p", "dd", "a", "span")
            if node.get("onclick")
        ),
        _MOST_LINKS,
    ):
        opened = _OPENED.search(node.get("onclick") or "")
        target = join(url, opened.group(1)) if opened else ""
        text = text_of(node)
        if not target or not is_web(target) or in_frame(node) or not 4 <= len(text) <= 300:
            continue
        title = one_line(without_dates(text))
        found.setdefault(target, Entry(target, title or text, read_entry_date(text, target)))
    return list(found.values())


def _entry(node: Node, url: str) -> tuple[Entry, Node] | None:
    """Return the entry of a link and the row it stands in; a link that only says `查看` takes the
    longest words of its row.
    """
    href = _target(node, url)
    if not href:
        return None
    text = _title(node)
    # `查看` in a column of its own: the title is a cell of the row.
    if _SAYS_NOTHING.match(text):
        row = _row(node, url)
        lines = (
            one_line(without_dates(one_line(line.replace(text, " ")))) for line in lines_of(row)
        )
        text = max((line for line in lines if len(line) <= _LONGEST_TITLE), key=len, default="")
    else:
        row = None
        text = _ORNAMENT.sub("", one_line(without_dates(text)) or text)
    # Shorter words are those of menus and buttons.
    if len(text) < 4 or _NO_ENTRY.match(text) or (row is not None and read_date(text)):
        return None
    return Entry(href, text), _row(node, url) if row is None else row


def _title(node: Node) -> str:
    """Return the title a link shows: its `title` where the words are cut short or go on after it,
    its heading, else its words.
    """
    text = text_of(node)
    full = node.get("title") or ""
    said = _TITLE_SAID.search(full)
    title = one_line(said.group(1) if said else full)
    if title and (
        len(title) > len(text)
        # Cut short by the layout, the title attribute has it whole.
        or _CUT_SHORT.search(text)
        or (len(title) >= 8 and text.startswith(title))
    ):
        return title
    heading = next(
        (
            words
            for part in node.iter("h1", "h2", "h3", "h4", "h5", "h6")
            if len(words := heading_of(part)) >= 4
        ),
        "",
    )
    return heading or text


def _target(node: Node, url: str) -> str:
    href = one_line(node.get("href") or "")
    if (
        not href
        or href.startswith("#")
        or href.lower().startswith(("javascript:", "mailto:", "tel:"))
    ):
        return ""
    target = join(url, href)
    if is_web(target):
        return target
    return ""


def _row(node: Node, url: str) -> Node:
    """Return the row of a link: the widest element around it that holds no other link's target."""
    own = _target(node, url)
    row = node
    for parent in node.iterancestors():
        if parent.tag in ("body", "html"):
            break
        # Links beside the row's own (a column's name, a file) do not end it.
        others = (
            other
            for other in parent.iter("a")
            if other is not node
            and _target(other, url) not in ("", own)
            and not _beside(other, node)
        )
        if next(others, None) is not None:
            break
        row = parent
    return row


def _beside(other: Node, node: Node) -> bool:
    """Check whether another link in a row only goes with the row's own: no words, or a few such as
    the column's name in brackets.
    """
    words = len(text_of(other))
    # Eight characters and half as many as the title: more is another entry.
    return words <= 8 and 2 * words <= len(text_of(node))


def _dated(entry: Entry, row: Node, node: Node) -> Entry:
    """Return an entry the date that stands in its row, outside the title before inside it."""
    alone = next((line for line in lines_of(row) if stands_alone(line)), "")
    beside = text_of(row).replace(text_of(node), " ", 1) if row is not node else ""
    day = (
        read_date(alone)
        or read_entry_date(beside, entry.href)
        or read_entry_date(text_of(node), entry.href)
    )
    # A day set apart from its month by elements reads as a date only with blanks between them.
    if day is None and row is not node and _DIGITS.search(beside):
        day = read_entry_date(apart(row).replace(apart(node), " ", 1), entry.href)
    return Entry(entry.href, entry.title, day)


def _dated_between(group: Group) -> list[Entry]:
    """Return the entries of rows without a date those that stand between the rows: after each one,
    or else before each one.
    """
    for forward in (True, False):
        days = [
            read_entry_date(_between(row, forward), entry.href)
            for entry, row in zip(group.entries, group.rows, strict=True)
        ]
        # All or none: a day between some rows is that of a group of them.
        if all(days):
            return [
                Entry(entry.href, entry.title, day)
                for entry, day in zip(group.entries, days, strict=True)
            ]
    return group.entries


def _between(row: Node, forward: bool) -> str:
    """Return the text between a row and the next link after it, or before it."""
    pieces = [row.tail or ""] if forward else []
    for other in islice(row.itersiblings(preceding=not forward), _MOST_BETWEEN):
        if (
            not isinstance(other.tag, str)
            or other.tag == "a"
            or next(other.iter("a"), None) is not None
        ):
            pieces += [] if forward else [other.tail or ""]
            break
        pieces += [text_of(other), other.tail or ""]
    return one_line(" ".join(pieces))[:_LONGEST_TITLE]


def _shape(row: Node) -> tuple[str, str]:
    """Return the shape of a row, the tags and classes from it up to the third element around it;
    and with that, the place of that element.
    """
    # Three elements: fewer part no lists, more part the blocks of one.
    parts = [row.tag]
    parent = row.getparent()
    for _ in range(2):
        if parent is None or parent.tag == "body":
            break
        parts.append(f"{parent.tag}.{parent.get('class', '')}")
        parent = parent.getparent()
    shape = "<".join(parts)
    return shape, f"{shape}#{parent.getroottree().getpath(parent)}" if parent is not None else shape
