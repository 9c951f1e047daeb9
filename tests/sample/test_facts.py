"""Every generated disclosure is consistent in itself, and the four bureaus say what they
published.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetflow.sample.facts.bureaus import BAYINGOL, BUREAUS, XINSHIQU
from budgetflow.sample.facts.invent import invent, invented
from budgetflow.sample.facts.model import DisclosureFacts
from budgetflow.sample.facts.provincial_bureau import XINJIANG
from budgetflow.sample.facts.rollup import Rollup
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import (
    DETAILED,
    DETAILED_LAST,
    NATIONAL_EXACT,
    NATIONAL_YUAN,
    Layout,
)
from budgetflow.sample.paper.printed import with_mistake
from budgetflow.sample.paper.tables import standard_tables


@pytest.mark.parametrize("number", range(0, 200, 7))
def test_an_invented_disclosure_adds_up(number: int) -> None:
    facts = invent(1, number)
    roll = Rollup(facts)
    assert roll.money("", "total") == roll.money("", "all_basic") + roll.money("", "all_project")
    assert (
        roll.money("", "basic")
        == roll.personnel() + roll.operating()
        == sum(item.amount for item in facts.economics)
    )
    assert roll.money("", "project") == sum(project.amount for project in facts.projects)
    assert roll.money("", "carryover") == roll.carried()
    for code in roll.codes:
        children = [
            child for child in roll.codes if len(child) == len(code) + 2 and child.startswith(code)
        ]
        assert not children or roll.money(code, "total") == sum(
            roll.money(child, "total") for child in children
        )


def test_the_same_seed_gives_the_same_facts_and_another_seed_others() -> None:
    assert invent(7, 4711) == invent(7, 4711)
    assert invent(8, 4711) != invent(7, 4711)


def test_publishers_of_a_large_batch_are_all_different() -> None:
    keys = {(f.publisher, f.fiscal_year, f.stage, f.scope) for f, _ in invented(1, 500)}
    assert len(keys) == 500


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "facts", "layout"),
    [
        ("xinshiqu-2026", XINSHIQU, DETAILED_LAST),
        ("bayingol-2025", BAYINGOL, DETAILED),
        ("xinjiang-2025", XINJIANG, DETAILED),
    ],
)
def test_the_bureaus_figures_are_the_published_ones(
    name: str, facts: DisclosureFacts, layout: Layout, shared: Path
) -> None:
    with (shared / "gold-seeds.csv").open(encoding="utf-8") as lines:
        gold = Counter(
            (row["table"], Decimal(row["published"].replace(",", "")) * 10_000)
            for row in csv.DictReader(lines)
            if row["doc"] == name
        )
    ours = Counter(
        (truth.table_code, truth.amount_yuan) for truth in compose(facts, layout).truths()
    )
    assert not ours - gold
    assert (
        sum((gold - ours).values()) <= 4
    )  # the project table's row that repeats the bureau's name


@pytest.mark.parametrize("facts", BUREAUS, ids=lambda f: f.region_code)
def test_no_two_layouts_change_what_is_true(facts: DisclosureFacts) -> None:
    wide = {
        (t.key, t.measure, t.amount_yuan)
        for t in compose(facts, DETAILED).truths()
        if t.table_code == "expenditure" and t.key.isdigit()
    }
    for layout in (NATIONAL_YUAN, NATIONAL_EXACT):
        plain = {
            (t.key, t.measure, t.amount_yuan)
            for t in compose(facts, layout).truths()
            if t.table_code == "expenditure" and t.key.isdigit()
        }
        assert plain == wide


@pytest.mark.parametrize(
    ("layout", "printed"),
    [
        (DETAILED, "20,761.35"),
        (DETAILED_LAST, "20761.35"),
        (NATIONAL_YUAN, "207,613,500.00"),
        (NATIONAL_EXACT, "20761.350000"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_figure_is_printed_in_the_layouts_unit(layout: Layout, printed: str) -> None:
    assert layout.figure(Decimal("207613500")) == printed


def test_an_empty_table_says_so() -> None:
    table = next(
        t
        for t in standard_tables(XINSHIQU, DETAILED)
        if t.table_code == "government_fund_expenditure"
    )
    assert table.rows == ()
    assert table.note.endswith("政府性基金预算支出情况表为空表。")


def test_header_cells_are_merged_over_equal_neighbours_and_reach_down() -> None:
    table = next(t for t in standard_tables(BAYINGOL, DETAILED) if t.table_code == "revenue")
    top = {cell.text: (cell.row_span, cell.column_span) for cell in table.header()[0]}
    assert top["功能分类科目编码"] == (1, 3)
    assert top["总计"] == (2, 1)
    assert top["财政拨款（补助）"] == (1, 6)


def test_a_mistake_changes_one_printed_cell_and_nothing_else() -> None:
    table = standard_tables(BAYINGOL, DETAILED)[2]
    wrong = with_mistake(table, 0, 4, "662.27")
    assert wrong.rows[0].cells[4] == "662.27"
    assert wrong.rows[1:] == table.rows[1:]
    assert wrong.rows[0].truths == table.rows[0].truths
