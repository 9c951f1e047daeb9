"""The workbook of a disclosure: what a person sees who opens it and prints it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL.Image import Image

from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.store import Lake
from budgetflow.readers.libreoffice import convert, libreoffice
from budgetflow.releases.build import build_release
from budgetflow.releases.formats.workbook import write_workbook
from tests.builders.disclosures import disclosure

HEADING = (0xDD, 0xE6, 0xF0)
FOUND = (0xFF, 0xE9, 0xA8)


def rows() -> Understanding:
    """A disclosure whose columns stand under headings of two levels, with a total and a finding."""
    made = disclosure("甘泉市水务局", figures={"2130301": "1234.56", "2130302": "789.00"})
    for amount in made.amounts:
        amount.row_label = f"水利科目{amount.function_code}"
        amount.column_label = f"本年支出 / {amount.column_label}"
    made.amounts[2].row_role = "total"
    made.disclosures[0].title = "甘泉市水务局2026年部门预算"
    return made


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("workbook")
    lake = Lake(folder / "lake")
    made = rows()
    lake.replace(made, "1")
    release = build_release(lake, folder / "releases", date(2026, 11, 29), site=False)
    assert release is not None
    target = folder / "one.xlsx"
    assert write_workbook(Path(release.path), made.disclosures[0].disclosure_id, target) == 1
    return target


def sheets(workbook: Path) -> list[Any]:
    return list(load_workbook(workbook).worksheets)


def test_the_cover_says_whose_it_is_where_it_is_from_and_what_was_found(workbook: Path) -> None:
    cover = sheets(workbook)[0]
    lines = {row[0]: row[1:] for row in cover.iter_rows(values_only=True) if row[0]}
    document = rows().documents[0]
    assert lines["编制单位"][0] == "甘泉市水务局"
    assert lines["年度"][0] == "2026"
    assert lines["来源地址"][0] == document.source_url
    assert lines["sha256"][0] == document.document_id
    assert lines["单位"][0].startswith("各表金额均为元")
    assert lines["B04 警告"][1] == "合计与各项之和不符"
    (finding,) = [cell for (cell, *_) in cover.iter_rows(min_col=1) if cell.value == "B04 警告"]
    assert finding.hyperlink.location.endswith("!C5")


def test_figures_are_numbers_with_thousands_and_codes_are_text(workbook: Path) -> None:
    sheet = sheets(workbook)[1]
    assert sheet["C5"].value == pytest.approx(Decimal("12345600.00"))
    assert sheet["C5"].number_format == "#,##0.00"
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("2130301", "s")


def test_headings_span_what_stands_under_them(workbook: Path) -> None:
    sheet = sheets(workbook)[1]
    assert sheet["C3"].value == "本年支出"
    assert (sheet["C4"].value, sheet["D4"].value) == ("合计", "基本支出")
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"C3:D3", "A3:A4", "B3:B4"} <= merged


def test_heading_and_label_stay_in_sight_and_on_every_page(workbook: Path) -> None:
    sheet = sheets(workbook)[1]
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_columns_are_as_wide_as_what_they_hold(workbook: Path) -> None:
    sheet = sheets(workbook)[1]
    for letter, longest in (("A", "水利科目2130301"), ("C", "12,345,600.00")):
        assert sheet.column_dimensions[letter].width > len(longest)


def test_a_cell_that_a_finding_rests_on_is_coloured(workbook: Path) -> None:
    sheet = sheets(workbook)[1]
    coloured = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.fill.fgColor.rgb == "00FFE9A8"
    }
    assert coloured == {"C5"}


def test_the_same_rows_give_the_same_bytes(workbook: Path, tmp_path: Path) -> None:
    release = next((workbook.parent / "releases").glob("2026*"))
    write_workbook(release, rows().disclosures[0].disclosure_id, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


@pytest.mark.slow
def test_libreoffice_shows_it_as_it_is_meant(workbook: Path) -> None:
    """Opened without a window and looked at as a picture: landscape pages, one a sheet, headings in
    their colour over the whole width, the marked figure once, and every word there.
    """
    program = libreoffice()
    if program is None:
        pytest.skip("LibreOffice is not on this machine (`apt-get install libreoffice-calc`)")
    printed = convert(program, workbook.read_bytes(), "one.xlsx", (".xlsx", "pdf"))
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 2
    cover, table = (document[number] for number in range(2))
    assert all(page.get_width() > page.get_height() for page in (cover, table))
    words = table.get_textpage().get_text_range()
    for word in ("甘泉市水务局 2026 年", "单位：元", "12,345,600.00", "7,890,000.00", "2130301"):
        assert word in words
    assert rows().documents[0].document_id in cover.get_textpage().get_text_range()
    picture = table.render(scale=2).to_pil().convert("RGB")
    left, top, right, bottom = box_of(picture, HEADING)
    assert right - left > 4 * (bottom - top)
    marked = box_of(picture, FOUND)
    assert left < marked[0] and marked[2] <= right + 2 and marked[1] >= bottom - 2
    edge = 20
    assert left > edge and right < picture.width - edge


def box_of(picture: Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Return the box of all points of a colour."""
    mask = picture.point(lambda value: value)
    points = [
        (x, y)
        for y in range(0, mask.height, 2)
        for x in range(0, mask.width, 2)
        if mask.getpixel((x, y)) == colour
    ]
    assert points
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
