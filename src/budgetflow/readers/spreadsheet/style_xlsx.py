"""The look of an XLSX workbook's sheets: number formats, hidden rows and columns.

ECMA-376 part 1, 18.3 (sheets) and 18.8 (styles): a cell names a cell format, which names a number
format.
"""

from __future__ import annotations

import io
import posixpath
import re
from functools import partial
from typing import Any

from lxml import etree

from budgetflow.readers.common import column_number
from budgetflow.readers.containers.safe_zip import SafeZip, parse_xml
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.spreadsheet.beside_cells import drawn_lines
from budgetflow.readers.spreadsheet.conditional import Effect, Rule
from budgetflow.readers.spreadsheet.effects_xlsx import (
    Run,
    effect_of_rule,
    effects_of_cells,
    effects_of_rules,
    runs_of,
)
from budgetflow.readers.spreadsheet.number_format import BUILT_IN
from budgetflow.readers.spreadsheet.style import (
    GENERAL,
    POINTS_OF_A_LEVEL,
    WHOLE_SHEET,
    SheetLook,
    Shown,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def looks_of_xlsx(data: bytes, file_name: str) -> list[SheetLook]:
    """Return the look of every sheet, in the order of the workbook; an empty list where the sheets
    cannot be found.

    What is damaged here costs the look of figures only, so it is not an error.
    """
    try:
        container = SafeZip(data, file_name)
        book = container.xml("xl/workbook.xml")
        relations = container.xml("xl/_rels/workbook.xml.rels")
        if book is None or relations is None:
            return []
        styles = _Styles(container.xml("xl/styles.xml"), _parted_texts(container))
        reading = partial(_SheetReading, styles, _is_to_be_computed(book))
        return [_sheet(container, name, reading()) for name in _sheet_parts(book, relations)]
    except (UnreadableDocument, etree.LxmlError, ValueError):
        return []


def _is_to_be_computed(book: Any) -> bool:
    """Return whether a workbook asks to be computed when it is opened (18.2.2, `calcPr`): libraries
    that only write files leave a zero for every result.
    """
    settings = book.find("{*}calcPr")
    return settings is not None and _is_true(settings.get("fullCalcOnLoad"))


def shown_of_xlsx(data: bytes, file_name: str) -> Shown:
    """Return what an embedded workbook shows: the open sheet (`activeTab`), the area (`oleSize`).

    ECMA-376 part 1, 18.2.30 and 18.2.17. Of a damaged workbook, the first sheet.
    """
    try:
        book = SafeZip(data, file_name).xml("xl/workbook.xml")
    except UnreadableDocument:
        return Shown()
    if book is None:
        return Shown()
    view = book.find("{*}bookViews/{*}workbookView")
    size = book.find("{*}oleSize")
    if size is None:
        area = None
    else:
        area = _area(size.get("ref") or "")
    return Shown(_count(None if view is None else view.get("activeTab"), 0), area)


class _Styles:
    """The formats of a workbook's cells, and of its conditional rules."""

    def __init__(self, styles: Any, texts: dict[int, list[Run]]) -> None:
        """Read `xl/styles.xml`, None where the workbook has none; `texts` are the shared texts
        whose parts differ in look, by number.
        """
        self.texts = texts
        self._of_rules = effects_of_rules(styles) if styles is not None else []
        self._of_cells = effects_of_cells(styles) if styles is not None else []
        self._codes = _codes(styles) if styles is not None else []
        self._indents = _indents(styles) if styles is not None else []

    def code(self, style: int) -> str | None:
        """Return the format code of a cell format, None for general."""
        if style < len(self._codes):
            return self._codes[style]
        return None

    def indent(self, style: int) -> float:
        """Return the points by which a cell format moves its text in."""
        if style < len(self._indents):
            return self._indents[style]
        return 0.0

    def colours(self, style: int) -> Effect | None:
        """Return the colours of a cell format, None where it is black letters on plain paper, not
        crossed out.
        """
        if style < len(self._of_cells):
            effect = self._of_cells[style]
        else:
            effect = Effect()
        return None if effect == Effect() else effect

    def effect(self, rule: Any) -> Effect:
        """Return what a conditional rule sets: by the number of a style, or (newer) by its own."""
        own = rule.find("{*}dxf")
        if own is not None:
            return effect_of_rule(own)
        number = _count(rule.get("dxfId"), len(self._of_rules))
        return self._of_rules[number] if number < len(self._of_rules) else Effect()


def _codes(styles: Any) -> list[str | None]:
    """Return the format code of every cell format (`cellXfs`), None for general."""
    own = {
        node.get("numFmtId"): node.get("formatCode") or ""
        for node in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    out: list[str | None] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        number = node.get("numFmtId") or "0"
        code = own.get(number) or (BUILT_IN.get(int(number)) if number.isdigit() else None)
        out.append(None if code is None or code.lower() in GENERAL else code)
    return out


def _indents(styles: Any) -> list[float]:
    """Return the points that each cell format (`cellXfs`) moves its text in from the left."""
    out: list[float] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        alignment = node.find("{*}alignment")
        level = _count(alignment.get("indent"), 0) if alignment is not None else 0
        out.append(level * POINTS_OF_A_LEVEL)
    return out


def _parted_texts(container: SafeZip) -> dict[int, list[Run]]:
    """Return the shared texts of which a part has a look of its own that may hide it, by number."""
    name = container.find("xl/sharedStrings.xml")
    if name is None:
        return {}
    data = container.read(name)
    if not any(mark in data for mark in _MAY_HIDE):
        return {}
    texts = parse_xml(data, name).iterfind("{*}si")
    parted = ((number, runs_of(text)) for number, text in enumerate(texts))
    return {number: runs for number, runs in parted if runs is not None}


def _sheet_parts(book: Any, relations: Any) -> list[str]:
    """Return the name of each sheet's part, in the order of the workbook."""
    targets = {node.get("Id"): node.get("Target") or "" for node in relations}
    parts = [
        targets.get(
            node.get(_RELATION)
            or node.get("{http://purl.oclc.org/ooxml/officeDocument/relationships}id"),
            "",
        )
        for node in book.iterfind("{*}sheets/{*}sheet")
    ]
    return [
        part.lstrip("/") if part.startswith("/") else posixpath.normpath(posixpath.join("xl", part))
        for part in parts
    ]


def _sheet(container: SafeZip, name: str, reading: _SheetReading) -> SheetLook:
    """Return the look of one sheet; formats only of cells that hold a number."""
    stored = container.find(name)
    if stored is None:
        return SheetLook()
    source = io.BytesIO(container.read(stored))
    for event, node in etree.iterparse(
        source,
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in _SHEET_PARTS],
        resolve_entities=False,
        no_network=True,
        recover=True,
    ):
        reading.take(event, node.tag.rsplit("}", 1)[-1], node)
    reading.look.drawn = drawn_lines(container, stored)
    return reading.look


# What a text has within it where parts of it are crossed out, or in a colour of their own.
_MAY_HIDE = (b"strike", b"<color", b":color")
_TEXTS = ("s", "str", "inlineStr")
_SHEET_PARTS = (
    "col",
    "row",
    "c",
    "sheetFormatPr",
    "sheetView",
    "conditionalFormatting",
    "headerFooter",
    "tablePart",
    "picture",
)


class _SheetReading:
    """Gathers the look of a sheet from its elements, in the order of the file."""

    def __init__(self, styles: _Styles, recalculate: bool) -> None:
        """Take the workbook's styles, and whether it asks for its formulas to be computed."""
        self.look = SheetLook()
        self._styles = styles
        self._recalculate = recalculate
        self._row = self._column = -1
        self._hidden_by_default = False

    def take(self, event: str, name: str, node: Any) -> None:
        """Take one element, when it begins (`start`: its attributes) or ends (its content)."""
        if event == "start":
            if name == "row":
                self._begin_row(node)
        elif name == "c":
            self._cell(node)
        elif name == "row":
            node.clear()
        elif name == "col":
            if _is_true(node.get("hidden")) or _is_nothing(node.get("width")):
                self.look.hide_columns(
                    _count(node.get("min"), 1) - 1, _count(node.get("max"), 0) - 1
                )
        elif name == "sheetFormatPr":
            self._hidden_by_default = _is_true(node.get("zeroHeight"))
        elif name == "sheetView":
            if node.get("showZeros") in ("0", "false"):
                self.look.zeros_hidden.append(WHOLE_SHEET)
        elif name == "headerFooter":
            self.look.page_header = node.findtext("{*}oddHeader") or ""
        elif name == "conditionalFormatting":
            self._conditional(node)
        else:  # the style of a table object, or a picture, lies behind the letters
            self.look.plain_paper = False

    def _begin_row(self, node: Any) -> None:
        self._row, self._column = _count(node.get("r"), self._row + 2) - 1, -1
        hidden = node.get("hidden")
        by_default = self._hidden_by_default and hidden is None and node.get("ht") is None
        if _is_true(hidden) or _is_nothing(node.get("ht")) or by_default:
            self.look.hidden_rows.add(self._row)

    def _cell(self, node: Any) -> None:
        self._column = _column(node.get("r"), self._column)
        place = (self._row, self._column)
        kind = node.get("t")
        self._take_style(_count(node.get("s"), 0), place, node)
        runs = self._runs(node)
        if runs is not None:
            self.look.runs[place] = runs
        if (
            len(node)
            and kind != "str"
            and node.find("{*}f") is not None
            and (self._recalculate or not (node.findtext("{*}v") or "").strip())
        ):
            self.look.uncomputed.add(place)

    def _take_style(self, style: int, place: tuple[int, int], node: Any) -> None:
        """Note what a cell's style says of its text, its paper and its number."""
        kind = node.get("t")
        colours = self._styles.colours(style)
        if colours is not None and len(node):
            self.look.colours[place] = colours
        code = self._styles.code(style)
        if code is not None and kind in (None, "n"):
            self.look.formats[place] = code
        if kind in _TEXTS and (indent := self._styles.indent(style)):
            self.look.indents[place] = indent

    def _runs(self, node: Any) -> list[Run] | None:
        """Return the parts of a cell's text that have a look of their own, None where it has none:
        shared texts hold them in a part of the file for all cells, inline ones in the cell.
        """
        kind = node.get("t")
        if kind == "s" and self._styles.texts:
            return self._styles.texts.get(_count(node.findtext("{*}v"), -1))
        inline = node.find("{*}is") if kind == "inlineStr" else None
        if inline is None:
            return None
        return runs_of(inline)

    def _conditional(self, node: Any) -> None:
        """Note the rules of an area."""
        covered = node.get("sqref") or node.findtext("{*}sqref") or ""
        areas = [area for text in covered.split() if (area := _area(text))]
        if areas:
            self.look.rules += [self._rule(rule, areas) for rule in node.iterchildren("{*}cfRule")]

    def _rule(self, node: Any, areas: list[tuple[int, int, int, int]]) -> Rule:
        return Rule(
            areas=tuple(areas),
            kind=node.get("type") or "",
            sign=node.get("operator") or "",
            formulas=tuple(one.text or "" for one in node.iterchildren("{*}formula", "{*}f")),
            effect=self._styles.effect(node),
            priority=_count(node.get("priority"), 0),
            stops=_is_true(node.get("stopIfTrue")),
        )


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(size: str | None) -> bool:
    """Return whether a height or width is given, and is none."""
    return size is not None and size.strip("0. ") == "" and size.strip() != ""


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Return the first row, first column, last row and last column of `C4:E90` or `C4`."""
    ends = [_CELL.fullmatch(one) for one in reference.split(":")]
    if not all(ends):
        return None
    places = [(int(end.group(2)) - 1, _column(end.group(1), 0)) for end in ends if end]
    return (*places[0], *places[-1])


def _count(text: str | None, otherwise: int) -> int:
    if text and text.isdigit() and len(text) < 9:
        return int(text)
    return otherwise


def _column(reference: str | None, previous: int) -> int:
    """Return a cell's column from its reference (`D14`); without one it stands beside the
    previous.
    """
    if not reference:
        return previous + 1
    return column_number(reference)
