"""The chapters a disclosure's text must have, and the contents list against what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetflow.checks.model.evidence import Observation
from budgetflow.checks.model.figures import Figures
from budgetflow.interpret.rows_model import DocumentRow, TableRow
from budgetflow.interpret.tables.segments.titles import normalise_title
from budgetflow.interpret.text.numbering import SECTION, bare


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that every department and unit must write: how its heading is known, and the topics
    that only it speaks of.
    """

    zh: str
    en: str
    heading: re.Pattern[str]
    topics: tuple[str, ...] = ()
    table: str = ""
    """A table that says the same, printed or announced."""


# 财预〔2016〕143号 asks for them beside the tables.
CHAPTERS = (
    Chapter("职责", "duties", re.compile(r"职[责能]")),
    Chapter("机构设置", "organisation", re.compile(r"机构|(?:单位|部门|预算)构成|编制情况")),
    Chapter(
        "收支增减变化",
        "changes of revenue and expenditure",
        re.compile(r"收支|(?:收入|支出).*(?:情况|说明)|增减"),
        ("revenue.", "expenditure."),
    ),
    Chapter(
        "机关运行经费", "operating expenses", re.compile(r"机关运行经费"), ("operating_expenses",)
    ),
    Chapter("政府采购", "procurement", re.compile(r"政府采购"), ("procurement.",)),
    Chapter("国有资产占用", "state assets", re.compile(r"国有资产"), ("assets.",)),
    Chapter(
        "预算绩效", "performance", re.compile(r"绩效"), ("performance.",), "performance_targets"
    ),
    Chapter("名词解释", "glossary", re.compile(r"(?:名词|名称|术语)(?:解释|说明)")),
)


def required_chapters(figures: Figures) -> Iterator[Observation]:
    """Look for each required chapter by its heading, or by sentences that only it has.

    Only where three in four are there: else the text is in another file, or follows other rules
    (universities).
    """
    # Governments' books follow the 预算法, not the departments' template of 2016.
    if figures.disclosure.scope == "government":
        return
    headings = [heading for document in figures.documents for heading in document.headings or ()]
    there = [_is_there(figures, chapter, headings) for chapter in CHAPTERS]
    if not headings or sum(there) * 4 < len(CHAPTERS) * 3:
        return
    for chapter, found in zip(CHAPTERS, there, strict=True):
        yield Observation(
            found,
            f"未见必备说明：{chapter.zh}",
            f"no chapter on {chapter.en}",
            document_id=_text_of(figures).document_id,
            grave=True,
        )


def _title(table: TableRow) -> str:
    return table.title_printed or ""


def contents_in_order(figures: Figures) -> Iterator[Observation]:
    """Compare the order of the contents list with that of the tables, and with that of the text's
    headings.
    """
    for document in figures.documents:
        # only entries below a part are headings or tables of their own on every page seen
        sections = [bare(entry) for entry in document.contents or () if SECTION.match(entry)]
        # Without number, year and quotes, which a contents list may leave out of a title.
        entries = list(map(normalise_title, sections))
        tables = [table for table in figures.tables if _is_printed_in(table, document)]
        titles = list(map(normalise_title, map(_title, tables)))
        orders = [_places(entries, titles), _places(sections, document.headings or ())]
        swapped = [
            f"{one}/{other}"
            for places in orders
            for (one, before), (other, after) in pairwise(places)
            if before > after
        ]
        if any(len(places) > 1 for places in orders):
            names = "、".join(dict.fromkeys(swapped))
            zh = f"目录顺序与正文不一致：{names}"
            en = f"the contents list has another order than the text: {names}"
            yield Observation(not swapped, zh, en, document_id=document.document_id, grave=True)


def _places(entries: Sequence[str], found: Sequence[str]) -> list[tuple[str, int]]:
    """Return the place of each entry that stands once in the list and once in what follows it."""
    return [
        (entry, found.index(entry))
        for entry in entries
        # An entry that stands twice has no one place to compare.
        if found.count(entry) == entries.count(entry) == 1
    ]


def _is_there(figures: Figures, chapter: Chapter, headings: Sequence[str]) -> bool:
    said = (
        any(statement.topic.startswith(chapter.topics) for statement in figures.statements)
        if chapter.topics
        else False
    )
    return (
        said
        or any(table.table_code == chapter.table for table in figures.tables)
        or any(chapter.heading.search(heading) for heading in headings)
    )


def _text_of(figures: Figures) -> DocumentRow:
    """Return the document that has the most headings: the one with the text."""
    return max(figures.documents, key=lambda document: len(document.headings or ()))


def _is_printed_in(table: TableRow, document: DocumentRow) -> bool:
    return table.document_id == document.document_id and table.state != "announced_missing"
