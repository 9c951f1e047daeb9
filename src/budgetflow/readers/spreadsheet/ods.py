"""ODS: sheets with their texts as displayed, merged ranges and what is hidden, straight from the
file's XML.

The value library gives an ODS sheet's bare values; the file itself holds the displayed text of
every cell (OpenDocument
1.3 part 3, 9.1), which is what was disclosed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from budgetflow.readers.common import clean
from budgetflow.readers.containers.safe_zip import SafeZip, parse_xml
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.spreadsheet.layout import Merged
from budgetflow.readers.spreadsheet.style import MOST_ROWS, WHOLE_SHEET, SheetLook

# As strings in Clark notation, not prefixes: each program chooses its own prefixes.
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_SETTINGS = (f"{_CONFIG}config-item-map-entry", f"{_CONFIG}config-item-set")
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOOK = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
# Signs that a format prints as they are; `!` there is a lost sign of escape (`printed`).
_LITERALS = (f"{_NUMBER}text", f"{_NUMBER}embedded-text")
_LOOKS = (
    *_LITERALS,
    f"{_STYLE}map",
    f"{_CALC}condition",
    f"{_STYLE}text-properties",
    f"{_STYLE}header",
)
_STYLE_NAMES = (
    f"{_TABLE}style-name",
    f"{_TABLE}default-cell-style-name",
    f"{_TEXT}style-name",
)
# Places, repeated ones counted: one row with a repetition may claim a million.
_MOST_PLACES = 2_000_000


@dataclass(slots=True)
class OdsSheet:
    """One sheet: texts by row and column from 0, merged ranges, what it hides."""

    name: str
    hidden: bool
    texts: list[list[str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    look: SheetLook = field(default_factory=SheetLook)


@dataclass(frozen=True, slots=True)
class OdsParts:
    """The roots of a workbook's XML; of a flat file, all are the root of the file."""

    content: Any
    styles: Any
    """Styles that sheets share, None where there are none."""
    settings: Any
    """None where there are none."""


def parts_of_ods(data: bytes, file_name: str) -> OdsParts:
    """Return the parts of a workbook. Raises UnreadableDocument where it is damaged or locked."""
    container = SafeZip(data, file_name)
    content = container.xml("content.xml")
    if content is None:
        raise UnreadableDocument(
            f"{file_name}: the workbook is cut short: its content is missing; fetch it again"
        )
    return OdsParts(content, container.xml("styles.xml"), container.xml("settings.xml"))


def parts_of_flat_ods(data: bytes, file_name: str) -> OdsParts:
    """Return the parts of a workbook that is one XML text. Raises UnreadableDocument where it is
    damaged.
    """
    root = parse_xml(data, file_name)
    return OdsParts(root, root, root)


def sheets_of_ods(parts: OdsParts, file_name: str) -> list[OdsSheet]:
    """Return the sheets in order. Raises UnreadableDocument where one claims an absurd size."""
    content = parts.content
    unseen: set[str | None] = set()
    for style in content.iter(f"{_STYLE}style"):
        for properties in style.iterchildren(f"{_STYLE}table-properties"):
            if properties.get(f"{_TABLE}display") == "false":
                unseen.add(style.get(f"{_STYLE}name"))
    zeros = _shows_zeros(parts.settings)
    tables = content.iterfind("{*}body/{*}spreadsheet/{*}table")
    sheets: list[OdsSheet] = []
    for table in tables:
        hidden = table.get(f"{_TABLE}style-name") in unseen
        sheets.append(_sheet(table, hidden, zeros, file_name))
    return sheets


def changes_its_texts(parts: OdsParts) -> bool:
    """Return whether a page of the workbook prints other things than the texts stored in its cells.

    The stored text of a figure is the one of the cell's own format: what a conditional rule makes
    of it is stored nowhere. Nor do cells hold what is printed above a page. Letters that are
    crossed out or white are stored like all others.
    """
    roots = [parts.content]
    # A flat file's parts are one root, which would be walked twice.
    if parts.styles is not None and parts.styles is not parts.content:
        roots.append(parts.styles)
    used = _used_styles(roots)
    looks = (node for root in roots for node in root.iter(*_LOOKS))
    return any(_changes(node, used) for node in looks)


def _used_styles(roots: list[Any]) -> set[str]:
    """Return the names of the styles that cells and parts of texts have, and those behind them; a
    program's file holds many that nothing uses, white letters among them.
    """
    behind: dict[str | None, str | None] = {}
    names: set[str | None] = set()
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            behind[style.get(f"{_STYLE}name")] = style.get(f"{_STYLE}parent-style-name")
        for node in root.iter():
            names.update(node.get(name) for name in _STYLE_NAMES)
    used: set[str] = set()
    # Names that were seen are not followed again: a damaged file's styles may stand behind each
    # other.
    while names := {name for name in names if name and name not in used}:
        used |= names
        names = {behind.get(name) for name in names}
    return used


def _changes(node: Any, used: set[str]) -> bool:
    """Return whether an element hides or changes a text: a rule, letters, a page's header."""
    if node.tag == f"{_STYLE}header":
        shown = node.get(f"{_STYLE}display") != "false"
        paragraphs = node.iter(f"{_TEXT}p")
        return shown and any(text for part in paragraphs for text in _own_texts(part))
    if node.tag == f"{_CALC}condition":
        return True
    if node.tag in _LITERALS:
        return (node.text or "").strip() == "!"
    style = node.getparent()
    if style.get(f"{_STYLE}name") not in used:
        return False
    if node.tag == f"{_STYLE}map":  # of cells; of number formats, it says what a sign prints
        return bool(style.get(f"{_STYLE}family") == "table-cell")
    struck = bool(node.get(f"{_STYLE}text-line-through-style", "none") != "none")
    white = str(node.get(f"{_LOOK}color")).lower() == "#ffffff"
    return struck or white


def _own_texts(paragraph: Any) -> Iterator[str]:
    """Return the words of a header, not its fields (page, date, the sheet's name)."""
    yield (paragraph.text or "").strip()
    for node in paragraph:
        if node.tag == f"{_TEXT}span":
            yield from _own_texts(node)
        yield (node.tail or "").strip()


def _shows_zeros(settings: Any) -> dict[str, bool]:
    """Return what the settings say of zeros (`ShowZeroValues`), by sheet; `` for all the others.

    A view says it for each sheet, or for all at once; a file saved without a view for the document.
    """
    out: dict[str, bool] = {}
    for parent in settings.iter(*_SETTINGS) if settings is not None else ():
        for item in parent.iterchildren(f"{_CONFIG}config-item"):
            if item.get(f"{_CONFIG}name") != "ShowZeroValues":
                continue
            above = parent.getparent()
            of_sheet = above is not None and above.get(f"{_CONFIG}name") == "Tables"
            name = parent.get(f"{_CONFIG}name") if of_sheet else ""
            # The first that speaks: a file may keep the views of several users.
            out.setdefault(name or "", (item.text or "").strip() != "false")
    return out


def _sheet(table: Any, hidden: bool, zeros: dict[str, bool], file_name: str) -> OdsSheet:
    sheet = OdsSheet(table.get(f"{_TABLE}name") or "", hidden)
    if not zeros.get(sheet.name, zeros.get("", True)):
        sheet.look.zeros_hidden.append(WHOLE_SHEET)
    column = 0
    for node in table.iter(f"{_TABLE}table-column"):
        width = _count(node, "number-columns-repeated")
        if _is_hidden(node):
            sheet.look.hide_columns(column, column + width - 1)
        column += width
    r = 0
    places = 0
    for row in _rows(table):
        repeated = _count(row, "number-rows-repeated")
        texts = _row(row, r, sheet)
        if texts:
            # Empty rows at the end are repeated a million times and hold no text, so they cost
            # nothing.
            places += repeated * len(texts)
            if places > _MOST_PLACES or r > _MOST_PLACES:
                raise UnreadableDocument(
                    f"{file_name}: sheet {sheet.name!r} claims more than {_MOST_PLACES:,} cells; "
                    f"delete what lies outside its tables"
                )
            sheet.texts += [[] for _ in range(r - len(sheet.texts))]
            sheet.texts += [texts] * repeated
            if _is_hidden(row):
                sheet.look.hidden_rows.update(range(r, r + repeated))
        r += repeated
    return sheet


def _rows(table: Any) -> Iterator[Any]:
    """Return the rows, looking through the groups and header parts around them."""
    for node in table:
        if node.tag == f"{_TABLE}table-row":
            yield node
        elif node.tag in (
            f"{_TABLE}table-row-group",
            f"{_TABLE}table-rows",
            f"{_TABLE}table-header-rows",
        ):
            yield from _rows(node)


def _row(row: Any, r: int, sheet: OdsSheet) -> list[str]:
    """Return a row's texts up to its last one, and note its merged ranges."""
    texts: list[str] = []
    column = 0
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        width = _count(cell, "number-columns-repeated")
        paragraphs = cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")
        text = clean("\n".join(_printed(paragraph) for paragraph in paragraphs))
        down = _count(cell, "number-rows-spanned")
        across = _count(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merged.append((r, column, r + down - 1, column + across - 1))
        value = cell.get(f"{_OFFICE}value")
        # A computed cell without a value was never computed; one without a text may show none.
        if not text and value is None and _is_formula(cell):
            sheet.look.uncomputed.add((r, column))
        if text and sheet.look.zeros_hidden and _is_zero(value):
            text = ""
        if text:
            texts += [""] * (column - len(texts)) + [text] * width
        column += width
    return texts


def _printed(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for node in paragraph:
        if node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif node.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        else:
            parts.append(_printed(node))
        parts.append(node.tail or "")
    return "".join(parts)


def _count(node: Any, name: str) -> int:
    """Return a repetition or span, at most a sheet's own size."""
    text = node.get(_TABLE + name) or "1"
    # Nine digits and more are nonsense that int() would take long for.
    if not text.isdigit() or len(text) >= 9:
        return 1
    return max(1, min(int(text), MOST_ROWS))


def _is_formula(cell: Any) -> bool:
    """Return whether a cell is computed, and to something else than a text (which may be empty)."""
    kind = cell.get(f"{_OFFICE}value-type")
    return cell.get(f"{_TABLE}formula") is not None and kind != "string"


def _is_zero(value: str | None) -> bool:
    if value is None or "0" not in value:
        return False
    return not value.strip("-0.")


def _is_hidden(node: Any) -> bool:
    visibility = node.get(f"{_TABLE}visibility")
    return visibility in ("collapse", "filter")
