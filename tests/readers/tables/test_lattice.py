"""What the PDF reader finds on pages drawn for the purpose, and that it sees what pdfplumber sees
on real ones.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from PIL import Image

from budgetflow.readers.document import Table, TextLine
from budgetflow.readers.pdf.read import read_pdf
from budgetflow.readers.pdfium.fonts import fonts_of_machine
from tests.readers.pdf_builder import COLUMNS, ROWS, TEXT, Paper, printed
from tests.readers.tables.builders import in_an_invisible_mode


def thin_rectangles(paper: Paper) -> Paper:
    for y in ROWS:
        paper.canvas.rect(COLUMNS[0], y, COLUMNS[-1] - COLUMNS[0], 0.5, stroke=0, fill=1)
    for x in COLUMNS:
        paper.canvas.rect(x, ROWS[-1], 0.5, ROWS[0] - ROWS[-1], stroke=0, fill=1)
    return paper


def dashed(paper: Paper) -> Paper:
    paper.canvas.setDash(3, 2)
    return paper.lines()


def dashes_drawn_singly(paper: Paper) -> Paper:
    for y in ROWS:
        for x in range(COLUMNS[0], COLUMNS[-1], 5):
            paper.canvas.line(x, y, x + 3, y)
    return paper.lines(ys=[ROWS[0], ROWS[-1]])


def doubled(paper: Paper) -> Paper:
    paper.lines(xs=[x + 1.5 for x in COLUMNS], ys=[y + 1.5 for y in ROWS])
    return paper.lines()


def each_cell_its_own_box(paper: Paper) -> Paper:
    for r in range(3):
        for c in range(3):
            paper.canvas.rect(
                COLUMNS[c] + 0.3,
                ROWS[r + 1] + 0.3,
                COLUMNS[c + 1] - COLUMNS[c] - 0.6,
                ROWS[r] - ROWS[r + 1] - 0.6,
            )
    return paper


def borders_filled_between_two_rectangles(paper: Paper) -> Paper:
    """As browsers print cells: an outer and an inner rectangle, filled by the even-odd rule."""
    for r in range(3):
        for c in range(3):
            path = paper.canvas.beginPath()
            for inset in (0, 0.75):
                width, height = (
                    COLUMNS[c + 1] - COLUMNS[c] - 2 * inset,
                    ROWS[r] - ROWS[r + 1] - 2 * inset,
                )
                path.rect(COLUMNS[c] + inset, ROWS[r + 1] + inset, width, height)
            paper.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    return paper


def wide_fills_under_thin_clips(paper: Paper) -> Paper:
    for x0, y0, width, height in [
        *((60, y, 380, 0.7) for y in ROWS),
        *((x, 610, 0.7, 90) for x in COLUMNS),
    ]:
        paper.canvas.saveState()
        path = paper.canvas.beginPath()
        path.rect(x0, y0, width, height)
        paper.canvas.clipPath(path, stroke=0, fill=0)
        paper.canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
        paper.canvas.restoreState()
    return paper


def in_a_form(paper: Paper) -> Paper:
    paper.canvas.beginForm("grid")
    paper.lines()
    paper.canvas.endForm()
    paper.canvas.doForm("grid")
    return paper


def without_top_border(paper: Paper) -> Paper:
    return paper.lines(top=False)


def without_sides(paper: Paper) -> Paper:
    return paper.lines(sides=False)


def strokes(paper: Paper) -> Paper:
    return paper.lines()


GRIDS = [
    strokes,
    thin_rectangles,
    dashed,
    dashes_drawn_singly,
    doubled,
    each_cell_its_own_box,
    borders_filled_between_two_rectangles,
    wide_fills_under_thin_clips,
    in_a_form,
    without_top_border,
    without_sides,
]


@pytest.mark.parametrize("draw", GRIDS)
def test_a_grid_is_read_however_it_is_drawn(draw) -> None:
    paper = draw(Paper())
    paper.canvas.setFont("STSong-Light", 10)
    (table,) = paper.texts().tables()
    assert printed(table) == TEXT
    assert len(table.column_edges) == 4


def test_merged_cells_are_one_cell_with_spans() -> None:
    paper = Paper()
    paper.canvas.grid(COLUMNS, ROWS[1:])
    paper.canvas.rect(COLUMNS[0], ROWS[1], COLUMNS[-1] - COLUMNS[0], 30)
    (table,) = paper.texts([["2026年预算", "", ""], *TEXT[1:]]).tables()
    assert (table.cells[0].text, table.cells[0].column_span, table.cells[0].row_span) == (
        "2026年预算",
        3,
        1,
    )


def test_rows_without_floors_are_parted_at_the_baselines_of_their_figures() -> None:
    paper = Paper().lines(ys=[ROWS[0], ROWS[1], ROWS[3]])
    (table,) = paper.texts().tables()
    assert printed(table) == TEXT


@pytest.mark.parametrize(
    "rows",
    [
        [["一、税收收入", "1843890", "1760417"], ["增值税", "662120", "631831"]],
        [["教育支出", "15200", "77.5%"], ["科学技术支出", "9956", "58.4%"]],
        [["教育支出", "15200", "77.5"], ["科学技术支出", "9956", "0"]],
    ],
)
def test_whole_numbers_and_rates_part_rows_too(rows: list[list[str]]) -> None:
    paper = Paper().lines(ys=[ROWS[0], ROWS[1], ROWS[3]])
    (table,) = paper.texts([TEXT[0], *rows]).tables()
    assert printed(table) == [TEXT[0], *rows]


def test_one_column_of_figures_parts_rows_where_no_line_fills_the_cell() -> None:
    rows = [["一、税收收入", "1843890", ""], ["增值税", "662120", ""]]
    paper = Paper().lines(ys=[ROWS[0], ROWS[1], ROWS[3]])
    (table,) = paper.texts([TEXT[0], *rows]).tables()
    assert printed(table) == [TEXT[0], *rows]


def test_rows_are_parted_where_no_column_prints_a_figure_in_each_of_them() -> None:
    """A transfers table in which each column leaves other items blank."""
    rows = [["税收返还", "4056", ""], ["结算补助", "166", "1714"], ["公共安全", "", "120"]]
    ys = [700, 670, 640, 610, 580]
    paper = Paper().lines(ys=[700, 670, 580])
    (table,) = paper.texts([TEXT[0], *rows], ys=ys).tables()
    assert printed(table) == [TEXT[0], *rows]


def test_a_number_that_is_wrapped_beside_a_name_of_two_lines_is_one_row() -> None:
    xs, ys = [60, 200, 240, 440], [ROWS[0], ROWS[1], ROWS[3]]
    paper = Paper().lines(xs=xs, ys=ys)
    rows = [["项目", "合计", ""], ["机关事业单位", "1843890", ""], ["养老保险", "24", ""]]
    (table,) = paper.texts(rows, xs=xs).tables()
    assert printed(table)[1] == ["机关事业单位\n养老保险", "1843890\n24", ""]


def test_a_wrapped_name_and_figures_that_are_one_row_stay_one_row() -> None:
    paper = Paper().lines(ys=[ROWS[0], ROWS[1], ROWS[3]])
    (table,) = paper.texts(
        [TEXT[0], ["机关事业单位", "", "1,000.00"], ["养老保险", "12.00", ""]]
    ).tables()
    assert printed(table)[1] == ["机关事业单位\n养老保险", "12.00", "1,000.00"]


def test_columns_without_a_wall_are_parted_where_figures_leave_a_lane() -> None:
    text = [["2025年", "2026年", "增减"], *[["1,234.56", "1,000.00", "-234.56"]] * 3]
    ys = [700, 670, 640, 610, 580]
    paper = Paper().lines(xs=[COLUMNS[0], COLUMNS[1], COLUMNS[3]], ys=ys)
    (table,) = paper.texts(text, ys=ys).tables()
    assert printed(table) == text


def test_a_figure_that_overflows_its_cell_stays_whole() -> None:
    paper = Paper().lines()
    paper.canvas.drawRightString(COLUMNS[2] + 4, ROWS[1] + 8, "193,018,000")
    paper.canvas.drawString(COLUMNS[2] + 4, ROWS[1] + 8, "一、社会保障")
    (table,) = paper.tables()
    assert printed(table)[0] == ["", "193,018,000", "一、社会保障"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_is_read_as_displayed(rotation: int) -> None:
    """Drawn turned, with /Rotate turning it back: the boxes are those of the upright page."""
    paper = Paper(842, 842)
    paper.canvas.setPageRotation(rotation)
    paper.canvas.translate(421, 421)
    paper.canvas.rotate(rotation)
    paper.canvas.translate(-421, -421)
    paper.canvas.setFont("STSong-Light", 10)
    (table,) = paper.lines().texts().tables()
    assert printed(table) == TEXT
    assert [round(x) for x in table.column_edges] == COLUMNS
    assert table.box and round(table.box.top) == 842 - 700


@pytest.mark.parametrize("frame", ["box", "underline", "one column"])
def test_a_frame_around_text_is_no_table(frame: str) -> None:
    paper = Paper()
    paper.canvas.drawString(70, 705, "2026年预算为1,234.56万元")
    if frame == "box":
        paper.canvas.rect(60, 700, 300, 20)
    elif frame == "underline":
        paper.canvas.line(60, 702, 300, 702)
    else:
        paper.canvas.grid([60, 300], [740, 720, 700])
    (line,) = paper.blocks()
    assert isinstance(line, TextLine)
    assert line.text == "2026年预算为1,234.56万元"


def test_overprinted_characters_are_read_once() -> None:
    paper = Paper()
    for shift in (0, 0.3):
        paper.canvas.drawString(60 + shift, 700, "收支总表1,100.00")
    (line,) = paper.blocks()
    assert isinstance(line, TextLine) and line.text == "收支总表1,100.00"


def test_a_dash_at_the_end_of_a_line_is_kept() -> None:
    """Pdfium takes it for a hyphen that breaks a word and gives it no character of its own."""
    paper = Paper()
    paper.canvas.drawString(60, 700, "abc2025-")
    paper.canvas.drawString(60, 685, "2026年")
    assert [block.text for block in paper.blocks() if isinstance(block, TextLine)] == [
        "abc2025-",
        "2026年",
    ]


def test_a_scan_with_a_text_layer_takes_its_grid_from_the_picture() -> None:
    drawn = Paper().lines()
    drawn.canvas.save()
    with fonts_of_machine():
        picture = pdfium.PdfDocument(drawn.bytes.getvalue())[0].render(scale=2).to_pil()
    scan = Paper()
    scan.canvas.drawInlineImage(picture, 0, 0, 595, 842)
    layer = scan.canvas.beginText(60, 700)
    layer.setTextRenderMode(3)
    for r, row in enumerate(TEXT):
        for c, text in enumerate(row):
            layer.setTextOrigin(COLUMNS[c] + 3, ROWS[r + 1] + 8)
            layer.textOut(text)
    scan.canvas.drawText(layer)
    (table,) = scan.tables()
    assert printed(table) == TEXT
    assert table.ruled


def test_white_on_a_dark_header_and_text_under_a_stamp_are_seen() -> None:
    paper = Paper()
    paper.canvas.setFillGray(0.2)
    paper.canvas.rect(50, 710, 200, 20, stroke=0, fill=1)
    paper.canvas.setFillGray(1)
    paper.canvas.drawString(60, 715, "收支总表")
    stamp = Image.new("RGB", (8, 8), "white")
    stamp.putpixel((4, 4), (255, 0, 0))
    paper.canvas.setFillGray(0)
    paper.canvas.drawString(60, 690, "单位：万元")
    paper.canvas.drawInlineImage(stamp, 50, 680, 200, 18)
    assert [block.text for block in paper.blocks() if isinstance(block, TextLine)] == [
        "收支总表",
        "单位：万元",
    ]


def test_an_invisible_text_layer_is_read_where_it_is_all_there_is() -> None:
    paper = Paper()
    in_an_invisible_mode(paper)
    assert [block.text for block in paper.blocks() if isinstance(block, TextLine)] == ["收入总表"]


@pytest.mark.parametrize(
    "printed_as, cells",
    [
        ("174,900.64101,833.84", ["174,900.64", "101,833.84"]),
        ("12.30-45.60", ["12.30", "-45.60"]),
        ("193018000一、社会保障", ["193018000", "一、社会保障"]),
        ("2013101行政运行", ["2013101", "行政运行"]),
    ],
)
def test_texts_of_two_cells_that_touch_are_parted_at_the_border(
    printed_as: str, cells: list[str]
) -> None:
    """As producers write it that place one character at a time: one run over the border."""
    paper = Paper()
    paper.canvas.setFont("STSong-Light", 10)
    width = paper.canvas.stringWidth(cells[0], "STSong-Light", 10)
    xs = [60.0, 63 + width, 200.0]
    paper.lines(xs=xs, ys=[700, 680, 660])
    x = 63.0
    for char in printed_as:
        paper.canvas.drawString(x, 685, char)
        x += paper.canvas.stringWidth(char, "STSong-Light", 10)
    paper.canvas.drawString(64, 665, "合计")
    (table,) = paper.tables()
    assert printed(table)[0] == cells


# with decimals, or whole yuan in groups of three, as Shanghai prints: those were not looked at once
FIGURE = re.compile(r"-?\d[\d,]*\.\d\d|-?\d{1,3}(?:,\d{3})+")


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name, pages",
    [
        ("shanghai-01", range(7, 12)),
        ("yantai-01", range(14, 17)),
        ("shenzhen-07", range(18, 21)),
        ("beijing-02", range(2, 5)),
    ],
)
def test_every_figure_pdfplumber_sees_in_a_cell_is_in_a_cell_of_ours(
    shared: Path, name: str, pages: range
) -> None:
    data = (shared / "corpus" / "pdf" / f"{name}.pdf").read_bytes()
    ours = read_pdf(data, name).pages
    figures = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number in pages:
            seen = Counter(
                f
                for table in pdf.pages[number].extract_tables()
                for row in table
                for cell in row
                for f in FIGURE.findall(cell or "")
            )
            read = Counter(
                f
                for b in ours[number].blocks
                if isinstance(b, Table)
                for cell in b.cells
                for f in FIGURE.findall(cell.text)
            )
            assert not seen - read, f"{name} page {number + 1}"
            figures += seen.total()
    assert figures


def test_the_number_of_a_note_is_raised_and_no_digit() -> None:
    paper = Paper().texts().lines()
    paper.canvas.setFont("STSong-Light", 5)
    paper.canvas.drawString(COLUMNS[1] + 45, ROWS[2] + 13, "1")
    (table,) = paper.tables()
    assert printed(table)[1][1].replace(" ", "") == "1,234.56¹"
