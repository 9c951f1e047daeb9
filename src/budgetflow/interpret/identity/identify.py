"""Who published a document, for which year, at which stage and for what scope; or what else the
file is.

`identify` weighs every place that says so (`identity_evidence`) and keeps them all, so that a wrong
answer can be
explained. A year in a file's name never beats one in the text; a budget of 2026 names 2025 on every
page, so years count only
where they stand in titles, headings and the like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from budgetflow.interpret.identity.consolidated import table_sets
from budgetflow.interpret.identity.document_kind import Kind, kind_of
from budgetflow.interpret.identity.evidence import (
    Evidence,
    Trust,
    body_evidence,
    cover_evidence,
    cover_lines,
    prose_stage,
)
from budgetflow.interpret.identity.government import Government, government_of
from budgetflow.interpret.identity.names import PLACEHOLDER
from budgetflow.interpret.identity.outside import outside_evidence
from budgetflow.interpret.identity.places import begins_with_place
from budgetflow.interpret.identity.printed_lines import Printed, printed
from budgetflow.interpret.identity.region import place_of
from budgetflow.interpret.identity.signed_days import signature, stated_day
from budgetflow.interpret.keys import digest
from budgetflow.interpret.rows_model import Publication
from budgetflow.interpret.tables.segments.captions import read_caption
from budgetflow.interpret.tables.segments.titles import looks_like_title, names_table
from budgetflow.interpret.text.normalise import HAN, squeeze_printed
from budgetflow.readers.document import Document
from budgetflow.reference.body_names import one_spelling
from budgetflow.reference.regions import CENTRAL_REGION, region_of_code

_PART = re.compile(r"^第.{1,2}部分|^目录")

# What a title of such papers speaks of; 会议资料妥善保存 stands above one and is none.
_OF_MONEY = re.compile(r"预算|决算|财政|收支|经费|资金|绩效|债务|公开")
_OF_A_YEAR = re.compile(r"(?:19|20)\d\d年.*(?:预算|决算)")
_LINES_OF_A_COVER = 20
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Identity:
    """One disclosure that a document holds (or, where `kind` says so, no disclosure at all)."""

    disclosure_id: str
    """Stable key from region_code, publisher (all its spellings are one), fiscal_year, stage and
    scope; from the bytes too where publisher, place or year is not certain.
    """
    publisher: str | None
    fiscal_year: int | None
    stage: str | None
    scope: str | None
    region_code: str | None
    region_name: str | None
    province: str | None
    title: str | None
    published_on: date | None
    kind: Kind
    reason: str | None
    """Why a file is no disclosure, in words for `documents.status_reason`; None for a disclosure.
    """
    evidence: tuple[Evidence, ...]
    pages: tuple[int, int] | None = None
    """First and last page of this disclosure's own tables where one file holds several; None where
    it has the file.
    """

    @property
    def is_disclosure(self) -> bool:
        """Check whether rows may be made from the document."""
        return self.kind == "disclosure"


def identify(document: Document, publication: Publication | None = None) -> list[Identity]:
    """Identify the disclosures of one document, in the order of their pages; never an empty list.

    `publication` is what the announcement said; it fills gaps and is never believed over the paper.
    A file that is no
    disclosure gives one Identity whose `kind` and `reason` say what it is.
    """
    lines = printed(document)
    signed, signed_on = signature(lines)
    day = stated_day(lines) or signed_on
    evidence = [
        *cover_evidence(lines),
        *body_evidence(lines),
        *([signed] if signed else []),
        *outside_evidence(document, publication),
    ]
    # The whole first, its parts only where it is a disclosure: the kind is told by the whole file.
    first = _decide(document, lines, evidence, publication, day)
    if not first.is_disclosure:
        return [first]
    sets = table_sets(evidence, first.publisher)
    if len(sets) < 2:
        return [first]
    return [_for_set(first, name, pages, document, lines, publication) for name, pages in sets]


def _decide(
    document: Document,
    lines: list[Printed],
    evidence: list[Evidence],
    publication: Publication | None,
    day: date | None,
) -> Identity:
    """Weigh the evidence of a whole document into one Identity."""
    publisher = _publisher(evidence)
    stage = _vote(evidence, "stage")
    scope = _scope(evidence, publisher)
    cover_title = _cover_title(evidence)
    # What the file is may be told from its first line, but never against a title on a cover.
    first_line = None if cover_title else _first_line(lines)
    year = _year(evidence)
    government = _government(lines, evidence, publication)
    # A government's own titles and report overrule what tables of departments in its book say.
    if government:
        scope = "government"
        stage = government.stage or stage or prose_stage(lines)
        year = government.fiscal_year or year
        publisher = government.place or _place_of_source(publication)
        cover_title = government.title or cover_title
    is_told = (
        stage is not None or scope == "government" or _tells_of_tables(document, lines, evidence)
    )
    kind, reason = kind_of(document, lines, publisher, is_told, cover_title or first_line)
    blank = Identity(
        "",
        publisher,
        year,
        stage,
        scope,
        None,
        None,
        None,
        cover_title or _title(evidence, publication, first_line) or _headline(lines),
        _published_on(publication) or day,
        kind,
        reason,
        tuple(_kept(evidence)),
    )
    return _keyed(blank, document, lines, publication)


def _cover_title(evidence: list[Evidence]) -> str | None:
    return next((e.text for e in evidence if e.trust == Trust.COVER_TITLE), None)


def _published_on(publication: Publication | None) -> date | None:
    return publication.published_on if publication else None


def _tells_of_tables(
    document: Document, lines: list[Printed], evidence: Iterable[Evidence]
) -> bool:
    """Check whether a title, a line or the name of a sheet names a table of a budget."""
    if _names_a_table(evidence) or any(names_table(line.text) for line in lines):
        return True
    return any(names_table(page.name) for page in document.pages if page.name)


def _names_a_table(evidence: Iterable[Evidence]) -> bool:
    """Check whether the title of a table names a body or a year."""
    return any(e.trust == Trust.TABLE_TITLE for e in evidence)


def _government(
    lines: list[Printed], evidence: list[Evidence], publication: Publication | None
) -> Government | None:
    """Read the document as a whole government's, unless its own titles are those of some body."""
    # Titles only: every paper of a department speaks of its government somewhere.
    titled = [e for e in evidence if e.trust >= Trust.TITLE]
    if any(_is_of_some_body(e) for e in titled):
        return None
    in_tables = [e for e in evidence if e.trust in (Trust.TABLE_TITLE, Trust.TABLE_LINE)]
    cells = _texts_of(lines, in_table=True)
    texts = _texts_of(lines, in_table=False)
    titles = [line.text for line in lines if len(line.text) <= 60 and looks_like_title(line.text)]
    cover = [*cover_lines(lines), *_cells_of_cover(lines)]
    if publication and publication.title:
        cover.append(squeeze_printed(publication.title))
    bodies = _publisher(_on_cover(titled, lines)), _publisher(in_tables)
    return government_of(cover, texts, titles, cells, bodies)


def _on_cover(titled: list[Evidence], lines: list[Printed]) -> list[Evidence]:
    """Return the titles on the cover or on the first page."""
    first_page = lines[0].page if lines else None
    return [e for e in titled if e.trust > Trust.TITLE or e.page == first_page]


def _is_of_some_body(title: Evidence) -> bool:
    """Check whether a title says whose disclosure it heads: it has a scope (部门, 单位) and with it
    a name or a year.
    """
    return bool(title.scope and (title.publisher or title.fiscal_year))


def _texts_of(lines: list[Printed], *, in_table: bool) -> list[str]:
    """Return the texts of the lines in tables, or of those outside them."""
    return [line.text for line in lines if line.in_table == in_table]


def _cells_of_cover(lines: list[Printed]) -> list[str]:
    """Return the cells of a cover that was set as a sheet, where the first page is one."""
    cells = [line.text for line in lines if line.in_table and line.page == lines[0].page]
    # More cells than these are a table; a cover sets title, body and day.
    if len(cells) <= 24:
        return cells[:12]
    return []


def _place_of_source(publication: Publication | None) -> str | None:
    """Return the place whose government's site a document comes from, where it names none."""
    region = region_of_code(publication.region_code) if publication else None
    if region and region is not CENTRAL_REGION:
        return region.name
    return None


def _for_set(
    whole: Identity,
    name: str,
    pages: tuple[int, int],
    document: Document,
    lines: list[Printed],
    publication: Publication | None,
) -> Identity:
    """Return the Identity of one set of tables in a file that holds several."""
    # The other sets of a department's file are those of its units.
    scope = whole.scope if name == whole.publisher else "unit"
    own = replace(whole, publisher=name, scope=scope, pages=pages)
    return _keyed(own, document, lines, publication)


def _keyed(
    identity: Identity, document: Document, lines: list[Printed], publication: Publication | None
) -> Identity:
    """Add the place and the key."""
    region = place_of(identity.publisher, lines, publication)
    code = region.code if region else None
    name = one_spelling(identity.publisher) if identity.publisher else None
    parts = [code, name, identity.fiscal_year, identity.stage, identity.scope]
    # Two files that do not say who they are must not become one disclosure.
    if not _is_certain(identity, code):
        parts.append(document.document_id)
    return replace(
        identity,
        disclosure_id=disclosure_key(*parts),
        region_code=code,
        region_name=region.name if region else None,
        province=region.province if region else None,
    )


def _is_certain(identity: Identity, code: str | None) -> bool:
    """Check whether publisher, place and year are known well enough to be one disclosure with
    another file that says the same: 教育局 of no known place may be any city's.
    """
    if identity.publisher is None or identity.fiscal_year is None:
        return False
    if code is not None:
        return True
    return begins_with_place(identity.publisher)


def disclosure_key(*parts: Any) -> str:
    """Make the public key of a disclosure from raw published values: 20 hex digits of their sha256.
    Never change this.
    """
    return digest(*parts)[:20]


def _publisher(evidence: Iterable[Evidence]) -> str | None:
    """Take the name at the most trusted kind of place that names a body; among those, the
    commonest, then the first.

    A placeholder that a form's cover still prints (某省XX厅) counts only where nothing else names.
    """
    named = [e for e in evidence if e.publisher]
    named = [e for e in named if not PLACEHOLDER.search(e.publisher or "")] or named
    if not named:
        return None
    best = max(e.trust for e in named)
    # `most_common` keeps the order of the page among names as common.
    counts = Counter(e.publisher for e in named if e.trust == best)
    return counts.most_common(1)[0][0]


def _vote(evidence: Iterable[Evidence], field: str) -> Any:
    """Take what the most trusted kind of place says; among equals, what most of them say."""
    told = [(e.trust, getattr(e, field)) for e in evidence if getattr(e, field)]
    if not told:
        return None
    best = max(trust for trust, _ in told)
    return Counter(value for trust, value in told if trust == best).most_common(1)[0][0]


def _scope(evidence: list[Evidence], publisher: str | None) -> Any:
    """Take what the titles of the publisher's paper say (部门决算), else what the most trusted kind
    of place says: 编制单位 over a table tells who filled in a form, of a department too.
    """
    titles = []
    for e in evidence:
        is_title = e.trust in (Trust.COVER_TITLE, Trust.TITLE)
        # A book of several bodies has titles of each; those of others say nothing of this one.
        if is_title and e.publisher in (None, publisher):
            titles.append(e)
    return _vote(titles, "scope") or _vote(evidence, "scope")


def _year(evidence: Iterable[Evidence]) -> int | None:
    """Take the year of the most trusted kind of place; among equals the commonest, and the later of
    two as common.
    """
    told = [e for e in evidence if e.fiscal_year]
    if not told:
        return None
    # The later of two: a paper repeats last year's titles, never next year's.
    best = max(e.trust for e in told)
    counts = Counter(e.fiscal_year for e in told if e.trust == best and e.fiscal_year)
    return max(counts, key=lambda year: (counts[year], year))


def _title(
    evidence: list[Evidence], publication: Publication | None, first_line: str | None
) -> str | None:
    """Return the title of a disclosure without one on its cover: what it was announced as, else a
    title further in, else the first line.

    The first line of a file of tables is that of its first table, which is no title of the whole.
    """
    announced = publication.title if publication else None
    further = next(
        (_PART.sub("", e.text) for e in evidence if e.trust == Trust.TITLE and e.stage), None
    )
    own = (
        first_line is not None
        and _OF_MONEY.search(first_line)
        and not read_caption(first_line)
        and not _PART.match(first_line)
    )
    return announced or further or (first_line if own else None)


def _headline(lines: list[Printed]) -> str | None:
    """Return the first of a document's lines, cells among them, that names a budget of a year: the
    cover of a workbook is its first sheet.
    """
    # Farther in, lines that name a budget of a year are sentences and titles of tables.
    for line in lines[:_LINES_OF_A_COVER]:
        text = squeeze_printed(line.text)
        if len(text) <= _LONGEST_TITLE and _OF_A_YEAR.search(text):
            return text
    return None


def _first_line(lines: list[Printed]) -> str | None:
    """Return the first line of Chinese text that may be a heading; what kind of file it is can be
    told from it.
    """
    for line in lines[:10]:
        # Shorter ones are stamps and numbers of pages, longer ones sentences.
        if line.in_table or not 4 <= len(line.text) <= _LONGEST_TITLE:
            continue
        if HAN.search(line.text):
            return squeeze_printed(line.text)
    return None


def _kept(evidence: Iterable[Evidence]) -> Iterable[Evidence]:
    """Keep each thing said once a kind of place, so that 168 equal lines over tables are one."""
    seen = set()
    for e in evidence:
        key = (e.trust, e.publisher, e.fiscal_year, e.stage, e.scope)
        if key not in seen:
            seen.add(key)
            yield e
