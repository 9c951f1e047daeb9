"""OFD: characters and lines where the page shows them, tables by the same lattice as PDF."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pdfplumber
import pytest

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document, Table, TextLine, UnreadableDocument
from budgetflow.readers.ofd.geometry import numbers
from budgetflow.readers.ofd.read import read_ofd
from budgetflow.readers.pdf.read import read_pdf
from tests.readers.ofd.builders import NS, ofd, text

MM = 25.4 / 72


def path(data: str, more: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 210 297" '
        f"{more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


GRID = "".join(path(f"M 20 {y} L 120 {y}") for y in (50, 60, 70)) + "".join(
    path(f"M {x} 50 L {x} 70") for x in (20, 70, 120)
)
CELLS = (
    text("项目", 22, 52) + text("预算数", 72, 52) + text("合计", 22, 62) + text("1,234.50", 72, 62)
)


def printed(document: Document) -> list[list[object]]:
    """Each page's blocks: a line as its text, a table as its rows."""
    pages: list[list[object]] = []
    for page in document.pages:
        blocks: list[object] = []
        for block in page.blocks:
            blocks.append(
                block.text
                if isinstance(block, TextLine)
                else [[cell.text if cell else None for cell in row] for row in block.grid()]
            )
        pages.append(blocks)
    return pages


def test_lines_and_a_ruled_table_in_reading_order() -> None:
    document = read_ofd(
        ofd(GRID + CELLS + text("收支总表", 60, 20) + text("单位：万元", 90, 40)), "a.ofd"
    )
    assert printed(document) == [
        ["收支总表", "单位：万元", [["项目", "预算数"], ["合计", "1,234.50"]]]
    ]
    page = document.pages[0]
    assert (page.width, page.height) == (595.28, 841.89)
    (table,) = (block for block in page.blocks if isinstance(block, Table))
    assert table.box is not None
    assert (round(table.box.x0 * MM), round(table.box.top * MM), round(table.box.x1 * MM)) == (
        20,
        50,
        120,
    )
    assert all(cell.page == 1 and cell.box is not None for cell in table.cells)


BARS = [
    (20, 50, 100, 0.2),
    (20, 60, 100, 0.2),
    (20, 70, 100, 0.2),
    (20, 50, 0.2, 20),
    (70, 50, 0.2, 20),
    (120, 50, 0.2, 20),
]


def unit_path(boundary: str, matrix: str, data: str) -> str:
    return (
        f'<ofd:PathObject Boundary="{boundary}" '
        f'CTM="{matrix}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
    )


@pytest.mark.parametrize(
    "grid",
    [
        path("M 20 50 L 120 50 L 120 70 L 20 70 C")
        + path("M 20 60 L 120 60")
        + path("M 70 50 L 70 70"),
        "".join(
            path(
                f"M {x} {y} L {x + w} {y} L {x + w} {y + h} L {x} {y + h} C",
                'Fill="true" Stroke="false"',
            )
            for x, y, w, h in BARS
        ),
        "".join(unit_path(f"20 {y} 100 1", "100 0 0 1 0 0", "M 0 0 L 1 0") for y in (50, 60, 70))
        + "".join(unit_path(f"{x} 50 1 20", "1 0 0 20 0 0", "M 0 0 L 0 1") for x in (20, 70, 120)),
    ],
    ids=["a rectangle stroked", "thin filled areas", "placed by boundary and matrix"],
)
def test_rulings_of_every_make(grid: str) -> None:
    assert printed(read_ofd(ofd(grid + CELLS), "a.ofd")) == [
        [[["项目", "预算数"], ["合计", "1,234.50"]]]
    ]


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        (text("部门预算", 20, 20, deltas='DeltaX="g 3 4.0"'), ["部门预算"]),
        (text("12.50", 20, 20, deltas='DeltaX="2 2 1 2"'), ["12.50"]),
        (text("部门", 20, 20) + text("预算", 28, 20), ["部门预算"]),
        (text("收入", 20, 20) + text("支出", 60, 20), ["收入 支出"]),
        (text("看不见", 20, 20, more='Visible="false"') + text("看见", 20, 40), ["看见"]),
        (
            f"<ofd:PageBlock><ofd:PageBlock>{text('块中', 20, 20)}</ofd:PageBlock></ofd:PageBlock>",
            ["块中"],
        ),
        (text("放大", 20, 20, size=1.0, more='CTM="4 0 0 4 0 0"'), ["放大"]),
    ],
)
def test_characters_stand_where_their_offsets_put_them(objects: str, expected: list[str]) -> None:
    assert printed(read_ofd(ofd(objects), "a.ofd")) == [expected]


def unit(number: int, objects: str) -> str:
    return (
        f'<ofd:CompositeGraphicUnit ID="{number}" Width="210" Height="297"><ofd:Content>{objects}'
        f"</ofd:Content></ofd:CompositeGraphicUnit>"
    )


def placed(number: int, boundary: str = "0 0 210 297", more: str = "") -> str:
    return f'<ofd:CompositeObject Boundary="{boundary}" ResourceID="{number}" {more}/>'


def with_units(page: str, *units: str, kind: str = "DocumentRes") -> bytes:
    all_units = "".join(units)
    res = f"<ofd:Res><ofd:CompositeGraphicUnits>{all_units}</ofd:CompositeGraphicUnits></ofd:Res>"
    named = f"<ofd:{kind}>Res.xml</ofd:{kind}>"
    return ofd(page, document=named, parts={"Res.xml": res})


def lines(data: bytes) -> list[tuple[str, int, int]]:
    """Texts with the place of their first character's left edge and middle, in millimetres."""
    out = []
    for block in read_ofd(data, "a.ofd").pages[0].blocks:
        assert isinstance(block, TextLine)
        assert block.box is not None
        middle = (block.box.top + block.box.bottom) / 2
        out.append((block.text, round(block.box.x0 * MM), round(middle * MM)))
    return out


def test_composite_units_are_read_where_they_are_placed() -> None:
    one = unit(9, text("收支总表", 10, 20))
    assert lines(with_units(placed(9), one)) == [("收支总表", 10, 22)]
    assert lines(with_units(placed(9), one, kind="PublicRes")) == [("收支总表", 10, 22)]
    moved = placed(9, "30 40 100 100", 'CTM="1 0 0 1 5 6"')
    assert lines(with_units(moved, one)) == [("收支总表", 45, 68)]
    scaled = placed(9, "30 40 100 100", 'CTM="2 0 0 2 0 0"')
    assert lines(with_units(scaled, one)) == [("收支总表", 50, 85)]
    nested = unit(8, placed(9, "1 2 3 4", 'CTM="2 0 0 2 0 0"'))
    assert lines(with_units(placed(8, "30 40 1 1"), one, nested)) == [("收支总表", 51, 87)]
    table = with_units(placed(9), unit(9, GRID + text("项目", 25, 52) + text("数", 75, 52)))
    assert printed(read_ofd(table, "a.ofd")) == [[[["项目", "数"], ["", ""]]]]


def test_composite_units_that_hold_each_other_end() -> None:
    loop = unit(9, text("文", 10, 20) + placed(8) + placed(8)), unit(8, placed(9) + placed(9))
    assert read_ofd(with_units(placed(9), *loop), "a.ofd").pages[0].blocks


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ("", True),
        ('Visible="true"', True),
        ('Visible="false"', False),
        ('Print="false"', False),
        ('Type="Watermark"', False),
    ],
)
def test_annotations_print_over_the_page(more: str, read: bool) -> None:
    note = (
        f'<ofd:PageAnnot><ofd:Annot ID="7" {more}>'
        f'<ofd:Appearance Boundary="100 50 50 10">{text("100.25", 5, 2)}</ofd:Appearance>'
        f"</ofd:Annot></ofd:PageAnnot>"
    )
    index = (
        '<ofd:Annotations><ofd:Page PageID="0"><ofd:FileLoc>P0/A.xml</ofd:FileLoc></ofd:Page>'
        "</ofd:Annotations>"
    )
    data = ofd(
        text("合计", 10, 20),
        end="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        parts={"Annots/Annotations.xml": index, "Annots/P0/A.xml": note},
    )
    expected = [("合计", 10, 22), *([("100.25", 105, 54)] if read else [])]
    assert lines(data) == expected


@pytest.mark.parametrize(
    ("more", "color", "read"),
    [
        ("", "", True),
        ('Fill="false"', "", False),
        ('Fill="false" Stroke="true"', "", True),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="0"/>', False),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="255"/>', True),
        ('Alpha="0"', "", False),
        ('Alpha="128"', "", True),
        ('Visible="false"', "", False),
    ],
)
def test_text_that_is_not_painted_is_not_read(more: str, color: str, read: bool) -> None:
    one = text("9.99", 10, 20, more=more).replace("<ofd:TextCode", f"{color}<ofd:TextCode")
    assert [line[0] for line in lines(ofd(one + text("合计", 10, 40)))] == [
        *(["9.99"] if read else []),
        "合计",
    ]


def test_templates_are_drawn_under_the_page() -> None:
    data = ofd(
        text("正文", 20, 40), document='<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as container:
        head = text("页眉", 20, 10)
        container.writestr(
            "Doc_0/Tpls/Tpl_0/Content.xml",
            f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{head}</ofd:Layer></ofd:Content></ofd:Page>",
        )
        body = (
            f"<ofd:Page {NS}><ofd:Template "
            f'TemplateID="7"/><ofd:Content><ofd:Layer>{text("正文", 20, 40)}</ofd:Layer></ofd:'
            f"Content></ofd:Page>"
        )
        with pytest.warns(UserWarning, match="Duplicate"):
            container.writestr("Doc_0/Pages/Page_0/Content.xml", body)
    assert printed(read_ofd(out.getvalue(), "a.ofd")) == [["页眉", "正文"]]


def test_weight_is_bold_and_a_picture_page_is_noted() -> None:
    document = read_ofd(
        ofd(text("标题", 20, 20, more='Weight="700"'), '<ofd:ImageObject Boundary="0 0 210 297"/>'),
        "a.ofd",
    )
    (line,) = document.pages[0].blocks
    assert isinstance(line, TextLine)
    assert line.bold
    assert document.pages[1].text_layer == "none"
    assert "page 2 is an image" in document.notes[0]


@pytest.mark.parametrize(
    "root", ["Doc_0/Document.xml", "/Doc_0/Document.xml", "Doc_0\\Document.xml"]
)
def test_paths_of_every_style(root: str) -> None:
    assert printed(read_ofd(ofd(text("正文", 20, 20), root=root), "a.ofd")) == [["正文"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ofd(text("x", 1, 1))[:300], "cut short or damaged"),
        (ofd(), "without pages"),
        (ofd("", root="../../etc/passwd"), "without pages"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else "bytes"
    ),  # zips hold the time: their bytes are no stable name
)
def test_damaged_files_give_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=rf"a\.ofd: .*{reason}"):
        read_ofd(data, "a.ofd")


def test_absurd_numbers_do_no_harm() -> None:
    assert numbers("g 999999999 1 x 1e999 nan") == [0.0, 0.0, 0.0]
    document = read_ofd(
        ofd(text("预算", 20, 20, deltas='DeltaX="g 99999999999 nan"') + path("M L B 1 2 Q")),
        "a.ofd",
    )
    assert document.pages[0].blocks


def page_objects(page: Any) -> str:
    """What a PDF page draws, as OFD objects, by way of pdfplumber."""
    out = [
        _text_object(list(group))
        for _, group in groupby(page.chars, key=lambda char: round(char["bottom"], 1))
    ]
    for edge in page.edges:
        x0, y0, x1, y1 = (edge[key] * MM for key in ("x0", "top", "x1", "bottom"))
        out.append(path(f"M {x0} {y0} L {x1} {y1}"))
    return "".join(out)


def _text_object(chars: list[dict[str, Any]]) -> str:
    size = (chars[0]["bottom"] - chars[0]["top"]) * MM
    deltas = " ".join(str((b["x0"] - a["x0"]) * MM) for a, b in pairwise(chars))
    at = f'X="{chars[0]["x0"] * MM}" Y="{chars[0]["bottom"] * MM - 0.12 * size}"'
    code = (
        f"<ofd:TextCode {at} "
        f'DeltaX="{deltas}">{escape("".join(char["text"] for char in chars))}</ofd:TextCode>'
    )
    return f'<ofd:TextObject Boundary="0 0 210 297" Size="{size}">{code}</ofd:TextObject>'


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["yantai-01.pdf", "beijing-02.pdf"])
def test_a_real_document_reads_as_its_pdf_does(shared: Path, name: str) -> None:
    data = (shared / "corpus" / "pdf" / name).read_bytes()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [page_objects(page) for page in pdf.pages[:12]]
    document = read_document(ofd(*pages), "a.ofd")
    figures = cells = 0
    for page, expected in zip(document.pages, read_pdf(data, name).pages, strict=False):
        ours = {
            cell.text for block in page.blocks if isinstance(block, Table) for cell in block.cells
        }
        theirs = [
            cell.text
            for block in expected.blocks
            if isinstance(block, Table)
            for cell in block.cells
            if any(c.isdigit() for c in cell.text)
        ]
        cells += len(theirs)
        figures += sum(text in ours for text in theirs)
    assert cells > 100
    assert figures >= 0.99 * cells


def test_a_table_without_rulings_is_read_by_its_alignment() -> None:
    words = ["项目", "合计", "教育", "300.50", "卫生", "100.50", "其他", "900.50"]
    objects = "".join(
        text(word, 20 + 60 * (n % 2), 40 + 8 * (n // 2), deltas='DeltaX="g 5 2"')
        for n, word in enumerate(words)
    )
    blocks = read_ofd(ofd(objects), "a.ofd").pages[0].blocks
    assert [c.text for b in blocks if isinstance(b, Table) for c in b.cells] == words
