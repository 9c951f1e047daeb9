"""Title, date, source and publisher of an article page: the page tags first, what the page prints
second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from budgetflow.crawl.pages.dates import address_date, read_date
from budgetflow.crawl.pages.dom import Node, heading_of, in_frame, lines_of, marks, one_line
from budgetflow.crawl.pages.meta_tags import PageTags

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_TITLE_MARK = re.compile(
    r"title|(?:^|[\s_-])(?:bt|biaoti|tit|headline|subject|arti?cle-?tit\w*)(?:$|[\s_\d-])"
)
# Facts that templates set into the heading itself, behind the title.
_HEADING_END = re.compile(
    r"\s*[\[【(（]?\s*(?:信息|稿件|文章)?(?:来\s*源|发布时间|发布日期|更新时间|日期|时间|作者|"
    r"字号|字体|浏览(?:次数|量)?|阅读)\s*[:：]|\s大\s中\s小"
)


def _spaced(words: str) -> str:
    """Return an expression whose characters may stand apart, as layouts space their labels."""
    return re.sub(r"([\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"\1\\s*", words)


_LABELS = _spaced("来源|作者|编辑|时间|日期|机构|机关|单位|部门|次数|索引号|文号|分类|主题词")
_NO_HEADING = re.compile(
    rf"^[\[【—–]|[:：]$|当前.{{0,4}}位置|^相关|^附件|^友情链接|^分享|^.{{0,8}}(?:{_LABELS})\s*[:：]"
)
# Endings of a title element that name a site or a column, not an article.
_SITE_WORDS = re.compile(
    r"(?:网|网站|平台|门户|专栏|专题|首页|政务公开|信息公开|人民政府|委员会|[局厅办])$"
)
_FIRST_PAGE = ("首页", "网站首页")
_TITLE_CUT = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--|—|-(?=[\u4e00-\u9fff]))\s*")
# In this order: 发布日期 is when a page was published, 成文日期 when a paper was written.
_DATE_LABEL = (
    "发布日期",
    "发布时间",
    "信息发布时间",
    "公开日期",
    "公开时间",
    "发文日期",
    "更新时间",
    "更新日期",
    "发表时间",
    "时间",
    "日期",
    "成文日期",
    "生成日期",
)
_PUBLISHER_LABEL = (
    r"(?:信息\s*)?(?:发布|公开|发文|公布|制作|制发|印发)\s*(?:责任\s*)?(?:机构|单位|部门|机关|"
    r"主体)",
)
_TITLE_LABEL = ("标题", "信息名称", "文件名称")
_SOURCE_LABEL = ("来源", "信息来源", "文章来源", "稿件来源")
# What follows a source or a publisher in the same line.
_LABEL_AFTER = re.compile(
    r"\s*(?:19|20)\d{2}\s*[-/.年]\s*\d|\s*[\[【]?\s*(?:发布日期|发布时间|发布机构|日期|时间|作者|"
    r"浏览|点击|字号|字体|阅读|打印|责任编辑|编辑|访问|关闭|分享|索引号)"
    r"|\s[\u4e00-\u9fff]{2,6}\s*[:：]|[|｜\[【]"
)
_LINE_OF_FACTS = re.compile(
    r"^\W*(?:信息)?(?:发布|公开|更新|发表)?(?:日期|时间)\s*[:：]|来\s*源\s*[:：]|字号|字体|"
    r"(?:浏览|点击|阅读|访问)\S{0,3}\s*[:：]"
)
# Dates beside one label that no article has: its own stands once or, at its head and its end,
# twice.
_ROWS_OF_A_LIST = 3
_NO_VALUE = re.compile(r"^[\s\-—/、，,]*$|^(?:null|undefined|无)$|^\d+$|^[【\[(（]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article page says of itself; empty text and None where it does not."""

    title: str
    published_on: date | None
    source: str
    publisher: str
    labelled: date | None
    """The date beside a label such as 发布时间, unless the label comes again and again, as in the
    rows of a list: a sign of an article.
    """
    below_title: date | None
    """The date right below the title: a sign of an article unless it is that of a list's entry."""


def read_facts(root: Node, tags: PageTags, url: str) -> Facts:
    """Read title, date, source and publisher."""
    body = root.find("body")
    lines = lines_of(body) if body is not None else []
    title = _title(root, tags, lines)
    # All dates beside each label: how often one comes tells a list from an article.
    dates: list[list[date]] = []
    for label in _DATE_LABEL:
        read = map(read_date, _values(lines, (label,)))
        dates.append([day for day in read if day])
    labelled = next((days[0] for days in dates if days), None)
    near = labelled or _date_near(title, lines)
    return Facts(
        title=title,
        published_on=_published_on(tags, near, lines) or address_date(url),
        # The printed words before the tag: templates fill the tag with the site's own name.
        source=_first_value(lines, _SOURCE_LABEL) or (tags.source[0] if tags.source else ""),
        publisher=_first_value(lines, _PUBLISHER_LABEL),
        labelled=labelled if max(map(len, dates)) < _ROWS_OF_A_LIST else None,
        below_title=None if labelled else near,
    )


def page_title(root: Node, tags: PageTags) -> str:
    """Return the title of a page that is no article: its title element without the site's name
    where more is left.
    """
    whole = one_line(root.findtext(".//title") or "")
    parts = _title_parts(whole, tags)
    if parts:
        return parts[0]
    if whole or not tags.column:
        return whole
    return tags.column[0]


def _title_parts(whole: str, tags: PageTags) -> list[str]:
    """Return the parts of a title element in their order, without the site's name; `首页` only
    where nothing else is left.
    """
    # Sites set their name before the title or behind it, or both.
    sites = {one_line(name) for name in tags.site_name}
    parts = [_without_site(part, sites) for part in _TITLE_CUT.split(whole) if part]
    said = [part for part in parts if part not in _FIRST_PAGE]
    return [part for part in said if part not in sites] or said or parts


def _without_site(part: str, sites: set[str]) -> str:
    """Take the site's name off a part of a title that begins with it, where a blank parts the
    two.
    """
    return next((part[len(site) :].strip() for site in sites if part.startswith(f"{site} ")), part)


def _title(root: Node, tags: PageTags, lines: list[str]) -> str:
    # A filled-in tag is what the editors entered, but it may be given twice.
    if tags.title:
        return _printed_title(tags.title, lines)
    headings = _headings(root)
    # What stands right above the date is the title, unless it has nothing of the title element.
    named = _named(root, tags, headings)
    above = _above_date(lines, headings)
    if above and not _related(above, named):
        return above
    related = [heading for heading in headings if _related(heading, named)]
    # Of headings that go with the title element the fullest: the element may be cut short.
    if related:
        return _fullest(related, named)
    if named and not _says_little(named):
        return named
    # Eight characters: labels such as 标题 also head columns of lists.
    labelled = next((value for value in _values(lines, _TITLE_LABEL) if len(value) >= 8), "")
    return labelled or _above_date(lines, None) or (headings[0] if headings else named)


def _printed_title(tagged: Sequence[str], lines: list[str]) -> str:
    """Return the tagged title that the page prints, the first where it prints none."""
    printed = "".join(lines).replace(" ", "")
    for title in tagged:
        if title.replace(" ", "") in printed:
            return title
    return tagged[0]


def _fullest(related: list[str], named: str) -> str:
    """Return the heading that says at least what the title element does, else the longest of ten
    characters or more, else the title element's own words.
    """
    for heading in related:
        if len(heading) >= len(named):
            return heading
    longest = max(related, key=len)
    # A shorter one is the name of a column that the title element repeats.
    if len(longest) >= 10:
        return longest
    return named


def _named(root: Node, tags: PageTags, headings: list[str]) -> str:
    """Return the part of the title element that a heading repeats: the site's name may stand before
    the title as well as after it.
    """
    parts = _title_parts(one_line(root.findtext(".//title") or ""), tags)
    said = [
        part
        for part in parts[1:]
        if len(part) >= 8 and any(_related(heading, part) for heading in headings)
    ]
    if said and _says_little(parts[0]):
        return said[0]
    return page_title(root, tags)


def _says_little(named: str) -> bool:
    """Check whether a title element names only the site or the column: short, without a year,
    ending in a word for a site.
    """
    return not re.search(r"20\d{2}", named) and (len(named) <= 8 or bool(_SITE_WORDS.search(named)))


def _headings(root: Node) -> list[str]:
    """Return the texts that stand as headings in the content, in order, without the line of facts
    that some hold below them.
    """
    found = []
    for node in root.iter(*_HEADINGS, "div", "p", "span", "td", "th", "strong"):
        # Words of a layout (`title`, `bt`) mark headings on pages without heading elements.
        if node.tag not in _HEADINGS and not _TITLE_MARK.search(marks(node)):
            continue
        text = one_line(_HEADING_END.split(heading_of(node), maxsplit=1)[0])
        # Shorter ones are labels, longer ones paragraphs.
        if 4 <= len(text) <= 150 and not _NO_HEADING.search(text) and not in_frame(node):
            found.append(text)
    return found


def _above_date(lines: list[str], headings: list[str] | None) -> str:
    """Return the heading that stands in the two lines above a labelled date, or of which a part
    does; without headings any line there.
    """
    for number, line in enumerate(lines):
        # Two hundred: a line of facts is short, a paragraph that names a date is not.
        if len(line) <= 200 and _LINE_OF_FACTS.search(line) and read_date(line):
            places = [
                above
                for above in reversed(lines[max(0, number - 2) : number])
                if 6 <= len(above) <= 150 and not _NO_HEADING.search(above)
            ]
            if headings is None:
                if places:
                    return places[0]
                return ""
            holding = (
                heading
                for above in places
                for heading in sorted(headings, key=len)
                if above.replace(" ", "") in heading.replace(" ", "")
            )
            return next(holding, "")
    return ""


def _related(heading: str, named: str) -> bool:
    """Check whether a heading and the page's title element speak of the same: one holds the
    other.
    """
    # Without blanks: layouts space headings out.
    short, long = sorted((heading.replace(" ", ""), named.replace(" ", "").rstrip(".…")), key=len)
    # Shorter words (公告, 通知) stand in titles of anything.
    return len(short) >= 4 and short in long


def _published_on(tags: PageTags, near: date | None, lines: list[str]) -> date | None:
    """Choose the date: the tag's; where the tag is given twice, the one the body prints; without a
    tag the body's.
    """
    # Given twice, one is mostly the day of a change; the page prints the right one.
    if len(tags.pub_date) > 1:
        printed = {day for day in (read_date(line) for line in lines) if day}
        return next((day for day in tags.pub_date if day == near), None) or next(
            (day for day in tags.pub_date if day in printed), tags.pub_date[0]
        )
    if tags.pub_date:
        return tags.pub_date[0]
    return near


def _date_near(title: str, lines: list[str]) -> date | None:
    """Return a date that stands alone in the lines right below the printed title."""
    wanted = title.replace(" ", "")
    places = [
        number for number, line in enumerate(lines) if wanted and wanted in line.replace(" ", "")
    ]
    # The last places first: the title stands above the article, and in a path before that.
    for place in reversed(places[:3]):
        for line in lines[place : place + 7]:
            if len(line) <= 80 + len(title) and (day := read_date(line.replace(title, " "))):
                return day
    return None


def _first_value(lines: list[str], labels: tuple[str, ...]) -> str:
    names = (_name_of(value) for value in _values(lines, labels))
    # Longer than a body's name is a sentence behind the word.
    return next((name for name in names if not _NO_VALUE.search(name) and len(name) <= 60), "")


def _values(lines: list[str], labels: tuple[str, ...]) -> list[str]:
    """Return what stands after a label, in its line or, where that ends with the label, in the next
    one; labels in their order.

    A label is an expression; its characters may stand apart, as layouts space them.
    """
    values = []
    for label in labels:
        spaced = _spaced(label)
        pattern = re.compile(
            rf"(?:^|[\s\[【|｜(（>])(?:{spaced})\s*[\]】]?\s*[:：\]】]?\s*(?P<value>.*)$"
        )
        for number, line in enumerate(lines):
            # Longer lines are paragraphs in which the label is a word.
            match = pattern.search(line) if len(line) <= 400 else None
            if not match or (
                match.group("value")
                and not re.search(r"[:：\]】]\s*$", line[: match.start("value")])
            ):
                continue
            value = match.group("value")
            if not value and number + 1 < len(lines):
                value = lines[number + 1]
                if re.match(r"[\[【]|.{0,8}[:：]\s*$", value):
                    continue
            values.append(value)
    return values


def _name_of(value: str) -> str:
    """Cut a printed source or publisher off from what follows it in its line: a date, another
    label, the page's buttons.
    """
    return one_line(_LABEL_AFTER.split(value.lstrip("【[（( "), maxsplit=1)[0]).strip(
        "：:;；，,、】]/ "
    )
