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
_ECONOMIC = frozenset(CLASS_TERMS.values()) - {"other"}
_CARRIED = {"appropriation_carryover": "appropriation", "other_carryover": "other"}
"""In a table of carry-overs a column need not say again that its money was carried over."""
_OF_PROJECTS = frozenset({"general_budget_project_expenditure", "project_expenditure"})
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

_VERSION = re.compile(r"(?P<budget>预算)|决算|执行数|快报数|完成数|实际")
_PART = re.compile(r"^其中|专项|一次性|重点")
_REVENUE = re.compile(r"^(?:本年|当年)(?:度)?收入(?:合计|小计|数)?$")
_FRAGMENT = 4
"""Characters up to which unknown last words may be the rest of the words above (`、结转`, `拨款`).
"""


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
    subjects = _SUBJECTS.get(frame.table_code, frozenset()) - (
        _SOURCES if frame.all_funds else frozenset()
    )
    terms: list[str] = []
    for depth, words in enumerate(path):
        last = depth == len(path) - 1
        term = _term(words, frame)
        if term is None and last and (len(squeeze(words)) <= _FRAGMENT or not terms):
            term = header_term(
                "".join(path), frame.fiscal_year
            )  # words wrapped over two header cells
        detail = (
            economic_detail(words, terms) if term in (None, AMOUNT) or term in _ECONOMIC else None
        )
        if detail:
            terms.extend(one for one in detail if one not in terms)
            continue
        if term is None:
            if last:
                return UNMAPPED
            continue
        if term == NEUTRAL or (term == AMOUNT and not last):
            continue
        if term in subjects and (not last or len(path) == 1 or not terms):
            continue
        if terms and terms[-1] == term:
            if last and term in _KINDS and (part := _part(words)):
                terms.append(part)
            continue
        terms.append(term)
    return _join(terms, frame)


def version_of(words: str) -> str | None:
    """Return `budget` or `final` where a header says which of the two its figures are
    (`2024年度决算数`), else None.
    """
    found = _VERSION.search(squeeze(words))
    if found is None:
        return None
    return "budget" if found["budget"] else "final"


def _part(words: str) -> str | None:
    """Name a part of its group that a header with the group's own words means (`项目支出 /
    项目支出结余`), None where it is the group itself.
    """
    plain = clean_header(words)
    if plain.endswith("结转"):
        return "carryover"
    if plain.endswith("结余") and "结转" not in plain:
        return "surplus"
    return UNMAPPED if _PART.search(words) else None


def _term(words: str, frame: Frame) -> str | None:
    """Return the term of one header cell in its table: 本年收入 beside expenditure is no total of
    it, and 经营收入 there is a source, not 经营支出.
    """
    term = header_term(words, frame.fiscal_year)
    if term == "business_operations" and frame.table_code == "expenditure":
        return "business_operations_revenue" if "收入" in words else term
    if term == "current_year" and frame.versions and (version := version_of(words)):
        return version
    return (
        "revenue"
        if term == "current_year"
        and frame.table_code.endswith("expenditure")
        and _REVENUE.match(squeeze(words))
        else term
    )


def economic_detail(words: str, terms: list[str]) -> tuple[str, str] | None:
    """Return class and detail of a column that one economic item heads (`基本工资`:
    wages_and_welfare, e30101), None for other words.

    An item that stands in two classes is told by the class above it in `terms`; a name that is also
    a class's is a detail only there.
    """
    plain = clean_header(words)
    codes = [*economic_codes(plain), *codes_seen(plain)]
    found = [
        (CLASS_TERMS[code[:3]], f"e{code}")
        for code in codes
        if len(code) == _DETAIL_DIGITS and code[:3] in CLASS_TERMS
    ]
    above = _ECONOMIC.intersection(terms)
    if above:
        return next(
            (one for one in found if one[0] in above and one[0] != header_term(words, None)), None
        )
    return found[0] if found and all(len(code) >= _DETAIL_DIGITS for code in codes) else None


def _join(terms: list[str], frame: Frame) -> str:
    if not terms:
        return ""
    *groups, leaf = terms
    if frame.table_code == "carryover":
        *groups, leaf = (_CARRIED.get(term, term) for term in terms)
    if leaf in FUNDS:
        groups = [
            "carryover" if group == "appropriation_carryover" else group for group in groups
        ]  # a fund says whose it is
    if leaf == "special_purpose" and "project" not in groups:
        leaf = (
            "project"  # 人员类, 运转类 and 特定目标类 stand for the kinds of expenditure themselves
        )
    if leaf in (TOTAL, SUBTOTAL):
        groups = [group for group in groups if group not in (TOTAL, SUBTOTAL)]
        return ".".join(_groups(groups, None, frame)) or TOTAL
    if leaf == AMOUNT:
        return ".".join(_groups(groups, None, frame))
    groups = [
        group
        for group in groups
        if group not in (TOTAL, SUBTOTAL) and not (leaf == "change_percent" and group == "change")
    ]
    return ".".join([*_groups(groups, leaf, frame), leaf])


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

    Empty measures become `amount`, and so does the only column, whatever stands above it;
    `current_year` is only a prefix where
    another period has parts of its own, or where the same parts stand without it; a current_year
    without a total beside it is
    the total; budget and final stay only where both are printed.
    """
    out = list(measures)
    known = [measure for measure in out if measure != UNMAPPED]
    if len(out) == 1:
        return [
            "amount"
            if several_blocks
            or not known
            or out[0] in ("", TOTAL, "budget", "final", "current_year")
            else out[0]
        ]
    heads = {measure.split(".")[0] for measure in known}
    if "adjusted_budget" in heads and "budget" not in heads:
        out = [
            measure.replace("adjusted_budget", "budget", 1)
            if measure.startswith("adjusted_budget")
            else measure
            for measure in out
        ]
        heads = {measure.split(".")[0] for measure in out}
    others = {"previous_year", "carryover", "opening_balance", "change", "advance_transfer"}
    if "revenue" in heads or not any(
        "." in measure and measure.split(".")[0] in others for measure in known
    ):
        shorter = [measure.removeprefix("current_year.") for measure in out]
        out = shorter if len(set(shorter)) == len(set(out)) else out
        heads = {measure.split(".")[0] for measure in out}
    if "budget" in heads and not heads & {"final", "change"} and "final" not in heads:
        out = [
            TOTAL if measure == "budget" and TOTAL not in out else measure.removeprefix("budget.")
            for measure in out
        ]
    if "final" in heads and "budget" not in heads:
        out = [
            TOTAL if measure == "final" and TOTAL not in out else measure.removeprefix("final.")
            for measure in out
        ]
    if TOTAL not in out:
        for plain in ("", "current_year"):
            if plain in out and not heads & {"previous_year"}:
                out[out.index(plain)] = TOTAL
                break
    return ["amount" if measure == "" else measure for measure in out]
