"""XLS, XLSX, XLSB, ET, ODS and the XML of Excel 2003: one Page a sheet, printed text in every cell,
merged cells as spans.
"""

from __future__ import annotations

import io
import re

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from budgetflow.readers.common import clean, new_document
from budgetflow.readers.containers import media_types, ole
from budgetflow.readers.containers.safe_zip import SafeZip
from budgetflow.readers.document import Block, Document, Page, TextLine, UnreadableDocument
from budgetflow.readers.libreoffice import convert_or_say
from budgetflow.readers.spreadsheet.beside_cells import header_lines
from budgetflow.readers.spreadsheet.formulas import Results
from budgetflow.readers.spreadsheet.layout import Merged, blocks_of_sheet
from budgetflow.readers.spreadsheet.ods import (
    changes_its_texts,
    parts_of_flat_ods,
    parts_of_ods,
    sheets_of_ods,
)
from budgetflow.readers.spreadsheet.printed import printed_texts
from budgetflow.readers.spreadsheet.style import SheetLook, Shown
from budgetflow.readers.spreadsheet.style_xls import looks_of_xls, shown_of_xls
from budgetflow.readers.spreadsheet.style_xlsx import looks_of_xlsx, shown_of_xlsx

_VERSION = "2"
_MOST_PLACES = (
    2_000_000  # cells of one sheet's used rectangle; the largest real one seen has under 100,000
)


def read_sheet(data: bytes, file_name: str) -> Document:
    """Return the Document of a workbook: one page a visible sheet, in order, its cells located as
    `Sheet!D14`.

    What a reader of the workbook does not see is not disclosed: hidden sheets, rows and columns are
    left out, the sheets
    with a note. Raises UnreadableDocument where the workbook cannot be opened.
    """
    return _read(data, file_name, None)


def read_shown_sheet(data: bytes, file_name: str) -> Document:
    """Return a workbook pasted into another document as it prints there: one sheet, one area.

    That is the sheet which was open when it was saved, and of it the area the object frames.
    """
    kind = media_types.sniff(data, file_name)
    if kind == media_types.XLSX:
        return _read(data, file_name, shown_of_xlsx(data, file_name))
    if kind == media_types.XLS:
        return _read(data, file_name, shown_of_xls(data))
    return _read(data, file_name, Shown())


# Kinds of workbook that the value library does not read as printed: of XLSB it leaves out the
# short cells ([MS-XLSB] 2.4.826 BrtShortReal and its like, which some programs write for every cell
# behind a row's first) and tells no number format, the XML of Excel 2003 it does not open, and of
# XLS before 1997 our own reading of formats knows nothing.
_OLDEST = "xls before 1997"
_BY_LIBREOFFICE = {
    media_types.XLSB: ".xlsb",
    media_types.EXCEL_XML: ".xml",
    _OLDEST: ".xls",
}


def _read(data: bytes, file_name: str, shown: Shown | None) -> Document:
    """Read the sheets of a workbook, or only what `shown` says."""
    kind = media_types.sniff(data, file_name)
    document = new_document(data, file_name, kind, "sheet", _VERSION)
    if kind in (media_types.XLSX, media_types.XLSB, media_types.ODS):
        # Before the value library unpacks it: that one has no limit of its own.
        SafeZip(data, file_name).check_declared()
    if kind == media_types.XLS and ole.read_stream(data, "Workbook") is None:
        kind = _OLDEST
    if kind in _BY_LIBREOFFICE:
        data = _as_xlsx(data, file_name, _BY_LIBREOFFICE[kind])
        kind = media_types.XLSX
        document.reader = "sheet by LibreOffice"
    if kind in (media_types.ODS, media_types.FLAT_ODS):
        _add_ods(document, data, file_name, kind)
    else:
        _add_workbook(document, data, kind, file_name, shown)
    if not document.pages:
        raise UnreadableDocument(
            f"{file_name}: none of its sheets can be read: "
            f"{'; '.join(document.notes) or 'there is none'}"
        )
    return document


def _as_xlsx(data: bytes, file_name: str, suffix: str) -> bytes:
    return convert_or_say(data, file_name, (suffix, "xlsx"), "libreoffice-calc")


def _add_ods(document: Document, data: bytes, file_name: str, kind: str) -> None:
    """Add the sheets of an OpenDocument workbook."""
    if kind == media_types.FLAT_ODS:
        suffix = ".fods"
        parts = parts_of_flat_ods(data, file_name)
    else:
        suffix = ".ods"
        parts = parts_of_ods(data, file_name)
    # Only where it must: a conversion takes seconds, and its texts are those of another program.
    if changes_its_texts(parts):
        workbook = _as_xlsx(data, file_name, suffix)
        _add_workbook(document, workbook, media_types.XLSX, file_name, None)
        return
    sheets = sheets_of_ods(parts, file_name)
    results = Results(data, file_name, kind)
    if any(one.look.uncomputed for one in sheets) and (computed := results.computed_ods()):
        others = sheets_of_ods(parts_of_ods(computed, file_name), file_name)
        for sheet, other in zip(sheets, others, strict=False):
            results.put(other.texts, sheet.texts, sheet.name, sheet.look)
    for number, sheet in enumerate(sheets, start=1):
        if sheet.hidden:
            document.notes.append(_hidden(sheet.name))
        else:
            name = clean(sheet.name)
            document.pages.append(
                Page(
                    number=number,
                    name=name,
                    blocks=blocks_of_sheet(sheet.texts, sheet.merged, sheet.look, name, number),
                )
            )
            document.notes += results.notes_of(sheet.name, sheet.look)


def _add_workbook(
    document: Document, data: bytes, kind: str, file_name: str, shown: Shown | None
) -> None:
    """Add the sheets of a workbook that the value library opens, or the one that is shown; `kind`
    is the media type of `data`.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    # the library raises its own kinds and plain ones; all mean that the workbook does not open
    except Exception as error:
        raise UnreadableDocument(
            f"{file_name}: the workbook cannot be opened ({str(error)[:200]}); open it in a "
            f"spreadsheet and save it again"
        ) from error
    # Looks by the sheet's number: two sheets may have one name in a damaged workbook.
    looks = _looks(data, file_name, kind)
    results = Results(data, file_name, kind)
    for number, about in enumerate(book.sheets_metadata, start=1):
        if about.typ != SheetTypeEnum.WorkSheet or (shown and shown.sheet != number - 1):
            continue
        if about.visible != SheetVisibleEnum.Visible:
            document.notes.append(_hidden(about.name))
            continue
        if number <= len(looks):
            look = looks[number - 1]
        else:
            look = SheetLook()
        if shown and shown.area:
            look.hide_outside(shown.area)
        try:
            page = _page(book, about.name, number, look, results)
            if shown is None:  # pasted into a document, a sheet prints no page of its own
                _put_beside(page, look)
            document.pages.append(page)
            document.notes += results.notes_of(about.name, look)
        except (UnreadableDocument, MemoryError):
            raise
        except Exception as error:  # the library's own kinds; a damaged sheet costs that sheet
            document.notes.append(
                f"sheet {about.name!r} is damaged and was not read ({str(error)[:150]}); open "
                f"the file and save it again"
            )


def _put_beside(page: Page, look: SheetLook) -> None:
    """Put the lines that a sheet prints and its cells do not hold before what they stand above:
    the page's header before all, a text box by the row it begins in.
    """
    header = [(-1, line) for line in header_lines(look.page_header, page.name or "")]
    lines = [*header, *look.drawn]
    blocks = page.blocks
    if not lines or not blocks:
        return
    # Programs print a title above the page that stands in the sheet too; once is enough.
    in_cells = {text for block in blocks for text in _texts_of(block)}
    page.blocks = []
    for block in blocks:
        while lines and lines[0][0] <= _row_of(block):
            page.blocks += _line(lines.pop(0)[1], page, in_cells)
        page.blocks.append(block)
    for _, text in lines:
        page.blocks += _line(text, page, in_cells)


def _line(text: str, page: Page, in_cells: set[str]) -> list[Block]:
    if text in in_cells:
        return []
    return [TextLine(text=text, page=page.number, whole_paragraph=True)]


def _row_of(block: Block) -> int:
    """Return the row of the sheet, from 0, in which a block begins: cells are `Sheet!D14`."""
    if isinstance(block, TextLine):
        locator = block.locator
    else:
        locator = block.cells[0].locator
    digits = re.search(r"\d+$", locator or "")
    return int(digits[0]) - 1 if digits else 0


def _texts_of(block: Block) -> list[str]:
    if isinstance(block, TextLine):
        return [block.text]
    return [cell.text for cell in block.cells]


def _hidden(name: str) -> str:
    return (
        f"sheet {name!r} is hidden and was not read; unhide it in the file if it is part of "
        f"the disclosure"
    )


def _looks(data: bytes, file_name: str, media_type: str) -> list[SheetLook]:
    """Return the look of every sheet, where we can read it from this kind of workbook."""
    if media_type == media_types.XLSX:
        return looks_of_xlsx(data, file_name)
    if media_type == media_types.XLS:
        return looks_of_xls(data)
    return []


def _page(
    book: CalamineWorkbook, printed_name: str, number: int, look: SheetLook, results: Results
) -> Page:
    """Read one sheet."""
    sheet = book.get_sheet_by_name(printed_name)
    name = clean(printed_name)
    # Before the values are made: a used rectangle of a million empty rows costs gigabytes as lists.
    if sheet.total_height * sheet.total_width > _MOST_PLACES:
        raise UnreadableDocument(
            f"{results.file_name}: sheet {name!r} claims {sheet.total_height:,} x "
            f"{sheet.total_width:,} cells; delete what lies outside its tables"
        )
    values = sheet.to_python(skip_empty_area=False)
    if look.uncomputed or look.empty_results:
        results.fill(values, printed_name, look)
    texts = printed_texts(values, look)
    merged: list[Merged] = []
    for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ():
        merged.append((r0, c0, r1, c1))
    blocks = blocks_of_sheet(texts, merged, look, name, number)
    return Page(number=number, name=name, blocks=blocks)
