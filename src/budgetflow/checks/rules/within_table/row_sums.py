"""Within a row: a total and the columns it is made of.

Which columns add up differs from place to place (three columns in Jiangsu, eight in Xinjiang, 其中
columns that are no
addends), so a table's own header decides: of the splits its columns allow, the one that closes on
most rows is the
split the table means, and the rows on which it does not close are the findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from budgetflow.checks.model.evidence import (
    Comparison,
    Figure,
    Side,
    any_value,
    rounding_of,
    total,
)
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.reference.classifications import CLASS_TERMS

FUNDS = (
    "general_public_budget",
    "general_transfer",
    "government_fund",
    "government_fund_transfer",
    "state_capital",
    "state_capital_transfer",
)
# The three budgets of the 预算法 (article 5) that a department spends from; the fourth, social
# insurance, is no department's.
OWN_FUNDS = ("general_public_budget", "government_fund", "state_capital")
UNIT_SOURCES = (
    "superior_subsidies",
    "business_revenue",
    "business_operations",
    "business_operations_revenue",
    "subordinate_remittances",
    "other_revenue",
)
CARRIED_IN = ("appropriation_carryover", "other_carryover")
BEYOND = (
    *("special_account", "unit_funds", *UNIT_SOURCES, "other_funds", "carryover", *CARRIED_IN),
    "use_of_surplus",
)
KINDS = (
    "basic",
    "project",
    "remitted_to_superior",
    "business_operations",
    "subsidies_to_subordinates",
    "reserve",
    "carried_forward",
)
# Classes 301 to 399 of the departments' economic classification; 5xx is the government's.
ECONOMIC = tuple(term for code, term in CLASS_TERMS.items() if code.startswith("3"))

# Splits a column of totals may have, as printed in one province or another; those that its table
# lacks are left out.
SPLITS: dict[str, tuple[tuple[str, ...], ...]] = {
    "total": (
        ("current_year", "carryover"),
        ("basic", "project"),
        KINDS,
        ("basic.personnel", "basic.operating", *KINDS[1:]),
        ("personnel", "operating"),
        ("personnel", "operating", *KINDS[1:]),
        ("appropriation", "special_account", "unit_funds", "other_funds", "carryover", *CARRIED_IN),
        ("appropriation", *BEYOND),
        ("appropriation", "special_account", *UNIT_SOURCES),
        (*FUNDS, "special_account", "unit_funds", "other_funds", "carryover", *CARRIED_IN),
        (*FUNDS, *BEYOND),
        OWN_FUNDS,
        (*OWN_FUNDS, *BEYOND),
        ("appropriation", "other"),
        ECONOMIC,
    ),
    "appropriation": (
        OWN_FUNDS,
        FUNDS,
        ("appropriation.personnel", "appropriation.operating", "appropriation.project"),
    ),
    "other": (("other.personnel", "other.operating", "other.project"),),
    "unit_funds": (UNIT_SOURCES,),
    "current_year": (("basic", "project"), KINDS),
    "basic": (("basic.personnel", "basic.operating"), ("personnel", "operating")),
}

# Columns whose parts may stand beside them.
PARTS_OF = {
    "appropriation": FUNDS,
    "unit_funds": UNIT_SOURCES,
    "special_account": ("education_fees",),
}
# Columns that stand beside the others without being a part of them.
MEMO = {
    "change",
    "change_percent",
    "previous_year",
    "budget",
    "final",
    "unmapped",
    "government_procurement",
}


@dataclass(slots=True)
class Columns:
    """A table's rows with their figures by measure, and on which rows a split closes.

    A dozen splits are tried on every row to find the one a table means, so that figures are asked
    for once, and whether a split closes is worked out once and without making comparisons.
    """

    view: TableView
    rows: list[tuple[Row, dict[str, Figure]]]
    """Each row with the figures it prints; blanks are left out."""
    closed: dict[tuple[str, tuple[str, ...]], list[bool]] = field(default_factory=dict)
    """By whole and split: what `closes` returned."""
    unaccounted: dict[tuple[str, ...], bool] = field(default_factory=dict)
    """By split and the columns of a row: whether the row has others (`_left_over`)."""

    def closes(self, whole: str, split: tuple[str, ...]) -> list[bool]:
        """Return for each row that has both whether its whole is the sum of the split, within
        rounding.
        """
        known = self.closed.get((whole, split))
        if known is None:
            known = [_closes(left, parts) for _, left, parts in self.sides(whole, split)]
            self.closed[whole, split] = known
        return known

    def sides(self, whole: str, split: tuple[str, ...]) -> Iterator[tuple[Row, Figure, Side]]:
        """Return the rows that have a whole and parts, not all of them zero, with both."""
        for row, figures in self.rows:
            left = figures.get(whole)
            if left is None:
                continue
            parts = tuple([figures[measure] for measure in split if measure in figures])
            # A row of zeros closes with any split and would decide for the longest.
            if parts and (left.value or any_value(*parts)):
                yield row, left, parts


def _columns_of(view: TableView) -> Columns:
    """Return a table's rows with their figures."""
    rows = []
    for row in view.rows:
        figures = [(measure, view.figure(cell)) for measure, cell in row.cells.items()]
        rows.append((row, {measure: figure for measure, figure in figures if figure}))
    return Columns(view, rows)


def row_sums(view: TableView) -> Iterator[Comparison]:
    """Compare each row's totals with the columns they are made of, by the split that the table's
    own figures close.
    """
    columns = _columns_of(view)
    for whole in sorted(view.measures - MEMO):
        split = _split_of(columns, whole)
        if split is None:
            continue
        found = _compare_all(columns, whole, split)
        if sum(columns.closes(whole, split)) * 2 >= len(found):
            yield from found
        # Most rows do not close: the split is wrong for this table, and only its total row is worth
        # a word, with a doubt.
        elif not _whole_is_elsewhere(columns, split):
            for comparison in found:
                if view.total and comparison.left[0].amount in view.total.cells.values():
                    yield replace(comparison, doubt="rule_unproven")


def _split_of(columns: Columns, whole: str) -> tuple[str, ...] | None:
    """Return the split of a column that closes on most rows; the longest of those that close
    equally often.
    """
    measures = columns.view.measures
    if whole == "current_year" and not _stands_for_total(measures):
        return None
    # A split of one part is a whole printed twice; it is one only where the figures show it.
    splits = {
        split
        for split in _present(measures, whole)
        if len(split) >= 2 or (split and _mostly_closes(columns, whole, split))
    }
    dotted = _named_below(measures, whole)
    if len(dotted) >= 2:
        splits.add(dotted)
    # Headers nobody knows leave no known split, so every way the columns may stand is tried on the
    # figures.
    if whole == "total":
        splits.update(
            split
            for split in _everything(measures - {whole})
            if len(split) >= 2 and _mostly_closes(columns, whole, split)
        )
    # The longer of two that close equally often: blank columns close with anything.
    ranked = [(sum(columns.closes(whole, split)), len(split), split) for split in splits]
    if ranked:
        return max(ranked)[2]
    return None


def _present(measures: set[str], whole: str) -> set[tuple[str, ...]]:
    """Return the known splits of a column, each with the columns that the table has of it."""
    return {tuple(m for m in split if m in measures) for split in SPLITS.get(whole, ())}


def _stands_for_total(measures: set[str]) -> bool:
    """Check whether this year's column is the whole of its row: last year's column stands beside
    it, and neither a total nor money carried over, which basic and project would count in.
    """
    others = {measure.split(".")[0] for measure in measures}
    # 本年 beside 合计 or 上年结转 holds this year's money only, while basic and project hold both.
    beside = {"total", "carryover", *CARRIED_IN}
    named_parts = any(measure.startswith("current_year.") for measure in measures)
    return named_parts or others.isdisjoint(beside)


def _named_below(measures: set[str], whole: str) -> tuple[str, ...]:
    """Return the measures whose names say that they are parts of a whole (`basic.personnel`)."""
    below = []
    for measure in measures:
        parent, _, name = measure.rpartition(".")
        if parent == whole and name not in MEMO:
            below.append(measure)
    return tuple(sorted(below))


def _whole_is_elsewhere(columns: Columns, split: tuple[str, ...]) -> bool:
    """Check whether one of the parts is the sum of all other columns, so that we have named the
    columns wrongly.
    """
    outer = _outermost(columns.view.measures - MEMO)
    for part in split:
        others = tuple(measure for measure in outer if measure != part)
        if _always_closes(columns, part, others):
            return True
    return False


def _everything(measures: set[str]) -> Iterator[tuple[str, ...]]:
    """Return the ways all columns may stand side by side: those of `PARTS_OF` are parts of another
    column, or its neighbours.
    """
    wholes = [whole for whole in PARTS_OF if whole in measures]
    for count in range(len(wholes) + 1):
        for chosen in combinations(wholes, count):
            within = {part for whole in chosen for part in PARTS_OF[whole]}
            yield _outermost(measures - MEMO - within)


def _outermost(measures: set[str]) -> tuple[str, ...]:
    outer = []
    for measure in measures:
        if not any(measure.startswith(f"{other}.") for other in measures):
            outer.append(measure)
    return tuple(sorted(outer))


def _always_closes(columns: Columns, whole: str, split: tuple[str, ...]) -> bool:
    found = columns.closes(whole, split)
    return bool(found) and all(found)


def _mostly_closes(columns: Columns, whole: str, split: tuple[str, ...]) -> bool:
    """Check whether a split closes on nine rows of ten, or on all but one: what a table's header
    leaves open, its figures must show.
    """
    found = columns.closes(whole, split)
    # One misprint must not hide a split, so not every row need close.
    return sum(found) * 10 >= len(found) * 9 or (len(found) > 2 and sum(found) == len(found) - 1)


def _closes(whole: Figure, parts: Side) -> bool:
    """Check whether parts add up to their whole, within rounding (`Comparison.outcome`)."""
    over = abs(whole.value - total(parts))
    return not over or over <= rounding_of((whole, *parts))


def _compare_all(columns: Columns, whole: str, split: tuple[str, ...]) -> list[Comparison]:
    """Return the comparison of each row that has both the whole and parts; blank parts are in it
    with their place, so that a finding shows where a figure may be missing.
    """
    found = []
    for row, left, _ in columns.sides(whole, split):
        parts = tuple([columns.view.part(row, measure) for measure in split])
        told = _told(columns, row, whole, split, left, parts)
        if told.outcome == "broken" and _lacks_a_total(columns, row, split):
            told = replace(told, doubt="unread_cell")
        found.append(told)
    return found


def _lacks_a_total(columns: Columns, row: Row, split: tuple[str, ...]) -> bool:
    """Check whether the row of the total is blank in a column whose rows have figures: the cell
    was lost, by the printer or by us, and the sum without it tells of nobody's arithmetic.
    """
    if row is not columns.view.total:
        return False
    printed = next(figures for own, figures in columns.rows if own is row)
    return any(
        measure not in printed and any(measure in other for _, other in columns.rows)
        for measure in split
    )


def _told(
    columns: Columns, row: Row, whole: str, split: tuple[str, ...], left: Figure, parts: Side
) -> Comparison:
    names = "＋".join(
        row.cells[m].column_label.split(" / ")[-1] or m for m in split if m in row.cells
    )
    view = columns.view
    where_zh = (
        f"{_title(view)}“{row.name}”行："
        f"{left.amount.column_label if left.amount else whole} ＝ {names}"
    )
    where_en = (
        f"{view.table.table_code}, row {row.number} ({row.name}): {whole} = "
        f"{' + '.join(m for m in split if m in row.cells)}"
    )
    return Comparison(
        (left,),
        parts,
        where_zh,
        where_en,
        kind="row",
        rule=f"row: {whole} = {' + '.join(split)}",
        # Columns that nobody accounts for may belong to the sum.
        doubt="neighbour_header" if whole == "total" and _left_over(columns, row, split) else "",
    )


def _left_over(columns: Columns, row: Row, split: tuple[str, ...]) -> bool:
    """Check whether a row has columns that neither the split nor its total accounts for: any of
    them may belong to the sum.
    """
    # Rows of one table mostly have the same columns.
    key = (*split, "", *row.cells)
    found = columns.unaccounted.get(key)
    if found is None:
        found = columns.unaccounted[key] = _has_others(row, {"total", *split})
    return found


def _has_others(row: Row, known: set[str]) -> bool:
    """Check whether a row has columns that are no part of these, and of no year beside it."""
    roots = {measure.split(".")[0] for measure in known}
    return any(
        m not in known
        and m.split(".")[0] not in roots
        and not m.startswith(("change", "previous_year"))
        for m in row.cells
    )


def _title(view: TableView) -> str:
    return view.table.title_printed or f"第 {view.table.table_no} 张表"
