"""The rows of `vocabulary`: every code and canonical word with its names and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from budgetflow.contracts import vocabulary as words
from budgetflow.reference.classifications import (
    economic_english,
    function_classes_en,
    function_classes_zh,
    government_classes,
)
from budgetflow.reference.function_names import code_names, function_english
from budgetflow.releases.formats.column_headings import measure_words
from budgetflow.releases.site.labels import ITEMS, plain, topic_words

_LISTS = {
    "table_code": words.TABLE_CODES,
    "stage": words.STAGES,
    "scope": words.SCOPES,
    "disclosure_status": words.DISCLOSURE_STATUSES,
    "document_status": words.DOCUMENT_STATUSES,
    "table_state": words.TABLE_STATES,
    "row_role": words.ROW_ROLES,
    "value_state": words.VALUE_STATES,
    "direction": words.DIRECTIONS,
    "operator": words.OPERATORS,
    "severity": words.SEVERITIES,
    "verdict": words.VERDICTS,
    "check_state": words.CHECK_STATES,
    "level": words.LEVELS,
    "body_scope": words.BODY_SCOPES,
    "publisher_kind": words.PUBLISHER_KINDS,
    "government_level": words.GOVERNMENT_LEVELS,
    "cause": words.CAUSES,
    "functions_sum": words.FUNCTION_SUMS,
    "personnel_fund": words.FUNDS_OF_PERSONNEL,
}
# First digit of a code -> the column that holds it.
_CODE_KINDS = {"2": "function_code", "3": "economic_code", "5": "government_economic_code"}


def vocabulary_rows(
    measures: Iterable[str],
    items: Iterable[str],
    topics: Iterable[str],
    checks: Mapping[str, tuple[str, str]],
) -> list[dict[str, Any]]:
    """Return all rows, sorted by kind, code and name; measures, items and topics as they occur."""
    rows = [
        *_listed(),
        *(_row("check", code, *names) for code, names in checks.items()),
        *_codes(),
        *(_row("measure", code, *measure_words(code)) for code in measures),
        *(_row("item", code, *_item_words(code)) for code in items),
        *(_row("topic", code, *topic_words(code)) for code in topics),
    ]
    return sorted(rows, key=lambda row: (row["kind"], row["code"], row["zh"]))


def _row(kind: str, code: str, zh: str, en: str | None, **more: object) -> dict[str, Any]:
    blank = {"meaning_zh": None, "meaning_en": None, "first_year": None, "last_year": None}
    return {"kind": kind, "code": code, "zh": zh, "en": en or None, **blank, **more}


def _listed() -> Iterator[dict[str, Any]]:
    for kind, listed in _LISTS.items():
        for code, zh in listed.items():
            yield _row(kind, code, zh, plain(code))


def _item_words(item: str) -> tuple[str, str]:
    return ITEMS.get(item) or topic_words(item)


def _codes() -> Iterator[dict[str, Any]]:
    """Return the codes of the classifications, a row for each name a code has had.

    Years are those in which disclosures were seen to print the name; none where only the
    Ministry's list has it.
    """
    for code, name in government_classes().items():
        yield _row("government_economic_code", code, name, economic_english(code, name))
    named = code_names()
    english = function_classes_en()
    for code, name in function_classes_zh().items():
        if code not in named:  # no department spends on it: 转移性支出, 债务付息支出
            yield _row("function_code", code, name, english.get(code))
    for code, names in named.items():
        kind = _CODE_KINDS.get(code[:1])
        # Particulars of nine digits are a place's own, and no classification's.
        if kind is None or len(code) not in (3, 5, 7):
            continue
        for one in names:
            translate = function_english if kind == "function_code" else economic_english
            years = {"first_year": one.first_year, "last_year": one.last_year}
            yield _row(kind, code, one.name, translate(code, one.name), **years)
