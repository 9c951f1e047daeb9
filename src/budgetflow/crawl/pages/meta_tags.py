"""The national page-tag standard: SiteName, ColumnName, ArticleTitle, PubDate, ContentSource in the
page's head.

Names vary in case and may carry blanks; a tag may be empty, a placeholder, or given twice with
different values.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from budgetflow.crawl.pages.dates import read_tag_date
from budgetflow.crawl.pages.dom import Node, one_line

# Tags of one page that are looked at.
_MOST_TAGS = 300
_MARKUP = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
# What templates leave where nobody filled the tag in.
_PLACEHOLDER = re.compile(
    r"^(?:[${<\[]|&lt;|undefined$|null$|none$|无$|-+$|文章标题$|标题$|来源$|发布时间$|\{\{)|<%|"
    r"\$\{",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags of one page, each as all its distinct useful values in order."""

    site_name: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    pub_date: tuple[date, ...] = ()
    source: tuple[str, ...] = ()

    @property
    def of_article(self) -> bool:
        """Check whether title and date are both given, which is a good sign of an article; their
        absence is no sign of a list.
        """
        return bool(self.title) and bool(self.pub_date)


def _plain(content: str) -> str:
    """Return a tag's value as a reader sees it: entities that were escaped twice resolved, markup
    taken out.
    """
    return one_line(_MARKUP.sub("", html.unescape(content)))


def read_tags(root: Node) -> PageTags:
    """Read the tags of a page."""
    values: dict[str, list[str]] = {}
    for node in islice(root.iter("meta"), _MOST_TAGS):
        # Blanks within names and other cases are met on real sites; the standard has none.
        name = re.sub(r"\s+", "", node.get("name") or node.get("property") or "").lower()
        content = _plain(node.get("content") or "")
        if name and content and not _PLACEHOLDER.search(content):
            seen = values.setdefault(name, [])
            if content not in seen:
                seen.append(content)
    dates = (
        read_tag_date(text)
        # The standard's name first, then those of other systems.
        for name in ("pubdate", "publishdate", "article:published_time")
        for text in values.get(name, [])
    )
    return PageTags(
        site_name=tuple(values.get("sitename", [])),
        column=tuple(values.get("columnname", [])),
        title=tuple(values.get("articletitle", [])),
        pub_date=tuple(dict.fromkeys(day for day in dates if day)),
        source=tuple(values.get("contentsource", [])),
    )
