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
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
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
        parts = _sheet_parts(book, relations)
        # A reading for each sheet: what is hidden on one says nothing of the next.
        return [_sheet(container, part, reading()) for part in parts]
    except (UnreadableDocument, etree.LxmlError, ValueError):
        return []


def _is_to_be_computed(book: Any) -> bool:
    """Return whether a workbook asks to be computed when it is opened (18.2.2, `calcPr`): libraries
    that only write files leave a zero for every result.
    """
    settings = book.find("{*}calcPr")
    if settings is None:
        return False
    return _is_true(settings.get("fullCalcOnLoad"))


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
    # Programs leave the number of the open sheet out where it is the first.
    open_sheet = None if view is None else view.get("activeTab")
    return Shown(_count(open_sheet, 0), area)


class _Styles:
    """The formats of a workbook's cells, and of its conditional rules."""

    def __init__(self, styles: Any, texts: dict[int, list[Run]]) -> None:
        """Read `xl/styles.xml`, None where the workbook has none; `texts` are the shared texts
        whose parts differ in look, by number.
        """
        self.texts = texts
        self._of_rules: list[Effect] = []
        self._of_cells: list[Effect] = []
        self._codes: list[str | None] = []
        self._indents: list[float] = []
        if styles is None:
            return
        self._of_rules = effects_of_rules(styles)
        self._of_cells = effects_of_cells(styles)
        self._codes = _codes(styles)
        self._indents = _indents(styles)

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
        if number >= len(self._of_rules):
            return Effect()
        return self._of_rules[number]


def _codes(styles: Any) -> list[str | None]:
    """Return the format code of every cell format (`cellXfs`), None for general."""
    own = {
        node.get("numFmtId"): node.get("formatCode") or ""
        for node in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    out: list[str | None] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        number = node.get("numFmtId") or "0"
        # Numbers below 164 are built in, and a workbook may redefine them all the same.
        code = own.get(number)
        if not code and number.isdigit():
            code = BUILT_IN.get(int(number))
        is_general = code is None or code.lower() in GENERAL
        out.append(None if is_general else code)
    return out


def _indents(styles: Any) -> list[float]:
    """Return the points that each cell format (`cellXfs`) moves its text in from the left."""
    out: list[float] = []
    for node in styles.iterfind("{*}cellXfs/{*}xf"):
        alignment = node.find("{*}alignment")
        # Without an alignment, or one without a level, a text stands at the left edge.
        level = _count(alignment.get("indent"), 0) if alignment is not None else 0
        out.append(level * POINTS_OF_A_LEVEL)
    return out


def _parted_texts(container: SafeZip) -> dict[int, list[Run]]:
    """Return the shared texts of which a part has a look of its own that may hide it, by number."""
    name = container.find("xl/sharedStrings.xml")
    if name is None:
        return {}
    data = container.read(name)
    # Parsing all shared texts is dear, and in most workbooks no part of one has a look of its own.
    if not any(mark in data for mark in _MAY_HIDE):
        return {}
    texts = parse_xml(data, name).iterfind("{*}si")
    parted = ((number, runs_of(text)) for number, text in enumerate(texts))
    return {number: runs for number, runs in parted if runs is not None}


def _sheet_parts(book: Any, relations: Any) -> list[str]:
    """Return the name of each sheet's part, in the order of the workbook."""
    targets = {node.get("Id"): node.get("Target") or "" for node in relations}
    parts: list[str] = []
    for node in book.iterfind("{*}sheets/{*}sheet"):
        # Strict workbooks (ISO/IEC 29500-1) name the relation in another namespace.
        relation = node.get(_RELATION) or node.get(_STRICT_RELATION)
        target = targets.get(relation, "")
        if target.startswith("/"):
            parts.append(target.lstrip("/"))
        else:
            parts.append(posixpath.normpath(posixpath.join("xl", target)))
    return parts


def _sheet(container: SafeZip, name: str, reading: _SheetReading) -> SheetLook:
    """Return the look of one sheet; formats only of cells that hold a number."""
    stored = container.find(name)
    if stored is None:
        return SheetLook()
    source = io.BytesIO(container.read(stored))
    # Element by element: a sheet of a million cells as one tree takes gigabytes.
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
        # Rows and cells without a reference stand behind the one before.
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
            # A row that was read is taken out of the tree, which else grows to the whole sheet.
            node.clear()
        elif name == "col":
            if _is_true(node.get("hidden")) or _is_nothing(node.get("width")):
                first = _count(node.get("min"), 1) - 1
                last = _count(node.get("max"), 0) - 1
                self.look.hide_columns(first, last)
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
        self._row = _count(node.get("r"), self._row + 2) - 1
        self._column = -1
        hidden = node.get("hidden")
        height = node.get("ht")
        # Hidden by default is a row that says nothing of itself.
        by_default = self._hidden_by_default and hidden is None and height is None
        if _is_true(hidden) or _is_nothing(height) or by_default:
            self.look.hidden_rows.add(self._row)

    def _cell(self, node: Any) -> None:
        self._column = _column(node.get("r"), self._column)
        place = (self._row, self._column)
        kind = node.get("t")
        self._take_style(_count(node.get("s"), 0), place, node)
        runs = self._runs(node)
        if runs is not None:
            self.look.runs[place] = runs
        # A text (`str`) is a stored result; a cell without content only has a style.
        if len(node) == 0 or kind == "str" or node.find("{*}f") is None:
            return
        stored = (node.findtext("{*}v") or "").strip()
        if self._recalculate or not stored:
            self.look.uncomputed.add(place)

    def _take_style(self, style: int, place: tuple[int, int], node: Any) -> None:
        """Note what a cell's style says of its text, its paper and its number."""
        kind = node.get("t")
        colours = self._styles.colours(style)
        if colours is not None and len(node):
            self.look.colours[place] = colours
        code = self._styles.code(style)
        # Number formats say nothing of texts, indents nothing of figures, which stand at the right.
        if code is not None and kind in (None, "n"):
            self.look.formats[place] = code
        if kind in _TEXTS:
            indent = self._styles.indent(style)
            if indent:
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
        # Rules of newer versions stand in an extension, which names its cells in an element.
        covered = node.get("sqref") or node.findtext("{*}sqref") or ""
        read = [_area(text) for text in covered.split()]
        areas = [area for area in read if area is not None]
        if not areas:
            return
        for rule in node.iterchildren("{*}cfRule"):
            self.look.rules.append(self._rule(rule, areas))

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
    if size is None or not size.strip():
        return False
    # `0`, `0.0`: shown, it has no height.
    return size.strip("0. ") == ""


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """Return the first row, first column, last row and last column of `C4:E90` or `C4`."""
    ends = [_CELL.fullmatch(one) for one in reference.split(":")]
    places: list[tuple[int, int]] = []
    for end in ends:
        if end is None:
            return None
        row = int(end.group(2)) - 1
        places.append((row, _column(end.group(1), 0)))
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
