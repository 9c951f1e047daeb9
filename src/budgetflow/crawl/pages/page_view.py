"""Read one page into a PageView: what kind it is, what it says of itself, its files, its entries,
the page after it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from budgetflow.crawl.pages.article_metadata import Facts, page_title, read_facts
from budgetflow.crawl.pages.attachments import is_file_address, read_attachments
from budgetflow.crawl.pages.block_detection import read_block
from budgetflow.crawl.pages.disclosure_detection import figures, judge
from budgetflow.crawl.pages.dom import Node, in_frame, page_text, parse, text_of, visible_text
from budgetflow.crawl.pages.entries import Group, read_groups
from budgetflow.crawl.pages.meta_tags import PageTags, read_tags
from budgetflow.crawl.pages.page_kind import PageFeatures, page_kind
from budgetflow.crawl.pages.pagination import next_page
from budgetflow.crawl.pages.redirects import read_redirect
from budgetflow.crawl.pages.script_entries import scripted_entries
from budgetflow.crawl.pages.urls import join, split
from budgetflow.sources.methods.jpage import has_records, unfold
from budgetflow.sources.page_model import Entry, PageKind, PageView

__all__ = ["blocked_reason", "page_text", "read_page", "redirect_of", "visible_text"]

# Characters beyond which a page has more to say than where to go.
_LONGEST_REDIRECT = 30_000
_FIGURE = re.compile(r"(?<![\d,])\d[\d,]{0,24}\.\d{2}(?!\d)|(?<![\d,])\d{1,3}(?:,\d{3}){1,8}")
_UPLOADED = re.compile(r"(?:/|^)[^/]*\d{8,}[^/]*\.(?:jpe?g|png|bmp|tiff?)(?:$|\?)", re.IGNORECASE)


def read_page(text: str, url: str = "") -> PageView:
    """Read a page given as text. `url` is where it was found; without it, addresses stay as the
    page has them.
    """
    root = parse(_with_records(text))
    url = _base(root, url)
    redirect = read_redirect(root, url)
    groups = read_groups(root, url)
    # Data in a script is looked for only where no list shows dates: pages carry other data too.
    if any(group.dated for group in groups):
        carried = []
    else:
        carried = scripted_entries(root, url)
    if carried:
        groups = [Group(carried), *groups]
    # A page that sends on, or is filled by its script, is short and not blocked.
    if redirect or carried:
        block = None
    else:
        block = read_block(text, root)
    if block:
        title = page_title(root, PageTags())
        return PageView("blocked", title=title, reason=block.reason, missing=block.missing)
    tags = read_tags(root)
    facts = read_facts(root, tags, url)
    attachments = read_attachments(root, url)
    kind, rule = page_kind(PageFeatures(root, tags, facts, groups, attachments))
    view = PageView(kind, kind_rule=rule, redirect=redirect)
    view.column = _first(tags.column)
    view.links = [entry for group in groups for entry in group.entries]
    view.frames = _frames(root, url)
    if kind == "article":
        view.attachments = attachments
        _read_article(view, root, tags, facts)
        return view
    view.title = page_title(root, tags)
    view.publisher = _first(tags.site_name)
    view.entries = _entries(groups, kind)
    view.next_page = next_page(root, url) if kind == "list" else ""
    view.reason = "a page of links"
    return view


def _first(words: Sequence[str]) -> str:
    if words:
        return words[0]
    return ""


def _read_article(view: PageView, root: Node, tags: PageTags, facts: Facts) -> None:
    """Fill in what an announcement says, and whether it discloses a budget."""
    _article(view, root, tags, facts)
    body = root.find("body")
    if body is None:
        words = ""
    else:
        words = text_of(body)
    view.has_tables = _has_tables(root)
    view.has_figures = figures(words)
    view.page_images = 0 if view.attachments else _page_images(root)
    names = [one.text for one in view.attachments]
    view.is_disclosure, view.reason = judge(view.title, _columns(root, tags), names, words)


def _base(root: Node, url: str) -> str:
    """Return the address that the page's links are relative to: its `base` element's, else its
    own.
    """
    base = root.find(".//base[@href]")
    if base is not None:
        return join(url, base.get("href")) or url
    return url


def redirect_of(text: str, url: str) -> str:
    """Return where a page itself sends a browser on; empty when it does not, and for a page too
    long to be only that.
    """
    if len(text) <= _LONGEST_REDIRECT:
        return read_redirect(parse(text), url)
    return ""


def blocked_reason(text: str) -> str:
    """Return why a list answer is no content (a challenge, a login, an error page); empty for one
    with content, or with data.
    """
    # Data and feeds have no words for people and would seem empty.
    if text.lstrip()[:1] in "{[" or re.match(
        r"\s*<(?:\?xml|datastore|urlset|sitemapindex)", text, re.IGNORECASE
    ):
        return ""
    block = read_block(text, parse(text))
    if block:
        return block.reason
    return ""


def _with_records(text: str) -> str:
    """Return a page with the records of its datastore, which a script would show, put at its
    end.
    """
    if not has_records(text):
        return text
    head, body, tail = text.rpartition("</body>")
    if body:
        return f"{head}{unfold(text)}{body}{tail}"
    return f"{text}{unfold(text)}"


def _article(view: PageView, root: Node, tags: PageTags, facts: Facts) -> None:
    view.title = facts.title
    view.published_on = facts.published_on
    view.source = facts.source
    site = tags.site_name[0] if tags.site_name else ""
    # 本网 as a source means the site itself.
    own = facts.source in ("本网", "本站", "网站", "本单位", "本网站")
    view.publisher = facts.publisher or (site if own else facts.source) or site


def _entries(groups: list[Group], kind: PageKind) -> list[Entry]:
    """Return a list's entries: its main group, and further groups of the same worth (a list cut
    into blocks).
    """
    if not groups:
        return []
    if kind == "home":
        # Of a home page every list counts that has dates or speaks of budgets.
        return [
            entry for group in groups if group.dated or group.subject for entry in group.entries
        ]
    same = [group for group in groups if _goes_with(group, groups[0])]
    first_by_href: dict[str, Entry] = {}
    for group in same:
        for entry in group.entries:
            first_by_href.setdefault(entry.href, entry)
    return list(first_by_href.values())


def _goes_with(group: Group, main: Group) -> bool:
    """Check whether a group is part of the main list: of the same shape and dated as it is, or of
    the same subject.
    """
    # Most and not all: an entry may print its day in a form that is not read.
    dated = group.dated >= 0.6 * len(group.entries)
    if main.dated and group.kind == main.kind and dated:
        return True
    return group is main or (
        group.subject >= 0.5 * len(group.entries) and (dated or not main.dated)
    )


def _has_tables(root: Node) -> bool:
    """Check whether a table of figures stands in the page: two rows with sums of money in one
    table.
    """
    for table in root.iter("table"):
        rows = [row for row in table.iter("tr") if _FIGURE.search(text_of(row))]
        if len(rows) >= 2 and not in_frame(table):
            return True
    return False


def _page_images(root: Node) -> int:
    """Count the uploaded images in the content, those of the folder that has most: three and more
    stand in for a file.
    """
    # Linked images are pictures of news; page images stand by themselves.
    sources = (
        node.get("src") or ""
        for node in root.iter("img")
        if not in_frame(node) and node.getparent().tag != "a"
    )
    folders = Counter(source.rpartition("/")[0] for source in sources if _UPLOADED.search(source))
    count = max(folders.values(), default=0)
    if count >= 3:
        return count
    return 0


def _frames(root: Node, url: str) -> list[str]:
    """Return the pages of the same host that frames of this one show."""
    targets = (join(url, node.get("src") or "") for node in root.iter("iframe", "frame"))
    return list(
        dict.fromkeys(
            target
            for target in targets
            if target != url
            and split(target).hostname == split(url).hostname
            and split(target).hostname
            and not is_file_address(target)
        )
    )


def _columns(root: Node, tags: PageTags) -> str:
    """Return the words that say which column the page is in: the tag, and the path printed above
    the content.
    """
    crumbs = [
        text_of(node)
        # The path above the content is short and names where the reader is.
        for node in root.iter("div", "p", "span", "td", "ul")
        if len(node) < 40
        and "当前" in (text := text_of(node))
        and "位置" in text
        and len(text) < 200
    ]
    return " ".join([*tags.column, *crumbs[-1:]])
