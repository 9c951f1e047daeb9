"""Words that one text object draws over several cells: parted where a border runs between them.

Programs that write a PDF anew (Cairo, printers' drivers) draw what stands close together on a line
as one text, with the gaps as numbers between its pieces.
"""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics

from tests.readers.pdf_builder import Paper, printed

FONT = "STSong-Light"
SIZE = 10


def in_one_object(paper: Paper, x: float, y: float, words: list[str], gap: float) -> None:
    """Draw words with so many ems between them by a single operator."""
    canvas, font = paper.canvas, pdfmetrics.getFont(FONT)
    pieces = f" {-1000 * gap:.0f} ".join(f"({font.formatForPdf(word)})" for word in words)
    name = canvas._doc.getInternalFontName(FONT)
    canvas._code.append(f"BT 1 0 0 1 {x} {y} Tm {name} {SIZE} Tf [{pieces}] TJ ET")


def heads(words: list[str], gap: float, walls: list[float], start: float = 62) -> list[str]:
    """Return the cells of a row whose words one object draws from `start` on, walls where told."""
    paper = Paper().lines(xs=[60, *walls, 200], ys=[700, 680, 660])
    in_one_object(paper, start, 685, words, gap)
    for x in (60, *walls):
        paper.canvas.drawString(x + 3, 665, "0")
    (table,) = paper.tables()
    return printed(table)[0]


def test_heads_of_two_narrow_columns_are_parted_at_their_border() -> None:
    """会议费 and 培训费 of a real table came out as one head over the second column."""
    assert heads(["会议费", "培训费"], 0.4, [94]) == ["会议费", "培训费"]


def test_heads_of_three_columns_are_parted_at_both_borders() -> None:
    assert heads(["类", "款", "项"], 0.4, [74, 88]) == ["类", "款", "项"]


def test_words_that_overflow_their_cell_stay_whole() -> None:
    assert heads(["一般公共预算", "拨款收入"], 0.0, [122]) == ["一般公共预算拨款收入", ""]


def test_a_border_that_strikes_through_a_character_parts_nothing() -> None:
    assert heads(["会议费", "培训费"], 0.4, [102]) == ["会议费培训费", ""]


@pytest.mark.parametrize("gap", [0.3, 0.4])
def test_a_word_spaced_as_widely_elsewhere_stays_whole(gap: float) -> None:
    """小 计 with blanks between its characters, over a wall at one of them."""
    words = ["财", "政", "拨", "款", "收", "入"]
    wall = 62 + SIZE * (4 + 3.5 * gap)
    assert heads(words, gap, [wall]) == ["财政拨款收入", ""]


def test_words_behind_a_figure_are_parted_as_well() -> None:
    """The tail of （20万以下） stood before the next column's word in a list of purchases."""
    printed_as = heads(["计算机（20万以下）", "分散采购"], 0.4, [154])
    assert printed_as == ["计算机（20万以下）", "分散采购"]
