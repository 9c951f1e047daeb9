"""The opening of a publisher's page, and findings as cards: what a visitor reads first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budgetflow.releases.site.finding_cards import cards_of
from budgetflow.releases.site.grids import Figure
from budgetflow.releases.site.key_figures import Fact
from budgetflow.releases.site.overview import Overview, overview_of
from budgetflow.releases.site.page_viewport import Frame
from budgetflow.releases.site.publishers import Disclosure
from budgetflow.releases.site.rankings import path_of
from budgetflow.releases.site.text_pages import addresses, text_pages


def of(year: int, stage: str = "budget", scope: str = "department") -> Disclosure:
    name = f"{year}{stage}{scope}"
    return Disclosure(name, "p", year, stage, scope, None, None, "", 1, "accepted", "11")


def total(key: str, yuan: str) -> Fact:
    return Fact("total", key, "", Decimal(yuan), f"d/x.html#{key}")


def overview(*known: tuple[Disclosure, list[Fact]]) -> Overview | None:
    columns = {(d.fiscal_year or 0, d.stage or ""): d for d, _ in known}
    return overview_of(columns, {(d.fiscal_year or 0, d.stage or ""): f for d, f in known})


def tile(found: Overview | None, en: str) -> Any:
    assert found is not None
    return next(one for one in found.tiles if one.en == en)


def test_the_sentence_says_how_much_for_what_and_more_or_less_than_last_year() -> None:
    found = overview(
        (of(2025), [total("current_expenditure", "20000000")]),
        (
            of(2026),
            [
                total("current_expenditure", "25000000"),
                total("three_public", "60000"),
                Fact("function", "205", "205 教育支出", Decimal(15000000)),
                Fact("function", "208", "208 社会保障和就业支出", Decimal(10000000)),
            ],
        ),
    )
    assert found is not None
    assert found.zh == (
        "2026年预算支出2,500.00 万元，比上年增加25.0%；最大的一类是教育支出，占60.0%；"
        "“三公”经费6.00 万元。"
    )
    assert found.en == (
        "In 2026 this body plans to spend 25.00 million yuan, 25.0% more than in 2025; the largest "
        "class is education, 60.0%; travel abroad, vehicles and receptions take 60,000 yuan."
    )
    assert tile(found, "Against last year").value == ("+25.0%", "+25.0%")
    assert tile(found, "Budget").href == "d/x.html#current_expenditure"


def test_what_nobody_printed_is_said_to_be_missing_and_no_nought() -> None:
    found = overview((of(2026), [total("current_expenditure", "25000000")]))
    for name in ("Against last year", "Share of personnel", "Three public expenses", "Projects"):
        assert tile(found, name).value == ("未注明", "not stated")
    assert found is not None and "比上年" not in found.zh
    assert overview((of(2026), [])) is None


def test_a_unit_is_not_compared_with_the_department_of_the_year_before() -> None:
    found = overview(
        (of(2025), [total("current_expenditure", "20000000")]),
        (of(2026, scope="unit"), [total("current_expenditure", "5000000")]),
    )
    assert tile(found, "Against last year").value == ("未注明", "not stated")


def test_a_total_is_not_compared_with_a_total_of_another_kind() -> None:
    found = overview(
        (of(2025), [total("general_budget", "20000000")]),
        (of(2026), [total("current_expenditure", "25000000")]),
    )
    assert tile(found, "Against last year").value == ("未注明", "not stated")


def test_how_much_was_spent_is_said_where_accounts_exist() -> None:
    budget = (of(2025), [total("current_expenditure", "100")])
    accounts = (of(2025, "final_accounts"), [total("current_expenditure", "93")])
    assert tile(overview(budget, accounts), "Executed in 2025").value == ("93.0%", "93.0%")
    printed = (of(2025, "final_accounts"), [*accounts[1], total("initial_budget", "186")])
    assert tile(overview(budget, printed), "Executed in 2025").value == ("50.0%", "50.0%")
    found = overview(budget)
    assert found is not None and not any(t.en.startswith("Executed") for t in found.tiles)


def test_accounts_of_a_unit_are_not_held_against_the_budget_of_its_department() -> None:
    accounts = (of(2025, "final_accounts", "unit"), [total("current_expenditure", "93")])
    found = overview((of(2025), [total("current_expenditure", "100")]), accounts)
    assert found is not None and not any(t.en.startswith("Executed") for t in found.tiles)


def test_execution_of_the_general_budget_is_held_against_the_general_budget() -> None:
    accounts = of(2025, "final_accounts")
    found = overview(
        (accounts, [total("general_budget", "93"), total("initial_budget", "500")]),
        (of(2025), [total("general_budget", "100")]),
    )
    assert tile(found, "Executed in 2025").value == ("93.0%", "93.0%")


def test_the_share_of_personnel_is_of_the_money_they_were_printed_of() -> None:
    spent = [total("current_expenditure", "1000"), total("personnel", "30")]
    whole = Fact("whole", "personnel", "general_budget", Decimal(40))
    found = tile(overview((of(2026), [*spent, whole])), "Share of personnel")
    assert found.value == ("75.0%", "75.0%")
    assert found.note[1].endswith("share of “from the general public budget”")
    alone = tile(overview((of(2026), spent)), "Share of personnel")
    assert alone.value == ("未注明", "not stated") and alone.note[1] == "30 yuan"


def test_a_report_of_execution_is_no_budget_and_has_a_ranking_of_its_own() -> None:
    found = overview(
        (of(2026, "execution"), [total("current_expenditure", "90000000")]),
        (of(2026), [total("current_expenditure", "25000000")]),
    )
    assert tile(found, "Budget").zh == "预算支出"
    found = overview((of(2026, "execution"), [total("current_expenditure", "90000000")]))
    assert found is not None and found.zh.startswith("2026年执行支出9,000.00 万元")
    periods = [(2026, stage) for stage in ("budget", "execution", "final_accounts")]
    assert len({path_of(("expenditure", when, "65")) for when in periods}) == 3


FRAME = Frame(0.0, 100.0, 900.0, 500.0)


def figure(name: str, printed: str, top: float) -> Figure:
    box = (100.0, top, 180.0, top + 12.0)
    return Figure("t1r1c1", name, printed, "value", "doc", 3, box, None, "", "")


def finding(**other: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(
        ("explanation", "arithmetic", "quotation", "held_in", "broken_in")
    )
    row |= {
        "finding_id": "f1",
        "check_id": "B04",
        "severity": "error",
        "verdict": "publisher_error",
        "message_zh": "不等",
        "message_en": "unequal",
        "page": 3,
        "amount_ids": ["a", "b"],
        "statement_ids": [],
        "evidence": [
            "left: p. 3 (100.0, 200.0, 180.0, 212.0) 12.00",
            "right: p. 3 (100.0, 300.0, 180.0, 312.0) 13.00",
        ],
    }
    return row | other


def cards(row: dict[str, Any], picture: str | None = "crops/x.png") -> list[dict[str, Any]]:
    figures = [(figure("a", "12.00", 200.0), "d/x.html"), (figure("b", "13.00", 300.0), "d/x.html")]
    return cards_of([row], figures, lambda name: f"d/x.html#{name}", {("doc", 3): (picture, FRAME)})


def test_a_card_has_both_sides_with_their_cells_and_the_piece_of_the_page() -> None:
    (card,) = cards(finding())
    assert card["left"] == [["12.00", "d/x.html#a", 3]]
    assert card["right"] == [["13.00", "d/x.html#b", 3]]
    crop = card["crop"]
    assert crop["src"] == "crops/x.png" and crop["ratio"] == "900 / 164"
    assert len(crop["boxes"]) == 2
    assert crop["boxes"][0] == [11.11, 15.85, 8.89, 7.32], "percent of the piece: left, top, size"
    assert crop["top"] == pytest.approx(-100 * 74 / 164, abs=0.01)


def test_a_card_without_a_picture_or_for_a_rounding_shows_none() -> None:
    assert cards(finding(), picture=None)[0]["crop"] is None
    assert cards(finding(verdict="rounding"))[0]["crop"] is None


def test_a_side_whose_cell_is_shown_nowhere_keeps_its_figure() -> None:
    row = finding(evidence=["left: p. 9 (1.0, 2.0, 3.0, 4.0) 12.00", "right: p. 3 “共13.00万元”"])
    (card,) = cards(row)
    assert card["left"] == [["12.00", "", 9]]
    assert card["right"] == [], "a sentence is quoted by itself"


def statement(position: int, text: str, section: str, **other: Any) -> dict[str, Any]:
    row = {
        "statement_id": f"{position:016}",
        "document_id": "doc",
        "section": section,
        "topic": "expenditure.total",
        "text": text,
        "page": 2,
        "locator": None,
        "position": position,
    }
    return row | other


def rows(**known: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    empty: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("statements", "projects", "performance_targets")
    }
    return (
        empty
        | {"documents": [{"document_id": "doc", "source_url": "https://a.invalid/x.pdf"}]}
        | known
    )


def test_sentences_stand_in_the_order_of_the_document_under_their_chapters() -> None:
    said = [
        statement(3, "丙", "第二章"),
        statement(1, "甲", "第一章"),
        statement(2, "甲", "第一章", topic="revenue.total"),
        statement(4, "甲", "第二章"),
    ]
    (page,) = text_pages(rows(statements=said), {("doc", 2): "v/x/doc-p2.html"})
    assert [(name, [s.text for s in of]) for name, of in page.chapters] == [
        ("第一章", ["甲"]),
        ("第二章", ["丙", "甲"]),
    ]
    first = page.sentences[0]
    assert first.topics == ["expenditure.total", "revenue.total"]
    assert first.href == "../v/x/doc-p2.html"
    known = addresses("slug", [page])
    assert known[f"{2:016}"] == known[f"{1:016}"] == "d/slug-text.html#s000000000000"


def test_a_page_nothing_shows_is_opened_in_the_file_itself() -> None:
    (page,) = text_pages(rows(statements=[statement(1, "甲", "")]), {})
    assert page.sentences[0].href == "https://a.invalid/x.pdf#page=2"


def test_a_long_text_is_parted_over_pages_and_an_empty_one_has_none() -> None:
    said = [statement(n, "字" * 2000 + str(n), "章") for n in range(100)]
    pages = text_pages(rows(statements=said), {})
    assert len(pages) > 2
    assert [s.text for page in pages for s in page.sentences] == [row["text"] for row in said]
    assert text_pages(rows(), {}) == []
