"""Header path to measure: the terms of the header cells above a column, put together by a small
grammar.

`财政拨款 / 小计` is appropriation, `财政拨款 / 一般公共预算` is general_public_budget (a fund names
itself),
`基本支出 / 人员经费` is basic.personnel in a table of all expenditure and personnel in a table of
basic expenditure,
`2025年 / 一般公共预算` is previous_year.general_public_budget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.tables.headers.terms import (
    AMOUNT,
    NEUTRAL,
    SUBTOTAL,
    TOTAL,
    clean_header,
    header_term,
    version_of,
)
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.reference.classifications import CLASS_TERMS, codes_seen, economic_codes

UNMAPPED = "unmapped"

FUNDS = frozenset(
    {
        "general_public_budget",
        "general_transfer",
        "government_fund",
        "government_fund_transfer",
        "state_capital",
        "state_capital_transfer",
        "social_insurance_fund",
    }
)
_SOURCES = FUNDS | frozenset(
    {
        "appropriation",
        "special_account",
        "unit_funds",
        "business_revenue",
        "business_operations",
        "business_operations_revenue",
        "superior_subsidies",
        "subordinate_remittances",
        "other_revenue",
        "other_funds",
        "appropriation_carryover",
        "other_carryover",
        "carryover",
        "investment_income",
        "donations",
        "interest_income",
        "rental_income",
    }
)
# `other` is a class (399) and as often the rest of sources or of parts.
_ECONOMIC = frozenset(CLASS_TERMS.values()) - {"other"}
# In a table of carry-overs a column need not say again that its money was carried over.
_CARRIED = {"appropriation_carryover": "appropriation", "other_carryover": "other"}
_OF_PROJECTS = frozenset({"general_budget_project_expenditure", "project_expenditure"})
# Digits of an item of the economic classification (30101); three are its class.
_DETAIL_DIGITS = 5
_KINDS = frozenset({"basic", "project", "personnel", "operating"})
_COLLECTIVES = frozenset(
    {"appropriation", "unit_funds", "other_funds", "business_revenue", "other", "other_revenue"}
)

# Terms that only repeat what the whole table is about, when they stand above other terms or alone
# over one column.
_SUBJECTS: dict[str, frozenset[str]] = {
    "appropriation_summary": frozenset({"appropriation"}),
    "general_budget_expenditure": frozenset({"general_public_budget", "appropriation"}),
    "general_budget_basic_expenditure": frozenset(
        {"general_public_budget", "appropriation", "basic"}
    ),
    "general_budget_project_expenditure": frozenset(
        {"general_public_budget", "appropriation", "project"}
    ),
    "general_budget_economic_expenditure": frozenset({"general_public_budget", "appropriation"}),
    "government_fund_expenditure": frozenset({"government_fund", "appropriation"}),
    "state_capital_expenditure": frozenset({"state_capital", "appropriation"}),
    "appropriation_expenditure": frozenset({"appropriation"}),
    "appropriation_basic_expenditure": frozenset({"appropriation", "basic"}),
    "basic_expenditure": frozenset({"basic"}),
    "project_expenditure": frozenset({"project"}),
    "operating_expenses": frozenset({"operating"}),
}

_PART = re.compile(r"^其中|专项|一次性|重点")
_REVENUE = re.compile(r"^(?:本年|当年)(?:度)?收入(?:合计|小计|数)?$")
# Characters up to which unknown last words may be the rest of the words above (`、结转`, `拨款`).
_FRAGMENT = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """What the grammar must know of the table around a column."""

    table_code: str
    fiscal_year: int | None
    all_funds: bool = False
    """Whether the columns name funds besides the one of the title, so that the title's fund is said
    by its column too.
    """
    versions: bool = False
    """Whether budget and final account of the fiscal year stand beside each other, so that its year
    alone tells no column.
    """


def compose(path: list[str], frame: Frame) -> str:
    """Return the measure of a header path, before the columns of one table are told apart (see
    `settle`).

    `""` means that the header says no more than that this is the table's figure; `unmapped` that
    its last words are not known.
    """
    terms: list[str] = []
    for depth, words in enumerate(path):
        last = depth == len(path) - 1
        term = _term(words, frame)
        if term is None and last and _may_be_wrapped(words, terms):
            term = header_term("".join(path), frame.fiscal_year)
        detail = _detail(words, term, terms)
        if detail:
            terms.extend(one for one in detail if one not in terms)
        elif term is None:
            if last:
                return UNMAPPED
        elif _says_nothing(term, last) or _repeats_title(term, last, terms, frame):
            continue
        elif terms and terms[-1] == term:
            terms.extend(_part_of_group(words, term, last))
        else:
            terms.append(term)
    return _join(terms, frame)


def _subjects(frame: Frame) -> frozenset[str]:
    """Return the terms that only repeat what the whole table is about."""
    subjects = _SUBJECTS.get(frame.table_code, frozenset())
    if frame.all_funds:
        return subjects - _SOURCES
    return subjects


def _may_be_wrapped(words: str, terms: list[str]) -> bool:
    """Check whether unknown last words may be the end of words that began in the cell above."""
    return not terms or len(squeeze(words)) <= _FRAGMENT


def _detail(words: str, term: str | None, terms: list[str]) -> tuple[str, str] | None:
    """Return `economic_detail` for words that name nothing else than an amount or a class."""
    if term is None or term == AMOUNT or term in _ECONOMIC:
        return economic_detail(words, terms)
    return None


def _says_nothing(term: str, last: bool) -> bool:
    """Check whether a term adds nothing to the measure: 金额 does so only above other words."""
    return term == NEUTRAL or (term == AMOUNT and not last)


def _part_of_group(words: str, group: str, last: bool) -> list[str]:
    """Return the term of a part that is headed by its group's own words, nothing for others."""
    part = _part(words) if last and group in _KINDS else None
    if part:
        return [part]
    return []


def _part(words: str) -> str | None:
    """Name a part of its group that a header with the group's own words means (`项目支出 /
    项目支出结余`), None where it is the group itself.
    """
    plain = clean_header(words)
    if plain.endswith("结转"):
        return "carryover"
    # 结转结余 is both, and no part of either.
    if plain.endswith("结余") and "结转" not in plain:
        return "surplus"
    if _PART.search(words):
        return UNMAPPED
    return None


def _term(words: str, frame: Frame) -> str | None:
    """Return the term of one header cell in its table: 本年收入 beside expenditure is no total of
    it, and 经营收入 there is a source, not 经营支出.
    """
    term = header_term(words, frame.fiscal_year)
    if term == "business_operations" and frame.table_code == "expenditure":
        if "收入" in words:
            return "business_operations_revenue"
        return term
    if term != "current_year":
        return term
    version = version_of(words) if frame.versions else None
    if version:
        return version
    is_revenue = frame.table_code.endswith("expenditure") and _REVENUE.match(squeeze(words))
    if is_revenue:
        return "revenue"
    return term


def economic_detail(words: str, terms: list[str]) -> tuple[str, str] | None:
    """Return class and detail of a column that one economic item heads (`基本工资`:
    wages_and_welfare, e30101), None for other words.

    An item that stands in two classes is told by the class above it in `terms`; a name that is also
    a class's is a detail only there.
    """
    plain = clean_header(words)
    # The Ministry's names before those that publishers print: the first that fits is taken.
    codes = [*economic_codes(plain), *codes_seen(plain)]
    found = [
        (CLASS_TERMS[code[:3]], f"e{code}")
        for code in codes
        if len(code) == _DETAIL_DIGITS and code[:3] in CLASS_TERMS
    ]
    above = _ECONOMIC.intersection(terms)
    if above:
        own = header_term(words, None)
        inside = (one for one in found if one[0] in above and one[0] != own)
        return next(inside, None)
    # Without a class above, a name that is also a class's stays the class.
    names_a_class = any(len(code) < _DETAIL_DIGITS for code in codes)
    if found and not names_a_class:
        return found[0]
    return None


def _repeats_title(term: str, last: bool, terms: list[str], frame: Frame) -> bool:
    """Check whether a term says what the table's title says of all its columns; the last words of a
    path below others still tell this column from those beside it.
    """
    return term in _subjects(frame) and not (last and terms)


def _join(terms: list[str], frame: Frame) -> str:
    """Return the measure that the terms of a header path make together."""
    if not terms:
        return ""
    if frame.table_code == "carryover":
        terms = [_CARRIED.get(term, term) for term in terms]
    *groups, leaf = terms
    if leaf in FUNDS:
        # A fund says whose it is.
        groups = ["carryover" if one == "appropriation_carryover" else one for one in groups]
    if leaf == "special_purpose" and "project" not in groups:
        # 人员类, 运转类 and 特定目标类 stand for the kinds of expenditure themselves.
        leaf = "project"
    if leaf == AMOUNT:
        return ".".join(_groups(groups, None, frame))
    # A head 合计 over parts groups nothing; only as the last word it is the total.
    groups = _without(groups, TOTAL, SUBTOTAL)
    if leaf in (TOTAL, SUBTOTAL):
        return ".".join(_groups(groups, None, frame)) or TOTAL
    if leaf == "change_percent":
        groups = _without(groups, "change")
    return ".".join([*_groups(groups, leaf, frame), leaf])


def _without(groups: list[str], *terms: str) -> list[str]:
    return [one for one in groups if one not in terms]


def _groups(groups: list[str], leaf: str | None, frame: Frame) -> list[str]:
    """Drop the groups that their member already names."""
    out: list[str] = []
    for index, group in enumerate(groups):
        member = groups[index + 1] if index + 1 < len(groups) else leaf
        if member is None or not _is_named_by(group, member, groups[:index], frame):
            out.append(group)
    return out


def _is_named_by(group: str, member: str, outer: list[str], frame: Frame) -> bool:
    """Check whether a member's term says its group too: a fund says 财政拨款, an economic class of
    projects says 项目支出.
    """
    return (
        (group in _COLLECTIVES and member in _SOURCES)
        or (group in FUNDS and member in FUNDS)
        or (group == "project" and member in _ECONOMIC and frame.table_code in _OF_PROJECTS)
        or (group == "budget" and member == "adjusted_budget")
        or (
            group == "basic"
            and member in _KINDS
            and (frame.table_code == "carryover" or bool({"appropriation", "other"} & set(outer)))
        )
    )


def settle(measures: list[str], several_blocks: bool = False) -> list[str]:
    """Return names that keep the columns of one block apart, once all are composed.

    The rules of `_SETTLING` are applied one after the other; a measure that is still empty then
    becomes `amount`. The only column of a block is `amount` whatever stands above it.
    """
    if len(measures) == 1:
        return [_only(measures[0], several_blocks)]
    out = list(measures)
    for rule in _SETTLING:
        out = rule(out)
    return ["amount" if measure == "" else measure for measure in out]


def _only(measure: str, several_blocks: bool) -> str:
    """Return the name of a block's only column."""
    if several_blocks or measure in _PLAIN_ALONE:
        return "amount"
    return measure


def _heads(measures: list[str]) -> set[str]:
    return {measure.split(".")[0] for measure in measures}


def _adjusted_alone(measures: list[str]) -> list[str]:
    """An adjusted budget without the first one beside it is the budget."""
    heads = _heads(measures)
    if "adjusted_budget" not in heads or "budget" in heads:
        return measures
    return [re.sub("^adjusted_budget", "budget", measure) for measure in measures]


def _current_year_unsaid(measures: list[str]) -> list[str]:
    """`current_year` is a prefix only where another period has parts of its own, or where the same
    parts stand without it.
    """
    periods = _heads([measure for measure in measures if "." in measure]) & _OTHER_PERIODS
    if periods and "revenue" not in _heads(measures):
        return measures
    shorter = [measure.removeprefix("current_year.") for measure in measures]
    # Only where no two columns become one by it.
    if len(set(shorter)) == len(set(measures)):
        return shorter
    return measures


def _only_version_unsaid(measures: list[str]) -> list[str]:
    """Budget and final stay only where both are printed; a change keeps the budget's name."""
    heads = _heads(measures)
    if "budget" in heads and not heads & {"final", "change"}:
        return _without_version(measures, "budget")
    if "final" in heads and "budget" not in heads:
        return _without_version(measures, "final")
    return measures


def _without_version(measures: list[str], version: str) -> list[str]:
    """Return the measures without their version, which alone is the total if no other is."""
    total = version if TOTAL in measures else TOTAL
    return [
        total if measure == version else measure.removeprefix(f"{version}.") for measure in measures
    ]


def _current_year_is_total(measures: list[str]) -> list[str]:
    """A current year (or figure without words) that has no total beside it is the total."""
    if TOTAL in measures or "previous_year" in _heads(measures):
        return measures
    for plain in ("", "current_year"):
        if plain in measures:
            place = measures.index(plain)
            return [*measures[:place], TOTAL, *measures[place + 1 :]]
    return measures


_PLAIN_ALONE = frozenset({"", TOTAL, UNMAPPED, "budget", "final", "current_year"})
_OTHER_PERIODS = frozenset(
    {"previous_year", "carryover", "opening_balance", "change", "advance_transfer"}
)
# The order matters: a rule reads the names that the rules before it left.
_SETTLING = (
    _adjusted_alone,
    _current_year_unsaid,
    _only_version_unsaid,
    _current_year_is_total,
)
