"""The label of a body row: which of its label cells names what the figures are of."""

from __future__ import annotations

from budgetflow.interpret.tables.columns.blocks import Column, head_of
from budgetflow.interpret.tables.headers.terms import ATTRIBUTE_HEADER, UNIT_HEADER, clean_header
from budgetflow.interpret.text.codes import Codes, split_code


def pick_label(
    filled: list[tuple[Column, str, str]], codes: Codes
) -> tuple[Column | None, str, str]:
    """Choose the deepest label; the economic item's name leads.

    A cell of attributes (`经济科目` beside a project, whose code is not printed) is none, nor
    is a unit right of what it spends on.
    """
    if not filled:
        return None, "", ""
    heads: list[str] = []
    may_lead = []
    for entry in filled:
        column, shown, _ = entry
        heads.append(head_of(column))
        if _may_lead(column, shown, heads, codes):
            may_lead.append(entry)
    # The deepest stands last; a row of nothing but attributes is still named by one.
    return (may_lead or filled)[-1]


def _may_lead(column: Column, shown: str, heads: list[str], codes: Codes) -> bool:
    """Check whether a label cell may be the row's own label, by its head (the last of `heads`),
    the heads before it and the row's codes.
    """
    head = heads[-1]
    code = split_code(shown)[0]
    if codes.economic and is_government(column, shown):
        return False
    if code or (codes.economic and "经济" in head):
        return True
    # A unit behind what it spends on is whose the row is, and not what its figures are of.
    is_behind = len(heads) > 1 and UNIT_HEADER.search(head) and not UNIT_HEADER.search(heads[-2])
    return not is_behind and not ATTRIBUTE_HEADER.search(head)


def name_of_figures(name: str, column: Column | None, filled: list[tuple[Column, str, str]]) -> str:
    """Return the name a row's figures are of: a plain 小计 is of what stands left of it."""
    left = [
        other_name
        for other, _, other_name in filled
        if column is not None and other.index < column.index
    ]
    # The nearest on the left, which the 小计 adds up.
    if left and name == "小计":
        return left[-1]
    return name


def is_government(column: Column, shown: str) -> bool:
    """Check whether a label is of the government's economic classification, which runs beside the
    department's and is above none of it.
    """
    code = split_code(shown)[0]
    head = head_of(column)
    if "经济" in head:
        whole = head
    else:
        # 科目编码 and 科目名称 stand below the head that says which classification it is.
        whole = "".join(clean_header(words) for words in column.path[-2:])
    if code:
        return code.startswith("5")
    return "政府" in whole and "经济" in whole and "部门" not in whole
