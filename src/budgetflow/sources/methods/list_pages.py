"""Sites walked by pages of links."""

from __future__ import annotations

import re

from budgetflow.sources.method import Answer, Method, entries_of, own_entry
from budgetflow.sources.methods.block_pager import next_block
from budgetflow.sources.page_model import Listing
from budgetflow.sources.source import Source


class ListPages(Method):
    """Pages of links, one after another, as the page itself says.

    It says so by a next link, by a paging script whose addresses are worked out, or by the
    properties of a block that a script fetches.
    """

    name = "list_pages"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the page's entries and the page after it."""
        view = answer.view()
        entries = entries_of(view, answer, source)
        # The page's own link first: blocks are looked for in every hidden field.
        following = view.next_page or next_block(answer.text, answer.asked)
        if following:
            return Listing(entries, [following])
        # a page without entries may only frame the one that has them
        return Listing(entries, [] if entries else view.frames)


class NumberedPages(Method):
    """Pages of links whose addresses count up where the page does not say so: `page_url` with
    `{page}`, until a page is empty.
    """

    name = "numbered_pages"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the page's entries and the address with the next number, unless the page is
        empty.
        """
        entries = entries_of(answer.view(), answer, source)
        return Listing(entries, [next_numbered(source, answer.asked)] if entries else [])


class SinglePage(Method):
    """One page that holds everything: its own files, or links to the articles. It has no second
    page.
    """

    name = "single_page"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return the page itself as an entry where it offers files, and its entries."""
        view = answer.view()
        # Both: such pages hold last year's files and link the years before.
        return Listing([*own_entry(view, answer, source), *view.entries])


class NestedColumns(Method):
    """A page that links a column for every department or year: every link of its content is tried,
    columns below are read as lists.
    """

    name = "nested_columns"

    def read(self, source: Source, answer: Answer) -> Listing:
        """Return every link of the content where the page is a directory, the list's entries where
        it is a list.
        """
        view = answer.view()
        dated = sum(1 for entry in view.entries if entry.date)
        # a list dates most of its entries, a directory of departments does not
        if dated * 2 > len(view.entries):
            entries = view.entries
        else:
            entries = view.links
        more = [view.next_page] if view.next_page else []
        # A page that lists nothing may be a column of one page.
        return Listing(entries or own_entry(view, answer, source), more)


def next_numbered(source: Source, asked: str) -> str:
    """Return the address after `asked` by the source's `page_url`: the second page's number after a
    start page, else one more.
    """
    # Read back from the address asked: the crawl remembers addresses and no numbers.
    pattern = re.escape(source.page_url).replace(re.escape("{page}"), r"(\d+)")
    match = re.fullmatch(pattern, asked)
    if match:
        number = int(match.group(1)) + source.page_step
    else:
        number = source.second_page
    return source.page_url.replace("{page}", str(number))
