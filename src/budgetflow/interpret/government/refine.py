"""Which table it is by its rows and columns, where the title alone does not tell.

One title (一般公共预算支出执行情况表) heads tables of 25 classes and tables of 600 items; the same
words head transfers by item, by region and both ways (GOVERNMENT.md section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from budgetflow.interpret.government.coverage import PAID, is_region
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.reference.classifications import names_by_code

_TRANSFER_KIND = re.compile(
    r"^(?:.*(?:合计|总计|小计)|税收返还.*|返还性.*|一般性?转移支付.*|专项转移支付.*|转移支付.*|"
    r"金额.*|备注|20\d\d年.*|.*(?:预算|决算|执行|完成)数?)$"
)
_PAID_FOR = re.compile(r"支出|收入|补助|转移支付|返还|经费|资金|项目")
_OWN = re.compile(r"本级|合计|总计|小计")
_MOST = 0.6
_SEVERAL = 2
# 25 classes with the transfers, debt and balances below them are fewer rows.
_LONGEST_LIST_OF_CLASSES = 60
_CLASSES_NAMED = 10
# So many codes of 款 and 项 are no slips in a list of classes.
_ITEMS = 3
_CLASS_DIGITS = 3
# What tables are whose every row is a region (乡镇收入情况表): what was issued for each, of no one
# project, and what each receives or spends.
_OF_REGIONS = {
    "debt_bond_projects": "debt_bond_issues",
    "general_budget_revenue": "general_budget_by_region",
    "general_budget_expenditure": "general_budget_by_region",
    "general_budget_balance": "general_budget_by_region",
}


def rows_are_regions(labels: Iterable[str | None]) -> bool:
    """Check whether most rows of a table, totals and the own level apart, name regions."""
    named = {squeeze(label) for label in labels if label}
    plain = [re.sub(r"^其中[:：]?", "", label) for label in named]
    others = [label for label in plain if not _OWN.search(label)]
    regions = sum(map(is_region, others))
    return regions >= _SEVERAL and regions >= _MOST * len(others)


def settled_code(
    code: str,
    title: str | None,
    labels: Sequence[str | None],
    codes: Sequence[str | None],
    columns: Iterable[str],
) -> str:
    """Return the code of a table whose title reads as `code`, by its rows' labels and function
    codes (one each a row) and its columns' headers.
    """
    if code in PAID:
        return _transfers(code, labels, columns)
    if code in _OF_REGIONS and rows_are_regions(labels):
        return _OF_REGIONS[code]
    if code == "general_budget_by_region" and labels and not rows_are_regions(labels):
        return _of_items(title, labels, codes)
    if code == "general_budget_expenditure" and _is_detailed(labels, codes):
        return "general_budget_expenditure_detail"
    plain = squeeze(title or "")
    by_title_only = code == "general_budget_expenditure_detail" and "明细" not in plain
    if by_title_only and not _is_detailed(labels, codes) and _are_classes(labels):
        return "general_budget_expenditure"
    return code


def _of_items(title: str | None, labels: Sequence[str | None], codes: Sequence[str | None]) -> str:
    """Return the code of a table of all lower regions together (各市县), whose rows are items."""
    plain = squeeze(title or "")
    if "收支" in plain:
        return "general_budget_balance"
    if "收入" in plain:
        return "general_budget_revenue"
    detail = _is_detailed(labels, codes)
    if detail:
        return "general_budget_expenditure_detail"
    return "general_budget_expenditure"


def _is_detailed(labels: Sequence[str | None], codes: Sequence[str | None]) -> bool:
    """Check whether rows go below the classes: many rows, or codes of 款 and 项."""
    below = sum(code is not None and len(code) > _CLASS_DIGITS for code in codes)
    classes = sum(code is not None and len(code) == _CLASS_DIGITS for code in codes)
    return len(labels) > _LONGEST_LIST_OF_CLASSES or (below >= _ITEMS and below > classes)


def _are_classes(labels: Sequence[str | None]) -> bool:
    """Check whether rows name the classes of outlays (一、教育支出), not what is in them."""
    plain = [strip_numbering(squeeze(label)) for label in labels if label]
    return sum(name in _class_names() for name in plain) >= _CLASSES_NAMED


@lru_cache(maxsize=1)
def _class_names() -> frozenset[str]:
    """Return what the classes of outlays are called, in every edition of the classification."""
    return frozenset(
        name
        for code, names in names_by_code().items()
        if len(code) == _CLASS_DIGITS and code.startswith("2")
        for name in names
    )


def _name_no_item(labels: Sequence[str | None]) -> bool:
    """Check whether no row names what is paid: where the title says that rows are regions, they are
    places whose names have no ending of one.
    """
    return not any(_PAID_FOR.search(squeeze(label or "")) for label in labels)


def _transfers(code: str, labels: Sequence[str | None], columns: Iterable[str]) -> str:
    """Return which way transfers paid are laid out: regions or items in the rows, kinds, items or
    regions in the columns.
    """
    leaves = [squeeze(column).rsplit("/", 1)[-1] for column in columns]
    regions = sum(map(is_region, leaves))
    items = sum(not _TRANSFER_KIND.match(leaf) and not is_region(leaf) for leaf in leaves if leaf)
    if rows_are_regions(labels):
        if items >= _SEVERAL:
            return "transfers_by_item_and_region"
        return "transfers_by_region"
    if regions >= _SEVERAL:
        return "transfers_by_item_and_region"
    if labels and not (code == "transfers_by_region" and _name_no_item(labels)):
        return "transfers_by_item"
    return code
