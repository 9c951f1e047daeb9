"""What the text of a disclosure says: its statements by chapter in the order of the document, its
projects and its goals, each with the place it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from budgetflow.releases.site.cell_locations import place_words
from budgetflow.releases.site.web import web_address

# What the sentences of one page weigh at most, so that it stays under 200 kB with its markup.
PAGE_BYTES = 90_000
# What the markup around a sentence, a project or a goal weighs, in bytes.
_AROUND = 700
# Stands for the page of what has none: such rows come last.
_FIRST = 1 << 30


@dataclass(slots=True)
class Sentence:
    """One sentence with all that it says, under the anchor of its first statement."""

    anchor: str
    text: str
    topics: list[str]
    section: str
    place: tuple[str, str]
    href: str
    """Of the place on the page; empty where nothing shows it."""
    statement_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TextPage:
    """One page of text: chapters with their sentences, projects, goals."""

    sentences: list[Sentence] = field(default_factory=list)
    projects: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)

    @property
    def chapters(self) -> list[tuple[str, list[Sentence]]]:
        """Return the sentences by the heading they stand under, in the order of the document."""
        return [(name, list(of)) for name, of in groupby(self.sentences, lambda s: s.section)]


def text_pages(
    rows: Mapping[str, list[dict[str, Any]]], views: Mapping[tuple[str, int], str]
) -> list[TextPage]:
    """Put what the text of a disclosure says on pages of bounded weight, in order.

    `rows` are its rows of `statements`, `projects` and `performance_targets`; `views` gives the
    address of the view of a page of a document, where there is one.
    """
    urls = {row["document_id"]: row["source_url"] or "" for row in rows["documents"]}
    sentences = _sentences(rows["statements"], views, urls)
    pages = [TextPage()]
    weight = 0
    for kind, row, size in _items(sentences, rows, views, urls):
        if weight and weight + size > PAGE_BYTES:
            pages.append(TextPage())
            weight = 0
        getattr(pages[-1], kind).append(row)
        weight += size
    if weight or len(pages) > 1:
        return pages
    return []


def addresses(slug: str, pages: Sequence[TextPage]) -> dict[str, str]:
    """Return the address of the sentence of each statement, by its id."""
    return {
        statement: f"{name}#{sentence.anchor}"
        for name, page in zip(page_names(slug, len(pages)), pages, strict=True)
        for sentence in page.sentences
        for statement in sentence.statement_ids
    }


def page_names(slug: str, count: int) -> list[str]:
    """Return the names of a disclosure's pages of text."""
    return [f"d/{slug}-text{'' if n == 1 else f'-{n}'}.html" for n in range(1, count + 1)]


def _items(
    sentences: list[Sentence],
    rows: Mapping[str, list[dict[str, Any]]],
    views: Mapping[tuple[str, int], str],
    urls: Mapping[str, str],
) -> Iterator[tuple[str, Any, int]]:
    """Return each sentence, project and goal with the list it belongs to and its weight in
    bytes.
    """
    for sentence in sentences:
        yield "sentences", sentence, _AROUND + 3 * len(sentence.text)
    for name, kind in (("projects", "projects"), ("performance_targets", "targets")):
        for row in sorted(rows[name], key=_order):
            place = place_words(row["locator"], row["page"])
            told = row | {"place": place, "href": _href(row, views, urls)}
            said = sum(len(value) for value in row.values() if isinstance(value, str))
            yield kind, told, _AROUND + 3 * min(said, 300)


def _order(row: dict[str, Any]) -> tuple[str, int]:
    return row["document_id"] or "", row["page"] or _FIRST


def _sentences(
    statements: list[dict[str, Any]],
    views: Mapping[tuple[str, int], str],
    urls: Mapping[str, str],
) -> list[Sentence]:
    """Join the statements of one sentence; a sentence printed twice in one chapter stands once."""
    found: dict[tuple[str, str, str], Sentence] = {}
    for row in sorted(statements, key=lambda row: (row["document_id"], row["position"])):
        section = row["section"] or ""
        sentence = found.setdefault(
            (row["document_id"], section, row["text"]),
            Sentence(
                f"s{row['statement_id'][:12]}",
                row["text"],
                [],
                section,
                place_words(row["locator"], row["page"]),
                _href(row, views, urls),
            ),
        )
        sentence.statement_ids.append(row["statement_id"])
        if row["topic"] not in sentence.topics:
            sentence.topics.append(row["topic"])
    return list(found.values())


def _href(
    row: Mapping[str, Any], views: Mapping[tuple[str, int], str], urls: Mapping[str, str]
) -> str:
    """Return where a row's page can be seen: its view, else that page of the file itself."""
    document = row["document_id"]
    page = row["page"]
    if not document or not page:
        return ""
    view = views.get((document, page))
    if view is not None:
        return f"../{view}"
    url = web_address(urls.get(document))
    if url:
        return f"{url}#page={page}"
    return ""
