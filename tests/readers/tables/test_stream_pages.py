"""Tables without rulings over pages, and labels of several lines in them."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.document import Table
from budgetflow.readers.pdf.read import read_pdf
from tests.readers.pdf_builder import Paper, printed

# A label's x and the x where a figure ends, for each pair of columns.
Columns = Sequence[tuple[float, float]]
WIDE: Columns = [(40, 240), (270, 520)]
NARROW: Columns = [(90, 240), (255, 440)]


def draw(paper: Paper, rows: Sequence[Sequence[str]], columns: Columns) -> None:
    for place, row in enumerate(rows):
        y = 740 - 20 * place
        for (x, end), label, figure in zip(columns, row[::2], row[1::2], strict=True):
            paper.canvas.drawString(x, y, label)
            paper.canvas.drawRightString(end, y, figure)
    paper.canvas.showPage()
    paper.canvas.setFont("STSong-Light", 10)


def tables(paper: Paper) -> list[list[list[str]]]:
    paper.canvas.save()
    pages = read_pdf(paper.bytes.getvalue(), "drawn.pdf").pages
    return [printed(block) for page in pages for block in page.blocks if isinstance(block, Table)]


HEADER = ["项目", "预算数", "项目", "预算数"]
GENERAL = [
    HEADER,
    ["一、本年收入", "9,769", "一、本年支出", "354,476"],
    ["二、一般性转移支付收入", "158,203", "二、安排预算稳定调节基金", "20,390"],
    ["收入总计", "167,972", "支出总计", "374,866"],
]
FUNDS = [
    HEADER,
    ["本年收入合计", "366,888", "本年支出合计", "302,149"],
    ["上年结余收入", "140,915", "专项债务还本支出", "205,654"],
    ["收入总计", "507,803", "支出总计", "507,803"],
]


def test_another_balance_under_the_same_header_has_columns_of_its_own() -> None:
    """The borders of the general budget's balance put 支出总计 and its figure into one cell of the
    funds' balance on the next page, and its right side was lost.
    """
    paper = Paper()
    draw(paper, GENERAL, WIDE)
    draw(paper, FUNDS, NARROW)
    assert tables(paper) == [GENERAL, FUNDS]


LIST = [
    ["项目", "预算数"],
    ["一、教育支出", "9,769"],
    ["二、卫生健康支出", "158,203"],
    ["本年支出合计", "167,972"],
]


def test_one_row_under_the_header_of_the_page_before_is_of_its_table() -> None:
    rest = [["项目", "预算数"], ["支出总计", "374,866"]]
    paper = Paper()
    draw(paper, LIST, WIDE[:1])
    draw(paper, rest, WIDE[:1])
    assert tables(paper) == [LIST, rest]


def test_one_line_with_a_figure_under_other_words_is_no_table() -> None:
    paper = Paper()
    draw(paper, LIST, WIDE[:1])
    draw(paper, [["名称", "数量"], ["报送份数", "374,866"]], WIDE[:1])
    assert tables(paper) == [LIST]


def wrapped(first: str, second: str, figures_at: float) -> list[list[str]]:
    """Draw a list whose third label has two lines, its figures so many points below the first."""
    paper = Paper()
    for y, label, figure in (
        (740, "项目", "预算数"),
        (720, "一、企业职工基本养老保险基金收入", "253,284"),
        (660, "利息收入", "314,792"),
        (640, "收入合计", "568,076"),
    ):
        paper.canvas.drawString(40, y, label)
        paper.canvas.drawRightString(330, y, figure)
    paper.canvas.drawString(40, 698, first)
    paper.canvas.drawRightString(330, 698 - figures_at, "49,110")
    paper.canvas.drawString(40, 686, second)
    paper.canvas.showPage()
    return tables(paper)[0]


def test_lines_around_their_figures_are_one_label_though_the_first_is_short() -> None:
    """An indent of blanks lets a line end before its column does."""
    rows = wrapped("其中：保险费收", "入", 6)
    assert rows[2] == ["其中：保险费收\n入", "49,110"]


def test_a_line_beside_its_figures_and_one_below_are_two_rows() -> None:
    rows = wrapped("其中：保险费收入", "财政补贴收入", 0)
    assert [row[0] for row in rows[2:4]] == ["其中：保险费收入", "财政补贴收入"]
