"""Level, body and place in the tree of a table's figures: which of them break down others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgetflow.facts.precision import within_rounding
from budgetflow.interpret.rows_model import Amount

# Digits of a function or economic code -> 类, 款, 项 (财政部 《政府收支分类科目》).
LEVELS = {3: "class", 5: "group", 7: "item"}

_NOUGHT = Decimal(0)

# (kind of code, code): one node of the tree of a classification.
Code = tuple[str, str]


def level_of(amount: Amount) -> str | None:
    """Return 类 `class`, 款 `group` or 项 `item` of the row's code; None without a code."""
    code = amount.function_code or amount.economic_code or amount.government_economic_code
    if code:
        return LEVELS.get(len(code))
    return None


def units_named(amounts: Sequence[Amount]) -> dict[str, set[str]]:
    """Return by table the labels of the rows that name a subordinate unit."""
    units: dict[str, set[str]] = defaultdict(set)
    for amount in amounts:
        # A row that is labelled with its unit is the unit's own line, and heads what follows.
        if amount.unit_name and amount.is_line_of_unit:
            units[amount.table_id].add(amount.unit_name)
    return units


def unit_of(amount: Amount, units: Mapping[str, set[str]]) -> str | None:
    """Return the unit whose figure it is: the row's own, else the one whose line it stands under.

    `units` are the lines of units of each table. Guangzhou prints each unit's 工资福利支出 beneath
    the unit's name: read as the department's, these lines counted its money a second time.
    """
    if amount.unit_name:
        return amount.unit_name
    named = units.get(amount.table_id)
    if not named:
        return None
    # The nearest above: units may stand below a department's own line.
    return next((label for label in reversed(amount.row_path) if label in named), None)


def body_of(amount: Amount, unit: str | None) -> str:
    """Return whose figure it is: the department's line, a subordinate unit's or a project's."""
    if amount.project_name:
        return "project"
    if unit:
        return "subordinate_unit"
    return "department"


_DEPTH = {"department": 0, "subordinate_unit": 1, "project": 2}


def mark_leaves(facts: Sequence[Amount]) -> None:
    """Set `is_leaf` of figures that count the same: one flow, fund, component and period.

    A figure is a leaf where no other one breaks it down, by a longer code or by unit or project
    under the same code, into parts that add up to it. A total, a subtotal and a row of 其中 are no
    leaves where coded rows are there: adding up leaves counts money once.
    """
    uncoded: list[Amount] = []
    by_function: list[Amount] = []
    by_economy: list[Amount] = []
    for row in facts:
        if row.function_code:
            by_function.append(row)
        elif _code(row) is None:
            uncoded.append(row)
        else:
            by_economy.append(row)
    _mark_uncoded(uncoded, facts)
    # Each classification parts all the money, so each is added up by itself.
    for coded in (by_function, by_economy):
        _mark_coded(coded)
        _keep_one_closed_table(uncoded, coded)


def _keep_one_closed_table(uncoded: Sequence[Amount], coded: Sequence[Amount]) -> None:
    """Take back the leaves of other tables where one table's leaves add up to its own total.

    A publisher may print a class under another code in the summary than in the detailed table
    (201 for 208): the summary's is then a second name of the same money.
    """
    totals = {row.table_id: row.amount_yuan for row in uncoded if row.row_role == "total"}
    for table, total in totals.items():
        own = [row for row in coded if row.table_id == table and row.is_leaf]
        if total is None or not own or not within_rounding(_sum(own), total, len(own)):
            continue
        for row in coded:
            # The first table that closes is enough: the others name the same money otherwise.
            row.is_leaf = row.is_leaf and row.table_id == table
        return


def _code(amount: Amount) -> tuple[str, str] | None:
    if amount.function_code:
        return "function_code", amount.function_code
    if amount.economic_code:
        return "economic_code", amount.economic_code
    if amount.government_economic_code:
        return "government_economic_code", amount.government_economic_code
    return None


def _mark_coded(coded: Sequence[Amount]) -> None:
    """Set `is_leaf` where codes part the money: the finest printed parts that add up."""
    for row in coded:
        row.is_leaf = False
    nodes: dict[Code, dict[int, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for row in coded:
        found = _code(row)
        if found is not None and row.row_role != "of_which":
            nodes[found][_DEPTH[row.body_scope]].append(row)
    children: dict[Code | None, list[Code]] = defaultdict(list)
    for kind, code in nodes:
        children[_parent(kind, code, nodes)].append((kind, code))
    for top in children[None]:
        _choose_leaves(top, nodes, children)


def _parent(kind: str, code: str, nodes: Mapping[Code, object]) -> Code | None:
    """Return the nearest shorter code that is printed, None for a code without one."""
    # Levels are two digits each; one that is not printed is passed over.
    for length in range(len(code) - 2, 2, -2):
        if (kind, code[:length]) in nodes:
            return kind, code[:length]
    return None


def _choose_leaves(
    code: Code,
    nodes: Mapping[Code, Mapping[int, list[Amount]]],
    children: Mapping[Code | None, list[Code]],
) -> Decimal:
    """Mark the leaves at and below a code and return their sum.

    Longer codes, then units and projects under the same code, are leaves where they add up to the
    printed figure within rounding; where a publisher leaves out parts, the figure itself is.
    """
    by_depth = nodes[code]
    # The widest body that prints the code is the whole.
    printed = by_depth[min(by_depth)]
    whole = _sum(printed)
    below = children.get(code, [])
    if below:
        parts = sum((_choose_leaves(child, nodes, children) for child in below), Decimal(0))
        if within_rounding(parts, whole, len(below)):
            return parts
        for child in below:
            _clear(child, nodes, children)
    # The finest first: projects, then units, then the whole body.
    for depth in sorted(by_depth, reverse=True):
        rows = by_depth[depth]
        if within_rounding(_sum(rows), whole, len(rows)):
            printed = rows
            break
    for row in printed:
        row.is_leaf = True
    return _sum(printed)


def _clear(
    code: Code,
    nodes: Mapping[Code, Mapping[int, list[Amount]]],
    children: Mapping[Code | None, list[Code]],
) -> None:
    """Take the leaves at and below a code back."""
    for rows in nodes[code].values():
        for row in rows:
            row.is_leaf = False
    for child in children.get(code, []):
        _clear(child, nodes, children)


def _sum(rows: Sequence[Amount]) -> Decimal:
    whole = _NOUGHT
    for row in rows:
        if row.amount_yuan is not None:
            whole += row.amount_yuan
    return whole


def _mark_uncoded(rows: Sequence[Amount], facts: Sequence[Amount]) -> None:
    """Set `is_leaf` of rows without codes: those that no other of the facts, with a code or
    without, has among its ancestors.
    """
    parents = {tuple(row.row_path) for row in facts}
    # Every beginning of a path is an ancestor, also one that has no figures of its own.
    parents |= {path[:length] for path in parents for length in range(len(path))}
    for row in rows:
        own = (*row.row_path, row.row_label or "")
        row.is_leaf = row.row_role == "item" and own not in parents
