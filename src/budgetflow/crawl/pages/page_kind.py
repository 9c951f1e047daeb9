"""Whether a page is an article, a list or a home page: by its tags, then by the shape of its links
and words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from budgetflow.crawl.pages.article_metadata import Facts, page_title
from budgetflow.crawl.pages.dom import Node, marks, one_line, text_of
from budgetflow.crawl.pages.entries import Group
from budgetflow.crawl.pages.meta_tags import PageTags
from budgetflow.sources.page_model import Attachment, PageKind

_HOME = re.compile(r"首\s*页|门户网站$|网站$")
_PAGER = re.compile(r"[共第]\s*\d+\s*页|[上下]\s*一?\s*页|[尾末]\s*页|共\s*\d+\s*条")
_MORE = re.compile(r"^\W*(?:查看)?(?:更多|more)\W*$", re.IGNORECASE)

# Numbers below were set on the saved pages of the golden file; each is far from the pages it parts.
_MORE_LINKS = 3
_DATED_ENTRIES_OF_A_HOME = 6
# Characters of an entry's title; shorter ones are menus.
_LONG_TITLE = 8
_ROWS_OF_A_BLOCK = 3
_LISTS_OF_A_HOME = 3
_ENTRIES_OF_A_LIST = 10
# Characters of a text that outweighs any list beside it.
_MUCH_TEXT = 4000
# Characters below which a page without a list has nothing of its own.
_LITTLE_TEXT = 200


class PageFeatures:
    """What a page's kind is decided by, each worked out when a rule first asks for it."""

    def __init__(
        self,
        root: Node,
        tags: PageTags,
        facts: Facts,
        groups: list[Group],
        attachments: list[Attachment],
    ) -> None:
        """Take the page's tree, its tags, what it says of itself, its links and its files."""
        self.root = root
        self.tags = tags
        self.facts = facts
        self.groups = groups
        self.files = {attachment.href for attachment in attachments}

    @cached_property
    def dated(self) -> list[Group]:
        """Groups of three dated entries or more, or of just two that are both dated."""
        found = []
        for group in self.groups:
            both_of_two = group.dated == 2 and len(group.entries) == 2
            if group.dated >= 3 or both_of_two:
                found.append(group)
        return found

    @cached_property
    def characters(self) -> int:
        """Characters of visible text."""
        body = self.root.find("body")
        if body is None:
            return 0
        return len(text_of(body))

    @cached_property
    def linked_characters(self) -> int:
        """Characters of the titles of links, those of files left out."""
        total = 0
        for group in self.groups:
            for entry in group.entries:
                if entry.href not in self.files:
                    total += len(entry.title)
        return total

    @cached_property
    def more_links(self) -> int:
        """Links to more of a list (更多)."""
        count = 0
        for node in self.root.iter("a"):
            words = text_of(node) or node.get("title") or ""
            # By the word of the layout too: a link that shows an arrow has no text.
            if _MORE.match(words) or "more" in marks(node).split():
                count += 1
        return count

    @cached_property
    def blocks(self) -> int:
        """Blocks of the page that hold three rows with long titles or more."""
        rows: Counter[Node] = Counter()
        for group in self.groups:
            for entry, row in zip(group.entries, group.rows, strict=False):
                if len(entry.title) >= _LONG_TITLE:
                    rows[row.getparent()] += 1
        return sum(1 for count in rows.values() if count >= _ROWS_OF_A_BLOCK)

    @cached_property
    def has_own_date(self) -> bool:
        """Whether a date stands beside a label, or below the title and is not that of a link in a
        list.
        """
        if self.facts.labelled is not None:
            return True
        if self.facts.below_title is None:
            return False
        for group in self.groups:
            for entry in group.entries:
                if entry.href not in self.files and entry.date == self.facts.below_title:
                    return False
        return True

    def is_of_files(self, group: Group) -> bool:
        """Check whether a group of links is a list of files: half of them or more."""
        return 2 * sum(entry.href in self.files for entry in group.entries) >= len(group.entries)


def _leads_to_more_of_each(page: PageFeatures) -> bool:
    if page.more_links < _MORE_LINKS:
        return False
    dated = sum(group.dated for group in page.dated)
    return dated >= _DATED_ENTRIES_OF_A_HOME or page.blocks >= _LISTS_OF_A_HOME


def _calls_itself_home(page: PageFeatures) -> bool:
    # Sites of departments name the home page in the title element, columns in the tag.
    named = one_line(page.root.findtext(".//title") or "") or page_title(page.root, page.tags)
    if not _HOME.search(named) and not _HOME.search(" ".join(page.tags.column)):
        return False
    if page.dated:
        return len(page.dated) >= 2
    # an article's title element may end in the site's name as well
    return not page.facts.labelled and not page.facts.below_title


def _has_several_lists(page: PageFeatures) -> bool:
    return sum(1 for group in page.dated if group.dated >= 4) >= _LISTS_OF_A_HOME


def _lists_dated_files(page: PageFeatures) -> bool:
    for group in page.dated:
        if page.is_of_files(group) and group.dated == len(group.entries):
            return True
    return False


def _has_words_of_its_own(page: PageFeatures) -> bool:
    if not page.has_own_date or not page.facts.title:
        return False
    # Half: an article's links are those of its frame, a list is made of links.
    if page.linked_characters >= page.characters * 0.5:
        return False
    if not page.dated or page.files or page.characters > _MUCH_TEXT:
        return True
    # Beside a dated list more of the text must be the page's own.
    return page.linked_characters < page.characters * 0.3


def _offers_files(page: PageFeatures) -> bool:
    if not page.files or page.dated:
        return False
    return not any(group.subject >= 3 and not page.is_of_files(group) for group in page.groups)


def _has_a_list(page: PageFeatures) -> bool:
    if page.dated or any(group.subject >= 2 for group in page.groups):
        return True
    if sum(len(group.entries) for group in page.groups) >= _ENTRIES_OF_A_LIST:
        return True
    some_date = any(group.dated for group in page.groups)
    return some_date and bool(_PAGER.search(text_of(page.root)))


def _says_little(page: PageFeatures) -> bool:
    return page.characters <= _LITTLE_TEXT


_Rule = tuple[str, PageKind, Callable[[PageFeatures], bool]]
# What each rule sees, the kind it means, and when it holds; the first that holds decides.
# Home pages before lists: they hold lists with dates as well.
_RULES: tuple[_Rule, ...] = (
    ("the tags of an article are filled in", "article", lambda page: page.tags.of_article),
    ("several lists lead to more of each", "home", _leads_to_more_of_each),
    ("it calls itself a home page", "home", _calls_itself_home),
    ("several lists with dates", "home", _has_several_lists),
    ("files with a date each", "list", _lists_dated_files),
    ("a date, a title and more words than links", "article", _has_words_of_its_own),
    ("files and no other list", "article", _offers_files),
    ("entries of a list", "list", _has_a_list),
    ("hardly any text", "list", _says_little),
    ("text", "article", lambda page: True),
)


def page_kind(page: PageFeatures) -> tuple[PageKind, str]:
    """Return whether a page is an article, a list or a home page, and the rule that decided.

    Filled-in article tags decide. A home page shows several dated lists and links to more of each.
    An article has a date beside a label or below its title, and text or files of its own that
    outweigh its links. The rest are lists.
    """
    name, kind, _ = next(rule for rule in _RULES if rule[2](page))
    return kind, name
