"""ODS: displayed texts, merged ranges, hidden rows, columns and sheets; and LibreOffice as the
oracle of how figures print.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from budgetflow.readers.dispatch import read_document
from budgetflow.readers.document import Document, Table, TextLine, UnreadableDocument
from budgetflow.readers.libreoffice import libreoffice

NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [
        ("o", "office"),
        ("t", "table"),
        ("x", "text"),
        ("s", "style"),
        ("c", "config"),
    ]
)

MANIFEST = """<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def cell(text: str, more: str = "") -> str:
    return (
        f"<t:table-cell {more}><x:p>{text}</x:p></t:table-cell>"
        if text
        else f"<t:table-cell {more}/>"
    )


def row(*cells: str, more: str = "") -> str:
    return (
        f"<t:table-row "
        f"{more}>{''.join(item if item.startswith('<') else cell(item) for item in cells)}</t:"
        f"table-row>"
    )


def ods(*sheets: str, styles: str = "", settings: str = "") -> bytes:
    """An ODS workbook of sheets given as `t:table` elements."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", MANIFEST)
        body = (
            f"<o:automatic-styles>{styles}</o:automatic-styles><o:body><o:spreadsheet>"
            f"{''.join(sheets)}</o:spreadsheet></o:body>"
        )
        if settings:
            container.writestr("settings.xml", f"<o:settings {NS}>{settings}</o:settings>")
        container.writestr("content.xml", f"<o:document-content {NS}>{body}</o:document-content>")
    return out.getvalue()


def flat(*sheets: str) -> bytes:
    """The same workbook as one XML text."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    # LibreOffice knows a flat file by the prefix `office` alone
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><o:document {NS} o:version="1.3" '
        f'o:mimetype="{kind}"><o:body><o:spreadsheet>{"".join(sheets)}</o:spreadsheet></o:body>'
        f"</o:document>"
    )
    return text.replace("o:", "office:").replace("xmlns:o=", "xmlns:office=").encode()


def sheet(*rows: str, name: str = "总表", more: str = "") -> str:
    return f'<t:table t:name="{name}" {more}>{"".join(rows)}</t:table>'


def printed(document: Document) -> list[object]:
    blocks = [block for page in document.pages for block in page.blocks]
    return [
        block.text
        if isinstance(block, TextLine)
        else ["|".join(c.text if c else "?" for c in row) for row in block.grid()]
        for block in blocks
    ]


def test_displayed_texts_and_merged_ranges() -> None:
    head = row(
        cell("项目", 't:number-rows-spanned="2"'),
        cell("支出", 't:number-columns-spanned="2"'),
        "<t:covered-table-cell/>",
    )
    under = row("<t:covered-table-cell/>", "基本", "项目")
    data = row("合计", cell("1,234.50", 'o:value="1234.5" t:number-columns-repeated="2"'))
    empty = row(
        cell("", 't:number-columns-repeated="1024"'), more='t:number-rows-repeated="1048000"'
    )
    document = read_document(
        ods(
            sheet(
                row("收支总表"),
                f"<t:table-header-rows>{head}</t:table-header-rows>",
                under,
                data,
                empty,
            )
        ),
        "a.ods",
    )
    assert printed(document) == [
        "收支总表",
        ["项目|支出|支出", "项目|基本|项目", "合计|1,234.50|1,234.50"],
    ]
    assert [
        cell.locator
        for block in document.pages[0].blocks
        if isinstance(block, Table)
        for cell in block.cells[-2:]
    ] == ["总表!B4", "总表!C4"]


def test_what_is_hidden_is_not_read() -> None:
    columns = '<t:table-column/><t:table-column t:visibility="collapse"/><t:table-column/>'
    shown = sheet(
        columns,
        row("项目", "底", "数"),
        row("其中", "x", "9", more='t:visibility="filter"'),
        row("合计", "y", "1"),
    )
    style = '<s:style s:name="ta2"><s:table-properties t:display="false"/></s:style>'
    document = read_document(
        ods(shown, sheet(row("a", "b"), name="底稿", more='t:style-name="ta2"'), styles=style),
        "a.ods",
    )
    assert printed(document) == [["项目|数", "合计|1"]]
    assert "底稿" in document.notes[0]


ZEROS = '<c:config-item c:name="ShowZeroValues">{}</c:config-item>'
OF_DOCUMENT = f'<c:config-item-set c:name="document">{ZEROS}</c:config-item-set>'
OF_VIEW = f"<c:config-item-map-entry>{ZEROS}</c:config-item-map-entry>"
OF_SHEET = (
    '<c:config-item-map-named c:name="Tables"><c:config-item-map-entry c:name="总表">'
    f"{ZEROS}</c:config-item-map-entry></c:config-item-map-named>"
)


@pytest.mark.parametrize(
    ("settings", "zero"),
    [
        ("", "0.00"),
        (OF_DOCUMENT.format("true"), "0.00"),
        (OF_DOCUMENT.format("false"), ""),
        (OF_VIEW.format("false"), ""),
        (OF_SHEET.format("false"), ""),
        (OF_VIEW.format("false") + OF_DOCUMENT.format("true"), ""),
        (OF_SHEET.format("true") + OF_DOCUMENT.format("false"), "0.00"),
        (OF_SHEET.replace("总表", "别的表").format("false"), "0.00"),
    ],
)
def test_zeros_that_a_sheet_does_not_show_are_not_read(settings: str, zero: str) -> None:
    rows = sheet(
        row("项目", "数"),
        row("教育", cell("0.00", 'o:value="0"')),
        row("合计", cell("5.00", 'o:value="5"')),
    )
    document = read_document(ods(rows, settings=settings), "a.ods")
    assert printed(document) == [["项目|数", f"教育|{zero}", "合计|5.00"]]


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not on this machine")
def test_formulas_without_a_result_are_computed() -> None:
    total = cell(
        "", 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" t:formula="of:=[.B2]*2"'
    )
    number = cell("1.5", 'o:value="1.5" o:value-type="float"')
    rows = sheet(row("项目", "数", "合计"), row("a", number, total))
    for data in (ods(rows), flat(rows)):
        document = read_document(data, "a.ods")
        assert printed(document) == [["项目|数|合计", "a|1.5|3"]]
        assert "1 formulas (the first in C2) have no result" in document.notes[0]
        assert document.notes[0].endswith("LibreOffice computed them")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            ods(sheet(row("x", more='t:number-rows-repeated="1048576"') * 9)),
            "more than 2,000,000 cells",
        ),
        (ods(), "none of its sheets"),
        (ods(sheet(row("x")))[:-30], "cut short or damaged"),
    ],
    ids=["absurd", "empty", "cut"],
)
def test_damaged_and_absurd_workbooks_give_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, "a.ods")


@pytest.mark.skipif(
    libreoffice() is None,
    reason="LibreOffice is not on this machine: our print of figures is not compared with its",
)
@pytest.mark.corpus
def test_figures_print_as_libreoffice_prints_them(shared: Path, tmp_path: Path) -> None:
    """Our reading of a real XLS, formats and all, against the texts that LibreOffice displays for
    the same cells.
    """
    original = shared / "corpus" / "office" / "government-04.xls"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            libreoffice() or "",
            profile,
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            tmp_path,
            original,
        ],
        check=True,
        capture_output=True,
    )
    ours, theirs = (
        read_document(path.read_bytes(), path.name)
        for path in (original, tmp_path / "government-04.ods")
    )
    tables = [
        [block for page in document.pages for block in page.blocks if isinstance(block, Table)]
        for document in (ours, theirs)
    ]
    ours_cells, their_cells = (
        [(c.locator, c.text, c.row_span, c.column_span) for table in half for c in table.cells]
        for half in tables
    )
    assert len(ours_cells) > 10_000
    assert ours_cells == their_cells
