"""Of which year and level the sentences of a government's report speak.

A report (预算执行情况和预算草案的报告) tells last year's execution and this year's draft, of the
whole region and of the own level. A sentence names its year, or the chapter it stands in does; 全市
and 市本级 stand before what they are of, and hold for the sentences after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from budgetflow.interpret.government.coverage import OWN, WHOLE, WHOLE_WORDS, Level, level_of
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.text.normalise import squeeze

_YEAR = re.compile(r"(?<![比较与同\d—–-])(20\d\d)年(?!以来|至|[—–-])")
_COMPARED = re.compile(r"[比较与同]\s*(20\d\d)年")
_WHOLE_WORDS = re.compile(WHOLE_WORDS)
# Characters before a subject in which its level may stand.
_AROUND = 12


class Book(Protocol):
    """What must be known of the book whose sentences are read (`interpret.identity.Identity`)."""

    @property
    def fiscal_year(self) -> int | None: ...  # noqa: D102
    @property
    def publisher(self) -> str | None: ...  # noqa: D102


def mark_statements(statements: Sequence[Statement], book: Book) -> None:
    """Set year and coverage of a report's statements, in reading order, and the year that a change
    without a year of its own is measured against.
    """
    coverage: str | None = None
    last_section: str | None = None
    year: int | None = None
    level = level_of(book.publisher)
    for statement in statements:
        if statement.section != last_section:
            last_section = statement.section
            coverage = _level(statement.section or "", level)
            year = _year_of_section(statement.section)
        said = _year_before(statement)
        year = said or year or book.fiscal_year
        coverage = _level_before(statement, level) or coverage
        statement.statement_year, statement.coverage = year, coverage
        changes = (statement.change_percent, statement.change_yuan)
        if year is not None and any(change is not None for change in changes):
            named = _COMPARED.search(squeeze(statement.text))
            statement.compared_with_year = int(named[1]) if named else year - 1


def _year_of_section(section: str | None) -> int | None:
    """Return the year of the innermost heading that names one year, None where none does."""
    for heading in reversed((section or "").split(" / ")):
        years = set(_YEAR.findall(squeeze(heading)))
        # A heading of two years (2025年执行情况和2026年预算) heads sentences of both.
        if len(years) == 1:
            return int(years.pop())
    return None


def _year_before(statement: Statement) -> int | None:
    """Return the last year that the sentence names before its subject, comparisons apart."""
    years = _YEAR.findall(_before(statement))
    if years:
        return int(years[-1])
    return None


def _level_before(statement: Statement, level: Level) -> str | None:
    """Return the level named by the subject or right before it."""
    subject = squeeze(statement.subject_printed or "")
    return _level(subject, level) or _level(_before(statement)[-_AROUND:], level)


def _before(statement: Statement) -> str:
    """Return the sentence up to its figure, or to its subject where it prints none."""
    text = squeeze(statement.text)
    subject = squeeze(statement.subject_printed or "")
    if subject:
        at = text.find(subject)
    else:
        at = -1
    if at >= 0:
        return text[: at + len(subject)]
    return text


def _level(words: str, level: Level) -> str | None:
    """Return the coverage that words name last: 区级 is a district's own level, and says nothing
    of it in a city's report; 各市级 is no level.
    """
    own = [match.start() for match in level.own.finditer(words)]
    found: Iterable[tuple[int, str]] = [
        *((start, OWN) for start in own if words[max(start - 1, 0) : start] != "各"),
        *((match.start(), WHOLE) for match in _WHOLE_WORDS.finditer(words)),
    ]
    return max(found, default=(0, None))[1]
