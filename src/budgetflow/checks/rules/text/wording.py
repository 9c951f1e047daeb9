"""What the prose says in words alone: the items a list names against the lines of the table, and
words written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetflow.checks.model.evidence import AS_IT_SHOULD_BE, Observation
from budgetflow.checks.model.figures import Figures, TableView
from budgetflow.checks.model.lookup import table_titles
from budgetflow.checks.rules.within_table.small_tables import BASIC_TABLES
from budgetflow.interpret.rows_model import Statement
from budgetflow.reference.classifications import economic_codes

# Words after which a sentence names what an amount is made of.
NAMES_THEM = re.compile(r"(?:主要|其中)?包括[：:]?")
BETWEEN = re.compile(r"[、，,；;。：:]|以及|和(?=[^、]*$)")
# Digits of a 款 of the economic classification.
CODE_DIGITS = 5
# Items below which a sentence is no list of a table's lines.
FEWEST = 3
# One item in so many may be missing from a list of the table's own lines; a template's list of all
# there could be misses more.
MOSTLY = 5
# A phrase twice in a row. Two characters twice may be two words (更换工程工程款), three were a
# slip wherever they were seen.
DOUBLED = re.compile(r"([\u4e00-\u9fff]{3,})\1")


def items_named(figures: Figures) -> Iterator[Observation]:
    """Look up each item that the prose names as part of basic expenditure in the table by economic
    class.

    Many publishers copy the template's list of everything 公用经费 may hold; such a list names much
    that no table has. A list nearly all of which is in the table was written for it, and what it
    names beside is a slip: of the list, or a line of the table left blank.
    """
    view = figures.one(*BASIC_TABLES)
    lines = _lines_with_money(view) if view else set()
    if not lines:
        return
    seen: set[str] = set()
    for statement in figures.statements:
        # A sentence with several amounts is several statements.
        if statement.text in seen:
            continue
        seen.add(statement.text)
        named = _named(statement)
        missing = [name for name, codes in named.items() if not lines & {name, *codes}]
        if len(named) >= FEWEST and len(missing) * MOSTLY <= len(named):
            names = "、".join(missing)
            zh = f"文中列有“{names}”，而经济分类表该项为空：“{statement.text[:60]}”"
            en = (
                f"the text names {names} among its items, but the table by economic class has "
                f"nothing there"
            )
            yield Observation(not missing, zh, en, statements=(statement,), page=statement.page)


def _named(statement: Statement) -> dict[str, set[str]]:
    """Return the 款 that a sentence names as parts of its amount, with the codes each name may
    stand for.
    """
    _, *lists = NAMES_THEM.split(statement.text)
    # 等 at the end of a list belongs to none of its names.
    names = [name.strip().removesuffix("等") for words in lists for name in BETWEEN.split(words)]
    found = {
        name: {code for code in economic_codes(name) if len(code) == CODE_DIGITS}
        for name in names
        if name
    }
    # A name of no code is a word of the sentence, and no 款.
    return {name: codes for name, codes in found.items() if codes}


def _lines_with_money(view: TableView) -> set[str]:
    """Return the codes and the labels of a table's lines that have money in them."""
    rows = [row for row in view.rows if any(cell.amount_yuan for cell in row.cells.values())]
    return {words for row in rows for words in (row.code, row.label.replace(" ", "")) if words}


def doubled_words(figures: Figures) -> Iterator[Observation]:
    """Look for a phrase written twice in a row in titles, headings, sentences and descriptions of
    projects.
    """
    said = [
        (words, s.document_id, s.page)
        for s in figures.statements
        for words in (s.section, s.text, s.reason)
    ]
    projects = [(project.text, project.document_id, project.page) for project in figures.projects]
    seen: set[str] = set()
    for words, document, page in (*table_titles(figures), *said, *projects):
        if not words or words in seen:
            continue
        seen.add(words)
        found = DOUBLED.search(words)
        if found is None:
            yield AS_IT_SHOULD_BE
            continue
        if found.group() in seen:
            continue  # told already, of the sentence that this is a part of
        seen.add(found.group())
        around = words[max(found.start() - 10, 0) : found.end() + 10]
        yield Observation(
            False,
            f"词语重复：“{around}”",
            f"written twice in a row: {found.group(1)}",
            page=page,
            document_id=document,
        )
