"""The pages of governments: every year and stage with its figures, and the departments below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from budgetflow.contracts.government_columns import GOVERNMENT_COLUMNS
from budgetflow.contracts.total_columns import source_column
from budgetflow.facts.derive import derive_facts
from budgetflow.interpret.rows_model import Understanding
from budgetflow.interpret.understand import understand
from budgetflow.lake.store import Lake
from budgetflow.readers.dispatch import read_document
from budgetflow.releases.build import build_release
from budgetflow.releases.site.governments import hrefs_of, is_shown
from budgetflow.releases.site.key_figures import sources_of
from budgetflow.sample.facts.bureaus import GANZHOU
from budgetflow.sample.facts.government import WAN, invent_government, total
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.government import compose_government
from budgetflow.sample.paper.layouts import NATIONAL
from budgetflow.sample.render.html import render_html

NOTHING = dict.fromkeys(column.name for column in GOVERNMENT_COLUMNS)
FACTS = invent_government(7, GANZHOU.region_name, GANZHOU.region_code)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release a government's book and the disclosure of one of its bureaus."""
    folder = tmp_path_factory.mktemp("governments")
    rows = Understanding()
    for name, book in (
        ("book", compose_government(FACTS)),
        ("bureau", compose(replace(GANZHOU), NATIONAL)),
    ):
        rows.extend(understand(read_document(render_html(book), f"{name}.html")))
    derive_facts(rows)
    lake = Lake(folder / "lake")
    lake.replace(rows, "1")
    made = build_release(lake, folder / "releases", date(2026, 11, 29))
    assert made is not None
    return Path(made.path)


def soup(path: Path) -> BeautifulSoup:
    """A page as it is read in Chinese."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    for english in page.select("main [lang=en]"):
        english.decompose()
    return page


def cells(row: Tag) -> list[str]:
    return [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]


def wan(amount: int) -> str:
    return f"{amount:,.2f}"


def test_the_list_names_the_government_with_its_newest_figures(pages: Path) -> None:
    (row,) = soup(pages / "governments.html").select("tbody tr")
    revenue = total((*FACTS.taxes, *FACTS.non_taxes), "")
    assert cells(row)[0] == "甘州区"
    assert cells(row)[1] == str(FACTS.fiscal_year)
    assert cells(row)[4] == wan(revenue.draft)


def test_a_governments_page_opens_with_its_newest_figures(pages: Path) -> None:
    (path,) = (pages / "g").glob("*.html")
    revenue = total((*FACTS.taxes, *FACTS.non_taxes), "")
    first = soup(path).select(".strip li")[0].get_text(" ", strip=True)
    assert first.startswith("一般公共预算收入") and f"{revenue.draft / 10_000:,.2f} 亿元" in first


def test_the_page_of_a_governments_disclosures_leads_to_its_budgets(pages: Path) -> None:
    (path,) = (pages / "g").glob("*.html")
    page = soup(pages / "p" / path.name)
    assert page.select_one(f'.lead a[href="../g/{path.name}"]') is not None


def test_a_governments_page_has_each_year_and_stage_and_its_departments(pages: Path) -> None:
    (path,) = (pages / "g").glob("*.html")
    page = soup(path)
    outlays = total(FACTS.classes, "")
    rows = {
        (told[0], told[1][:3], told[2][:2]): told for told in map(cells, page.select("tbody tr"))
    }
    executed = rows["2025", "全地区", "执行"]
    assert wan(outlays.executed) in executed
    assert wan(FACTS.fund_revenue.executed) in executed
    assert wan(FACTS.received.executed) in executed
    assert "甘州区医疗保障局" in [link.get_text(strip=True) for link in page.select("ul a")]
    for link in page.select("main a[href]"):
        name = str(link["href"]).partition("#")[0]
        assert (path.parent / name).resolve().exists(), link["href"]


def test_each_figure_of_a_government_leads_to_its_cell(pages: Path) -> None:
    (path,) = (pages / "g").glob("*.html")
    figures = soup(path).select("tbody td.n a")
    assert figures
    for link in figures:
        name, _, anchor = str(link["href"]).partition("#")
        shown = BeautifulSoup((path.parent / name).read_text(encoding="utf-8"), "lxml")
        cell = shown.find(id=anchor)
        assert cell is not None, link["href"]
        # the paper is in 万元 without a point, and the page in 万元 to the hundredth
        assert Decimal(cell.get_text().replace(",", "")) == Decimal(
            link.get_text(strip=True).replace(",", "")
        )


def test_a_total_that_no_page_shows_leads_to_its_disclosure() -> None:
    row = {source_column(name): None for name in NOTHING}
    told = {**row, source_column("revenue_yuan"): "a1", source_column("tax_yuan"): "b2"}
    shown = {"a1": "d/x.html#t1r1c1"}
    sources = sources_of([told], lambda name: shown.get(name, ""))
    assert sources == shown
    hrefs = hrefs_of(told, "x", sources)
    assert hrefs["revenue_yuan"] == "d/x.html#t1r1c1"
    assert hrefs["tax_yuan"] == hrefs["expenditure_yuan"] == "d/x.html"


def test_the_way_to_governments_is_on_every_page(pages: Path) -> None:
    assert soup(pages / "index.html").select_one('nav a[href="governments.html"]')
    assert WAN == 10_000


def test_a_year_and_stage_of_details_alone_has_no_line() -> None:
    assert is_shown({**NOTHING, "debt_balance_yuan": Decimal(1)})
    assert is_shown({**NOTHING, "tax_yuan": Decimal(0)}), "a printed nought is a figure"
    assert not is_shown({**NOTHING, "non_tax_yuan": Decimal(1)})
