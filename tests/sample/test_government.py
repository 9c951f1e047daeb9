"""A generated government's book: consistent in itself, and read whole from every rendition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from budgetflow.checks.run import run_checks
from budgetflow.interpret.identity.identify import identify
from budgetflow.interpret.rows_model import Understanding
from budgetflow.interpret.tables.read import understand_tables
from budgetflow.interpret.understand import understand
from budgetflow.readers.dispatch import read_document
from budgetflow.sample.facts.government import invent_government, numbered_government, total
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.paper.printed import PrintedDocument
from budgetflow.sample.render.html import render_html
from budgetflow.sample.render.pdf import render_pdf
from budgetflow.sample.render.text import render_text
from budgetflow.sample.render.xlsx import render_xlsx

FACTS = invent_government(7, "甘州区", "620702", departments=(("区教育局", 9_000),))
BOOK = compose_government(FACTS)


@pytest.mark.parametrize(
    "render",
    [render_html, render_pdf, render_xlsx, render_text],
    ids=lambda render: render.__name__,
)
def test_every_figure_is_read_with_its_code_and_measure(
    render: Callable[[PrintedDocument], bytes],
) -> None:
    document = read_document(render(BOOK), f"book.{render.__name__.removeprefix('render_')}")
    (identity,) = identify(document)
    assert (identity.scope, identity.fiscal_year, identity.stage) == ("government", 2026, "budget")
    found = {
        (a.table_code, a.row_label, a.measure, a.amount_yuan)
        for a in understand_tables(document, identity).amounts
    }
    told = {(t.table_code, t.key, t.measure, t.amount_yuan) for t in BOOK.truths()}
    assert len(told) > 150
    assert told <= found


def test_the_cover_names_the_government() -> None:
    (identity,) = identify(read_document(render_html(BOOK), "book.html"))
    assert (identity.publisher, identity.region_code) == ("甘州区", "620702")


@pytest.mark.parametrize("seed", range(12))
def test_any_number_of_them_agree_with_themselves(seed: int) -> None:
    book = compose_government(invent_government(seed, "青岚区", "620702"))
    rows: Understanding = understand(read_document(render_html(book), "book.html"), None)
    run_checks(rows)
    told = [(f.check_id, f.message_en) for f in rows.findings if f.check_id.startswith("G")]
    assert told == []


def test_the_same_seed_gives_the_same_book() -> None:
    again = invent_government(7, "甘州区", "620702", departments=(("区教育局", 9_000),))
    assert compose_government(again) == BOOK
    assert invent_government(8, "甘州区", "620702") != FACTS


def test_what_is_left_of_the_transfers_closes_the_year() -> None:
    spent = total(FACTS.classes, "")
    taken = total((*FACTS.taxes, *FACTS.non_taxes), "").plus(FACTS.received, "")
    assert taken.executed >= spent.executed + 1_000


@pytest.mark.parametrize("number", range(0, 12_000, 997))
def test_books_at_scale_are_read_whole_and_by_whose_they_are(number: int) -> None:
    facts = numbered_government(1, number)
    book = compose_government(facts)
    rows = understand(read_document(render_text(book), "book.txt"), None)
    (disclosure,) = rows.disclosures
    whose = (disclosure.publisher, disclosure.region_code, disclosure.fiscal_year)
    assert whose == (facts.name, facts.region_code, facts.fiscal_year)
    found = sorted(amount.amount_yuan for amount in rows.amounts if amount.amount_yuan)
    assert found == sorted(truth.amount_yuan for truth in book.truths())


def test_each_county_has_its_book_before_one_has_two() -> None:
    many = [numbered_government(1, number) for number in range(3_000)]
    first = [facts for facts in many if facts.fiscal_year == 2022]
    assert len({facts.region_code for facts in first}) == len(first) > 2_500
    assert {facts.fiscal_year for facts in many} == {2022, 2023}
