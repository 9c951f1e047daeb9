"""The renditions hold every figure of the facts, and are the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from budgetflow.sample.facts.provincial_bureau import XINJIANG
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import DETAILED
from budgetflow.sample.paper.printed import PrintedDocument
from budgetflow.sample.render.html import render_html
from budgetflow.sample.render.pdf import Paper, render_pdf
from budgetflow.sample.render.text import render_text
from budgetflow.sample.render.xlsx import render_xlsx

DOCUMENT = compose(XINJIANG, DETAILED, parts=("tables",))
FIGURES = sorted(DETAILED.figure(truth.amount_yuan) for truth in DOCUMENT.truths())


def _printed_cells(words: list[str]) -> list[str]:
    return sorted(word for word in words if word in set(FIGURES))


def _pdf_text(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))


@pytest.mark.parametrize(
    "render", [render_text, render_html, render_xlsx, render_pdf], ids=lambda f: f.__name__
)
def test_rendering_twice_gives_the_same_bytes(render: Callable[[PrintedDocument], bytes]) -> None:
    assert render(DOCUMENT) == render(DOCUMENT)


def test_every_figure_stands_in_the_text() -> None:
    assert _printed_cells(render_text(DOCUMENT).decode().split()) == FIGURES


def test_every_figure_stands_in_the_html() -> None:
    soup = BeautifulSoup(render_html(DOCUMENT), "lxml")
    assert _printed_cells([cell.get_text() for cell in soup.find_all("td")]) == FIGURES


def test_every_figure_stands_in_the_workbook() -> None:
    book = load_workbook(io.BytesIO(render_xlsx(DOCUMENT)))
    assert (
        _printed_cells(
            [
                str(cell)
                for sheet in book
                for row in sheet.iter_rows(values_only=True)
                for cell in row
            ]
        )
        == FIGURES
    )


@pytest.mark.parametrize(
    "paper",
    [Paper(), Paper(landscape=True), Paper(turned=True), Paper(repeat_header=False)],
    ids=str,
)
def test_every_figure_stands_in_the_pdf_on_any_paper(paper: Paper) -> None:
    assert (
        _printed_cells(re.findall(r"\d[\d,]*\.\d\d", _pdf_text(render_pdf(DOCUMENT, paper))))
        == FIGURES
    )


def test_a_turned_page_is_displayed_in_landscape() -> None:
    page = pdfium.PdfDocument(render_pdf(DOCUMENT, Paper(turned=True)))[0]
    assert page.get_rotation() == 90
    assert page.get_width() > page.get_height()
