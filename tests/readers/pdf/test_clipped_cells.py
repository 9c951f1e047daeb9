"""A name too long for its cell is printed whole over the next one, and clipped at its own."""

from __future__ import annotations

import pytest

from tests.readers.pdf_builder import COLUMNS, ROWS, Paper, printed

# Twenty characters of ten points begin at 63; the cell ends at 200.
NAME = "外籍人才眼中最具吸引力的中国城市评选项目"
REST = ["1,234.56", "1,000.00"]


def clipped(paper: Paper, text: str, *, singly: bool, right: float = COLUMNS[1]) -> None:
    """Draw a name in the first cell of the first body row under a clip, as one object or as one a
    character.
    """
    canvas = paper.canvas
    y = ROWS[2] + 8
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(COLUMNS[0], ROWS[2], right - COLUMNS[0], ROWS[1] - ROWS[2])
    canvas.clipPath(path, stroke=0)
    pieces = list(text) if singly else [text]
    for number, piece in enumerate(pieces):
        canvas.drawString(COLUMNS[0] + 3 + 10 * number, y, piece)
    canvas.restoreState()


def rows_of(paper: Paper) -> list[list[str]]:
    (table,) = paper.lines().tables()
    return printed(table)


@pytest.mark.parametrize("singly", [True, False])
def test_its_end_stays_in_its_cell_and_the_next_cells_figure_is_read(singly: bool) -> None:
    paper = Paper()
    clipped(paper, NAME, singly=singly)
    paper.texts(rows=[["项目", "合计", "基本支出"], ["", *REST], ["合计", *REST]])
    assert rows_of(paper)[1] == [NAME, *REST]


@pytest.mark.parametrize("words", ["社会与管理咨询", "C0808社会与管理咨询", "展览"])
def test_its_end_stays_out_of_the_next_cells_words(words: str) -> None:
    """咨询”评服务: the end of a project's name stood within the name of the purchase beside it."""
    paper = Paper()
    clipped(paper, NAME, singly=True)
    paper.canvas.drawString(COLUMNS[1] + 3, ROWS[2] + 8.5, words)
    paper.canvas.drawString(COLUMNS[2] + 3, ROWS[2] + 8.5, "1.00")
    paper.texts(rows=[["项目", "采购目录", "金额"], ["", "", ""], ["合计", "", "1.00"]])
    name, *rest = rows_of(paper)[1]
    assert rest == [words, "1.00"]
    assert name.startswith("外籍人才眼中最具吸引力的中")


def test_a_name_within_its_clip_stays_as_it_is() -> None:
    paper = Paper()
    clipped(paper, "教育支出", singly=True)
    paper.texts(rows=[["项目", "合计", "基本支出"], ["", *REST], ["合计", *REST]])
    assert rows_of(paper)[1] == ["教育支出", *REST]


def test_words_far_behind_the_clip_of_a_page_are_not_drawn_to_it() -> None:
    """A wide sheet printed on two pages is clipped at the first one's edge."""
    paper = Paper(700)
    canvas = paper.canvas
    path = canvas.beginPath()
    path.rect(0, 0, 500, 842)
    canvas.saveState()
    canvas.clipPath(path, stroke=0)
    paper.texts(rows=[["项目", "合计", "基本支出"], ["教育支出", *REST], ["合计", *REST]])
    canvas.drawString(560, ROWS[2] + 8, "9.00")
    canvas.restoreState()
    assert rows_of(paper)[1] == ["教育支出", *REST]


@pytest.mark.parametrize("lowered", [0.1, 0.4])
def test_a_last_line_that_its_cell_halves_is_none_of_the_next_row(lowered: float) -> None:
    """Two lines in a cell for one: the wall runs through the middle of the second."""
    paper = Paper()
    canvas = paper.canvas
    wall = ROWS[2]
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(COLUMNS[0], wall - lowered, COLUMNS[1] - COLUMNS[0], ROWS[1] - wall + lowered)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(COLUMNS[0] + 3, wall + 8, "现场演练视")
    # The middle of a character of this font stands 2.49 above its baseline at ten points.
    canvas.drawString(COLUMNS[0] + 3, wall - 2.49 - lowered / 2, "频个数")
    canvas.restoreState()
    paper.texts(rows=[["项目", "合计", "基本支出"], ["", *REST], ["合计", *REST]])
    found = rows_of(paper)
    assert found[1] == ["现场演练视\n频个数", *REST]
    assert found[2] == ["合计", *REST]
