"""Names that fit codes: in the tables, between two tables, and in the prose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from budgetflow.checks.model.evidence import AS_IT_SHOULD_BE, Observation
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.lookup import side_rows, title
from budgetflow.checks.rules.between_tables.between_tables import class_rows
from budgetflow.checks.rules.within_table.code_tree import same_figures
from budgetflow.reference.classifications import observed_codes

# How some texts write a 项 with its 类 and 款 before it; the last name, perhaps cut short, is its
# own.
BETWEEN_LEVELS = re.compile(r"[-—－]+")


def names_fit_codes(figures: Figures) -> Iterator[Observation]:
    """Compare the label of each printed function code with the names seen for that code
    elsewhere.
    """
    for view in figures.all("general_budget_expenditure", "expenditure"):
        for code, row in view.by_code.items():
            known = known_names(code, figures.disclosure.fiscal_year)
            label = plain_label(row.label)
            if known and label and row.first.code_origin == "printed" and row.first.function_code:
                if label in known:
                    yield AS_IT_SHOULD_BE
                    continue
                zh = (
                    f"{title(view)}：代码 {code} "
                    f"的名称“{row.label}”与通行名称“{min(known, key=len)}”不符"
                )
                yield Observation(
                    False,
                    zh,
                    f"code {code} is named {row.label}",
                    amounts=(row.first,),
                    page=row.first.page,
                )


def codes_are_whole(figures: Figures) -> Iterator[Observation]:
    """Look for a row that repeats the code of the row above it; another table may print a longer
    code for its label.

    A format slip that may also be a rendition's: it names nobody.
    """
    for view in figures.all(
        "expenditure",
        "general_budget_expenditure",
        "government_fund_expenditure",
        "state_capital_expenditure",
        "revenue",
    ):
        for above, row in pairwise(view.rows):
            code = row.first.function_code
            if (
                not code
                or row.first.economic_code
                or code != above.first.function_code
                or row.label == above.label
                or not same_figures(above, row)
            ):
                continue
            longer = sorted(
                {
                    a.function_code
                    for a in figures.amounts
                    if a.row_label == row.label and (a.function_code or "").startswith(code)
                }
                - {code, None},
                key=str,
            )
            zh = f"{title(view)}：“{row.label}”印为 {code}，与上一行“{above.label}”同码" + (
                f"；他表为 {longer[0]}" if longer else ""
            )
            en = f"{row.label} is printed with the code {code} of the row above it" + (
                f"; another table has {longer[0]}" if longer else ""
            )
            yield Observation(False, zh, en, amounts=(row.first,), page=row.first.page)


def classes_have_one_label(figures: Figures) -> Iterator[Observation]:
    """Compare the label a class has in the summary table with its label in the expenditure
    table.
    """
    summary = figures.one("summary")
    expenditure = figures.one("expenditure")
    if summary is None or expenditure is None:
        return
    mine = class_rows(side_rows(summary, "expenditure"))
    theirs = class_rows(expenditure.rows)
    for code in sorted(mine.keys() & theirs.keys()):
        one = mine[code]
        other = theirs[code]
        if one.first.code_origin == other.first.code_origin == "printed":
            yield Observation(
                plain_label(one.label) == plain_label(other.label),
                f"代码 {code} 在{title(summary)}为“{one.label}”，"
                f"在{title(expenditure)}为“{other.label}”",
                f"class {code} has two names",
                amounts=(one.first, other.first),
                page=one.first.page,
            )


@lru_cache(maxsize=4096)
def plain_label(label: str) -> str:
    """Return a label without its number, code and punctuation, to compare names."""
    label = re.sub(r"[（(][类款项][)）]", "", label)
    return re.sub(
        r"^[\d\s\-\[\]【】]+|^[一二三四五六七八九十]+、|[\s　·•、，,（）()“”\"：:—-]", "", label
    )


def names_said(figures: Figures) -> Iterator[Observation]:
    """Compare the name a sentence gives a code with the names known for it."""
    for statement in figures.statements:
        known = known_names(statement.function_code or "", figures.disclosure.fiscal_year)
        if not known or not statement.subject_printed:
            continue
        said = {
            plain_label(statement.subject_printed),
            plain_label(BETWEEN_LEVELS.split(statement.subject_printed)[-1]),
        }
        holds = any(name in words or words in name for name in known for words in said if words)
        zh = f"文中“{statement.subject_printed}”与代码 {statement.function_code} 的名称不符"
        yield Observation(
            holds,
            zh,
            f"the text names code {statement.function_code} otherwise",
            statements=(statement,),
            page=statement.page,
        )


def known_names(code: str, year: int | None) -> frozenset[str]:
    """Return the names seen for a function code; none where all of them were seen in later years
    only, since names change.

    医疗卫生与计划生育支出 is right for 210 in 2016, though only 卫生健康支出, its name since 2019,
    was seen.
    """
    first, names = _names().get(code, (0, frozenset()))
    seen_by_then = year is None or first <= year
    if not seen_by_then:
        return frozenset()
    return names


@cache
def _names() -> dict[str, tuple[int, frozenset[str]]]:
    """Return for each code of 类, 款 or 项 the first year it was seen in and its names, from
    `reference/observed_codes.csv`.
    """
    names: dict[str, set[str]] = defaultdict(set)
    first: dict[str, int] = {}
    for seen in observed_codes():
        if len(seen.code) in (3, 5, 7):
            names[seen.code].add(plain_label(seen.name))
            first[seen.code] = min(seen.first_year, first.get(seen.code, seen.first_year))
    return {code: (first[code], frozenset(found)) for code, found in names.items()}
