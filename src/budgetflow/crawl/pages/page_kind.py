"""Whether a page is an article, a list or a home page: by its tags, then by the shape of its links
and words.
"""

from __future__ import annotations

import re
from collections import Counter

from budgetflow.crawl.pages.article_metadata import Facts, page_title
from budgetflow.crawl.pages.dom import Node, marks, one_line, text_of
from budgetflow.crawl.pages.entries import Group
from budgetflow.crawl.pages.meta_tags import PageTags
from budgetflow.sources.page_model import Attachment, PageKind

_HOME = re.compile(r"首\s*页|门户网站$|网站$")
_PAGER = re.compile(r"[共第]\s*\d+\s*页|[上下]\s*一?\s*页|[尾末]\s*页|共\s*\d+\s*条")
_MORE = re.compile(r"^\W*(?:查看)?(?:更多|more)\W*$", re.IGNORECASE)


def page_kind(
    root: Node, tags: PageTags, facts: Facts, groups: list[Group], attachments: list[Attachment]
) -> PageKind:
    """Return whether a page is an article, a list or a home page.

    Filled-in article tags decide. A home page shows several dated lists and links to more of each.
    An article has a date
    beside a label or below its title, and text or files of its own that outweigh its links. The
    rest are lists.
    """
    if tags.of_article:
        return "article"
    dated = [
        group
        for group in groups
        if group.dated >= 3 or (group.dated == 2 and len(group.entries) == 2)
    ]
    if _is_home(root, tags, facts, groups, dated):
        return "home"
    words = len(text_of(root.find("body"))) if root.find("body") is not None else 0
    files = {attachment.href for attachment in attachments}
    if any(_holds_files(group, files) and group.dated == len(group.entries) for group in dated):
        return "list"  # files, each with a date of its own
    linked = sum(
        len(entry.title) for group in groups for entry in group.entries if entry.href not in files
    )
    own_words = _dated(facts, groups, files) and bool(facts.title) and linked < words * 0.5
    if own_words and (not dated or files or words > 4000 or linked < words * 0.3):
        return "article"
    if (
        files
        and not dated
        and not any(group.subject >= 3 and not _holds_files(group, files) for group in groups)
    ):
        return "article"
    lists = (
        bool(dated)
        or any(group.subject >= 2 for group in groups)
        or sum(len(group.entries) for group in groups) >= 10
    )
    lists = lists or (any(group.dated for group in groups) and bool(_PAGER.search(text_of(root))))
    return "list" if lists or words <= 200 else "article"


def _is_home(
    root: Node, tags: PageTags, facts: Facts, groups: list[Group], dated: list[Group]
) -> bool:
    named = one_line(root.findtext(".//title") or "") or page_title(root, tags)
    more = sum(
        1
        for node in root.iter("a")
        if _MORE.match(text_of(node) or node.get("title") or "") or "more" in marks(node).split()
    )
    blocks = Counter(
        row.getparent()
        for group in groups
        for entry, row in zip(group.entries, group.rows, strict=False)
        if len(entry.title) >= 8
    )
    if more >= 3 and (
        sum(group.dated for group in dated) >= 6
        or sum(1 for rows in blocks.values() if rows >= 3) >= 3
    ):
        return True
    calls_itself_so = bool(_HOME.search(named) or _HOME.search(" ".join(tags.column)))
    if calls_itself_so and (
        len(dated) >= 2 or (not dated and not facts.labelled and not facts.below_title)
    ):
        return True
    return sum(1 for group in dated if group.dated >= 4) >= 3


def _dated(facts: Facts, groups: list[Group], files: set[str]) -> bool:
    """Check whether the page has a date of its own: beside a label, or below the title and not that
    of a link in a list.
    """
    linked = {entry.date for group in groups for entry in group.entries if entry.href not in files}
    return facts.labelled is not None or (
        facts.below_title is not None and facts.below_title not in linked
    )


def _holds_files(group: Group, files: set[str]) -> bool:
    """Check whether a group of links is a list of files."""
    return 2 * sum(entry.href in files for entry in group.entries) >= len(group.entries)
