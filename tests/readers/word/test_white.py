"""Letters of the colour of the paper in a Word file: there for a program, not for a reader."""

from __future__ import annotations

import pytest

from budgetflow.readers.word.docx import read_docx
from tests.readers.word.builders import docx, grids, lines, p, tbl, tc, tr

WHITE = '<w:color w:val="FFFFFF"/>'
THEME = '<w:color w:val="FFFFFF" w:themeColor="background1"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E78"/>'
PALE = '<w:shd w:val="clear" w:fill="DDEBF7"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def rows(cell: str, table: str = "") -> str:
    body = tbl(tr("科目", "合计"), tr("教育支出", cell), tr("卫生支出", "2.00"))
    return body.replace("<w:tbl>", f"<w:tbl><w:tblPr>{table}</w:tblPr>")


@pytest.mark.parametrize("white", [WHITE, THEME])
def test_a_white_figure_beside_a_real_one(white: str) -> None:
    cell = tc(f"<w:p>{run('9.99', white)}{run('300.50')}</w:p>")
    assert grids(read_docx(docx(rows(cell)), "a.docx")) == [
        ["科目|合计", "教育支出|300.50", "卫生支出|2.00"]
    ]


@pytest.mark.parametrize(
    ("letters", "behind", "is_seen"),
    [
        (WHITE, "", False),
        (WHITE, '<w:shd w:val="clear" w:fill="auto"/>', False),
        ('<w:color w:val="DDEBF7"/>', PALE, False),
        (WHITE, DARK, True),
        (WHITE, '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"/>', True),
        (WHITE, '<w:shd w:val="pct50" w:fill="auto"/>', True),
        ('<w:color w:val="FF0000"/>', "", True),
        ('<w:color w:val="auto"/>', "", True),
    ],
)
def test_letters_by_the_colour_behind_them(letters: str, behind: str, is_seen: bool) -> None:
    shown = "教育支出|300.50" if is_seen else "教育支出|"
    paragraph = f"<w:p><w:pPr>{behind}</w:pPr>{run('300.50', letters)}</w:p>"
    for cell in (tc(f"<w:p>{run('300.50', letters)}</w:p>", behind), tc(paragraph)):
        assert grids(read_docx(docx(rows(cell)), "a.docx"))[0][1] == shown


def test_white_letters_in_a_table_whose_style_has_a_dark_band() -> None:
    cell = tc(f"<w:p>{run('300.50', WHITE)}</w:p>")
    band = f'<w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
    for inside, shown in ((band, "教育支出|300.50"), ("", "教育支出|")):
        styles = (
            f'<w:style w:type="table" w:styleId="a1">{inside}</w:style>'
            f'<w:style w:type="table" w:styleId="a2"><w:basedOn w:val="a1"/></w:style>'
        )
        data = docx(rows(cell, '<w:tblStyle w:val="a2"/>'), styles=styles)
        assert grids(read_docx(data, "a.docx"))[0][1] == shown


def test_white_letters_of_a_heading_on_a_highlight() -> None:
    title = p("收支总表", run=WHITE)
    assert lines(read_docx(docx(title + p("说明")), "a.docx")) == ["说明"]
    marked = p("收支总表", run=WHITE + '<w:highlight w:val="black"/>')
    assert lines(read_docx(docx(marked), "a.docx")) == ["收支总表"]


@pytest.mark.parametrize("base", ["a1", "a9"], ids=["itself", "missing"])
def test_white_letters_in_a_table_whose_style_is_based_on_no_other(base: str) -> None:
    cell = tc(f"<w:p>{run('300.50', WHITE)}</w:p>")
    styles = f'<w:style w:type="table" w:styleId="a1"><w:basedOn w:val="{base}"/></w:style>'
    data = docx(rows(cell, '<w:tblStyle w:val="a1"/>'), styles=styles)
    assert grids(read_docx(data, "a.docx"))[0][1] == "教育支出|"
