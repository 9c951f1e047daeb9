"""Read one page into a PageView: what kind it is, what it says of itself, its files, its entries, the page after it."""

from __future__ import annotations

import re

from budgetflow.crawl.pages.attachments import read_attachments
from budgetflow.crawl.pages.blocked import read_block
from budgetflow.crawl.pages.disclosure import figures, judge
from budgetflow.crawl.pages.entries import Group, read_groups
from budgetflow.crawl.pages.facts import Facts, page_title, read_facts
from budgetflow.crawl.pages.paging import next_page
from budgetflow.crawl.pages.redirects import read_redirect
from budgetflow.crawl.pages.tags import PageTags, read_tags
from budgetflow.crawl.pages.tree import Node, in_frame, page_text, parse, text_of, visible_text
from budgetflow.sources.view import Entry, PageKind, PageView

__all__ = ["page_text", "read_page", "visible_text"]

_HOME = re.compile(r"首\s*页|门户网站$|网站$")
_FIGURE = re.compile(r"\d[\d,]*\.\d{2}(?!\d)|\d{1,3}(?:,\d{3})+")
_UPLOADED = re.compile(r"(?:/|^)[^/]*\d{8,}[^/]*\.(?:jpe?g|png|bmp|tiff?)(?:$|\?)", re.IGNORECASE)


def read_page(text: str, url: str = "") -> PageView:
    """Read a page given as text. `url` is where it was found; without it, addresses stay as the page has them."""
    root = parse(text)
    redirect = read_redirect(root, url)
    block = None if redirect else read_block(text, root)
    if block:
        return PageView("blocked", title=page_title(root, PageTags()), reason=block.reason, missing=block.missing)
    tags = read_tags(root)
    facts = read_facts(root, tags, url)
    groups = read_groups(root, url)
    attachments = read_attachments(root, url)
    kind = _kind(root, tags, facts, groups, len(attachments))
    view = PageView(kind, redirect=redirect, column=tags.column[0] if tags.column else "")
    if kind == "article":
        _article(view, root, tags, facts)
        view.attachments = attachments
        words = text_of(root.find("body")) if root.find("body") is not None else ""
        view.has_tables = _has_tables(root)
        view.has_figures = figures(words)
        view.page_images = 0 if attachments else _page_images(root)
        view.is_disclosure, view.reason = judge(view.title, _columns(root, tags), [one.text for one in attachments], words)
        return view
    view.title = page_title(root, tags)
    view.publisher = tags.site_name[0] if tags.site_name else ""
    view.entries = _entries(groups, kind)
    view.next_page = next_page(root, url) if kind == "list" else ""
    view.reason = "a page of links"
    return view


def _article(view: PageView, root: Node, tags: PageTags, facts: Facts) -> None:
    view.title = facts.title
    view.published_on = facts.published_on
    view.source = facts.source
    view.publisher = facts.publisher or facts.source or (tags.site_name[0] if tags.site_name else "")


def _kind(root: Node, tags: PageTags, facts: Facts, groups: list[Group], files: int) -> PageKind:
    """Tell article, list and home apart; see the counted habits in the tests' golden file."""
    if tags.of_article:
        return "article"
    lists = [group for group in groups if group.dated >= 3]
    main = lists[0] if lists else None
    words = len(text_of(root.find("body"))) if root.find("body") is not None else 0
    if facts.dated_by_label and facts.title and (main is None or words > 4000 or files):
        linked = sum(len(entry.title) for group in groups for entry in group.entries)
        if files or linked < words * 0.5:
            return "article"
    if main is None and files and not any(group.subject >= 3 for group in groups):
        return "article"
    named = page_title(root, tags)
    others = [group for group in lists[1:] if group.dated >= 4]
    if ((_HOME.search(named) or _HOME.search(" ".join(tags.column))) and len(lists) != 1) or len(others) >= 2:
        return "home"
    if main is not None or any(group.subject >= 2 for group in groups) or sum(len(group.entries) for group in groups) >= 10:
        return "list"
    return "article" if words > 200 else "list"


def _entries(groups: list[Group], kind: PageKind) -> list[Entry]:
    """Give a list's entries: its main group, and further groups of the same worth (a list cut into blocks)."""
    if not groups:
        return []
    if kind == "home":
        return [entry for group in groups if group.dated for entry in group.entries]
    main = groups[0]
    same = [
        group
        for group in groups
        if group is main or (main.dated and group.dated >= 0.6 * len(group.entries)) or (not main.dated and group.subject >= 0.5 * len(group.entries))
    ]
    seen: set[str] = set()
    return [entry for group in same for entry in group.entries if not (entry.href in seen or seen.add(entry.href))]  # type: ignore[func-returns-value]


def _has_tables(root: Node) -> bool:
    """Tell whether a table of figures stands in the page: two rows with sums of money in one table."""
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if _FIGURE.search(text_of(row))]
        if len(rows) >= 2 and not in_frame(table):
            return True
    return False


def _page_images(root: Node) -> int:
    """Count the uploaded images in the content: three and more stand in for a file."""
    count = sum(1 for node in root.iter("img") if _UPLOADED.search(node.get("src") or "") and not in_frame(node) and node.getparent().tag != "a")
    return count if count >= 3 else 0


def _columns(root: Node, tags: PageTags) -> str:
    """Give the words that say which column the page is in: the tag, and the path printed above the content."""
    crumbs = [
        text_of(node)
        for node in root.iter("div", "p", "span", "td", "ul")
        if len(node) < 40 and "当前" in (text := text_of(node)) and "位置" in text and len(text) < 200
    ]
    return " ".join([*tags.column, *crumbs[-1:]])
