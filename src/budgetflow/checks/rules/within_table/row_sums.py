"""Within a row: a total and the columns it is made of.

Which columns add up differs from place to place (three columns in Jiangsu, eight in Xinjiang, 其中
columns that are no
addends), so a table's own header decides: of the splits its columns allow, the one that closes on
most rows is the
split the table means, and the rows on which it does not close are the findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from budgetflow.checks.model.evidence import Comparison, Figure, Side
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
ECONOMIC = tuple(term for code, term in CLASS_TERMS.items() if code.startswith("3"))

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
    "basic": (("basic.personnel", "basic.operating"), ("personnel", "operating")),
}
"""Splits a column of totals may have, as printed in one province or another; those that its table
lacks are left out.
"""

PARTS_OF = {
    "appropriation": FUNDS,
    "unit_funds": UNIT_SOURCES,
    "special_account": ("education_fees",),
}
"""Columns whose parts may stand beside them."""
MEMO = {
    "change",
    "change_percent",
    "previous_year",
    "budget",
    "final",
    "unmapped",
    "government_procurement",
}
"""Columns that stand beside the others without being a part of them."""


def row_sums(view: TableView) -> Iterator[Comparison]:
    """Compare each row's totals with the columns they are made of, by the split that the table's
    own figures close.
    """
    measures = view.measures
    for whole in sorted(measures - MEMO):
        split = _split_of(view, whole, measures)
        if split is None:
            continue
        found = _compare_all(view, whole, split)
        if sum(comparison.outcome != "broken" for comparison in found) * 2 < len(found):
            found = (
                []
                if _whole_is_elsewhere(view, split)
                else [
                    replace(c, doubt="rule_unproven")
                    for c in found
                    if view.total and c.left[0].amount in view.total.cells.values()
                ]
            )
        yield from found


def _split_of(view: TableView, whole: str, measures: set[str]) -> tuple[str, ...] | None:
    """Return the split of a column that closes on most rows; the longest of those that close
    equally often.
    """
    present = {tuple(m for m in split if m in measures) for split in SPLITS.get(whole, ())}
    splits = {
        split
        for split in present
        if len(split) >= 2 or (split and _mostly_closes(view, whole, split))
    }
    dotted = _dotted_below(whole, measures)
    if len(dotted) >= 2:
        splits.add(dotted)
    if whole == "total":
        for split in _everything(measures - {whole}):
            if len(split) >= 2 and _mostly_closes(view, whole, split):
                splits.add(split)
    ranked = sorted(((_rank(view, whole, split), split) for split in splits), reverse=True)
    if ranked:
        return ranked[0][1]
    return None


def _dotted_below(whole: str, measures: set[str]) -> tuple[str, ...]:
    """Return the measures that name themselves parts of a whole (`total.basic` of `total`), without
    those that are said beside it.
    """
    below = [measure.rpartition(".") for measure in sorted(measures)]
    return tuple(
        f"{outer}.{part}" for outer, _, part in below if outer == whole and part not in MEMO
    )


def _whole_is_elsewhere(view: TableView, split: tuple[str, ...]) -> bool:
    """Check whether one of the parts is the sum of all other columns, so that we have named the
    columns wrongly.
    """
    outer = _outermost(view.measures - MEMO)
    return any(_always_closes(view, part, tuple(m for m in outer if m != part)) for part in split)


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
    return tuple(
        sorted(m for m in measures if not any(m.startswith(f"{other}.") for other in measures))
    )


def _always_closes(view: TableView, whole: str, split: tuple[str, ...]) -> bool:
    found = _outcomes(view, whole, split)
    return bool(found) and all(found)


def _mostly_closes(view: TableView, whole: str, split: tuple[str, ...]) -> bool:
    """Check whether a split closes on nine rows of ten, or on all but one: what a table's header
    leaves open, its figures must show.
    """
    found = _outcomes(view, whole, split)
    return sum(found) * 10 >= len(found) * 9 or (len(found) > 2 and sum(found) == len(found) - 1)


def _compare_all(view: TableView, whole: str, split: tuple[str, ...]) -> list[Comparison]:
    return [comparison for row in view.rows if (comparison := _compare(view, row, whole, split))]


def _rank(view: TableView, whole: str, split: tuple[str, ...]) -> tuple[int, int]:
    return sum(_outcomes(view, whole, split)), len(split)


def _outcomes(view: TableView, whole: str, split: tuple[str, ...]) -> list[bool]:
    """Return for each row that has both whether its whole is the sum of the split, within
    rounding.
    """
    made = [
        Comparison((left,), parts, "", "")
        for row in view.rows
        for left, parts in _sides(view, row, whole, split)
    ]
    return [comparison.outcome != "broken" for comparison in made]


def _sides(
    view: TableView, row: Row, whole: str, split: tuple[str, ...]
) -> Iterator[tuple[Figure, Side]]:
    """Return a row's whole and parts, if it has both and not all are zero."""
    left = view.figure(row.cells.get(whole))
    if left is None:
        return
    parts = tuple(view.part(row, measure) for measure in split)
    if any(not part.blank for part in parts) and (left.value or any(part.value for part in parts)):
        yield left, parts


def _compare(view: TableView, row: Row, whole: str, split: tuple[str, ...]) -> Comparison | None:
    for left, parts in _sides(view, row, whole, split):
        return _told(view, row, whole, split, left, parts)
    return None


def _told(
    view: TableView, row: Row, whole: str, split: tuple[str, ...], left: Figure, parts: Side
) -> Comparison:
    names = "＋".join(
        row.cells[m].column_label.split(" / ")[-1] or m for m in split if m in row.cells
    )
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
        doubt="neighbour_header" if whole == "total" and _left_over(row, whole, split) else "",
    )


def _left_over(row: Row, whole: str, split: tuple[str, ...]) -> set[str]:
    """Return the row's columns that neither the split nor the whole accounts for: any of them may
    belong to the sum.
    """
    known = {whole, *split}
    roots = {measure.split(".")[0] for measure in known}
    return {
        m
        for m in row.cells
        if m not in known
        and m.split(".")[0] not in roots
        and not m.startswith(("change", "previous_year"))
    }


def _title(view: TableView) -> str:
    return view.table.title_printed or f"第 {view.table.table_no} 张表"
