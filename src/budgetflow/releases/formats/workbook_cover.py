"""The first sheet of a disclosure's workbook: whose it is, where it is from, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Font

from budgetflow.contracts.vocabulary import (
    DOCUMENT_STATUSES,
    SCOPES,
    SEVERITIES,
    STAGES,
    SUPERSEDED,
    VERDICTS,
)
from budgetflow.releases.formats.xlsx import (
    BOLD,
    HEADING,
    TYPEFACE,
    link_to,
    places,
    print_on_landscape,
    put_text,
)
from budgetflow.releases.site.grids import Grid

_WIDTHS = {"A": 24, "B": 16, "C": 62, "D": 62}
_LINK = Font(name=TYPEFACE, size=11, color="0B5394", underline="single")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINE_HEIGHT = 15
# The order in which findings are shown, by verdict.
_ORDER = ("publisher_error", "parse_suspect", "open", "rounding")


def write_cover(
    sheet: Any,
    version: str,
    disclosure: Mapping[str, Any],
    documents: Sequence[Mapping[str, Any]],
    tables: Sequence[tuple[Grid, str]],
) -> None:
    """Write publisher, year, documents with address and sha256, and the list of tables.

    `tables` are the tables with the names of their sheets; each line leads to its sheet.
    """
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    put_text(sheet.cell(1, 1), _title(disclosure))
    sheet.cell(1, 1).font = Font(name=TYPEFACE, bold=True, size=16)
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[1].height = 32
    for name, value in _facts(version, disclosure):
        _line(sheet, name, value)
    # What counts first, what another version replaced last.
    for document in sorted(documents, key=lambda row: row["status"] == SUPERSEDED):
        _section(sheet, "文件", "来源")
        _line(sheet, "文件名", document["file_name"])
        _line(sheet, "来源地址", document["source_url"] or "本地文件", link=document["source_url"])
        _line(sheet, "sha256", document["document_id"])
        status = DOCUMENT_STATUSES.get(document["status"], document["status"])
        _line(sheet, "页数、状态", f"{document['pages']} 页，{status}")
    _section(sheet, "表", "", "印出的标题", "印出的单位")
    for grid, name in tables:
        row = sheet.max_row + 1
        put_text(sheet.cell(row, 1), f"表 {grid.number}")
        link_to(sheet.cell(row, 1), f"'{name}'!A1")
        sheet.cell(row, 1).font = _LINK
        put_text(sheet.cell(row, 3), grid.table["title_printed"] or grid.table["table_code"])
        put_text(sheet.cell(row, 4), grid.table["unit_printed"] or "没有印出")
    if not tables:
        _line(sheet, "", "没有带数字的表")
    print_on_landscape(sheet, "1:1")
    sheet.sheet_view.showGridLines = False


def write_findings(
    sheet: Any, findings: Sequence[Mapping[str, Any]], cells: Mapping[str, str]
) -> None:
    """Write what the checks found, each with the cell it rests on (`cells`, by amount_id)."""
    _section(sheet, "发现", "判定", "说明", "In English")
    for finding in sorted(findings, key=_gravest_first):
        row = sheet.max_row + 1
        where = next((cells[one] for one in finding["amount_ids"] if one in cells), None)
        severity = SEVERITIES.get(finding["severity"], finding["severity"])
        put_text(sheet.cell(row, 1), f"{finding['check_id']} {severity}")
        if where is not None:
            link_to(sheet.cell(row, 1), where)
            sheet.cell(row, 1).font = _LINK
        put_text(sheet.cell(row, 2), VERDICTS.get(finding["verdict"], finding["verdict"]))
        put_text(sheet.cell(row, 3), finding["message_zh"])
        put_text(sheet.cell(row, 4), finding["message_en"])
        for column in range(1, 5):
            sheet.cell(row, column).alignment = _WRAPPED
        _set_height(sheet, row, finding["message_zh"], finding["message_en"])
    if not findings:
        _line(sheet, "", "没有发现")


def _gravest_first(finding: Mapping[str, Any]) -> tuple[int, int, str]:
    return (
        _ORDER.index(finding["verdict"]),
        list(SEVERITIES).index(finding["severity"]),
        finding["check_id"],
    )


def _title(disclosure: Mapping[str, Any]) -> str:
    body = f"{disclosure['publisher'] or ''}{disclosure['fiscal_year'] or ''}年"
    return disclosure["title"] or f"{body}{STAGES.get(disclosure['stage'], '')}"


def _facts(version: str, disclosure: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("编制单位", disclosure["publisher"] or "没有印出"),
        ("地区", f"{disclosure['region_name'] or ''} {disclosure['region_code'] or ''}".strip()),
        ("年度", f"{disclosure['fiscal_year'] or '没有印出'}"),
        ("预算或决算", STAGES.get(disclosure["stage"], "")),
        ("口径", SCOPES.get(disclosure["scope"], "")),
        ("公布日期", f"{disclosure['published_on'] or '没有印出'}"),
        ("公开页", disclosure["landing_url"] or "本地文件"),
        ("单位", "各表金额均为元，由印出的数字和单位精确换算；印出的单位见各表"),
        ("发布版本", f"{version}，公开标识 {disclosure['disclosure_id']}"),
    ]


def _section(sheet: Any, *headings: str) -> None:
    """Write a row of headings, an empty row before it."""
    row = sheet.max_row + 2
    for column in range(1, 5):
        cell = sheet.cell(row, column)
        cell.font, cell.fill = BOLD, HEADING
        put_text(cell, headings[column - 1] if column <= len(headings) else "")


def _line(sheet: Any, name: str, value: str, link: str = "") -> None:
    row = sheet.max_row + 1
    put_text(sheet.cell(row, 1), name)
    sheet.cell(row, 1).font = BOLD
    put_text(sheet.cell(row, 2), value)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    sheet.cell(row, 2).alignment = _WRAPPED
    if link.startswith(("http://", "https://")):
        sheet.cell(row, 2).hyperlink = link
        sheet.cell(row, 2).font = _LINK


def _set_height(sheet: Any, row: int, *texts: str) -> None:
    """Set a row as high as its longest text wraps: programs do not all do it when they open."""
    lines = max(-(-places(text) // int(_WIDTHS["C"] - 4)) for text in texts)
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(1, lines)
