"""`budgetflow show`: what was understood in one document, for a person at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetflow.sample.facts.bureaus import XINSHIQU
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import DETAILED_LAST
from budgetflow.sample.render.pdf import Paper, render_pdf
from tests.cli.builders import run


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau's disclosure as the sample generator prints it."""
    path = tmp_path_factory.mktemp("show") / "bureau.pdf"
    path.write_bytes(render_pdf(compose(XINSHIQU, DETAILED_LAST), Paper(repeat_header=False)))
    return path


def test_tables_are_shown_as_understood(paper: Path) -> None:
    done = run("show", paper, "--table", "expenditure")
    assert done.returncode == 0, done.stderr
    assert "医疗保障局 · 2026 · budget" in done.stdout
    assert "2101501" in done.stdout
    assert "238.55" in done.stdout
    assert "statements (" not in done.stdout


def test_what_the_prose_says_is_shown_with_its_sentence_and_nothing_for_what_it_does_not_say(
    paper: Path,
) -> None:
    done = run("show", paper)
    assert "statements (" in done.stdout
    assert "findings (" in done.stdout
    assert "None" not in done.stdout


def test_a_page_is_drawn_with_its_boxes(paper: Path, tmp_path: Path) -> None:
    first = next(
        n
        for n in range(1, 12)
        if run("show", paper, "--page", str(n), "--image", tmp_path / f"{n}.png").returncode == 0
    )
    assert (tmp_path / f"{first}.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_without_figures_is_bad_usage(paper: Path, tmp_path: Path) -> None:
    done = run("show", paper, "--page", "999", "--image", tmp_path / "page.png")
    assert done.returncode == 2
    assert "no figure on page 999" in done.stderr


def test_an_image_needs_a_page(paper: Path, tmp_path: Path) -> None:
    assert run("show", paper, "--image", tmp_path / "page.png").returncode == 2
